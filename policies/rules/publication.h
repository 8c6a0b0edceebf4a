/* The part of `deadline` that is about the technology list as a whole: it is published every so
 * many days. */
#pragma once
#include "policies/rules/rule.h"

/* One verdict with the subject "register". 0 or -ENOMEM. */
int publication_judge(const struct rule *rule, const struct case_file *file,
                      struct verdict_list *out);
