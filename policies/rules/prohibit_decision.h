/* How the parts of `prohibit` say what they decided. Private to policies/rules/prohibit*.c. */
#pragma once
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"

struct decision {
	bool made;
	struct seen seen;
	enum status status;
	const char *sentence;
	const char *const *words; /* abilities to name, NULL-terminated; or NULL */
	date withdrawn;           /* or DATE_NONE */
};

/* The rule's level, else the default of CHK05. */
int decision_wanted_level(const struct rule *rule, const struct finding *finding);

/* Known well enough for the rule's result. */
bool decision_is_sure(const struct seen *seen);

void decision_keep_stronger(struct decision *best, const struct decision *next);

/* Verdicts: what was seen; not seen, with the coverage; nothing by which it could be seen. 0 or
 * -ENOMEM. */
int decision_add(const struct decision *decision, struct verdict_list *out);
int decision_add_absence(const struct case_file *file, const struct rule *rule, const char *subject,
                         const struct register_entry *entry, struct verdict_list *out);
int decision_add_unseeable(const struct rule *rule, const char *subject,
                           const struct register_entry *entry, struct verdict_list *out);

/* Rows of the technology list by their status; products by their ids. 0 or -ENOMEM. */
int prohibit_rows(const struct rule *rule, const struct case_file *file, struct verdict_list *out);
int prohibit_clear_text(const struct rule *rule, const struct case_file *file,
                        struct verdict_list *out);
/* Connections that are opened on the way, network by network; `*said` is set where there were any
 * (model CHK07). */
int prohibit_interception(const struct rule *rule, const struct case_file *file, bool *said,
                          struct verdict_list *out);
int prohibit_hidden(const struct rule *rule, const struct case_file *file,
                    struct verdict_list *out);
int prohibit_products(const struct rule *rule, const struct case_file *file,
                      struct verdict_list *out);
