/* The rule kind `record`: fields that are filled in, and what must come before use. */
#include "tests/unit/casework.h"

static const char before[] =
	"{\"register\":\"*\",\"before_use\":[\"communicated_to_staff\","
	"\"training_offered\"],\"documents_before_use\":[\"dpia\",\"workload\"]}";

static const char good[] = "{\"dates\":{\"in_use_from\":\"2026-10-01\","
			   "\"communicated_to_staff\":\"2026-09-28\",\"training_offered\":\"n/a\"},"
			   "\"refs\":{\"dpia\":\"D1#necessity\",\"workload\":\"D2\"}}";

/* The list is a spreadsheet, which has no column for the notice to staff. */
static struct register_entry *setup(struct work *work, const char *subject, const char *row)
{
	work->agreement.register_is_csv = true;
	work_document(work, "D1", "2026-09-01");
	work_document(work, "D2", "2026-10-01");
	work_document(work, "D3", "2026-11-01");
	work_document(work, "D4", NULL);
	work_rule(work, "R", "record", subject, "{}", STATUS_BREACH);
	return work_entry(work, "REG-1", ENTRY_IN_USE, row);
}

static const char *judged(void **state, const char *subject, const char *row)
{
	setup(*state, subject, row);
	return work_verdicts(*state);
}

static void filled_in_fields_are_as_agreed(void **state)
{
	assert_string_equal(
		judged(state,
	               "{\"fields\":[\"retention_days\",\"roles.controller\",\"refs.dpia\"]}",
	               "{\"retention_days\":0,\"roles\":{\"controller\":\"X\"},"
	               "\"refs\":{\"dpia\":\"n/a\"}}"),
		"R/REG-1 agreed on-record record.complete {\"missing\":[]}");
}

static void names_missing_fields_in_the_rules_order(void **state)
{
	assert_string_equal(
		judged(state,
	               "{\"fields\":[\"retention_days\",\"data_kinds\",\"roles.controller\","
	               "\"refs.dpia\"]}",
	               "{\"retention_days\":null,\"data_kinds\":[],\"roles\":{\"controller\":\"\"}"
	               "}"),
		"R/REG-1 incomplete-record on-record record.missing {\"missing\":"
		"[\"retention_days\",\"data_kinds\",\"roles.controller\",\"refs.dpia\"]}");
}

static void a_reference_to_a_document_that_is_not_listed_is_missing(void **state)
{
	assert_string_equal(judged(state, "{\"fields\":[\"refs.dpia\",\"refs.workload\"]}",
	                           "{\"refs\":{\"dpia\":\"D9\",\"workload\":\"D2#page-3\"}}"),
	                    "R/REG-1 incomplete-record on-record record.missing "
	                    "{\"missing\":[\"refs.dpia\"]}");
}

static void what_is_dated_on_the_first_day_of_use_is_in_time(void **state)
{
	assert_string_equal(judged(state, before, good),
	                    "R/REG-1 agreed on-record record.before-use "
	                    "{\"after_first_use\":[],\"missing\":[]}");
}

static void late_dates_and_documents_give_the_rules_result(void **state)
{
	assert_string_equal(
		judged(state, before,
	               "{\"dates\":{\"in_use_from\":\"2026-10-01\","
	               "\"communicated_to_staff\":\"2026-09-28\",\"training_offered\":\"2026-10-"
	               "02\"},"
	               "\"refs\":{\"dpia\":null,\"workload\":\"D3\"}}"),
		"R/REG-1 breach on-record record.after-first-use {\"after_first_use\":"
		"[\"dates.training_offered\",\"refs.workload\"],\"missing\":[\"refs.dpia\"]}");
}

static void a_missing_part_alone_is_an_incomplete_record(void **state)
{
	assert_string_equal(
		judged(state, before,
	               "{\"dates\":{\"in_use_from\":\"2026-10-01\",\"training_offered\":\"\"},"
	               "\"refs\":{\"dpia\":\"D4\",\"workload\":\"D7\"}}"),
		"R/REG-1 incomplete-record on-record record.before-use-missing "
		"{\"after_first_use\":[],\"missing\":[\"dates.communicated_to_staff\","
		"\"dates.training_offered\",\"refs.dpia\",\"refs.workload\"]}");
}

static void without_a_first_day_nothing_can_be_late(void **state)
{
	assert_string_equal(judged(state, before,
	                           "{\"dates\":{\"communicated_to_staff\":\"2026-09-28\","
	                           "\"training_offered\":\"n/a\"},"
	                           "\"refs\":{\"dpia\":\"D1\",\"workload\":\"D3\"}}"),
	                    "R/REG-1 incomplete-record on-record record.before-use-missing "
	                    "{\"after_first_use\":[],\"missing\":[\"dates.in_use_from\"]}");
}

static void full_paths_mean_the_same_as_short_names(void **state)
{
	assert_string_equal(judged(state,
	                           "{\"before_use\":[\"dates.communicated_to_staff\"],"
	                           "\"documents_before_use\":[\"refs.workload\"]}",
	                           good),
	                    "R/REG-1 agreed on-record record.before-use "
	                    "{\"after_first_use\":[],\"missing\":[]}");
}

static void late_is_not_called_incomplete(void **state)
{
	struct work *work = *state;

	setup(work, "{\"before_use\":[\"communicated_to_staff\"]}",
	      "{\"dates\":{\"in_use_from\":\"2026-09-02\",\"communicated_to_staff\":\"2026-10-10\"}"
	      "}");
	work->rules[0].result = STATUS_INCOMPLETE_RECORD;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
	work->rules[0].result = STATUS_OVERDUE;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_OVERDUE);
}

static void see_first_on(struct work *work, const char *first)
{
	work->items[work->findings.count++] = (struct finding){
		.key = "x",
		.entry = &work->entries[0],
		.level = LEVEL_ACTIVE,
		.confidence = CONFIDENCE_CONFIRMED,
		.first = day(first),
		.last = day(first),
	};
}

static void a_sighting_before_the_recorded_start_asks_whether_it_was_a_pilot(void **state)
{
	struct work *work = *state;

	setup(work, before, good);
	see_first_on(work, "2026-09-30");
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation on-record record.earlier-use "
	                    "{\"after_first_use\":[\"refs.workload\"],\"missing\":[],"
	                    "\"first_seen\":\"2026-09-30\"}");
}

static void a_sighting_after_all_was_done_changes_nothing(void **state)
{
	struct work *work = *state;

	setup(work, before,
	      "{\"dates\":{\"in_use_from\":\"2026-12-01\",\"communicated_to_staff\":\"2026-09-28\","
	      "\"training_offered\":\"2026-09-29\"},\"refs\":{\"dpia\":\"D1\",\"workload\":\"D2\"}"
	      "}");
	see_first_on(work, "2026-10-01");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
}

static void a_recorded_pilot_explains_the_sighting(void **state)
{
	struct work *work = *state;
	struct register_entry *entry = setup(work, before, good);

	json_object_object_add(entry->row, "pilot",
	                       json_tokener_parse("{\"until\":\"2026-09-30\"}"));
	see_first_on(work, "2026-09-30");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
}

static void only_rows_that_were_in_use_are_judged(void **state)
{
	struct work *work = *state;
	struct register_entry *entry = setup(work, before, "{}");

	entry->status = ENTRY_WITHDRAWN;
	assert_string_equal(work_verdicts(work), "");
	entry->status = ENTRY_PILOT;
	assert_string_equal(work_verdicts(work), "");
}

static void a_live_exception_covers_what_would_be_raised(void **state)
{
	static const char *const unless[] = { "exception", NULL };
	struct work *work = *state;

	setup(work, before,
	      "{\"dates\":{\"in_use_from\":\"2026-10-01\",\"communicated_to_staff\":\"2026-10-28\"}"
	      "}");
	work->rules[0].unless = unless;
	work_log(work, "{\"exception\":{\"rules\":[\"R\"],\"from\":\"2026-11-01\",\"until\":\"2026-"
	               "11-22\"}}");
	assert_string_equal(work_verdicts(work), "R/REG-1 excepted on-record exception.live "
	                                         "{\"name\":\"REG-1\",\"until\":\"2026-11-22\"}");
	work->file.on++;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
	work->file.on = day("2026-10-31");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void an_exception_for_another_subject_or_rule_covers_nothing(void **state)
{
	static const char *const unless[] = { "exception", NULL };
	struct work *work = *state;

	setup(work, before,
	      "{\"dates\":{\"in_use_from\":\"2026-10-01\",\"communicated_to_staff\":\"2026-10-28\"}"
	      "}");
	work_log(work, "{\"exception\":{\"rules\":[\"Q\"],\"from\":\"2026-11-01\",\"until\":\"2026-"
	               "11-30\"}}");
	work_log(work,
	         "{\"exception\":{\"rules\":[\"R\"],\"subject\":\"REG-2\",\"from\":\"2026-11-01\","
	         "\"until\":\"2026-11-30\"}}");
	work->rules[0].unless = unless;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
	work_log(work, "{\"exception\":{\"rules\":[\"R\"],\"from\":\"2026-11-01\",\"until\":\"2026-"
	               "11-30\"}}");
	work->rules[0].unless = NULL;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void telling_staff_is_a_date_and_the_notice(void **state)
{
	static const char *const missing =
		"R/REG-1 incomplete-record on-record record.before-use-missing "
		"{\"after_first_use\":[],\"missing\":[\"refs.staff_notice\"]}";
	static const char told[] = "{\"dates\":{\"in_use_from\":\"2026-10-01\","
				   "\"communicated_to_staff\":\"2026-09-28\"},"
				   "\"refs\":{\"staff_notice\":%s}}";
	struct work *work = *state;
	struct register_entry *entry =
		setup(work, "{\"before_use\":[\"communicated_to_staff\"]}", "{}");

	entry->row = work_json(work, arena_printf(work->arena, told, "null"));
	assert_non_null(strstr(work_verdicts(work), "agreed")); /* no column for it */
	work->agreement.register_is_csv = false;
	assert_string_equal(work_verdicts(work), missing);
	entry->row = work_json(work, arena_printf(work->arena, told, "\"D9\"")); /* not listed */
	assert_string_equal(work_verdicts(work), missing);
	entry->row = work_json(work, arena_printf(work->arena, told, "\"D1#page-2\""));
	assert_non_null(strstr(work_verdicts(work), "agreed"));
	entry->row = work_json(work, arena_printf(work->arena, told, "\"n/a\""));
	assert_non_null(strstr(work_verdicts(work), "agreed"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

static void decisions_are_declared_of_what_decides_and_of_nothing_else(void **state)
{
	struct work *work = *state;

	work_entry(work, "AI", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":true}}");
	work_entry(work, "PLAIN", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":false}}");
	work_rule(work, "R", "record", "{\"register\":\"*\",\"fields\":[\"ai.decisions_about\"]}",
	          "{}", STATUS_INCOMPLETE_RECORD);
	work_rule(work, "S", "record",
	          "{\"register\":\"*\",\"fields\":[\"ai.decisions_about\",\"ai.is_ai\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	assert_string_equal(work_verdicts(work),
	                    "R/AI incomplete-record on-record record.missing "
	                    "{\"missing\":[\"ai.decisions_about\"]}\n"
	                    "S/AI incomplete-record on-record record.missing "
	                    "{\"missing\":[\"ai.decisions_about\"]}\n"
	                    "S/PLAIN agreed on-record record.complete {\"missing\":[]}");
}

static const char *judged_on_hours(struct work *work, const char *row)
{
	work_rule(work, "R", "record", "{\"fields\":[\"training_hours\"]}", "{\"min\":6}",
	          STATUS_BREACH);
	work_entry(work, "REG-1", ENTRY_IN_USE, row);
	return work_verdicts(work);
}

static void fewer_hours_of_training_than_agreed_give_the_rules_result(void **state)
{
	assert_string_equal(judged_on_hours(*state, "{\"training_hours\":5}"),
	                    "R/REG-1 breach on-record record.too-few "
	                    "{\"missing\":[],\"recorded\":5,\"agreed\":6}");
}

static void the_agreed_hours_of_training_are_enough(void **state)
{
	assert_string_equal(judged_on_hours(*state, "{\"training_hours\":6}"),
	                    "R/REG-1 agreed on-record record.complete {\"missing\":[]}");
}

static void hours_of_training_that_are_not_recorded_are_no_hours(void **state)
{
	assert_string_equal(judged_on_hours(*state, "{}"),
	                    "R/REG-1 incomplete-record on-record record.missing "
	                    "{\"missing\":[\"training_hours\"]}");
}

static void deletion_is_confirmed_for_what_was_withdrawn(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "record",
	          "{\"fields\":[\"data_kinds\",\"dates.data_deleted_confirmed\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_entry(work, "GONE", ENTRY_WITHDRAWN, "{}");
	work_entry(work, "SAID", ENTRY_WITHDRAWN,
	           "{\"dates\":{\"data_deleted_confirmed\":\"2026-11-22\"}}");
	work_entry(work, "SOON", ENTRY_WITHDRAWN,
	           "{\"dates\":{\"data_deleted_confirmed\":\"2026-11-23\"}}");
	work_entry(work, "USED", ENTRY_IN_USE, "{\"data_kinds\":[\"marks\"]}");
	assert_string_equal(work_verdicts(work),
	                    "R/GONE incomplete-record on-record record.missing "
	                    "{\"missing\":[\"dates.data_deleted_confirmed\"]}\n"
	                    "R/SAID agreed on-record record.complete {\"missing\":[]}\n"
	                    "R/SOON incomplete-record on-record record.missing "
	                    "{\"missing\":[\"dates.data_deleted_confirmed\"]}\n"
	                    "R/USED agreed on-record record.complete {\"missing\":[]}");
}

static void a_pilot_says_until_when_and_with_how_many_volunteers(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "record",
	          "{\"fields\":[\"data_kinds\",\"pilot.until\",\"pilot.volunteers\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_entry(work, "P1", ENTRY_PILOT, "{\"pilot\":{\"until\":\"2026-12-01\"}}");
	work_entry(work, "P2", ENTRY_PILOT,
	           "{\"pilot\":{\"until\":\"2026-12-01\",\"volunteers\":4}}");
	work_entry(work, "USED", ENTRY_IN_USE, "{\"data_kinds\":[\"marks\"]}");
	assert_string_equal(work_verdicts(work),
	                    "R/P1 incomplete-record on-record record.missing "
	                    "{\"missing\":[\"pilot.volunteers\"]}\n"
	                    "R/P2 agreed on-record record.complete {\"missing\":[]}\n"
	                    "R/USED agreed on-record record.complete {\"missing\":[]}");
}

static const char *judged_after_change(void **state, const char *told, const char *changed)
{
	struct work *work = *state;

	setup(work, "{\"before_use\":[\"communicated_to_staff\"]}",
	      arena_printf(work->arena,
	                   "{\"dates\":{\"in_use_from\":\"2026-09-02\",\"communicated_to_staff\":"
	                   "\"%s\",\"substantial_change_agreed_on\":\"%s\"}}",
	                   told, changed));
	return work_verdicts(work);
}

static void staff_are_told_again_after_a_change(void **state)
{
	assert_string_equal(judged_after_change(state, "2026-09-01", "2026-10-15"),
	                    "R/REG-1 incomplete-record on-record record.told-before-change "
	                    "{\"missing\":[],\"changed_on\":\"2026-10-15\"}");
}

static void telling_staff_of_a_change_is_not_late_for_first_use(void **state)
{
	assert_string_equal(judged_after_change(state, "2026-10-15", "2026-10-15"),
	                    "R/REG-1 agreed on-record record.before-use "
	                    "{\"after_first_use\":[],\"missing\":[]}");
}

static void a_change_to_come_asks_for_no_telling_yet(void **state)
{
	assert_string_equal(judged_after_change(state, "2026-09-01", "2026-11-23"),
	                    "R/REG-1 agreed on-record record.before-use "
	                    "{\"after_first_use\":[],\"missing\":[]}");
}

static void products_that_score_declare_decisions_whatever_their_row_says(void **state)
{
	static struct product_capability scores[] = { { .word = "productivity-score" } },
					 looks[] = { { .word = "webcam-capture" } };
	static const char *const scoring[] = { "scoring", NULL }, *const camera[] = { "camera",
		                                                                      NULL };
	struct work *work = *state;

	work->products[1] = (struct product){
		.id = "scoring", .name = "S", .capabilities = scores, .capability_count = 1
	};
	work->products[0] = (struct product){
		.id = "camera", .name = "C", .capabilities = looks, .capability_count = 1
	};
	work->catalogue.product_count = 2;
	work_entry(work, "SCORES", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":false}}")->products = scoring;
	work_entry(work, "FILLED", ENTRY_IN_USE,
	           "{\"ai\":{\"decisions_about\":[\"marks\"],\"human_review\":\"yes\"}}")
		->products = scoring;
	work_entry(work, "CAMERA", ENTRY_IN_USE, "{}")->products = camera;
	work_rule(work, "R", "record", "{\"fields\":[\"ai.decisions_about\",\"ai.human_review\"]}",
	          "{}", STATUS_INCOMPLETE_RECORD);
	assert_string_equal(work_verdicts(work),
	                    "R/FILLED agreed on-record record.complete {\"missing\":[]}\n"
	                    "R/SCORES incomplete-record on-record record.missing "
	                    "{\"missing\":[\"ai.decisions_about\",\"ai.human_review\"]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fewer_hours_of_training_than_agreed_give_the_rules_result),
		TEST(the_agreed_hours_of_training_are_enough),
		TEST(hours_of_training_that_are_not_recorded_are_no_hours),
		TEST(deletion_is_confirmed_for_what_was_withdrawn),
		TEST(a_pilot_says_until_when_and_with_how_many_volunteers),
		TEST(staff_are_told_again_after_a_change),
		TEST(telling_staff_of_a_change_is_not_late_for_first_use),
		TEST(a_change_to_come_asks_for_no_telling_yet),
		TEST(products_that_score_declare_decisions_whatever_their_row_says),
		TEST(decisions_are_declared_of_what_decides_and_of_nothing_else),
		TEST(filled_in_fields_are_as_agreed),
		TEST(names_missing_fields_in_the_rules_order),
		TEST(a_reference_to_a_document_that_is_not_listed_is_missing),
		TEST(what_is_dated_on_the_first_day_of_use_is_in_time),
		TEST(late_dates_and_documents_give_the_rules_result),
		TEST(a_missing_part_alone_is_an_incomplete_record),
		TEST(without_a_first_day_nothing_can_be_late),
		TEST(full_paths_mean_the_same_as_short_names),
		TEST(late_is_not_called_incomplete),
		TEST(a_sighting_before_the_recorded_start_asks_whether_it_was_a_pilot),
		TEST(a_sighting_after_all_was_done_changes_nothing),
		TEST(a_recorded_pilot_explains_the_sighting),
		TEST(only_rows_that_were_in_use_are_judged),
		TEST(telling_staff_is_a_date_and_the_notice),
		TEST(a_live_exception_covers_what_would_be_raised),
		TEST(an_exception_for_another_subject_or_rule_covers_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
