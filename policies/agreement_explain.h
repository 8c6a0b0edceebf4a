/* An agreement in plain sentences, before anybody signs: beside each signed sentence stands the one
 * that its other fields make, so that a mismatch is visible (model 2.3), and what would never be
 * noticed is named. Text is added to `out`; 0 or -ENOMEM. */
#pragma once
#include <stddef.h>

#include "policies/agreement.h"
#include "probes/base/text.h"

/* Head, rules with their clauses and what they need to see, the technology list with its dates. */
int agreement_explain(const struct agreement *agreement, const struct packs *packs,
                      struct text *out);

/* One line each for what loads but will not work as the parties may think: rows that nothing can
 * match, kinds of rule that are not built, dates out of order, references to nothing. `count` is
 * the number of lines added. */
int agreement_warnings(const struct agreement *agreement, struct text *out, size_t *count);

/* The same for products of the technology list that the catalogue does not know: nothing will ever
 * match them. */
int agreement_catalogue_warnings(const struct agreement *agreement,
                                 const struct catalogue *catalogue, struct arena *arena,
                                 struct text *out, size_t *count);
