/* The files of a new agreement, which `agreement starter` and `agreement new` write. */
#pragma once
#include "agent/command.h"
#include "policies/starter.h"

#define AGREEMENT_OUTPUTS                                                                          \
	(1u << OUTPUT_AGREEMENT | 1u << OUTPUT_REGISTER_CSV | 1u << OUTPUT_AUTHORISATION |         \
	 1u << OUTPUT_LOG | 1u << OUTPUT_README)

/* 0 or -errno. */
int agreement_files_write(struct work *work, const struct starter *starter);

/* Prints where the clauses of its rules come from. */
void agreement_files_say(const struct starter *starter);
