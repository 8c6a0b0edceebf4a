/* policies/packs/checks: evidence contracts, shipped and broken, and those that stand behind a
 * rule. */
#include "policies/contracts.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "policies/rules/rule.h"
#include "tests/unit/agreement_files.h"

static void the_shipped_contracts_are_twenty_six(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct contracts contracts = load_contracts(arena);

	(void)state;
	for (size_t i = 0; pack_checks[i]; i++) {
		const struct contract *contract = contracts_find(&contracts, pack_checks[i]);

		if (!contract)
			fail_msg("there is no %s", pack_checks[i]);
		assert_true(contract->status_count >= 2);
		assert_true(strlen(contract->example) > 40);
		assert_non_null(contract->counts[0]);
		assert_non_null(contract->does_not_count[0]);
	}
	assert_int_equal(contracts.count, 26);
	assert_null(contracts_find(&contracts, "CHK27"));
	assert_null(contracts_find(&contracts, ""));
	assert_null(contracts_find(NULL, "CHK01"));
	arena_free(arena);
}

static void each_contract_is_decided_by_its_kind_of_rule(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct contracts contracts = load_contracts(arena);

	(void)state;
	for (size_t i = 0; i < contracts.count; i++) {
		const struct contract *contract = &contracts.items[i];
		const char *const *checks = rule_kind_find(contract->rule)->checks;

		while (*checks && strcmp(*checks, contract->id) != 0)
			checks++;
		if (!*checks)
			fail_msg("%s is not decided by %s", contract->id, contract->rule);
	}
	arena_free(arena);
}

/* --- broken files ------------------------------------------------------------- */

#define HEAD "{\"format\":\"daylight-contracts/1\",\"contracts\":["
#define FIRST "{\"id\":\"CHK01\",\"name\":\"n\",\"title\":\"T\",\"rule\":\"register\","
#define LAST "\"counts\":[\"c\"],\"does_not_count\":[\"d\"],\"example\":\"e\"}"
#define GOOD FIRST "\"statuses\":[\"agreed\"]," LAST

static int load(struct arena *arena, const char *text, struct contracts *out,
                struct problem *problem)
{
	struct pack_file file = { "c.json", { (const uint8_t *)text, strlen(text) } };

	*problem = (struct problem){ 0 };
	return contracts_load(&file, 1, arena, out, problem);
}

static void refuses_broken_contracts(void **state)
{
	static const struct {
		const char *text, *place, *piece;
	} cases[] = {
		{ "{}", "c.json:1:1: ", "\"format\" is missing" },
		{ "{\"format\":\"daylight-pack/1\",\"contracts\":[]}",
		  "c.json:1:11: /format: ", "daylight-contracts/1" },
		{ HEAD GOOD "," GOOD "]}", "c.json:1:183: /contracts/1/id: ", "already" },
		{ HEAD "{\"id\":\"CHK99\"}]}", "c.json:1:53: /contracts/0/id: ", "CHK" },
		{ HEAD FIRST "\"statuses\":[\"guilty\"]," LAST "]}",
		  "c.json:1:113: /contracts/0/statuses: ", "breach" },
		{ HEAD FIRST "\"statuses\":[]," LAST "]}",
		  "c.json:1:113: /contracts/0/statuses: ", "may lead to" },
		{ HEAD "{\"id\":\"CHK01\",\"name\":\"n\",\"title\":\"T\",\"rule\":\"reg\","
		       "\"statuses\":[\"agreed\"]," LAST "]}",
		  "c.json:1:91: /contracts/0/rule: ", "a kind of rule" },
		{ HEAD FIRST "\"statuses\":[\"agreed\"],\"counts\":[],\"does_not_count\":[\"d\"],"
		             "\"example\":\"e\"}]}",
		  "c.json:1:133: /contracts/0/counts: ", "one sentence" },
		{ HEAD FIRST "\"statuses\":[\"agreed\"],\"counts\":[\"c\"],\"does_not_count\":[],"
		             "\"example\":\"e\"}]}",
		  "c.json:1:156: /contracts/0/does_not_count: ", "one sentence" },
		{ HEAD FIRST "\"status\":[\"agreed\"]," LAST "]}",
		  "c.json:1:", "did you mean \"statuses\"?" },
		{ HEAD "7]}", "c.json:1:", "want an object" },
		{ "{\"format\":\"daylight-contracts/1\",\"contracts\":{}}",
		  "c.json:1:", "want a list" },
	};
	struct arena *arena = arena_new(1 << 22);
	struct contracts contracts = { 0 };
	struct problem problem;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(load(arena, cases[i].text, &contracts, &problem), -EBADMSG);
		if (strncmp(problem.text, cases[i].place, strlen(cases[i].place)) != 0 ||
		    !strstr(problem.text, cases[i].piece))
			fail_msg("%zu: %s", i, problem.text);
		assert_int_equal(contracts.count, 0);
	}
	assert_int_equal(load(arena, HEAD GOOD "]}", &contracts, &problem), 0);
	assert_int_equal(contracts.count, 1);
	assert_int_equal(contracts_load(NULL, 0, arena, &contracts, &problem), 0);
	assert_int_equal(contracts.count, 0);
	arena_free(arena);
}

/* --- behind a rule ------------------------------------------------------------ */

static const char *behind(struct arena *arena, const struct packs *packs, const char *kind,
                          const char *const *from)
{
	struct rule rule = { .kind = rule_kind_find(kind), .from = from };
	const char *all = "";

	for (const char *const *id = contracts_of_rule(&rule, packs, arena); *id; id++)
		all = arena_printf(arena, "%s%s%s", all, *all ? " " : "", *id);
	return all;
}

#define FROM(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void a_rule_rests_on_what_its_clauses_call_for_and_its_kind_decides(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	const struct packs *packs = load_packs(arena);

	(void)state;
	assert_string_equal(behind(arena, packs, "register", FROM("NAS-RL-10b")), "CHK01");
	assert_string_equal(behind(arena, packs, "prohibit", FROM("NAS-RL-10b")), "CHK06");
	assert_string_equal(behind(arena, packs, "prohibit", FROM("NAS-RL-10a", "ICO-7")),
	                    "CHK05 CHK23 CHK24");
	assert_string_equal(behind(arena, packs, "notice", FROM("NAS-RL-10b")), "");
	assert_string_equal(behind(arena, packs, "notice", FROM("local:ours")), "CHK09");
	assert_string_equal(behind(arena, packs, "prohibit", FROM("local:ours")), "");
	assert_string_equal(behind(arena, packs, "ask", FROM("NAS-S1-01")), "");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_contracts_are_twenty_six),
		cmocka_unit_test(each_contract_is_decided_by_its_kind_of_rule),
		cmocka_unit_test(refuses_broken_contracts),
		cmocka_unit_test(a_rule_rests_on_what_its_clauses_call_for_and_its_kind_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
