/* One product with as much evidence as a test likes, for the tests of the rule kinds that compare
 * facts: thing() makes the finding, fact() adds to it. */
#pragma once
#include "tests/unit/casework.h"

#define EVIDENCE_ROOM 64

/* A finding of a product that the first row of the technology list covers. */
static inline struct product *thing(struct work *work, const char *id)
{
	size_t i = work->findings.count++;
	struct product *product = &work->products[work->catalogue.product_count++];

	*product = (struct product){
		.id = id,
		.name = id,
		.reports_to = REPORTS_TO_ORGANISATION,
		.capabilities = arena_take(work->arena, ROOM, sizeof(struct product_capability)),
		.indicators = arena_take(work->arena, ROOM, sizeof(struct indicator))
	};
	work->items[i] = (struct finding){ .key = id,
		                           .product = product,
		                           .entry = &work->entries[0],
		                           .all = arena_take(work->arena, EVIDENCE_ROOM,
		                                             sizeof(struct finding_evidence)),
		                           .first = DATE_NONE,
		                           .last = DATE_NONE };
	return product;
}

static inline struct finding_evidence *all_of(struct work *work, size_t finding)
{
	return (struct finding_evidence *)work->items[finding].all;
}

static inline void forget(struct work *work, size_t finding)
{
	work->items[finding].evidence_total = 0;
}

static inline enum indicator_type indicator_for(enum observation_kind kind)
{
	switch (kind) {
	case OBSERVED_PROCESS: return INDICATOR_PROCESS;
	case OBSERVED_EXTENSION:
	case OBSERVED_BROWSER_POLICY: return INDICATOR_EXTENSION;
	case OBSERVED_CONTACT: return INDICATOR_DOMAIN;
	case OBSERVED_SETTING: return INDICATOR_SETTING;
	default: return INDICATOR_PACKAGE;
	}
}

/* Adds an exclusive sign, and returns its indicator. */
static inline struct indicator *fact(struct work *work, size_t finding, size_t place,
                                     enum observation_kind kind, enum level level)
{
	struct observation *observation = arena_take(work->arena, 1, sizeof(*observation));
	struct indicator *indicator = arena_take(work->arena, 1, sizeof(*indicator));
	size_t i = work->items[finding].evidence_total++;

	assert_true(i < EVIDENCE_ROOM);
	*observation = (struct observation){
		.kind = kind,
		.level = level,
		.subject = "x",
		.first = DATE_NONE,
		.last = DATE_NONE,
	};
	*indicator = (struct indicator){ .type = indicator_for(kind),
		                         .specificity = SPECIFIC_EXCLUSIVE,
		                         .value = "x" };
	all_of(work, finding)[i] = (struct finding_evidence){ (uint32_t)place, (uint32_t)i,
		                                              observation, indicator, level };
	return indicator;
}

static inline struct observation *last_fact(struct work *work)
{
	const struct finding *finding = &work->items[0];

	return (struct observation *)finding->all[finding->evidence_total - 1].fact;
}

static inline int compare_places(const void *left, const void *right)
{
	const struct finding_evidence *a = left, *b = right;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->observation > b->observation) - (a->observation < b->observation);
}

/* As findings_build() leaves it. */
static inline void in_order(struct work *work, size_t finding)
{
	qsort(all_of(work, finding), work->items[finding].evidence_total,
	      sizeof(struct finding_evidence), compare_places);
}

/* The product is able to. */
static inline struct product_capability *can(struct work *work, size_t product, const char *word)
{
	struct product *one = &work->products[product];
	struct product_capability *capability =
		(struct product_capability *)&one->capabilities[one->capability_count++];

	*capability = (struct product_capability){ .word = word, .availability = "default" };
	return capability;
}

/* The catalogue knows a setting that turns it on. */
static inline void knows_switch(struct work *work, size_t product, const char *word)
{
	struct product *one = &work->products[product];

	*(struct indicator *)&one->indicators[one->indicator_count++] =
		(struct indicator){ .type = INDICATOR_SETTING, .function = word, .value = "k=v" };
}

/* "R/REG-1 agreed confirmed place.agreed", a line each. */
static inline const char *work_statuses(struct work *work)
{
	return work_lines(work, false);
}

static inline enum status strongest(struct work *work)
{
	enum status status = STATUSES;

	work_judge(work);
	for (size_t i = 0; i < work->verdicts.count; i++)
		if (work->verdicts.items[i].status < status)
			status = work->verdicts.items[i].status;
	return status;
}
