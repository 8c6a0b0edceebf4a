/* Findings with evidence, for the tests of the rule kinds that look at evidence: one product with
 * one ability each, known by its package. */
#pragma once
#include "tests/unit/casework.h"

static inline struct product *see_product(struct work *work, uint32_t place, const char *id,
                                          const char *word, enum level level)
{
	size_t i = work->findings.count++;
	struct product *product = &work->products[work->catalogue.product_count++];
	struct product_capability *capability = arena_take(work->arena, 1, sizeof(*capability));
	struct finding_capability *of_finding = arena_take(work->arena, 1, sizeof(*of_finding));
	struct finding_evidence *evidence = arena_take(work->arena, 2, sizeof(*evidence));
	struct observation *fact = arena_take(work->arena, 1, sizeof(*fact));
	struct indicator *indicator = arena_take(work->arena, 1, sizeof(*indicator));

	*capability = (struct product_capability){ .word = word, .availability = "default" };
	*of_finding = (struct finding_capability){ .word = word };
	*product = (struct product){ .id = id,
		                     .name = id,
		                     .reports_to = REPORTS_TO_ORGANISATION,
		                     .capabilities = capability,
		                     .capability_count = 1 };
	*fact = (struct observation){ .kind = OBSERVED_PACKAGE,
		                      .level = level,
		                      .subject = id,
		                      .first = DATE_NONE,
		                      .last = DATE_NONE };
	*indicator = (struct indicator){ .type = INDICATOR_PACKAGE,
		                         .specificity = SPECIFIC_EXCLUSIVE,
		                         .value = id };
	evidence[0] = (struct finding_evidence){ place, 0, fact, indicator, level };
	work->items[i] = (struct finding){ .key = id,
		                           .product = product,
		                           .level = level,
		                           .confidence = CONFIDENCE_PROBABLE,
		                           .capabilities = of_finding,
		                           .capability_count = 1,
		                           .evidence = evidence,
		                           .evidence_count = 1,
		                           .evidence_total = 1,
		                           .first = DATE_NONE,
		                           .last = DATE_NONE };
	return product;
}

static inline struct indicator *work_indicator(struct work *work, size_t finding)
{
	return (struct indicator *)work->items[finding].evidence[0].indicator;
}

static inline struct observation *work_fact(struct work *work, size_t finding)
{
	return (struct observation *)work->items[finding].evidence[0].fact;
}

/* A second sign of another kind: a running process. */
static inline void see_running_too(struct work *work, size_t finding)
{
	struct finding_evidence *evidence =
		(struct finding_evidence *)work->items[finding].evidence;
	struct observation *fact = arena_take(work->arena, 1, sizeof(*fact));
	struct indicator *indicator = arena_take(work->arena, 1, sizeof(*indicator));

	*fact = (struct observation){ .kind = OBSERVED_PROCESS,
		                      .level = LEVEL_ACTIVE,
		                      .subject = "/usr/bin/x",
		                      .first = DATE_NONE,
		                      .last = DATE_NONE };
	*indicator =
		(struct indicator){ .type = INDICATOR_PROCESS, .specificity = SPECIFIC_EXCLUSIVE };
	evidence[1] =
		(struct finding_evidence){ evidence[0].place, 1, fact, indicator, LEVEL_ACTIVE };
	work->items[finding].evidence_count = 2;
	work->items[finding].level = LEVEL_ACTIVE;
	work->items[finding].confidence = CONFIDENCE_CONFIRMED;
}
