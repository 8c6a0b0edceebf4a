/* Every clause of every set is decided by a kind of rule: what only people can say is asked, all
 * else by evidence, records or dates. Prints the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "policies/rules/rule.h"
#include "policies/rules_bound.h"
#include "tests/unit/agreement_files.h"

struct sets {
	struct arena *arena;
	const struct packs *packs;
	struct contracts contracts;
};

static int setup(void **state)
{
	struct sets *sets = calloc(1, sizeof(*sets));

	sets->arena = arena_new(ARENA_LIMIT_DEFAULT);
	sets->packs = load_packs(sets->arena);
	sets->contracts = load_contracts(sets->arena);
	*state = sets;
	return 0;
}

static int teardown(void **state)
{
	struct sets *sets = *state;

	arena_free(sets->arena);
	free(sets);
	return 0;
}

static bool is_for_people(const struct clause *clause)
{
	return strcmp(clause->observability, "human") == 0;
}

static bool asks(const struct rule_kind *kind)
{
	return strcmp(kind->name, "ask") == 0;
}

static bool serves(const struct rule_kind *kind, const char *check)
{
	return texts_hold(kind->checks, check);
}

/* What a clause for people names is printed with the question; it decides nothing. */
static bool decides(const struct rule_kind *kind, const struct clause *clause)
{
	if (is_for_people(clause) || asks(kind))
		return is_for_people(clause) && asks(kind);
	for (const char *const *check = clause->checks; *check; check++)
		if (serves(kind, *check))
			return true;
	return false;
}

/* A status as strong as the clause's, or a stronger one, which its bound then cuts down to it. */
static bool may_lead_to(const struct contract *contract, enum status status)
{
	for (size_t i = 0; i < contract->status_count; i++)
		if (contract->statuses[i] <= status)
			return true;
	return false;
}

/* The loader lets a rule of that kind say as much, and evidence that the kind weighs leads there.
 */
static bool gives(const struct sets *sets, const struct rule_kind *kind,
                  const struct clause *clause)
{
	const struct rule rule = { .kind = kind,
		                   .from = (const char *const[]){ clause->id, NULL } };

	if (asks(kind))
		return clause->max_status == STATUS_ASK;
	if (rule_bound(&rule, sets->packs, STATUS_NEEDS_INTERPRETATION) != clause->max_status)
		return false;
	for (const char *const *check = clause->checks; *check; check++)
		if (serves(kind, *check) &&
		    may_lead_to(contracts_find(&sets->contracts, *check), clause->max_status))
			return true;
	return false;
}

static void print(const struct clause *clause)
{
	printf("# %-12s %-26s %-10s", clause->id, clause->pack, clause->observability);
	for (const char *const *check = clause->checks; *check; check++)
		printf("%c%s", check == clause->checks ? ' ' : ',', *check);
	printf(" ->");
	for (const struct rule_kind *const *kind = rule_kinds; *kind; kind++)
		if (decides(*kind, clause))
			printf(" %s", (*kind)->name);
	printf(": %s\n", status_word(clause->max_status));
}

static void every_clause_is_decided_by_a_kind_of_rule(void **state)
{
	const struct sets *sets = *state;
	size_t for_people = 0, others = 0;

	for (const char *const *id = packs_clause_ids(sets->packs); *id; id++) {
		const struct clause *clause = packs_clause(sets->packs, *id);
		size_t kinds = 0, given = 0;

		print(clause);
		for (const struct rule_kind *const *kind = rule_kinds; *kind; kind++) {
			if (!decides(*kind, clause))
				continue;
			if (!(*kind)->apply)
				fail_msg("%s, which decides %s, is not built", (*kind)->name,
				         clause->id);
			kinds++;
			given += gives(sets, *kind, clause);
			if (asks(*kind))
				for_people++;
		}
		others += !is_for_people(clause);
		if (!kinds)
			fail_msg("no kind of rule decides %s", clause->id);
		if (!given)
			fail_msg("no kind gives %s for %s", status_word(clause->max_status),
			         clause->id);
	}
	printf("# %zu for people, %zu others, %zu in all\n", for_people, others,
	       for_people + others);
	assert_int_equal(for_people, 126);
	assert_int_equal(others, 155);
	assert_int_equal(for_people + others, 281);
}

static size_t clauses_of_kind(const struct sets *sets, const struct rule_kind *kind)
{
	size_t count = 0;

	for (const char *const *id = packs_clause_ids(sets->packs); *id; id++)
		count += decides(kind, packs_clause(sets->packs, *id));
	return count;
}

/* No clause counts organisations: `limit` is what parties write themselves. */
static void every_kind_serves_clauses_but_limit(void **state)
{
	const struct sets *sets = *state;

	for (const struct rule_kind *const *kind = rule_kinds; *kind; kind++) {
		bool own = strcmp((*kind)->name, "limit") == 0;

		if ((clauses_of_kind(sets, *kind) == 0) != own)
			fail_msg("%s serves %zu clauses", (*kind)->name,
			         clauses_of_kind(sets, *kind));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_clause_is_decided_by_a_kind_of_rule),
		cmocka_unit_test(every_kind_serves_clauses_but_limit),
	};

	return cmocka_run_group_tests_name("clause kinds", tests, setup, teardown);
}
