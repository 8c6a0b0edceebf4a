/* The rule kind `record` where it looks at evidence: settings of quiet hours (model CHK18), pages
 * on which a machine answers (CHK25). */
#include "tests/unit/evidence.h"

#define QUIET "out-of-hours-notification"
#define R "R/REG-1/" QUIET

static const char quiet_row[] =
	"{\"opt_out_route\":\"the office\",\"collection_hours\":\"working\"}";

static void quiet_case(struct work *work, const char *fields)
{
	work_rule(work, "R", "record",
	          arena_printf(work->arena, "{\"register\":\"*\",\"fields\":[%s]}", fields), "{}",
	          STATUS_NEEDS_INTERPRETATION);
	work_entry(work, "REG-1", ENTRY_IN_USE, quiet_row);
	thing(work, "chat");
	knows_switch(work, 0, QUIET);
	work_place(work, "d1", "laptop");
	work_place(work, "d2", "laptop");
}

static struct indicator *setting(struct work *work, size_t place, bool off)
{
	struct indicator *indicator =
		fact(work, 0, place, OBSERVED_SETTING, off ? LEVEL_PRESENT : LEVEL_FUNCTION_ON);

	indicator->function = QUIET;
	indicator->turns_off = off;
	return indicator;
}

static void a_forced_setting_is_to_discuss_beside_what_the_row_records(void **state)
{
	struct work *work = *state;

	quiet_case(work, "\"opt_out_route\",\"collection_hours\"");
	setting(work, 0, false);
	assert_string_equal(work_statuses(work), "R/REG-1 agreed on-record record.complete\n" R
	                                         " needs-interpretation confirmed quiet.forced");
	setting(work, 1, true);
	assert_string_equal(work_statuses(work),
	                    "R/REG-1 agreed on-record record.complete\n" R
	                    " needs-interpretation confirmed quiet.forced-somewhere");
}

static void a_signed_breach_of_fields_does_not_make_a_setting_one(void **state)
{
	struct work *work = *state;

	quiet_case(work, "\"collection_hours\"");
	work->rules[0].result = STATUS_BREACH;
	setting(work, 0, false);
	assert_int_equal(strongest(work), STATUS_NEEDS_INTERPRETATION);
}

static void what_holds_notifications_back_is_as_agreed(void **state)
{
	struct work *work = *state;

	quiet_case(work, "\"collection_hours\"");
	setting(work, 0, true);
	assert_string_equal(work_statuses(work), "R/REG-1 agreed on-record record.complete\n" R
	                                         " agreed confirmed quiet.kept");
}

static void no_setting_is_no_control_that_is_lacking(void **state)
{
	struct work *work = *state;

	quiet_case(work, "\"opt_out_route\"");
	assert_string_equal(work_statuses(work), "R/REG-1 agreed on-record record.complete\n" R
	                                         " not-observable - quiet.not-seen");
	setting(work, 0, false)->function = "screen-recording";
	fact(work, 0, 0, OBSERVED_CONTACT, LEVEL_COMMUNICATING);
	assert_string_equal(work_statuses(work), "R/REG-1 agreed on-record record.complete\n" R
	                                         " not-observable - quiet.not-seen");
}

static void nothing_is_said_where_no_such_setting_is_known_or_asked_about(void **state)
{
	struct work *work = *state;

	quiet_case(work, "\"retention_days\",\"opt_out_route\"");
	work->products[0].indicator_count = 0;
	assert_string_equal(work_statuses(work),
	                    "R/REG-1 needs-interpretation on-record record.missing");
	work->products[0].indicator_count = 1;
	work->rules[0].subject =
		work_json(work, "{\"register\":\"*\",\"fields\":[\"retention_days\"]}");
	setting(work, 0, false);
	assert_string_equal(work_statuses(work),
	                    "R/REG-1 needs-interpretation on-record record.missing");
}

static void what_is_not_in_use_is_not_asked(void **state)
{
	struct work *work = *state;

	quiet_case(work, "\"opt_out_route\"");
	work->entries[0].status = ENTRY_WITHDRAWN;
	setting(work, 0, false);
	assert_string_equal(work_statuses(work), "");
}

/* --- pages ---------------------------------------------------------------------- */

#define PAGE "R/page:portal.example/"

static void page_case(struct work *work, const char *ability)
{
	work_rule(work, "R", "record", "{\"pages\":\"staff_pages\"}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	work->agreement.root =
		work_json(work, "{\"scope\":{\"staff_pages\":[\"https://portal.example/\"]}}");
	thing(work, "chat");
	can(work, 0, ability);
	work_place(work, "d1", NULL);
}

static struct indicator *request(struct work *work, const char *stage, enum page_label label)
{
	struct indicator *indicator = fact(work, 0, 0, OBSERVED_PAGE_REQUEST, LEVEL_COMMUNICATING);
	const struct finding_evidence *last =
		&work->items[0].all[work->items[0].evidence_total - 1];
	struct observation *made = (struct observation *)last->fact;

	indicator->type = INDICATOR_DOMAIN;
	indicator->value = "chat.example";
	made->subject = "chat.example";
	made->detail = arena_printf(work->arena, "portal.example/ %s", stage);
	made->label = label;
	return indicator;
}

static void a_page_that_does_not_say_that_a_machine_answers_is_to_discuss(void **state)
{
	struct work *work = *state;

	page_case(work, "ai-generation");
	request(work, "refused", PAGE_UNLABELLED);
	assert_string_equal(work_verdicts(work),
	                    PAGE " needs-interpretation confirmed page.unlabelled "
	                         "{\"page\":\"portal.example\\/\",\"services\":[\"chat\"]}");
	request(work, "accepted", PAGE_LABELLED);
	assert_string_equal(work_statuses(work),
	                    PAGE " needs-interpretation confirmed page.unlabelled");
	work->rules[0].result = STATUS_BREACH; /* signed so */
	assert_int_equal(strongest(work), STATUS_BREACH);
	work->rules[0].adopted = false;
	work->rules[0].bound = STATUS_NEEDS_INTERPRETATION;
	assert_int_equal(strongest(work), STATUS_NEEDS_INTERPRETATION);
}

static void a_label_once_is_a_label_where_nobody_saw_it_lacking(void **state)
{
	struct work *work = *state;

	page_case(work, "ai-decision");
	request(work, "before", PAGE_LABELLED);
	assert_string_equal(work_statuses(work), PAGE " agreed confirmed page.labelled");
	request(work, "refused", PAGE_LABEL_UNKNOWN);
	assert_string_equal(work_statuses(work), PAGE " agreed confirmed page.labelled");
}

static void a_label_that_nobody_noted_is_not_a_label_that_is_lacking(void **state)
{
	struct work *work = *state;

	page_case(work, "ai-generation");
	request(work, "refused", PAGE_LABEL_UNKNOWN);
	assert_string_equal(work_statuses(work),
	                    PAGE " insufficient-coverage confirmed page.label-not-noted");
}

static void only_what_is_listed_as_automated_answers(void **state)
{
	struct work *work = *state;

	page_case(work, "session-replay");
	request(work, "refused", PAGE_UNLABELLED);
	assert_int_equal(strongest(work), STATUS_INSUFFICIENT_COVERAGE);
	work->entries[0].is_ai = true;
	assert_int_equal(strongest(work), STATUS_NEEDS_INTERPRETATION);
}

static void a_host_that_hints_at_a_service_stays_a_suspicion(void **state)
{
	struct work *work = *state;

	page_case(work, "ai-generation");
	work->rules[0].result = STATUS_BREACH;
	request(work, "refused", PAGE_UNLABELLED)->specificity = SPECIFIC_HINT;
	assert_string_equal(work_statuses(work),
	                    PAGE " needs-interpretation suspected page.unlabelled-not-sure");
}

static void another_page_is_another_matter(void **state)
{
	struct work *work = *state;

	page_case(work, "ai-generation");
	request(work, "refused", PAGE_UNLABELLED);
	((struct observation *)work->items[0].all[0].fact)->detail = "other.example/ refused";
	assert_int_equal(strongest(work), STATUS_INSUFFICIENT_COVERAGE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_forced_setting_is_to_discuss_beside_what_the_row_records),
		TEST(a_signed_breach_of_fields_does_not_make_a_setting_one),
		TEST(what_holds_notifications_back_is_as_agreed),
		TEST(no_setting_is_no_control_that_is_lacking),
		TEST(nothing_is_said_where_no_such_setting_is_known_or_asked_about),
		TEST(what_is_not_in_use_is_not_asked),
		TEST(a_page_that_does_not_say_that_a_machine_answers_is_to_discuss),
		TEST(a_label_once_is_a_label_where_nobody_saw_it_lacking),
		TEST(a_label_that_nobody_noted_is_not_a_label_that_is_lacking),
		TEST(only_what_is_listed_as_automated_answers),
		TEST(a_host_that_hints_at_a_service_stays_a_suspicion),
		TEST(another_page_is_another_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
