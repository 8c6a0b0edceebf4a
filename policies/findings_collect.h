/* Between the two steps of findings_build(): all evidence per owner (a product or a row of the
 * technology list) on the heap, before the strongest exemplars are kept in the arena. Private to
 * policies/findings_*.c. */
#pragma once
#include "policies/finding.h"

#define NO_OWNER UINT32_MAX

struct found {                          /* all evidence for one owner */
	struct finding_evidence *items; /* heap */
	uint32_t *product; /* heap: per item, the product that the same fact shows, or NO_OWNER */
	size_t count, room;
	uint32_t entry; /* index of the row that covers this product, or NO_OWNER */
};

struct collection {
	const struct observations *places;
	size_t place_count;
	const struct catalogue *catalogue;
	const struct agreement *agreement; /* or NULL */
	struct found *owners;              /* heap: products first, then rows */
	size_t owner_count;
	uint32_t *device_of; /* heap: per place, the first place of the same device; NO_OWNER: not a
	                        device in scope */
	uint32_t devices;    /* distinct devices in scope */
};

void collection_free(struct collection *all);

/* Fills in places, owners and devices of a zeroed collection; free it also after an error. 0 or
 * -ENOMEM. */
int collection_fill(struct collection *all, const struct observations *places, size_t place_count,
                    const struct catalogue *catalogue, const struct matcher *matcher,
                    const struct agreement *agreement);

/* Which row covers which product: by its list of products, or because both know the same fact for
 * certain. Evidence of a row that covers exactly one seen product moves there: one fact counts once
 * (model A4). 0 or -ENOMEM. */
int collection_link(struct collection *all);

/* Fills in out->classes; out->confidence is set. 0 or -ENOMEM. */
int finding_count_classes(const struct collection *all, const struct finding_evidence *items,
                          size_t count, struct arena *arena, struct finding *out);

/* Keeps the strongest of each sort per device class and network, then the first others, in a fixed
 * order; in the arena. `items` are reordered. 0 or -ENOMEM. */
int evidence_keep(const struct collection *all, struct finding_evidence *items, size_t count,
                  struct arena *arena, struct finding *out);
