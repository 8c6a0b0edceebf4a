/* No run writes over what it reads: a schedule named agreement.json would cost the signed one. */
#pragma once
#include "agent/inputs.h"
#include "agent/outputs.h"

/* 0, or -EEXIST with `problem` where an output would take the place of an input. The manifest of
 * the run before is read to be replaced. Errors of stat() count as no input. */
int overwrite_check(const struct inputs *inputs, const struct outputs *outputs,
                    struct problem *problem);
