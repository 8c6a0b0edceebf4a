/* Observations on disk: daylight-observations/1, JSON Lines (DESIGN 8,
 * policies/schema/observations.schema.json). A header line opens a place; the lines up to the next
 * header speak of it:
 *
 *     {"format":"daylight-observations/1","tool":{...},"run":{...},"place":{...}}
 *     {"observation":{"kind":"package","probe":"packages","subject":"veyon-service",...}}
 *     {"gap":{...}}
 *     {"coverage":{...}}
 *
 * Members stand in one order; in the header what is not known is null, elsewhere it is left out.
 * Counts above 2^53-1 are written as that. write(read(x)) gives x again for every x that was
 * written here. */
#pragma once
#include "probes/base/cursor.h"
#include "probes/base/problem.h"
#include "probes/base/text.h"
#include "probes/observation.h"

#define OBSERVATION_FORMAT "daylight-observations/1"
#define OBSERVATION_LINE_MAX ((size_t)64 * 1024)
#define OBSERVATION_PLACES_MAX 65536

#define TIME_NONE INT64_MIN

/* The run that made one place's lines. Texts NULL = unknown. */
struct observation_run {
	const char *tool, *version;
	const char *id;
	const char *mode;       /* own-device | device | network | files | evaluate | example */
	const char *whose;      /* mine | permitted */
	int64_t started, ended; /* seconds UTC, or TIME_NONE */
	bool complete;          /* false: interrupted, or a part of it failed */
};

struct observation_file {
	struct observations *places;  /* in the arena, each sorted; header n opens place n */
	struct observation_run *runs; /* one a place */
	size_t count;
	uint64_t unknown_keys; /* ignored members and lines of a newer writer */
};

/* Appends one place to `out` (sort it first). 0 or -ENOMEM. */
int observation_file_write(const struct observation_run *run, const struct observations *place,
                           struct text *out);

/* Reads all places. Each fact passes observations_add() again: redacted, and kept only where
 * `interest` (may be NULL) wants it. -EBADMSG: a line is wrong, `problem` says "NAME:LINE:column:
 * pointer: what"; -ENOMEM: the arena is full.
 * `*out` is written in both cases too and holds what stood before. `name` is kept. */
int observation_file_read(const char *name, struct span bytes, struct arena *arena,
                          const struct interest *interest, struct observation_file *out,
                          struct problem *problem);
