/* Signed exceptions: what they cover, when they take no effect, and what is said of them. */
#include "tests/unit/seen_things.h"

#include "policies/rules/exception.h"
#include "probes/base/cleanup.h"
#include "reports/exceptions.h"

static const char *const unless[] = { "exception", NULL };

static struct rule *setup(struct work *work, const char *terms)
{
	struct rule *rule =
		work_rule(work, "R", "prohibit", "{\"capability_any\":[\"keystroke-logging\"]}",
	                  "{}", STATUS_BREACH);

	rule->level = LEVEL_ACTIVE;
	rule->unless = unless;
	work_place(work, "d1", NULL);
	see_product(work, 0, "logger", "keystroke-logging", LEVEL_PRESENT)->single_purpose = true;
	see_running_too(work, 0);
	work->agreement.root = work_json(
		work, arena_printf(work->arena, "{\"processes\":{\"exceptions\":{%s}}}", terms));
	work_log(work, "{\"exception\":{\"id\":\"E1\",\"rules\":[\"R\"],\"reason\":\"incident\","
	               "\"from\":\"2026-11-20\",\"until\":\"2026-11-22\",\"signed_by_posts\":["
	               "\"Head\",\"Chair\"],\"document\":\"DOC-1\","
	               "\"document_sha256\":\"00ff\"}}");
	return rule;
}

static const struct verdict *only(struct work *work)
{
	work_judge(work);
	assert_int_equal(work->verdicts.count, 1);
	return &work->verdicts.items[0];
}

static void what_an_exception_covers_is_kept_beside_it(void **state)
{
	struct work *work = *state;
	const struct verdict *verdict;

	setup(work, "");
	verdict = only(work);
	assert_int_equal(verdict->status, STATUS_EXCEPTED);
	assert_string_equal(verdict->because.id, "exception.live");
	assert_non_null(verdict->finding);
	assert_null(verdict->exception_void);
	assert_int_equal(verdict->without, STATUS_BREACH);
	assert_string_equal(verdict->without_because.id, "prohibit.seen");
}

static void its_first_and_last_day_are_covered_and_no_other(void **state)
{
	static const struct {
		const char *on;
		enum status status;
	} days[] = {
		{ "2026-11-19", STATUS_BREACH },
		{ "2026-11-20", STATUS_EXCEPTED },
		{ "2026-11-22", STATUS_EXCEPTED },
		{ "2026-11-23", STATUS_BREACH },
	};
	struct work *work = *state;

	setup(work, "");
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		work->file.on = day(days[i].on);
		assert_int_equal(only(work)->status, days[i].status);
	}
}

static void takes_no_effect(struct work *work, const char *why)
{
	const struct verdict *verdict = only(work);

	assert_int_equal(verdict->status, STATUS_BREACH);
	assert_string_equal(verdict->because.id, "prohibit.seen");
	assert_non_null(verdict->exception);
	assert_string_equal(verdict->exception_void, why);
}

static void a_rule_that_may_not_be_suspended_stands(void **state)
{
	setup(*state, "\"may_not_suspend\":[\"R1\",\"R\"]");
	takes_no_effect(*state, "may-not-suspend");
}

static void what_is_not_among_those_that_may_be_suspended_stands(void **state)
{
	setup(*state, "\"may_suspend\":[\"R1\",\"R2\"]");
	takes_no_effect(*state, "may-not-suspend");
}

static void what_may_be_suspended_is(void **state)
{
	setup(*state, "\"may_suspend\":[\"R1\",\"R\"],\"may_not_suspend\":[\"R2\"]");
	assert_int_equal(only(*state)->status, STATUS_EXCEPTED);
}

static void a_rule_that_was_signed_without_exceptions_stands(void **state)
{
	setup(*state, "")->unless = NULL;
	takes_no_effect(*state, "rule-allows-none");
}

static void what_needs_no_exception_does_not_mention_one(void **state)
{
	struct work *work = *state;

	setup(work, "");
	work->findings.count = 0;
	assert_null(only(work)->exception);
}

/* --- in words --- */

static void says(const char *verdict, const char *want)
{
	struct json_object *row = json_tokener_parse(verdict);
	_cleanup_(text_free) struct text out = { 0 };

	exception_say(row, &out);
	json_object_put(row);
	if (want)
		assert_string_equal(out.at, want);
	else
		assert_null(out.at);
}

static void who_agreed_until_when_and_what_it_covers_is_said(void **state)
{
	(void)state;
	says("{\"exception\":{\"reason\":\"incident\",\"from\":\"2026-11-20\",\"until\":"
	     "\"2026-11-22\",\"signed_by_posts\":[\"Head\",\"Chair\"],\"document\":\"DOC-1\","
	     "\"document_sha256\":\"00ff\",\"takes_effect\":true,\"why_not\":null,"
	     "\"status\":\"breach\",\"because\":{\"text\":\"It was seen.\"}}}",
	     "Signed exception, agreed by: Head and Chair; from 20 November 2026 until "
	     "22 November 2026, that day included. Reason given: incident. Paper: DOC-1; its "
	     "SHA-256: 00ff. Without the exception: Does not match a signed rule. It was seen.");
}

static void why_it_takes_no_effect_is_said(void **state)
{
	(void)state;
	says("{\"exception\":{\"reason\":\"trial\",\"from\":\"2026-11-20\",\"until\":"
	     "\"2026-11-22\",\"signed_by_posts\":null,\"document\":null,\"document_sha256\":null,"
	     "\"takes_effect\":false,\"why_not\":\"may-not-suspend\"}}",
	     "Signed exception, agreed by: not recorded; from 20 November 2026 until "
	     "22 November 2026, that day included. Reason given: trial. Paper: not recorded; "
	     "its SHA-256: not recorded. It takes no effect: the agreement does not let this "
	     "rule be suspended.");
}

static void a_verdict_without_one_says_nothing(void **state)
{
	(void)state;
	says("{\"status\":\"breach\"}", NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_an_exception_covers_is_kept_beside_it),
		TEST(its_first_and_last_day_are_covered_and_no_other),
		TEST(a_rule_that_may_not_be_suspended_stands),
		TEST(what_is_not_among_those_that_may_be_suspended_stands),
		TEST(what_may_be_suspended_is),
		TEST(a_rule_that_was_signed_without_exceptions_stands),
		TEST(what_needs_no_exception_does_not_mention_one),
		TEST(who_agreed_until_when_and_what_it_covers_is_said),
		TEST(why_it_takes_no_effect_is_said),
		TEST(a_verdict_without_one_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
