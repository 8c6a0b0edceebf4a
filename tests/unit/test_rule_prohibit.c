/* The rule kind `prohibit`: abilities, products and withdrawn rows that must not be seen at a
 * level. */
#include "tests/unit/casework.h"

#include "tests/unit/seen_things.h"

static const char keys[] = "{\"capability_any\":[\"keystroke-logging\"]}";
static const char gone[] = "{\"register_status\":\"withdrawn\"}";

static struct rule *setup(struct work *work, const char *subject)
{
	struct rule *rule = work_rule(work, "R", "prohibit", subject, "{}", STATUS_BREACH);

	rule->level = LEVEL_ACTIVE;
	work_place(work, "d1", NULL);
	return rule;
}

static void a_running_thing_of_one_purpose_breaks_the_rule(void **state)
{
	struct work *work = *state;

	setup(work, keys);
	see_product(work, 0, "logger", "keystroke-logging", LEVEL_PRESENT)->single_purpose = true;
	see_running_too(work, 0);
	assert_string_equal(work_verdicts(work),
	                    "R/product:logger breach confirmed prohibit.seen {\"name\":\"logger\","
	                    "\"capabilities\":[\"keystroke-logging\"],\"level\":\"active\"}");
}

static void a_suite_that_runs_is_not_thereby_logging_keys(void **state)
{
	struct work *work = *state;

	setup(work, keys);
	see_product(work, 0, "suite", "keystroke-logging", LEVEL_PRESENT);
	see_running_too(work, 0);
	assert_string_equal(work_verdicts(work),
	                    "R/product:suite needs-interpretation confirmed prohibit.able-only "
	                    "{\"name\":\"suite\",\"capabilities\":[\"keystroke-logging\"],"
	                    "\"level\":\"active\",\"wanted\":\"active\"}");
}

static void one_strong_sign_is_not_enough_where_the_rule_wants_two(void **state)
{
	struct work *work = *state;

	setup(work, keys);
	see_product(work, 0, "logger", "keystroke-logging", LEVEL_ACTIVE)->single_purpose = true;
	assert_string_equal(work_verdicts(work),
	                    "R/product:logger needs-interpretation probable prohibit.not-sure "
	                    "{\"name\":\"logger\",\"capabilities\":[\"keystroke-logging\"]}");
}

static void what_was_looked_for_and_not_seen_has_the_ability_as_subject(void **state)
{
	struct work *work = *state;

	setup(work, "{\"capability_any\":[\"webcam-capture\",\"keystroke-logging\"]}");
	see_product(work, 0, "suite", "webcam-capture", LEVEL_ACTIVE);
	work_judge(work);
	assert_int_equal(work->verdicts.count, 2);
	assert_string_equal(work->verdicts.items[0].key, "R/keystroke-logging");
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
	assert_false(work->verdicts.items[0].has_confidence);
	assert_string_equal(work->verdicts.items[1].key, "R/product:suite");
}

static void a_vague_suspicion_of_something_merely_able_is_no_verdict(void **state)
{
	struct work *work = *state;

	setup(work, keys);
	see_product(work, 0, "suite", "keystroke-logging", LEVEL_COMMUNICATING);
	work_indicator(work, 0)->specificity = SPECIFIC_SHARED;
	work_judge(work);
	assert_int_equal(work->verdicts.count, 1);
	assert_string_equal(work->verdicts.items[0].key, "R/keystroke-logging");
}

static void a_tool_that_serves_its_user_and_is_merely_able_is_listed(void **state)
{
	struct work *work = *state;

	setup(work, keys);
	see_product(work, 0, "suite", "keystroke-logging", LEVEL_ACTIVE)->reports_to =
		REPORTS_TO_PERSON;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_FOR_INFORMATION);
}

static void a_tool_that_serves_its_user_still_breaks_the_rule_by_doing_it(void **state)
{
	struct work *work = *state;
	struct product *product;

	setup(work, keys);
	product = see_product(work, 0, "logger", "keystroke-logging", LEVEL_ACTIVE);
	product->single_purpose = true;
	product->reports_to = REPORTS_TO_PERSON;
	see_running_too(work, 0);
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static struct rule *agreed_case(struct work *work, const char *row, const char *class)
{
	static const char *const unless[] = { "agreed", NULL };
	static const char *const pupils[] = { "teachers", "learners", NULL };
	static const char *const teachers[] = { "teachers", NULL };
	struct rule *rule =
		work_rule(work, "R", "prohibit", "{\"capability_any\":[\"screen-live-view\"]}",
	                  "{}", STATUS_BREACH);

	rule->level = LEVEL_PRESENT;
	rule->unless = unless;
	rule->confidence = CONFIDENCE_PROBABLE;
	work_class(work, "classroom-pc", pupils, 1, true);
	work_class(work, "laptop", teachers, 1, true);
	work_place(work, "d1", class);
	see_product(work, 0, "view", "screen-live-view", LEVEL_ACTIVE);
	work->items[0].entry = work_entry(work, "REG-1", ENTRY_IN_USE, row);
	work_judge(work);
	return rule;
}

static void an_allowed_function_is_as_agreed(void **state)
{
	struct work *work = *state;

	agreed_case(work, "{\"functions_allowed\":[\"screen-live-view\"]}", "laptop");
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 agreed probable prohibit.agreed "
	                    "{\"name\":\"REG-1\",\"capabilities\":[\"screen-live-view\"]}");
}

static void a_scoped_function_is_allowed_only_there(void **state)
{
	struct work *work = *state;

	agreed_case(work, "{\"functions_allowed\":[\"screen-live-view:learners\"]}",
	            "classroom-pc");
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
	work->places[0].location.device_class = "laptop";
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void a_longer_word_is_another_function(void **state)
{
	struct work *work = *state;

	agreed_case(work, "{\"functions_allowed\":[\"screen-live-view-learners\"]}",
	            "classroom-pc");
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void a_function_that_must_be_off_there_is_not_agreed(void **state)
{
	struct work *work = *state;

	agreed_case(work,
	            "{\"functions_allowed\":[\"screen-live-view\"],"
	            "\"functions_off\":[\"screen-live-view:teachers\"]}",
	            "laptop");
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void a_function_unknown_at_the_agreement_is_not_agreed(void **state)
{
	struct work *work = *state;

	agreed_case(work,
	            "{\"functions_allowed\":[\"screen-live-view\"],"
	            "\"baseline\":{\"capabilities\":[\"remote-control\"]}}",
	            "laptop");
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
	work_log(work, "{\"baseline\":{\"entry\":\"REG-1\",\"baseline\":{\"capabilities\":["
	               "\"screen-live-view\"]}}}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
}

static void a_rule_without_unless_agreed_ignores_what_is_allowed(void **state)
{
	struct work *work = *state;

	agreed_case(work, "{\"functions_allowed\":[\"screen-live-view\"]}", "laptop")->unless =
		NULL;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void a_live_exception_for_the_product_covers_it(void **state)
{
	static const char *const unless[] = { "exception", NULL };
	struct work *work = *state;

	setup(work, keys)->unless = unless;
	see_product(work, 0, "logger", "keystroke-logging", LEVEL_PRESENT)->single_purpose = true;
	see_running_too(work, 0);
	work_log(work, "{\"exception\":{\"rules\":[\"R\"],\"subject\":\"product:logger\","
	               "\"from\":\"2026-11-20\",\"until\":\"2026-11-25\"}}");
	assert_string_equal(work_verdicts(work),
	                    "R/product:logger excepted confirmed exception.live "
	                    "{\"name\":\"logger\",\"until\":\"2026-11-25\"}");
}

/* --- withdrawn rows --- */

static struct rule *withdrawn_case(struct work *work, const char *dates)
{
	struct rule *rule = setup(work, gone);

	see_product(work, 0, "look", "lesson-analysis", LEVEL_PRESENT);
	work->items[0].entry = work_entry(work, "REG-7", ENTRY_WITHDRAWN, dates);
	return rule;
}

static const char ended[] = "{\"dates\":{\"withdrawn\":\"2026-07-31\"}}";

static void what_runs_after_it_was_withdrawn_breaks_the_rule(void **state)
{
	struct work *work = *state;

	withdrawn_case(work, ended);
	see_running_too(work, 0);
	assert_string_equal(
		work_verdicts(work),
		"R/REG-7 breach confirmed withdrawn.still-there "
		"{\"name\":\"REG-7\",\"withdrawn\":\"2026-07-31\",\"level\":\"active\"}");
}

static void what_is_left_over_is_a_remnant(void **state)
{
	struct work *work = *state;

	withdrawn_case(work, ended);
	assert_string_equal(
		work_verdicts(work),
		"R/REG-7 needs-interpretation probable withdrawn.remnant "
		"{\"name\":\"REG-7\",\"withdrawn\":\"2026-07-31\",\"level\":\"present\"}");
}

static void what_was_seen_until_then_does_not_count(void **state)
{
	struct work *work = *state;

	withdrawn_case(work, ended);
	work_fact(work, 0)->last = day("2026-07-31");
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/REG-7");
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
	assert_null(work->verdicts.items[0].finding);
	work_fact(work, 0)->last = day("2026-08-01");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
}

static void without_a_date_of_withdrawal_only_people_can_say(void **state)
{
	struct work *work = *state;

	withdrawn_case(work, "{}");
	see_running_too(work, 0);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-7 needs-interpretation confirmed withdrawn.no-date "
	                    "{\"name\":\"REG-7\",\"level\":\"active\"}");
}

static void what_is_withdrawn_later_may_still_run(void **state)
{
	struct work *work = *state;

	withdrawn_case(work, "{\"dates\":{\"withdrawn\":\"2026-11-23\"}}");
	see_running_too(work, 0);
	assert_string_equal(work_verdicts(work), "");
}

static void a_row_by_which_nothing_can_be_recognised_cannot_be_seen(void **state)
{
	struct work *work = *state;

	setup(work, gone);
	work_entry(work, "REG-7", ENTRY_WITHDRAWN, ended)->matchable = false;
	work_entry(work, "REG-8", ENTRY_IN_USE, "{}")->matchable = false;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-7 not-observable - cannot-be-seen {\"name\":\"REG-7\"}");
}

/* --- named products --- */

static void a_named_product_that_changed_since_it_was_agreed_is_not_as_agreed(void **state)
{
	static const char *const unless[] = { "agreed", NULL };
	struct work *work = *state;
	struct rule *rule =
		work_rule(work, "R", "prohibit", "{\"products\":[\"view\"]}", "{}", STATUS_BREACH);

	rule->unless = unless;
	rule->confidence = CONFIDENCE_PROBABLE;
	see_product(work, 0, "view", "screen-live-view", LEVEL_ACTIVE)->single_purpose = true;
	work_place(work, "d1", NULL);
	work->items[0].entry =
		work_entry(work, "REG-1", ENTRY_IN_USE,
	                   "{\"baseline\":{\"capabilities\":[\"screen-live-view\"]}}");
	assert_non_null(strstr(work_verdicts(work), "agreed probable product.agreed "));
	work->entries[0].row =
		work_json(work, "{\"baseline\":{\"capabilities\":[\"remote-control\"]}}");
	assert_string_equal(work_verdicts(work), "R/REG-1 needs-interpretation probable "
	                                         "product.changed {\"name\":\"REG-1\"}");
	work->entries[0].row = work_json(work, "{}"); /* nothing to compare with */
	assert_non_null(strstr(work_verdicts(work), "agreed probable product.agreed "));
}

static void a_named_product_is_judged_by_its_own_level(void **state)
{
	struct work *work = *state;

	setup(work, "{\"products\":[\"logger\"]}");
	see_product(work, 0, "logger", "web-usage-log", LEVEL_PRESENT);
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].because.id, "product.below-level");
	see_running_too(work, 0);
	assert_string_equal(work_verdicts(work), "R/product:logger breach confirmed product.seen "
	                                         "{\"name\":\"logger\",\"level\":\"active\"}");
}

static void a_named_product_that_the_catalogue_does_not_know_cannot_be_seen(void **state)
{
	struct work *work = *state;

	setup(work, "{\"products\":[\"nobody-knows-it\"]}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVABLE);
}

static void a_named_product_that_is_known_and_not_seen_says_how_far_we_looked(void **state)
{
	struct work *work = *state;

	setup(work, "{\"products\":[\"logger\"]}");
	see_product(work, 0, "logger", "web-usage-log", LEVEL_PRESENT);
	work->findings.count = 0;
	assert_string_equal(work_verdicts(work),
	                    "R/product:logger not-observed - not-seen.looked-alone {\"looked\":1}");
}

/* --- what is not judged --- */

static void unclear_subjects_are_listed(void **state)
{
	struct work *work = *state;

	work_rule(work, "R2", "prohibit", "{\"transport\":\"pigeon\",\"capability_any\":[\"x\"]}",
	          "{}", STATUS_BREACH);
	work_rule(work, "R3", "prohibit", "{\"products\":[\"a\"],\"capability_any\":[\"x\"]}", "{}",
	          STATUS_BREACH);
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	assert_int_equal(work->verdicts.skipped_count, 2);
	assert_string_equal(work->verdicts.skipped[0].reason, "subject-unclear");
	assert_string_equal(work->verdicts.skipped[1].reason, "subject-unclear");
}

static void contact_in_clear_text(struct work *work, const char *named_by)
{
	setup(work, "{\"transport\":\"clear-text\",\"capability_any\":[\"keystroke-logging\"]}")
		->confidence = CONFIDENCE_PROBABLE;
	see_product(work, 0, "suite", "keystroke-logging", LEVEL_COMMUNICATING);
	work_look(work, 0, "capture-names");
	work_fact(work, 0)->kind = OBSERVED_CONTACT;
	work_fact(work, 0)->detail = named_by;
	work_fact(work, 0)->subject = "in.suite.example";
}

static void a_contact_without_encryption_is_seen(void **state)
{
	struct work *work = *state;

	contact_in_clear_text(work, "http");
	assert_string_equal(work_verdicts(work),
	                    "R/product:suite breach probable clear-text.seen {\"name\":\"suite\"}");
	work_indicator(work, 0)->specificity = SPECIFIC_SHARED;
	assert_string_equal(work_verdicts(work), "R/product:suite needs-interpretation suspected "
	                                         "clear-text.not-sure {\"name\":\"suite\"}");
}

static void a_host_of_the_local_network_is_none_of_outside(void **state)
{
	static const char *const local[] = { "recorder", "recorder.local", "recorder.lan" };
	struct work *work = *state;

	contact_in_clear_text(work, "http");
	for (size_t i = 0; i < 3; i++) {
		work_fact(work, 0)->subject = local[i];
		assert_string_equal(work_verdicts(work), "R/register not-observed - "
		                                         "not-seen.looked-alone {\"looked\":1}");
	}
}

static void an_encrypted_contact_is_not_in_clear_text(void **state)
{
	struct work *work = *state;

	contact_in_clear_text(work, "tls");
	assert_string_equal(work_verdicts(work),
	                    "R/register not-observed - not-seen.looked-alone {\"looked\":1}");
}

static void clear_text_of_what_is_neither_listed_nor_able_is_no_matter(void **state)
{
	struct work *work = *state;

	contact_in_clear_text(work, "http");
	work->rules[0].subject = work_json(
		work, "{\"transport\":\"clear-text\",\"capability_any\":[\"webcam-capture\"]}");
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/register");
	work->items[0].entry = work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/REG-1");
}

static void every_sentence_carries_just_the_arguments_it_names(void **state)
{
	struct work *work = *state;
	const struct verdict *verdict;
	const struct sentence_id *id = sentence_ids;

	setup(work, keys);
	see_product(work, 0, "suite", "keystroke-logging", LEVEL_ACTIVE);
	work_judge(work);
	verdict = &work->verdicts.items[0];
	while (id->id && strcmp(id->id, verdict->because.id) != 0)
		id++;
	assert_non_null(id->id);
	for (size_t i = 0; id->args[i]; i++)
		assert_true(json_object_object_get_ex(verdict->because.args, id->args[i], NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_running_thing_of_one_purpose_breaks_the_rule),
		TEST(a_suite_that_runs_is_not_thereby_logging_keys),
		TEST(one_strong_sign_is_not_enough_where_the_rule_wants_two),
		TEST(what_was_looked_for_and_not_seen_has_the_ability_as_subject),
		TEST(a_vague_suspicion_of_something_merely_able_is_no_verdict),
		TEST(a_tool_that_serves_its_user_and_is_merely_able_is_listed),
		TEST(a_tool_that_serves_its_user_still_breaks_the_rule_by_doing_it),
		TEST(an_allowed_function_is_as_agreed),
		TEST(a_scoped_function_is_allowed_only_there),
		TEST(a_longer_word_is_another_function),
		TEST(a_function_that_must_be_off_there_is_not_agreed),
		TEST(a_function_unknown_at_the_agreement_is_not_agreed),
		TEST(a_rule_without_unless_agreed_ignores_what_is_allowed),
		TEST(a_live_exception_for_the_product_covers_it),
		TEST(what_runs_after_it_was_withdrawn_breaks_the_rule),
		TEST(what_is_left_over_is_a_remnant),
		TEST(what_was_seen_until_then_does_not_count),
		TEST(without_a_date_of_withdrawal_only_people_can_say),
		TEST(what_is_withdrawn_later_may_still_run),
		TEST(a_row_by_which_nothing_can_be_recognised_cannot_be_seen),
		TEST(a_named_product_that_changed_since_it_was_agreed_is_not_as_agreed),
		TEST(a_named_product_is_judged_by_its_own_level),
		TEST(a_named_product_that_the_catalogue_does_not_know_cannot_be_seen),
		TEST(a_named_product_that_is_known_and_not_seen_says_how_far_we_looked),
		TEST(unclear_subjects_are_listed),
		TEST(a_contact_without_encryption_is_seen),
		TEST(a_host_of_the_local_network_is_none_of_outside),
		TEST(an_encrypted_contact_is_not_in_clear_text),
		TEST(clear_text_of_what_is_neither_listed_nor_able_is_no_matter),
		TEST(every_sentence_carries_just_the_arguments_it_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
