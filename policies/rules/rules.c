/* The table of rule kinds (model 2.4). */
#include "policies/rules/rule.h"

#include <string.h>

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

extern const struct rule_kind kind_register, kind_prohibit, kind_match_agreed, kind_notice,
	kind_deadline, kind_record, kind_disclose, kind_ask, kind_destinations, kind_limit,
	kind_hours;

const struct rule_kind *const rule_kinds[] = {
	&kind_register, &kind_prohibit, &kind_match_agreed, &kind_destinations,
	&kind_limit,    &kind_hours,    &kind_notice,       &kind_deadline,
	&kind_record,   &kind_disclose, &kind_ask,          NULL,
};

const struct rule_kind *rule_kind_find(const char *name)
{
	for (const struct rule_kind *const *kind = rule_kinds; *kind; kind++)
		if (strcmp((*kind)->name, name) == 0)
			return *kind;
	return NULL;
}
