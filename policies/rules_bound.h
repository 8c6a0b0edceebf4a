/* The bound of a rule: the strongest status that its clauses allow to a rule of its kind (model
 * PR-21). */
#pragma once
#include "policies/agreement.h"
#include "policies/packs.h"
#include "policies/shape.h"

/* The strongest status among the cited clauses that call for a check of this kind;
 * needs-interpretation where none does. A rule that cites nothing is the parties' own sentence and
 * may say `otherwise`, its kind's default. */
enum status rule_bound(const struct rule *rule, const struct packs *packs, enum status otherwise);

/* Statuses that assert something against somebody; the rest need no clause. */
bool status_is_assertive(enum status status);

/* 0, or -EBADMSG where `status`, which stands at `pointer`, is stronger than the rule's bound and
 * not adopted. */
int rule_check_bound(const struct shape_context *context, const struct packs *packs,
                     const struct rule *rule, const char *pointer, enum status status);
