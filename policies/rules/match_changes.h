/* What evidence shows that a baseline lacks, each with the day on which it was first seen (model
 * CHK08). Private to policies/rules/match_*.c and prohibit_products.c. */
#pragma once
#include "policies/rules/baseline.h"
#include "policies/rules/match_case.h"

enum change_kind {
	CHANGE_ABILITY, /* switched on, or running where running is doing */
	CHANGE_PERMISSION,
	CHANGE_ORGANISATION,
	CHANGE_COUNTRY,
	CHANGE_VERSION, /* major; belongs to the word "capabilities" of `compare` */
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

/* The key of the baseline, and but for "version_major" the word of `compare`: "capabilities",
 * "permissions" ... */
const char *change_key(enum change_kind kind);

/* In the arena. Of versions it finds each that was seen, that of the baseline too. 0 or -ENOMEM. */
int changes_find(const struct match_case *one, const struct baseline *baseline,
                 enum change_kind kind, struct changes *out);

/* True for an ability that our catalogue learned of after the baseline, and that neither the
 * baseline nor the row knows. */
bool ability_is_learned(const struct match_case *one, const struct baseline *baseline,
                        const struct product_capability *capability);

/* A verdict for information on each ability that our catalogue learned of after the baseline, and
 * that the row does not know; none on those of `told`, which came with a new version. 0 or -ENOMEM.
 */
int changes_of_catalogue(struct match_case *one, const struct baseline *baseline,
                         const char *const *told);
