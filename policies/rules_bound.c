/* Holds the result of a rule to the clauses that it cites (model PR-21). */
#include "policies/rules_bound.h"

#include <errno.h>

#include "policies/rules/rule.h"
#include "probes/base/text.h"

static bool clause_serves(const struct clause *clause, const struct rule_kind *kind)
{
	for (const char *const *check = clause->checks; *check; check++)
		if (texts_hold(kind->checks, *check))
			return true;
	return false;
}

enum status rule_bound(const struct rule *rule, const struct packs *packs, enum status otherwise)
{
	enum status bound = STATUSES;

	for (size_t i = 0; rule->from[i]; i++) {
		const struct clause *clause = packs_clause(packs, rule->from[i]);

		if (clause && clause_serves(clause, rule->kind) && clause->max_status < bound)
			bound = clause->max_status;
	}
	if (bound != STATUSES)
		return bound;
	if (rule->from[0] || otherwise > STATUS_NEEDS_INTERPRETATION)
		return STATUS_NEEDS_INTERPRETATION;
	return otherwise;
}

bool status_is_assertive(enum status status)
{
	return status <= STATUS_NEEDS_INTERPRETATION;
}

int rule_check_bound(const struct shape_context *context, const struct packs *packs,
                     const struct rule *rule, const char *pointer, enum status status)
{
	struct text clauses = { 0 };

	if (rule->adopted || !status_is_assertive(status) || status >= rule->bound)
		return 0;
	for (size_t i = 0; rule->from[i]; i++) {
		const struct clause *clause = packs_clause(packs, rule->from[i]);

		if (clause)
			text_addf(
				&clauses, "%s%s%s allows %s%s", clauses.len ? ", " : "", clause->id,
				packs_unverified(packs, clause->pack) ? " (as reported, unverified)"
								      : "",
				status_word(clause->max_status),
				clause_serves(clause, rule->kind)
					? ""
					: " but not to this kind of rule");
	}
	document_problem(context->document, context->problem, pointer,
	                 "\"%s\" is stronger than its clauses allow: at most \"%s\" (%.240s). "
	                 "Weaken it, or write "
	                 "\"adopted\": true if the parties signed a stricter test",
	                 status_word(status), status_word(rule->bound),
	                 clauses.at ? clauses.at : "it cites no clause");
	text_free(&clauses);
	return -EBADMSG;
}
