/* Compares what was seen with what was signed, in the order of model 2.7. Reads no clock: `on` is
 * the evaluation date in the agreement's zone. Without an agreement in force there are no verdicts,
 * only findings (model A6). */
#pragma once
#include "policies/agreement.h"
#include "policies/finding.h"
#include "policies/verdict.h"

struct packs;     /* policies/packs.h */
struct contracts; /* policies/contracts.h */
struct zone;      /* probes/base/zone.h */

struct case_file { /* everything a rule may look at */
	const struct agreement *agreement;
	const struct catalogue *catalogue;
	const struct findings *findings;
	const struct observations *places; /* those of one device stand side by side */
	size_t place_count;
	const struct packs *packs;         /* sets of clauses, or NULL */
	const struct contracts *contracts; /* what counts as evidence, or NULL */
	date on;
	const struct zone *zone; /* of the agreement's hours; NULL: UTC, or not known */
	struct arena *arena;
};

/* 0 or -ENOMEM. Release the sentences' arguments with verdicts_close(). */
int judge(const struct case_file *file, struct verdicts *out);
void verdicts_close(struct verdicts *verdicts);
