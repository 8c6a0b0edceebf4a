/* From observations to paper: findings, judgement, disclosure, files, summary. */
#pragma once
#include "agent/basis.h"
#include "agent/command.h"
#include "probes/observation.h"
#include "probes/traffic/capture.h"

struct disclose_facts {
	const char *mode;                  /* own-device | device | network | files | evaluate */
	const struct observations *places; /* sorted */
	size_t place_count;
	const struct capture_totals *totals; /* or NULL */
	uint64_t names_dropped;
	bool complete;
	const struct text *observations; /* bytes of observations.jsonl as written, for the
	                                    manifest; or NULL */
	const struct text
		*seen; /* all places in canonical order, for the run's id; NULL = `observations` */
};

/* Writes disclosure.json, and where the command has them disclosure.html, catalogue.json and
 * manifest.json; prints the summary unless --quiet. Returns an exit status; EXIT_BROKEN with
 * `problem`. */
int disclose(struct work *work, struct basis *basis, const struct disclose_facts *facts,
             struct problem *problem);
