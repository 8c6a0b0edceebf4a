/* Evidence contracts (policies/packs/checks): for each test that clauses call for (CHKnn), what
 * counts as evidence, what does not, and which statuses it may lead to (model 1.1). A report prints
 * them beside what they decided; the rule kinds keep them (policies/rules/). */
#pragma once
#include <stddef.h>

#include "policies/packs.h"
#include "policies/status.h"
#include "probes/base/arena.h"
#include "probes/base/problem.h"

struct rule;

struct contract {
	const char *id, *name, *title; /* "CHK09", "notice", a title for people */
	const char *rule;              /* the kind of rule that decides by it */
	const enum status *statuses;   /* that evidence may lead to */
	size_t status_count;
	const char *const *counts, *const *does_not_count; /* sentences, NULL-terminated */
	const char *example;
};

struct contracts { /* in the arena, sorted by id */
	const struct contract *items;
	size_t count;
};

/* Files in any order; each has the format daylight-contracts/1. 0; -EBADMSG with `problem`: unknown
 * key or word, an id twice, a list that says nothing; -ENOMEM. The bytes need live only during the
 * call. */
int contracts_load(const struct pack_file *files, size_t count, struct arena *arena,
                   struct contracts *out, struct problem *problem);
const struct contract *contracts_find(const struct contracts *contracts, const char *id);

/* The ids of those that stand behind a rule: what its clauses call for and its subject speaks of,
 * as far as its kind decides it; where that is nothing, what its subject speaks of. In the kind's
 * order, NULL-terminated (empty: none); NULL on no memory. */
const char *const *contracts_of_rule(const struct rule *rule, const struct packs *packs,
                                     struct arena *arena);
