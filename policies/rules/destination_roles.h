/* `destinations` by role: "only to processors", "never to third parties" (model 2.4, CHK14). The
 * technology list alone says in which role an organisation receives; one whose role it does not say
 * is for people to interpret. Private to policies/rules/destinations.c. */
#pragma once
#include "policies/rules/rule.h"
#include "policies/rules/word_set.h"

/* The rule names roles at all: params "roles_only" or "roles_never". */
bool roles_are_judged(const struct rule *rule);

/* Letters' case, and what parts words, do not matter: "Sub-processor" is "sub_processor". */
bool role_is_allowed(const struct rule *rule, const char *role);

/* Destinations of the row's own list in a role that the rule does not allow: the roles, and who
 * (empty where the list has no name for them). 0 or -ENOMEM. */
int roles_listed_against(const struct case_file *file, const struct rule *rule,
                         const struct register_entry *entry, struct word_set *roles,
                         struct word_set *who);
