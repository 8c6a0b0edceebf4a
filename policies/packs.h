/* Sets of clauses (policies/packs, one JSON file each): which checks each clause calls for and the
 * strongest status that evidence alone allows for it (model PR-21). */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "policies/status.h"
#include "probes/base/arena.h"
#include "probes/base/cursor.h"
#include "probes/base/problem.h"

struct clause {
	const char *id, *pack, *text, *where, *kind, *observability;
	const char *const *checks; /* CHKnn, NULL-terminated */
	enum status max_status;
};

extern const char *const pack_checks[]; /* "CHK01" ...: all that a clause may call for */

struct packs; /* in the arena */

struct pack_file {
	const char *name;
	struct span bytes;
};

/* Files in any order. 0; -EBADMSG with `problem`: unknown key or word, an id twice, a view of a
 * clause that is not there; -ENOMEM. The bytes need live only during the call. */
int packs_load(const struct pack_file *files, size_t count, struct arena *arena,
               const struct packs **out, struct problem *problem);
const struct clause *packs_clause(const struct packs *packs, const char *id);
const char *packs_provenance(const struct packs *packs, const char *pack); /* NULL: no such pack */
const char *packs_title(const struct packs *packs, const char *pack);
/* "read-in-full", "read-in-part", "summaries" (of others), "as-reported" or "shell" (of which no
 * text is held); NULL: no such pack. */
const char *packs_standing(const struct packs *packs, const char *pack);
/* True for a set that is known at second hand only and is always shown "as reported, unverified".
 */
bool packs_unverified(const struct packs *packs, const char *pack);
const char *const *packs_clause_ids(const struct packs *packs); /* NULL-terminated, for hints */
