/* Where the clauses that rules cite come from, and how well that is known, to stand in the files
 * that hold their ids alone: the member "clause_sources" of agreement.json, and comments in
 * redlines.txt. Rows {set, note, clauses}, one a set of clauses, in the order in which they are
 * cited; "as reported, unverified" stands in the note of each set that is known at second hand. */
#pragma once
#include <json-c/json.h>

#include "policies/agreement_read.h"
#include "policies/packs.h"
#include "probes/base/text.h"

extern const struct shape clause_source_shape[];

/* Of a list of rules as they stand in a file; clauses of the parties' own have no row. The caller
 * puts it; NULL on no memory. */
struct json_object *clause_sources_of(struct json_object *rules, const struct packs *packs);

/* A line each: `prefix`, the clauses, the note. */
void clause_sources_say(struct json_object *sources, const char *prefix, struct text *out);

/* The lines of redlines.txt: the sources as comments before them, and behind each line that cites a
 * clause of an unverified set. `lines` and `out` are two texts. */
void clause_sources_annotate(const char *lines, struct json_object *sources,
                             const struct packs *packs, struct text *out);

/* What an agreement says of its sources must be so: 0, or -EBADMSG with the problem set. */
int clause_sources_check(const struct agreement_reading *all, enum agreement_file file);
