/* A rule kind is one file in policies/rules and one line in its table (policies/rules/rules.c); the
 * eleven of model 2.4 are all known by name, so that an agreement that uses one which is not built
 * yet loads, gives no verdict and is listed under "not looked at". */
#pragma once
#include "policies/judge.h"

struct verdict_list; /* grows while judging */

struct rule_kind {
	const char *name;
	const char *const *subject_keys,
		*const *param_keys; /* that its rules may hold, NULL-terminated */
	const char *const *checks;  /* evidence contracts (CHKnn) that this kind serves, for the
	                               bound; none = any */
	/* Adds verdicts for every subject of the rule. 0 or -ENOMEM. */
	int (*apply)(const struct rule *rule, const struct case_file *file,
	             struct verdict_list *out);
};

extern const struct rule_kind *const rule_kinds[]; /* NULL-terminated, eleven of them */
const struct rule_kind *rule_kind_find(const char *name);

/* A fresh verdict with key, id, rule, subject and question set; NULL on no memory. The rule fills
 * in the rest. */
struct verdict *verdict_add(struct verdict_list *list, const struct rule *rule,
                            const char *subject);

/* Says that a rule was not applied, and why: a word of the message catalogue, such as
 * "subject-unclear". */
int verdict_skip(struct verdict_list *list, const struct rule *rule, const char *reason);
