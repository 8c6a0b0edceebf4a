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

/* A page prints these texts as its own words (model 2.6 and A5). */
static void says_nothing_banned(const char *text)
{
	static const char *const banned[] = { "spying",     "illegal",      "guilty",
		                              "compliant",  "proves",       "always",
		                              "never",      "breach",       "undisclosed",
		                              "drift",      "overdue",      "incomplete-record",
		                              "excepted",   "not-observed", "capability",
		                              "register",   "probe",        "observation",
		                              "disclosure", "used for",     " clean",
		                              "absent",     "vendor",       NULL };

	for (const char *const *word = banned; *word; word++)
		if (strcasestr(text, *word))
			fail_msg("\"%s\" in: %s", *word, text);
}

static void the_texts_hold_no_banned_word(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct contracts contracts = load_contracts(arena);

	(void)state;
	for (size_t i = 0; i < contracts.count; i++) {
		const struct contract *contract = &contracts.items[i];

		says_nothing_banned(contract->title);
		says_nothing_banned(contract->example);
		for (const char *const *text = contract->counts; *text; text++)
			says_nothing_banned(*text);
		for (const char *const *text = contract->does_not_count; *text; text++)
			says_nothing_banned(*text);
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
                          const char *subject, const char *from)
{
	struct rule rule = { .kind = rule_kind_find(kind),
		             .subject = json_tokener_parse(subject),
		             .from = (const char *const[]){ from, NULL } };
	const char *all = "";

	assert_non_null(rule.subject);
	for (const char *const *id = contracts_of_rule(&rule, packs, arena); *id; id++)
		all = arena_printf(arena, "%s%s%s", all, *all ? " " : "", *id);
	json_object_put(rule.subject);
	return all;
}

static void a_rule_rests_on_what_its_clauses_call_for_and_it_speaks_of(void **state)
{
	static const struct {
		const char *kind, *subject, *from, *want;
	} cases[] = {
		{ "register", "{}", "NAS-RL-10b", "CHK01" },
		{ "prohibit", "{\"concealed\":true}", "NAS-RL-10b", "CHK06" },
		{ "prohibit", "{\"capability_any\":[\"keystroke-logging\"]}", "ICO-7", "CHK05" },
		{ "prohibit", "{\"capability_any\":[\"webcam-capture\"]}", "ICO-7", "CHK05 CHK24" },
		{ "prohibit", "{\"capability_any\":[\"staff-ranking\"]}", "NAS-DAT-02", "CHK23" },
		{ "prohibit", "{\"register_status\":\"withdrawn\"}", "NAS-ASS-03", "CHK11" },
		{ "prohibit",
		  "{\"transport\":\"clear-text\",\"capability_any\":[\"remote-control\"]}",
		  "NAS-GOV-03", "CHK22" },
		{ "match-agreed", "{\"compare\":[\"functions_off\"]}", "NAS-RL-16b", "CHK04" },
		{ "match-agreed", "{\"compare\":[\"groups\"]}", "NAS-RL-10c", "CHK20" },
		{ "record", "{\"fields\":[\"refs.dpia\"]}", "NAS-RL-09c", "CHK12" },
		{ "deadline", "{\"publication\":true}", "ART-CTU-5", "CHK21" },
		/* without a clause of a set, or with one that another kind decides */
		{ "limit", "{\"pages\":\"staff_pages\"}", "NAS-RL-16c", "CHK16" },
		{ "notice", "{\"register\":\"*\"}", "local:ours", "CHK09" },
		{ "destinations", "{\"register\":\"*\"}", "local:ours", "CHK14" },
		{ "prohibit", "{\"products\":[\"x\"]}", "ICO-4", "CHK05" },
		/* a subject that says nothing */
		{ "match-agreed", "{}", "DFE-4", "CHK26" },
		{ "ask", "{\"register\":\"*\"}", "NAS-RL-10a", "" },
	};
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	const struct packs *packs = load_packs(arena);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(
			behind(arena, packs, cases[i].kind, cases[i].subject, cases[i].from),
			cases[i].want);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_contracts_are_twenty_six),
		cmocka_unit_test(each_contract_is_decided_by_its_kind_of_rule),
		cmocka_unit_test(the_texts_hold_no_banned_word),
		cmocka_unit_test(refuses_broken_contracts),
		cmocka_unit_test(a_rule_rests_on_what_its_clauses_call_for_and_it_speaks_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
