/* The disclosure: all that a run says, as one JSON tree in the form daylight-disclosure/1 (DESIGN
 * 8). Every report is rendered from this tree alone, whether it was just built or read back from a
 * file. */
#pragma once
#include <json-c/json.h>

#include "policies/judge.h"
#include "probes/base/problem.h"
#include "probes/base/text.h"

struct run_facts {
	const char *id;         /* derived from the inputs, never random */
	int64_t started, ended; /* seconds UTC; `at` where --at fixes the clock */
	const char *mode;       /* own-device | device | network | files | evaluate | example */
	const char *edition;    /* parties | staff | public */
	const char *whose;      /* mine | permitted | null */
	const char *permission; /* id of the authorisation, "own", or null */
	bool complete, clock_fixed;
	bool inventory_kept; /* --keep-inventory: said on page one */
	bool example;        /* "EXAMPLE: A FICTIONAL SCHOOL" on every page */
	const char *tool_version;
	struct json_object *self; /* counters of what this tool itself did (DESIGN 8 "self"); owned
	                             by the caller */
};

/* 0 or -ENOMEM; the caller puts the tree (json_object_put). `verdicts` may be empty;
 * `file->agreement` may be NULL. */
int disclosure_build(const struct run_facts *run, const struct case_file *file,
                     const struct verdicts *verdicts, struct json_object **out);

/* What is sealed, for the annex (reports/sealed.h); NULL where nothing is. 0 or -ENOMEM. */
int disclosure_annex(const struct run_facts *run, const struct case_file *file,
                     const struct verdicts *verdicts, struct json_object **out);

/* Reads a disclosure back: format word, shapes and types that reports rely on are checked; unknown
 * keys are ignored. 0, -EBADMSG with `problem`, -ENOMEM. */
int disclosure_read(const char *name, struct span bytes, struct json_object **out,
                    struct problem *problem);

/* Bytes of disclosure.json: two-space indent, LF, insertion order. */
int disclosure_write(struct json_object *disclosure, struct text *out);

/* Exit status of DESIGN 7 for what it says: 0, 1 or 4. */
int disclosure_exit_status(struct json_object *disclosure);
