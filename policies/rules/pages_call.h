/* `destinations` for the pages that staff must use. Private to policies/rules/destinations.c. */
#pragma once
#include "policies/rules/rule.h"

/* A verdict for each listed page. 0 or -ENOMEM. */
int pages_call(const struct rule *rule, const struct case_file *file, struct verdict_list *out);
