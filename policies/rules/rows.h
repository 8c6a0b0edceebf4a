/* What the kinds share that judge the technology list by itself, row by row: one verdict, on
 * record, for each row that the rule takes. */
#pragma once
#include "policies/rules/rule.h"

struct row_kind {
	bool (*takes)(const struct rule *rule, const struct case_file *file,
	              const struct register_entry *entry);
	/* Fills in status and because of a verdict whose entry and confidence are set; 0 or
	 * -ENOMEM. */
	int (*decide)(const struct case_file *file, const struct register_entry *entry,
	              struct verdict *verdict);
};

/* A row that decides against the technology is excepted where an exception is live. 0 or -ENOMEM.
 */
int rows_judge(const struct row_kind *kind, const struct rule *rule, const struct case_file *file,
               struct verdict_list *out);
