/* Signed exceptions (model 2.7, processes.exceptions): a row of the log that names rules, perhaps a
 * subject, and two dates, the last one inclusive. It takes effect where the signed rule allows
 * exceptions and the agreement lets the rule be suspended; otherwise it is said beside the verdict,
 * which stands. An exception never hides what it covers. */
#pragma once
#include "policies/judge.h"

/* Why no exception to that rule takes effect: "rule-allows-none", "may-not-suspend"; or NULL. */
const char *exception_void(const struct agreement *agreement, const struct rule *rule);

/* Where one is live, what would be raised becomes `excepted`, and what it was is kept with the
 * verdict. 0 or -ENOMEM. */
int verdict_except(const struct case_file *file, struct verdict *verdict);
