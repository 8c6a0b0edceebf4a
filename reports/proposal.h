/* What an installation brought (model A17): from observations of before and after, a row for each
 * technology that is there now and was not there before, with its baseline (when it was looked at,
 * major version, abilities, permissions, organisations, countries); what the catalogue does not
 * know is recognised by its own names (match.custom). Text of register.json is added to `out`; 0 or
 * -ENOMEM. */
#pragma once
#include <stddef.h>

#include "policies/catalogue.h"
#include "policies/matcher.h"
#include "probes/observation.h"
#include "probes/base/text.h"

struct proposal_side {
	const struct observations *places; /* sorted */
	size_t count;
};

struct proposal_counts {
	size_t known, unknown; /* rows: of the catalogue, by their own names */
};

int proposal_write(const struct proposal_side *before, const struct proposal_side *after,
                   const struct catalogue *catalogue, const struct matcher *matcher,
                   struct arena *arena, struct text *out, struct proposal_counts *counts);
