/* Observations of many places, from files that daylight observe wrote: read, put into one order
 * that neither files nor lines decide, each place once. For evaluate and merge. */
#pragma once
#include "agent/basis.h"
#include "agent/command.h"
#include "probes/observation_file.h"

struct evidence {
	struct observations *places; /* in the arena; in order of device, audit and what they say */
	size_t count;
	bool complete;         /* no run among them was interrupted */
	struct text canonical; /* all places as a file of observations; evidence_close() */
};

/* Reads every input file, keeping what `interest` asks for. 0, or an exit status with `problem`.
 * `out` is written in both cases. */
int evidence_read(struct work *work, const struct interest *interest, struct evidence *out,
                  struct problem *problem);
/* The same, of one file of observations in memory. */
int evidence_parse(struct work *work, const struct text *bytes, const struct interest *interest,
                   struct evidence *out, struct problem *problem);
void evidence_close(struct evidence *evidence);

/* policies/places.h. 0, or an exit status with `problem`. */
int evidence_settle(const struct basis *basis, struct evidence *evidence, struct problem *problem);

/* Places settled, judged, disclosed; `written` is what stands in
 * observations.jsonl, or NULL. An exit status. */
int evidence_disclose(struct work *work, struct basis *basis, struct evidence *evidence,
                      const struct text *written, struct problem *problem);
