/* What bounds a verdict whatever its rule kind: the strongest status that the rule may give, a live
 * exception (policies/rules/exception.h), and the one thing that register-only kinds take from
 * evidence, a sighting before the recorded start (model 2.7). */
#pragma once
#include "policies/judge.h"
#include "policies/rules/exception.h"

/* The stronger of the two is cut off: no verdict exceeds the rule's bound unless the parties
 * adopted it (PR-21). */
enum status status_bounded(const struct rule *rule, enum status status);

/* As above, and never stronger than the result that the rule names. */
enum status status_at_most(const struct rule *rule, enum status status);

/* The first day on which the row's technology was seen, at probable or above, when that lies before
 * its recorded start and the row records no pilot; else DATE_NONE. */
date entry_seen_before_use(const struct case_file *file, const struct register_entry *entry);

/* How people call the subject: the row's name, else the product's. */
const char *subject_name(const struct register_entry *entry, const struct finding *finding);
