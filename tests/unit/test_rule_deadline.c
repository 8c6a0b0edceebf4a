/* The rule kind `deadline`: reviews, ends, telling staff, the published list. The evaluation date
 * is 2026-11-22. */
#include "tests/unit/casework.h"

static const char both[] = "{\"register\":\"*\",\"fields\":[\"next_review\",\"sunset\"]}";

static struct register_entry *setup(struct work *work, const char *subject, const char *dates)
{
	work->agreement.register_is_csv = true; /* without a column for the notice to staff */
	work_rule(work, "R", "deadline", subject, "{}", STATUS_OVERDUE);
	return work_entry(work, "REG-1", ENTRY_IN_USE,
	                  arena_printf(work->arena, "{\"dates\":{%s}}", dates));
}

static const char *judged(void **state, const char *dates)
{
	setup(*state, both, dates);
	return work_verdicts(*state);
}

static void a_review_to_come_is_in_time_and_no_end_is_needed(void **state)
{
	assert_string_equal(judged(state, "\"next_review\":\"2027-06-12\",\"sunset\":null"),
	                    "R/REG-1 agreed on-record review.in-time null");
}

static void a_passed_review_counts_the_days(void **state)
{
	assert_string_equal(
		judged(state, "\"next_review\":\"2026-10-31\",\"sunset\":\"2027-07-31\""),
		"R/REG-1 overdue on-record review.passed {\"next_review\":22}");
}

static void a_due_date_passes_at_the_end_of_its_day(void **state)
{
	struct work *work = *state;

	assert_string_equal(judged(state, "\"next_review\":\"2026-11-22\""),
	                    "R/REG-1 agreed on-record review.in-time null");
	work->file.on++;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 overdue on-record review.passed {\"next_review\":1}");
}

static void a_newer_review_settles_the_date(void **state)
{
	assert_string_equal(
		judged(state, "\"next_review\":\"2026-10-31\",\"last_review\":\"2026-11-02\""),
		"R/REG-1 agreed on-record review.in-time null");
}

static void an_older_or_future_review_does_not(void **state)
{
	struct work *work = *state;

	assert_string_equal(
		judged(state, "\"next_review\":\"2026-10-31\",\"last_review\":\"2026-10-30\""),
		"R/REG-1 overdue on-record review.passed {\"next_review\":22}");
	work_entry(work, "REG-2", ENTRY_IN_USE,
	           "{\"dates\":{\"next_review\":\"2026-10-31\",\"last_review\":\"2026-11-23\"}}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[1].status, STATUS_OVERDUE);
}

static void a_missing_review_date_is_an_incomplete_record(void **state)
{
	assert_string_equal(
		judged(state, "\"last_review\":\"2026-10-30\",\"sunset\":\"2027-01-01\""),
		"R/REG-1 incomplete-record on-record review.missing "
		"{\"missing\":[\"dates.next_review\"]}");
}

static void a_passed_end_counts_while_the_list_says_in_use(void **state)
{
	assert_string_equal(
		judged(state, "\"next_review\":\"2027-06-12\",\"sunset\":\"2026-11-01\""),
		"R/REG-1 overdue on-record sunset.passed {\"sunset\":21}");
}

static void both_dates_may_have_passed(void **state)
{
	assert_string_equal(
		judged(state, "\"next_review\":\"2026-10-31\",\"sunset\":\"2026-11-01\""),
		"R/REG-1 overdue on-record review.dates-passed {\"next_review\":22,\"sunset\":21}");
}

static void a_passed_date_outweighs_a_missing_one(void **state)
{
	assert_string_equal(judged(state, "\"sunset\":\"2026-11-01\""),
	                    "R/REG-1 overdue on-record sunset.passed "
	                    "{\"sunset\":21,\"missing\":[\"dates.next_review\"]}");
}

static void not_applicable_is_for_people_to_say(void **state)
{
	assert_string_equal(judged(state, "\"next_review\":\"n/a\""),
	                    "R/REG-1 needs-interpretation on-record review.not-applicable "
	                    "{\"fields\":[\"dates.next_review\"]}");
}

static void an_end_that_does_not_apply_is_no_end(void **state)
{
	assert_string_equal(judged(state, "\"next_review\":\"2027-06-12\",\"sunset\":\"n/a\""),
	                    "R/REG-1 agreed on-record review.in-time null");
}

static void a_suspended_thing_ends_unless_it_is_seen(void **state)
{
	struct work *work = *state;
	struct register_entry *entry =
		setup(work, both, "\"next_review\":\"2027-06-12\",\"sunset\":\"2026-11-01\"");

	entry->status = ENTRY_SUSPENDED;
	assert_string_equal(work_verdicts(work), "R/REG-1 agreed on-record review.in-time null");
	work->items[0] = (struct finding){ .key = "x",
		                           .entry = entry,
		                           .level = LEVEL_PRESENT,
		                           .confidence = CONFIDENCE_PROBABLE };
	work->findings.count = 1;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 overdue on-record sunset.passed-still-seen "
	                    "{\"sunset\":21}");
}

static void pilots_have_dates_too_but_withdrawn_and_proposed_rows_do_not(void **state)
{
	struct work *work = *state;
	struct register_entry *entry = setup(work, both, "\"next_review\":\"2026-10-31\"");

	entry->status = ENTRY_PILOT;
	assert_string_not_equal(work_verdicts(work), "");
	entry->status = ENTRY_WITHDRAWN;
	assert_string_equal(work_verdicts(work), "");
	entry->status = ENTRY_PROPOSED;
	assert_string_equal(work_verdicts(work), "");
}

static void a_rule_on_ends_leaves_rows_without_an_end_alone(void **state)
{
	setup(*state, "{\"fields\":[\"sunset\"]}", "\"sunset\":null");
	assert_string_equal(work_verdicts(*state), "");
}

static void staff_told_late_is_overdue_by_the_days_since_first_use(void **state)
{
	setup(*state, "{\"fields\":[\"communicated_to_staff\"]}",
	      "\"in_use_from\":\"2026-09-02\",\"communicated_to_staff\":\"2026-10-10\"");
	assert_string_equal(work_verdicts(*state),
	                    "R/REG-1 overdue on-record told.late {\"communicated_to_staff\":38}");
}

static void staff_told_late_counts_once(void **state)
{
	struct work *work = *state;

	setup(work, "{\"fields\":[\"communicated_to_staff\"]}",
	      "\"in_use_from\":\"2026-09-02\",\"communicated_to_staff\":\"2026-10-10\"");
	work_rule(work, "R2", "record", "{\"before_use\":[\"communicated_to_staff\"]}", "{}",
	          STATUS_BREACH);
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
	assert_int_equal(work->verdicts.items[1].status, STATUS_BREACH);
}

static void a_field_that_is_no_due_date_is_said_not_guessed(void **state)
{
	struct work *work = *state;

	setup(work, "{\"fields\":[\"agreed_on\"]}", "\"agreed_on\":\"2026-01-01\"");
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	assert_int_equal(work->verdicts.skipped_count, 1);
	assert_string_equal(work->verdicts.skipped[0].reason, "field-not-a-due-date");
}

static void publish(struct work *work, const char *last)
{
	work_rule(work, "R", "deadline", "{\"publication\":true}", "{\"publish_every_days\":365}",
	          STATUS_OVERDUE);
	work->agreement.last_published = last ? day(last) : DATE_NONE;
}

static void a_late_list_counts_the_days(void **state)
{
	publish(*state, "2025-09-30");
	assert_string_equal(
		work_verdicts(*state),
		"R/register overdue on-record publication.late {\"days\":418,\"agreed\":365}");
}

static void a_list_of_exactly_the_agreed_age_is_in_time(void **state)
{
	publish(*state, "2025-11-22");
	assert_string_equal(
		work_verdicts(*state),
		"R/register agreed on-record publication.in-time {\"days\":365,\"agreed\":365}");
}

static void a_list_never_published_is_an_incomplete_record(void **state)
{
	publish(*state, NULL);
	assert_string_equal(work_verdicts(*state),
	                    "R/register incomplete-record on-record publication.missing "
	                    "{\"missing\":[\"publication\"],\"agreed\":365}");
}

static void a_published_list_that_leaves_rows_out_is_an_incomplete_record(void **state)
{
	struct work *work = *state;

	publish(work, NULL);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	work_entry(work, "REG-2", ENTRY_IN_USE, "{}");
	work_entry(work, "REG-3", ENTRY_WITHDRAWN, "{}");
	work_log(work,
	         "{\"publication\":{\"published_on\":\"2026-11-20\",\"entries\":[\"REG-1\"]}}");
	assert_string_equal(work_verdicts(work),
	                    "R/register incomplete-record on-record publication.rows-missing "
	                    "{\"days\":2,\"agreed\":365,\"rows\":[\"REG-2\"]}");
	work_log(work, "{\"publication\":{\"published_on\":\"2026-11-21\",\"entries\":[\"REG-2\","
	               "\"REG-1\"]}}");
	assert_string_equal(
		work_verdicts(work),
		"R/register agreed on-record publication.in-time {\"days\":1,\"agreed\":365}");
}

static void a_publication_after_the_evaluation_date_has_not_happened_yet(void **state)
{
	struct work *work = *state;

	publish(work, "2026-12-01");
	work_log(work, "{\"publication\":{\"published_on\":\"2025-09-30\"}}");
	work_log(work, "{\"publication\":{\"published_on\":\"2026-12-01\"}}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_OVERDUE);
}

static void the_interval_may_stand_with_the_processes(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "deadline", "{\"publication\":true}", "{}", STATUS_OVERDUE);
	work->agreement.last_published = day("2026-11-01");
	work_judge(work);
	assert_string_equal(work->verdicts.skipped[0].reason, "no-interval");
	work->agreement.root =
		work_json(work, "{\"processes\":{\"publication\":{\"every_days\":20}}}");
	assert_string_equal(
		work_verdicts(work),
		"R/register overdue on-record publication.late {\"days\":21,\"agreed\":20}");
}

static const char *judged_study(struct work *work, const char *study)
{
	work_rule(work, "R", "deadline", "{\"workload_study\":true}", "{}", STATUS_OVERDUE);
	work->agreement.root = work_json(
		work, arena_printf(work->arena, "{\"processes\":{\"workload_study\":%s}}", study));
	return work_verdicts(work);
}

static void a_study_that_ended_unpublished_is_overdue(void **state)
{
	assert_string_equal(judged_study(*state, "{\"to\":\"2026-11-12\"}"),
	                    "R/workload_study overdue on-record study.late {\"days\":10}");
}

static void a_study_that_runs_until_today_is_in_time(void **state)
{
	assert_string_equal(judged_study(*state, "{\"to\":\"2026-11-22\"}"),
	                    "R/workload_study agreed on-record study.running "
	                    "{\"to\":\"2026-11-22\"}");
}

static void a_study_published_after_its_end_counts_the_days(void **state)
{
	assert_string_equal(
		judged_study(*state, "{\"to\":\"2026-11-01\",\"published\":\"2026-11-04\"}"),
		"R/workload_study agreed on-record study.published-late {\"days\":3}");
}

static void a_study_to_be_published_tomorrow_is_not_published(void **state)
{
	assert_string_equal(
		judged_study(*state, "{\"to\":\"2026-11-01\",\"published\":\"2026-11-23\"}"),
		"R/workload_study overdue on-record study.late {\"days\":21}");
}

static void a_study_without_an_end_is_an_incomplete_record(void **state)
{
	assert_string_equal(judged_study(*state, "{}"),
	                    "R/workload_study incomplete-record on-record review.missing "
	                    "{\"missing\":[\"workload_study.to\"]}");
}

static void a_pilot_ends_on_its_recorded_day(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "deadline", "{\"register\":\"*\",\"pilot\":true}", "{}",
	          STATUS_OVERDUE);
	work_entry(work, "LATE", ENTRY_PILOT, "{\"pilot\":{\"until\":\"2026-11-20\"}}");
	work_entry(work, "NOW", ENTRY_PILOT, "{\"pilot\":{\"until\":\"2026-11-22\"}}");
	work_entry(work, "OPEN", ENTRY_PILOT, "{}");
	work_entry(work, "USED", ENTRY_IN_USE, "{\"pilot\":{\"until\":\"2026-11-20\"}}");
	assert_string_equal(work_verdicts(work),
	                    "R/LATE overdue on-record pilot.passed {\"days\":2}\n"
	                    "R/NOW agreed on-record pilot.in-time {\"until\":\"2026-11-22\"}\n"
	                    "R/OPEN incomplete-record on-record review.missing "
	                    "{\"missing\":[\"pilot.until\"]}");
}

static void a_day_of_telling_before_a_change_is_an_incomplete_record(void **state)
{
	setup(*state, "{\"fields\":[\"communicated_to_staff\"]}",
	      "\"in_use_from\":\"2026-09-02\",\"communicated_to_staff\":\"2026-09-01\","
	      "\"substantial_change_agreed_on\":\"2026-10-01\"");
	assert_string_equal(work_verdicts(*state),
	                    "R/REG-1 incomplete-record on-record record.told-before-change "
	                    "{\"missing\":[],\"changed_on\":\"2026-10-01\"}");
}

static void telling_of_a_change_is_not_late_for_first_use(void **state)
{
	setup(*state, "{\"fields\":[\"communicated_to_staff\"]}",
	      "\"in_use_from\":\"2026-09-02\",\"communicated_to_staff\":\"2026-10-02\","
	      "\"substantial_change_agreed_on\":\"2026-10-01\"");
	assert_string_equal(work_verdicts(*state), "R/REG-1 agreed on-record review.in-time null");
}

static void a_day_of_telling_without_a_notice_is_an_incomplete_record(void **state)
{
	struct work *work = *state;

	setup(work, "{\"register\":\"*\",\"fields\":[\"communicated_to_staff\"]}",
	      "\"in_use_from\":\"2026-10-01\",\"communicated_to_staff\":\"2026-09-28\"");
	work->agreement.register_is_csv = false;
	assert_string_equal(work_verdicts(work), "R/REG-1 incomplete-record on-record "
	                                         "review.missing "
	                                         "{\"missing\":[\"refs.staff_notice\"]}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_day_of_telling_without_a_notice_is_an_incomplete_record),
		TEST(a_study_that_ended_unpublished_is_overdue),
		TEST(a_study_that_runs_until_today_is_in_time),
		TEST(a_study_published_after_its_end_counts_the_days),
		TEST(a_study_to_be_published_tomorrow_is_not_published),
		TEST(a_study_without_an_end_is_an_incomplete_record),
		TEST(a_pilot_ends_on_its_recorded_day),
		TEST(a_day_of_telling_before_a_change_is_an_incomplete_record),
		TEST(telling_of_a_change_is_not_late_for_first_use),
		TEST(a_review_to_come_is_in_time_and_no_end_is_needed),
		TEST(a_passed_review_counts_the_days),
		TEST(a_due_date_passes_at_the_end_of_its_day),
		TEST(a_newer_review_settles_the_date),
		TEST(an_older_or_future_review_does_not),
		TEST(a_missing_review_date_is_an_incomplete_record),
		TEST(a_passed_end_counts_while_the_list_says_in_use),
		TEST(both_dates_may_have_passed),
		TEST(a_passed_date_outweighs_a_missing_one),
		TEST(not_applicable_is_for_people_to_say),
		TEST(an_end_that_does_not_apply_is_no_end),
		TEST(a_suspended_thing_ends_unless_it_is_seen),
		TEST(pilots_have_dates_too_but_withdrawn_and_proposed_rows_do_not),
		TEST(a_rule_on_ends_leaves_rows_without_an_end_alone),
		TEST(staff_told_late_is_overdue_by_the_days_since_first_use),
		TEST(staff_told_late_counts_once),
		TEST(a_field_that_is_no_due_date_is_said_not_guessed),
		TEST(a_late_list_counts_the_days),
		TEST(a_list_of_exactly_the_agreed_age_is_in_time),
		TEST(a_list_never_published_is_an_incomplete_record),
		TEST(a_published_list_that_leaves_rows_out_is_an_incomplete_record),
		TEST(a_publication_after_the_evaluation_date_has_not_happened_yet),
		TEST(the_interval_may_stand_with_the_processes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
