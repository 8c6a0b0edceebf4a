/* Where a technology list goes: -o FILE, or -o DIR, into which register.json (or register.csv) is
 * written. A list that is there already is not written over: it may be the parties' own. */
#pragma once
#include "agent/options.h"

/* Sets options->format ("json" or "csv", by the name of the file where --format says nothing) and
 * options->output. -1 to go on, or an exit status with `problem`. */
int register_output_prepare(struct options *options, struct problem *problem);
