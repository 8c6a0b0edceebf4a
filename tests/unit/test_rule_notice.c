/* The rule kind `notice`: days between notice and first use. */
#include "tests/unit/casework.h"

static const char params[] = "{\"days_ai\":90,\"days_other\":28,"
			     "\"applies_to_in_use_from_on_or_after\":\"2026-09-01\"}";

static struct register_entry *entry_with(struct work *work, const char *notice, const char *in_use,
                                         bool ai)
{
	const char *row = arena_printf(
		work->arena,
		"{\"ai\":{\"is_ai\":%s},\"dates\":{\"notice_given\":%s,\"in_use_from\":%s}}",
		ai ? "true" : "false", notice, in_use);

	return work_entry(work, "REG-1", ENTRY_IN_USE, row);
}

static const char *judged(struct work *work, const char *notice, const char *in_use, bool ai)
{
	entry_with(work, notice, in_use, ai);
	work_rule(work, "R", "notice", "{\"register\":\"*\"}", params, STATUS_BREACH);
	return work_verdicts(work);
}

static void too_few_days_are_the_rules_result(void **state)
{
	assert_string_equal(judged(*state, "\"2026-08-20\"", "\"2026-10-01\"", true),
	                    "R/REG-1 breach on-record notice.short {\"days\":42,\"agreed\":90}");
}

static void exactly_the_agreed_days_are_enough(void **state)
{
	assert_string_equal(judged(*state, "\"2026-07-03\"", "\"2026-10-01\"", true),
	                    "R/REG-1 agreed on-record notice.enough {\"days\":90,\"agreed\":90}");
}

static void other_technology_has_its_own_number_of_days(void **state)
{
	assert_string_equal(judged(*state, "\"2026-09-04\"", "\"2026-10-01\"", false),
	                    "R/REG-1 breach on-record notice.short {\"days\":27,\"agreed\":28}");
}

static void notice_after_first_use_counts_the_days_since(void **state)
{
	assert_string_equal(
		judged(*state, "\"2026-10-03\"", "\"2026-10-01\"", false),
		"R/REG-1 breach on-record notice.after-first-use {\"late\":2,\"agreed\":28}");
}

static void a_missing_notice_is_an_incomplete_record(void **state)
{
	assert_string_equal(judged(*state, "null", "\"2026-10-01\"", true),
	                    "R/REG-1 incomplete-record on-record notice.missing "
	                    "{\"missing\":[\"dates.notice_given\"],\"agreed\":90}");
}

static void a_missing_start_is_asked_for_though_the_rule_has_a_first_day(void **state)
{
	assert_string_equal(judged(*state, "\"2026-08-20\"", "\"\"", false),
	                    "R/REG-1 incomplete-record on-record notice.missing "
	                    "{\"missing\":[\"dates.in_use_from\"],\"agreed\":28}");
}

static void no_date_at_all_names_both(void **state)
{
	assert_string_equal(
		judged(*state, "null", "null", false),
		"R/REG-1 incomplete-record on-record notice.missing "
		"{\"missing\":[\"dates.notice_given\",\"dates.in_use_from\"],\"agreed\":28}");
}

static void not_applicable_is_for_people_to_say(void **state)
{
	assert_string_equal(
		judged(*state, "\"n/a\"", "\"2026-10-01\"", false),
		"R/REG-1 needs-interpretation on-record notice.not-applicable {\"agreed\":28}");
}

static void use_before_the_rules_first_day_is_not_judged(void **state)
{
	assert_string_equal(judged(*state, "null", "\"2026-08-31\"", false), "");
}

static void use_on_the_rules_first_day_is_judged(void **state)
{
	assert_string_equal(judged(*state, "\"2026-08-01\"", "\"2026-09-01\"", false),
	                    "R/REG-1 agreed on-record notice.enough {\"days\":31,\"agreed\":28}");
}

static void a_start_in_the_future_is_judged_by_its_dates(void **state)
{
	assert_string_equal(judged(*state, "\"2026-11-20\"", "\"2027-01-10\"", true),
	                    "R/REG-1 breach on-record notice.short {\"days\":51,\"agreed\":90}");
}

static void only_what_was_in_use_is_judged(void **state)
{
	static const enum entry_status not_in_use[] = { ENTRY_PROPOSED, ENTRY_PILOT,
		                                        ENTRY_WITHDRAWN };
	struct work *work = *state;
	struct register_entry *entry = entry_with(work, "null", "\"2026-10-01\"", false);

	work_rule(work, "R", "notice", "{\"register\":\"*\"}", params, STATUS_BREACH);
	for (size_t i = 0; i < 3; i++) {
		entry->status = not_in_use[i];
		assert_string_equal(work_verdicts(work), "");
	}
	entry->status = ENTRY_SUSPENDED;
	assert_string_not_equal(work_verdicts(work), "");
}

static void a_rule_on_ai_alone_leaves_the_rest_alone(void **state)
{
	struct work *work = *state;

	entry_with(work, "null", "\"2026-10-01\"", false);
	work_rule(work, "R", "notice", "{\"register\":\"*\"}", "{\"days_ai\":90}", STATUS_BREACH);
	assert_string_equal(work_verdicts(work), "");
}

static void a_rule_may_name_one_row(void **state)
{
	struct work *work = *state;

	entry_with(work, "null", "\"2026-10-01\"", false);
	work_rule(work, "R", "notice", "{\"register\":\"REG-2\"}", params, STATUS_BREACH);
	assert_string_equal(work_verdicts(work), "");
}

static void see_on(struct work *work, const struct register_entry *entry, const char *first)
{
	work->items[work->findings.count++] = (struct finding){
		.key = "x",
		.entry = entry,
		.level = LEVEL_ACTIVE,
		.confidence = CONFIDENCE_PROBABLE,
		.first = day(first),
		.last = day(first),
	};
}

static void an_earlier_sighting_asks_whether_it_was_a_pilot(void **state)
{
	struct work *work = *state;

	see_on(work, entry_with(work, "\"2026-07-01\"", "\"2026-10-05\"", true), "2026-09-12");
	work_rule(work, "R", "notice", "{\"register\":\"*\"}", params, STATUS_BREACH);
	assert_string_equal(
		work_verdicts(work),
		"R/REG-1 needs-interpretation on-record notice.earlier-use "
		"{\"days\":96,\"agreed\":90,\"first_seen\":\"2026-09-12\",\"days_seen\":73}");
}

static void an_earlier_sighting_never_softens_a_breach(void **state)
{
	struct work *work = *state;

	see_on(work, entry_with(work, "\"2026-08-20\"", "\"2026-10-01\"", true), "2026-09-12");
	work_rule(work, "R", "notice", "{\"register\":\"*\"}", params, STATUS_BREACH);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 breach on-record notice.short {\"days\":42,\"agreed\":90}");
}

static void a_suspicion_or_a_sighting_on_the_first_day_changes_nothing(void **state)
{
	struct work *work = *state;

	see_on(work, entry_with(work, "\"2026-07-01\"", "\"2026-10-05\"", true), "2026-09-12");
	work->items[0].confidence = CONFIDENCE_SUSPECTED;
	see_on(work, &work->entries[0], "2026-10-05");
	work_rule(work, "R", "notice", "{\"register\":\"*\"}", params, STATUS_BREACH);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 agreed on-record notice.enough {\"days\":96,\"agreed\":90}");
}

static void a_result_beyond_the_bound_is_cut_off_unless_adopted(void **state)
{
	struct work *work = *state;
	struct rule *rule;

	entry_with(work, "\"2026-08-20\"", "\"2026-10-01\"", true);
	rule = work_rule(work, "R", "notice", "{\"register\":\"*\"}", params, STATUS_BREACH);
	rule->bound = STATUS_NEEDS_INTERPRETATION;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
	rule->adopted = false;
	assert_string_equal(
		work_verdicts(work),
		"R/REG-1 needs-interpretation on-record notice.short {\"days\":42,\"agreed\":90}");
}

static void a_missing_part_never_exceeds_the_rules_result(void **state)
{
	struct work *work = *state;

	entry_with(work, "null", "\"2026-10-01\"", true);
	work_rule(work, "R", "notice", "{\"register\":\"*\"}", params, STATUS_NEEDS_INTERPRETATION);
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(too_few_days_are_the_rules_result),
		TEST(exactly_the_agreed_days_are_enough),
		TEST(other_technology_has_its_own_number_of_days),
		TEST(notice_after_first_use_counts_the_days_since),
		TEST(a_missing_notice_is_an_incomplete_record),
		TEST(a_missing_start_is_asked_for_though_the_rule_has_a_first_day),
		TEST(no_date_at_all_names_both),
		TEST(not_applicable_is_for_people_to_say),
		TEST(use_before_the_rules_first_day_is_not_judged),
		TEST(use_on_the_rules_first_day_is_judged),
		TEST(a_start_in_the_future_is_judged_by_its_dates),
		TEST(only_what_was_in_use_is_judged),
		TEST(a_rule_on_ai_alone_leaves_the_rest_alone),
		TEST(a_rule_may_name_one_row),
		TEST(an_earlier_sighting_asks_whether_it_was_a_pilot),
		TEST(an_earlier_sighting_never_softens_a_breach),
		TEST(a_suspicion_or_a_sighting_on_the_first_day_changes_nothing),
		TEST(a_result_beyond_the_bound_is_cut_off_unless_adopted),
		TEST(a_missing_part_never_exceeds_the_rules_result),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
