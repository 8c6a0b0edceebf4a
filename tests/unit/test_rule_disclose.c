/* The rule kind `disclose`: a list of what is declared, seen, or both. */
#include "tests/unit/seen_things.h"

static const char ai[] = "{\"ai\":true}";

static void setup(struct work *work, const char *subject)
{
	work_rule(work, "R", "disclose", subject, "{}", STATUS_DISCLOSE);
	work_place(work, "d1", NULL);
}

static enum listing listing_of(const struct work *work, size_t i)
{
	assert_true(i < work->verdicts.count);
	assert_int_equal(work->verdicts.items[i].status, STATUS_DISCLOSE);
	assert_int_equal(status_group(work->verdicts.items[i].status), GROUP_LIST);
	return work->verdicts.items[i].listing;
}

static void each_row_says_whether_it_is_declared_seen_or_both(void **state)
{
	struct work *work = *state;

	setup(work, ai);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":true}}");
	work_entry(work, "REG-2", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":true}}");
	work_entry(work, "REG-3", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":false}}");
	see_product(work, 0, "planner", "ai-generation", LEVEL_PRESENT);
	work->items[0].entry = &work->entries[1];
	see_product(work, 0, "notes", "ai-transcription", LEVEL_PRESENT);
	see_product(work, 0, "screens", "screen-capture", LEVEL_PRESENT);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 disclose on-record disclose.declared {\"name\":\"REG-1\"}\n"
	                    "R/REG-2 disclose probable disclose.both {\"name\":\"REG-2\"}\n"
	                    "R/product:notes disclose probable disclose.seen {\"name\":\"notes\"}");
	assert_int_equal(listing_of(work, 0), LISTING_DECLARED);
	assert_int_equal(listing_of(work, 1), LISTING_BOTH);
	assert_int_equal(listing_of(work, 2), LISTING_SEEN);
	assert_string_equal(work->verdicts.items[0].does_not_show, "shows-not.whole-list");
	assert_string_equal(work->verdicts.items[0].question, "Since when?");
}

static void ai_that_the_list_does_not_call_ai_is_seen_and_not_declared(void **state)
{
	struct work *work = *state;

	setup(work, ai);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	see_product(work, 0, "planner", "ai-generation", LEVEL_PRESENT);
	work->items[0].entry = &work->entries[0];
	assert_string_equal(
		work_verdicts(work),
		"R/REG-1 disclose probable disclose.listed-as-other {\"name\":\"REG-1\"}");
	assert_int_equal(listing_of(work, 0), LISTING_SEEN);
}

static void a_category_of_the_catalogue_may_say_that_it_is_ai(void **state)
{
	struct work *work = *state;

	setup(work, ai);
	see_product(work, 0, "chat", "message-content-capture", LEVEL_PRESENT)->category =
		"ai-assistant";
	see_product(work, 0, "aide", "message-content-capture", LEVEL_PRESENT)->category = "aids";
	assert_string_equal(work_verdicts(work), "R/product:chat disclose probable disclose.seen "
	                                         "{\"name\":\"chat\"}");
}

static void what_a_person_uses_for_themselves_is_counted_and_not_named(void **state)
{
	struct work *work = *state;

	setup(work, ai);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":true}}");
	see_product(work, 0, "own", "ai-generation", LEVEL_PRESENT)->reports_to = REPORTS_TO_PERSON;
	see_product(work, 0, "public", "ai-generation", LEVEL_COMMUNICATING);
	work_fact(work, 1)->kind = OBSERVED_CONTACT;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 disclose on-record disclose.declared {\"name\":\"REG-1\"}\n"
	                    "R/register disclose - disclose.private {\"products\":2}");
	assert_int_equal(listing_of(work, 1), LISTING_NONE);
}

static void an_empty_list_says_so(void **state)
{
	struct work *work = *state;

	setup(work, ai);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	assert_string_equal(work_verdicts(work), "R/register disclose - disclose.none null");
}

static void what_is_withdrawn_and_not_seen_is_gone_from_the_list(void **state)
{
	struct work *work = *state;

	setup(work, ai);
	work_entry(work, "REG-1", ENTRY_WITHDRAWN, "{\"ai\":{\"is_ai\":true}}");
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].because.id, "disclose.none");
	see_product(work, 0, "planner", "ai-generation", LEVEL_PRESENT);
	work->items[0].entry = &work->entries[0];
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].because.id, "disclose.both");
}

static void a_mere_sign_is_no_sighting(void **state)
{
	struct work *work = *state;

	setup(work, ai);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"ai\":{\"is_ai\":true}}");
	see_product(work, 0, "planner", "ai-generation", LEVEL_PRESENT);
	work->items[0].entry = &work->entries[0];
	work_indicator(work, 0)->specificity = SPECIFIC_SHARED;
	see_product(work, 0, "other", "ai-generation", LEVEL_PRESENT);
	work_indicator(work, 1)->specificity = SPECIFIC_SHARED;
	assert_string_equal(
		work_verdicts(work),
		"R/REG-1 disclose on-record disclose.declared {\"name\":\"REG-1\"}\n"
		"R/product:other disclose suspected disclose.signs {\"name\":\"other\"}");
}

static void a_list_of_abilities_names_what_is_able_to(void **state)
{
	struct work *work = *state;

	setup(work, "{\"capability_any\":[\"screen-capture\",\"remote-control\"]}");
	work_entry(work, "REG-1", ENTRY_IN_USE,
	           "{\"functions_off\":[\"screen-capture:staff-network\"]}");
	work_entry(work, "REG-2", ENTRY_IN_USE, "{\"functions_allowed\":[\"print-log\"]}");
	see_product(work, 0, "helper", "remote-control", LEVEL_PRESENT);
	see_product(work, 0, "writer", "ai-generation", LEVEL_PRESENT);
	assert_string_equal(
		work_verdicts(work),
		"R/REG-1 disclose on-record disclose.declared {\"name\":\"REG-1\"}\n"
		"R/product:helper disclose probable disclose.seen {\"name\":\"helper\"}");
}

static void a_list_of_all_that_monitors_leaves_ai_to_its_own_list(void **state)
{
	struct work *work = *state;

	setup(work, "{\"monitoring\":true}");
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"functions_allowed\":[\"print-log\"]}");
	work_entry(work, "REG-2", ENTRY_IN_USE,
	           "{\"functions_allowed\":[\"local:sharpen-pencils\"]}");
	see_product(work, 0, "filter", "web-filtering", LEVEL_COMMUNICATING);
	work_fact(work, 0)->kind = OBSERVED_CONTACT;
	see_product(work, 0, "writer", "ai-generation", LEVEL_PRESENT);
	assert_string_equal(
		work_verdicts(work),
		"R/REG-1 disclose on-record disclose.declared {\"name\":\"REG-1\"}\n"
		"R/product:filter disclose probable disclose.seen {\"name\":\"filter\"}");
}

static void a_rule_that_does_not_say_of_what_makes_no_list(void **state)
{
	struct work *work = *state;

	setup(work, "{}");
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	assert_string_equal(work->verdicts.skipped[0].reason, "subject-unclear");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_row_says_whether_it_is_declared_seen_or_both),
		TEST(ai_that_the_list_does_not_call_ai_is_seen_and_not_declared),
		TEST(a_category_of_the_catalogue_may_say_that_it_is_ai),
		TEST(what_a_person_uses_for_themselves_is_counted_and_not_named),
		TEST(an_empty_list_says_so),
		TEST(what_is_withdrawn_and_not_seen_is_gone_from_the_list),
		TEST(a_mere_sign_is_no_sighting),
		TEST(a_list_of_abilities_names_what_is_able_to),
		TEST(a_list_of_all_that_monitors_leaves_ai_to_its_own_list),
		TEST(a_rule_that_does_not_say_of_what_makes_no_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
