/* The rule kind `ask`: questions for people, with what they are about. */
#include "tests/unit/seen_things.h"

static void asks_once_about_the_list_and_what_was_seen_beside_it(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "ask", "{\"register\":\"*\"}", "{}", STATUS_ASK);
	work_place(work, "d1", NULL);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	work_entry(work, "REG-2", ENTRY_PROPOSED, "{}");
	work_entry(work, "REG-3", ENTRY_WITHDRAWN, "{}");
	see_product(work, 0, "known", "remote-control", LEVEL_PRESENT);
	work->items[0].entry = &work->entries[0];
	see_product(work, 0, "new", "remote-control", LEVEL_PRESENT);
	see_product(work, 0, "rumour", "remote-control", LEVEL_PRESENT);
	work_indicator(work, 2)->specificity = SPECIFIC_HINT;
	assert_string_equal(work_verdicts(work),
	                    "R/register ask - ask.about "
	                    "{\"listed\":[\"REG-1\",\"REG-3\"],\"seen\":[\"new\"]}");
	assert_string_equal(work->verdicts.items[0].does_not_show, "shows-not.answer");
	assert_int_equal(status_group(work->verdicts.items[0].status), GROUP_ASK);
}

static void a_named_row_is_asked_about_alone(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "ask", "{\"register\":\"REG-2\"}", "{}", STATUS_ASK);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	work_entry(work, "REG-2", ENTRY_IN_USE, "{}");
	work_place(work, "d1", NULL);
	see_product(work, 0, "new", "remote-control", LEVEL_PRESENT);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-2 ask - ask.entry {\"listed\":[\"REG-2\"]}");
	assert_ptr_equal(work->verdicts.items[0].entry, &work->entries[1]);
}

static void what_serves_its_user_alone_is_not_asked_about(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "ask", "{\"register\":\"*\"}", "{}", STATUS_ASK);
	work_place(work, "d1", NULL);
	see_product(work, 0, "own", "screen-capture", LEVEL_PRESENT)->reports_to =
		REPORTS_TO_PERSON;
	assert_string_equal(work_verdicts(work),
	                    "R/register ask - ask.about {\"listed\":[],\"seen\":[]}");
}

static void all_questions_of_the_rule_are_put_in_its_order(void **state)
{
	static const struct agreement_question questions[] = { { "Q1", "One?" }, { "Q2", "Two?" } };
	static const char *const both[] = { "Q2", "Q1", NULL };
	struct work *work = *state;

	work->agreement.questions = questions;
	work->agreement.question_count = 2;
	work_rule(work, "R", "ask", "{\"register\":\"*\"}", "{}", STATUS_ASK)->ask = both;
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].question, "Two?");
	assert_string_equal(work->verdicts.items[0].questions[0], "Two?");
	assert_string_equal(work->verdicts.items[0].questions[1], "One?");
	assert_null(work->verdicts.items[0].questions[2]);
}

static void nothing_is_asked_about_what_is_as_agreed(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "record", "{\"register\":\"*\",\"fields\":[\"retention_days\"]}", "{}",
	          STATUS_INCOMPLETE_RECORD);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"retention_days\":1}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
	assert_null(work->verdicts.items[0].questions);
	assert_null(work->verdicts.items[0].question);
}

static void the_groups_of_a_rule_choose_the_rows(void **state)
{
	static const char *const groups[] = { "supply", NULL };
	struct work *work = *state;

	work_rule(work, "R", "ask", "{\"register\":\"*\"}", "{}", STATUS_ASK)->groups = groups;
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"groups_covered\":[\"teachers\"]}");
	work_entry(work, "REG-2", ENTRY_IN_USE, "{\"groups_covered\":[\"supply\"]}");
	assert_string_equal(work_verdicts(work),
	                    "R/register ask - ask.about {\"listed\":[\"REG-2\"],\"seen\":[]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			asks_once_about_the_list_and_what_was_seen_beside_it, work_setup,
			work_teardown),
		cmocka_unit_test_setup_teardown(a_named_row_is_asked_about_alone, work_setup,
		                                work_teardown),
		cmocka_unit_test_setup_teardown(what_serves_its_user_alone_is_not_asked_about,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(all_questions_of_the_rule_are_put_in_its_order,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(nothing_is_asked_about_what_is_as_agreed,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(the_groups_of_a_rule_choose_the_rows, work_setup,
		                                work_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
