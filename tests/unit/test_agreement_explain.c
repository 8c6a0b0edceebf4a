/* policies/agreement_explain: the signed sentence and the tested one side by side, and what would
 * not be noticed. */
#include "policies/agreement_explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "policies/rule_sentence.h"
#include "tests/unit/agreement_bench.h"

static void assert_warns(struct bench *bench, const struct agreement_files *files, const char *want)
{
	struct agreement agreement = { 0 };
	struct text out = { 0 };
	size_t count = 0;

	assert_loads(bench, files, &agreement);
	assert_int_equal(agreement_warnings(&agreement, &out, &count), 0);
	assert_true(count > 0);
	if (!strstr(out.at, want))
		fail_msg("said:\n%s\nwant: %s", out.at, want);
	text_free(&out);
	agreement_close(&agreement);
}

static void says_what_is_signed_and_what_is_tested(void **state)
{
	static const char *const pieces[] = {
		"EXAMPLE (a fictional school)",
		"signs: Workplace representative",
		"In force from 2026-09-01 until 2028-08-31",
		("R05  Signed    Keystroke logging must not run on staff devices.\n  Tested    Not "
		 "seen at the level \"active\" or "
		 "above on devices and networks of teachers, supply, leaders and support staff: "
		 "technology doing one of these "
		 "things: keystroke logging, unless a signed exception covers it."),
		("Otherwise \"Does not match a signed rule\" (sure: confirmed; weight: critical); "
		 "when less sure \"To discuss\""),
		"The clauses alone allow \"To discuss\"; the parties adopted the stricter test.",
		"Needs     software-inventory, on 90% of the devices",
		"(NEA, AFT, NEU, EI, CTU claims); as reported, unverified; second hand",
		"ICO: Monitoring workers; read in part",
		"at least 90 days for AI and 28 days for other technology",
		"The list is published at least every 365 days.",
		"REG-006  CCTV",
		"Cannot be seen this way",
		"withdrawn 2026-07-31",
	};
	struct bench *bench = *state;
	struct agreement agreement = { 0 };
	struct text out = { 0 };

	assert_loads(bench, &bench->files, &agreement);
	assert_int_equal(agreement_explain(&agreement, bench->packs, &out), 0);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		if (!strstr(out.at, pieces[i]))
			fail_msg("not said: %s", pieces[i]);
	assert_non_null(strstr(out.at, agreement.check_code));
	text_free(&out);
	agreement_close(&agreement);
}

static void a_set_without_text_says_so(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };
	struct text out = { 0 };

	files.agreement = with(bench->arena, files.agreement, "NAS-HUM-08", "TUC-PPT-0");
	assert_loads(bench, &files, &agreement);
	assert_int_equal(agreement_explain(&agreement, bench->packs, &out), 0);
	assert_non_null(
		strstr(out.at, "People-powered technology; no text of this set is held here; "));
	text_free(&out);
	agreement_close(&agreement);
}

/* A rule whose fields say another thing than its sentence: the reader sees it. */
static void the_tested_sentence_comes_from_the_fields(void **state)
{
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };
	struct text out = { 0 };

	files.agreement =
		with(bench->arena, files.agreement, "\"days_ai\": 90,", "\"days_ai\": 9,");
	assert_loads(bench, &files, &agreement);
	for (size_t i = 0; i < agreement.rule_count; i++)
		rule_sentence(&agreement.rules[i], &out);
	assert_null(strstr(out.at, "90 days"));
	text_free(&out);
	agreement_close(&agreement);
}

static void every_rule_of_the_example_has_a_sentence(void **state)
{
	struct bench *bench = *state;
	struct agreement agreement = { 0 };

	assert_loads(bench, &bench->files, &agreement);
	for (size_t i = 0; i < agreement.rule_count; i++) {
		struct text out = { 0 };

		rule_sentence(&agreement.rules[i], &out);
		assert_true(out.len > 20);
		assert_int_equal(out.at[out.len - 1], '.');
		text_free(&out);
	}
	agreement_close(&agreement);
}

static void warns_of_what_will_not_work(void **state)
{
	static const struct {
		const char *from, *to, *want;
	} cases[] = {
		{ "\"id\": \"REG-001\"", "\"id\": \"REG-001\"",
		  "REG-006: cannot be seen this way" },
		{ "\"in_use_from\": \"2026-09-01\"", "\"in_use_from\": \"2026-02-01\"",
		  "REG-001: notice_given (2026-03-02) is after in_use_from (2026-02-01)" },
		{ "\"in_use_from\": \"2026-09-01\"", "\"in_use_from\": null",
		  "REG-001: it is in use, but from when" },
		{ "\"withdrawn\": \"2026-07-31\"", "\"withdrawn\": null",
		  "REG-007: it is withdrawn, but the day" },
		{ "\"dpia\": \"DOC-DPIA-01\"", "\"dpia\": \"DOC-NONE#x\"",
		  "REG-001: refs.dpia names DOC-NONE," },
		{ "\"groups_covered\": [\"learners\"]", "\"groups_covered\": [\"leaners\"]",
		  "REG-001: groups_covered names \"leaners\"" },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct agreement_files files = bench->files;

		files.register_json =
			with(bench->arena, files.register_json, cases[i].from, cases[i].to);
		assert_warns(bench, &files, cases[i].want);
	}
}

static void warns_of_an_exception_to_a_rule_that_may_not_be_suspended(void **state)
{
	static const char log[] =
		"{\"format\":\"daylight-log/"
		"1\",\"exception\":{\"id\":\"X\",\"rules\":[\"R05\",\"R18\"],"
		"\"reason\":\"r\",\"from\":\"2026-02-01\",\"until\":\"2026-03-01\"}}";
	struct bench *bench = *state;
	struct agreement_files files = bench->files;

	files.log = (struct span){ (const uint8_t *)log, strlen(log) };
	assert_warns(bench, &files, "row 1: the agreement does not let R18 be suspended");
}

static void what_is_less_sure_is_told_as_it_will_be_judged(void **state)
{
	static const char rule[] = "\"id\": \"R05\"", key[] = "\"otherwise\": ";
	struct bench *bench = *state;
	struct agreement_files files = bench->files;
	struct agreement agreement = { 0 };
	struct text out = { 0 };
	const char *whole = arena_printf(bench->arena, "%.*s", (int)files.agreement.len,
	                                 (const char *)files.agreement.at);
	const char *at = strstr(strstr(whole, rule), key) + strlen(key), *said;

	files.agreement = text(arena_printf(bench->arena, "%.*s\"breach\"%s", (int)(at - whole),
	                                    whole, at + strlen("\"needs-interpretation\"")));
	assert_loads(bench, &files, &agreement);
	assert_int_equal(agreement_explain(&agreement, bench->packs, &out), 0);
	said = strstr(out.at, "R05  Signed");
	assert_ptr_equal(
		strstr(said, "when less sure"),
		strstr(said, "when less sure \"To discuss\"\n            The clauses alone"));
	assert_true(strstr(said, "when less sure") < strstr(said, "R06  Signed"));
	text_free(&out);
	agreement_close(&agreement);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_is_signed_and_what_is_tested),
		cmocka_unit_test(what_is_less_sure_is_told_as_it_will_be_judged),
		cmocka_unit_test(a_set_without_text_says_so),
		cmocka_unit_test(the_tested_sentence_comes_from_the_fields),
		cmocka_unit_test(every_rule_of_the_example_has_a_sentence),
		cmocka_unit_test(warns_of_what_will_not_work),
		cmocka_unit_test(warns_of_an_exception_to_a_rule_that_may_not_be_suspended),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
