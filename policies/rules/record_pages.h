/* `record` of the pages that staff must use: where a page calls an automated service that answers
 * people, it says so (model CHK25). What a recorded visit noted of the page counts, and which
 * services the catalogue, or the technology list, calls automated. Private to
 * policies/rules/record*.c. */
#pragma once
#include "policies/rules/rule.h"

/* A verdict for each listed page. 0 or -ENOMEM. */
int pages_label(const struct rule *rule, const struct case_file *file, struct verdict_list *out);
