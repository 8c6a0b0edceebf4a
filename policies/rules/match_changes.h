/* What evidence shows that a baseline lacks, each with the day on which it was first seen (model
 * CHK08). Private to policies/rules/match_*.c. */
#pragma once
#include "policies/rules/baseline.h"
#include "policies/rules/match_case.h"

enum change_kind {
	CHANGE_ABILITY, /* switched on, or running where running is doing */
	CHANGE_PERMISSION,
	CHANGE_ORGANISATION,
	CHANGE_COUNTRY,
	CHANGE_KINDS
};

struct change {
	const char *word;
	date first; /* or DATE_NONE */
	enum confidence confidence;
	const struct finding *finding;
};

struct changes {
	struct change *items; /* sorted by word */
	size_t count;
};

/* The word of `compare` and of the baseline: "capabilities", "permissions" ... */
const char *change_key(enum change_kind kind);

/* In the arena. 0 or -ENOMEM. */
int changes_find(const struct match_case *one, const struct baseline *baseline,
                 enum change_kind kind, struct changes *out);

/* A verdict for information on each ability that our catalogue learned of after the baseline, and
 * that the row does not know. 0 or -ENOMEM. */
int changes_of_catalogue(struct match_case *one, const struct baseline *baseline);
