/* Observing: runs the chosen checks on the device and reads the recordings, into one struct
 * observations a place. */
#pragma once
#include "agent/basis.h"
#include "agent/command.h"

struct collected {
	struct observations
		*places; /* the device; of the recordings, one a network; in the arena */
	size_t count;
	struct capture_totals totals;
	uint64_t names_dropped; /* messages with names that nobody asked about */
	bool complete;          /* not interrupted, no worker lost, no check cut short */
	bool cut_short;         /* a check ran out of memory or lost the opener */
	int capture_error; /* a recording was cut short or is none: -EBADMSG, said in `problem`;
	                      else 0 */
};

/* 0, or an exit status with `problem`. Writes observations.jsonl.part as it goes. */
int collect(struct work *work, struct basis *basis, struct collected *out, struct problem *problem);

/* Bytes of observations.jsonl: the places one after another. 0 or -ENOMEM. */
int collect_file(const struct work *work, const struct basis *basis,
                 const struct collected *collected, bool complete, struct text *out);

/* What would be read, by whom permitted, for --dry-run. */
void collect_plan(const struct work *work, const struct basis *basis, bool device, bool network);

/* An empty place of that kind, where and with what zone this run looks. */
void collect_open_place(const struct work *work, const struct basis *basis, const char *kind,
                        struct observations *place);

/* A gap where the zone is not known. 0 or -ENOMEM. */
int collect_note_zone(const struct work *work, const struct basis *basis,
                      struct observations *place);
