/* The rule kind `register`: what is able to monitor must be on the technology list. */
#include "tests/unit/casework.h"

#include "tests/unit/seen_things.h"

static const char subject[] = "{\"capability_any\":[\"screen-live-view\",\"keystroke-logging\"]}";

static struct rule *setup(struct work *work)
{
	struct rule *rule = work_rule(work, "R", "register", subject, "{}", STATUS_UNDISCLOSED);

	rule->level = LEVEL_PRESENT;
	rule->confidence = CONFIDENCE_PROBABLE;
	return rule;
}

static void an_unlisted_thing_is_undisclosed(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_PRESENT);
	assert_string_equal(
		work_verdicts(work),
		"R/product:veyon undisclosed probable register.not-listed {\"name\":\"veyon\","
		"\"capabilities\":[\"screen-live-view\"],\"level\":\"present\"}");
}

static void an_unlisted_thing_without_such_an_ability_is_no_matter(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "backup", "file-activity-log", LEVEL_ACTIVE);
	assert_string_equal(work_verdicts(work),
	                    "R/register not-observed - not-seen.looked-alone {\"looked\":1}");
}

static void a_suspicion_is_for_people_to_say(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_COMMUNICATING);
	work_indicator(work, 0)->specificity = SPECIFIC_SHARED;
	assert_string_equal(work_verdicts(work),
	                    "R/product:veyon needs-interpretation suspected register.not-sure "
	                    "{\"name\":\"veyon\",\"capabilities\":[\"screen-live-view\"]}");
}

static void a_suspicion_stays_one_whatever_the_rule_asks_for(void **state)
{
	struct work *work = *state;
	struct rule *rule = setup(work);

	rule->confidence = CONFIDENCE_SUSPECTED;
	rule->otherwise = STATUS_BREACH;
	work_place(work, "d1", NULL);
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_COMMUNICATING);
	work_indicator(work, 0)->specificity = SPECIFIC_HINT;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
}

static void what_is_not_sure_enough_for_the_rule_is_for_people_to_say(void **state)
{
	struct work *work = *state;

	setup(work)->confidence = CONFIDENCE_CONFIRMED;
	work_place(work, "d1", NULL);
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_PRESENT);
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
}

static void a_listed_thing_is_as_agreed(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_ACTIVE);
	work->items[0].entry = work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 agreed probable register.listed "
	                    "{\"name\":\"REG-1\",\"capabilities\":[\"screen-live-view\"]}\n"
	                    "R/register not-observed - not-seen.looked-alone {\"looked\":1}");
}

static void two_products_of_one_row_give_one_verdict(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "a", "screen-live-view", LEVEL_ACTIVE);
	see_product(work, 0, "b", "keystroke-logging", LEVEL_ACTIVE);
	work->items[0].entry = work->items[1].entry = work_entry(work, "REG-1", ENTRY_IN_USE, "{}");
	work_judge(work);
	assert_int_equal(work->verdicts.count, 2);
	assert_string_equal(work->verdicts.items[0].key, "R/REG-1");
	assert_string_equal(work->verdicts.items[1].key, "R/register");
}

static void a_withdrawn_row_does_not_make_it_agreed(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_ACTIVE);
	work->items[0].entry = work_entry(work, "REG-1", ENTRY_WITHDRAWN, "{}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
	assert_string_equal(work->verdicts.items[0].because.id, "register.listed-not-in-use");
}

static void a_tool_that_serves_only_its_user_is_a_list_not_a_verdict(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "screenshots", "screen-live-view", LEVEL_ACTIVE)->reports_to =
		REPORTS_TO_PERSON;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_FOR_INFORMATION);
	assert_string_equal(work->verdicts.items[1].key, "R/register");
}

static void what_lies_below_the_rules_level_is_no_matter(void **state)
{
	struct work *work = *state;

	setup(work);
	work_place(work, "d1", NULL);
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_CAPABLE);
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/register");
}

static void only_devices_of_the_rules_groups_count(void **state)
{
	static const char *const teachers[] = { "teachers", NULL };
	static const char *const technicians[] = { "technicians", NULL };
	struct work *work = *state;

	setup(work)->groups = teachers;
	work_class(work, "bench", technicians, 1, true);
	work_class(work, "laptop", teachers, 1, true);
	work_place(work, "d1", "bench");
	work_place(work, "d2", "laptop");
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_ACTIVE);
	assert_string_equal(work_verdicts(work),
	                    "R/register not-observed - not-seen.looked {\"looked\":1,\"of\":1}");
	see_product(work, 1, "other", "screen-live-view", LEVEL_ACTIVE);
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/product:other");
}

static void a_rule_is_about_the_classes_networks_and_sites_it_names(void **state)
{
	static const char *const anybody[] = { NULL }, *const laptops[] = { "laptop", NULL },
				 *const office[] = { "office", NULL },
				 *const hill[] = { "Hill", NULL };
	struct work *work = *state;
	struct rule *rule = setup(work);

	work_class(work, "bench", anybody, 1, true);
	work_class(work, "laptop", anybody, 1, true);
	work_place(work, "d1", "bench");
	work_place(work, "d2", "laptop");
	see_product(work, 0, "veyon", "screen-live-view", LEVEL_ACTIVE);
	rule->device_classes = laptops;
	assert_string_equal(work_verdicts(work),
	                    "R/register not-observed - not-seen.looked {\"looked\":1,\"of\":1}");
	rule->device_classes = NULL;
	rule->networks = office;
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/register");
	work->places[0].location.network = "office";
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/product:veyon");
	rule->networks = NULL;
	rule->sites = hill;
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/register");
	work->places[0].location.site = "Valley";
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/register");
	work->places[0].location.site = "Hill";
	work_judge(work);
	assert_string_equal(work->verdicts.items[0].key, "R/product:veyon");
}

static void need(struct work *work, const char *collector, const char *row)
{
	static struct rule_need needs[1];

	needs[0] = (struct rule_need){ collector, work_json(work, row) };
	work->rules[0].needs = needs;
	work->rules[0].need_count = 1;
}

static void one_of_sixty_is_too_little_to_say_it_is_not_there(void **state)
{
	static const char *const teachers[] = { "teachers", NULL };
	struct work *work = *state;

	setup(work)->groups = teachers;
	need(work, "software-inventory", "{\"devices_pct\":90}");
	work_class(work, "laptop", teachers, 60, true);
	work_place(work, "d1", "laptop");
	assert_string_equal(
		work_verdicts(work),
		"R/register insufficient-coverage - coverage.too-little "
		"{\"collector\":\"software-inventory\",\"looked\":1,\"of\":60,\"needed\":90}");
}

static void a_laptop_looked_at_twice_counts_once(void **state)
{
	static const char *const teachers[] = { "teachers", NULL };
	struct work *work = *state;

	setup(work);
	need(work, "software-inventory", "{\"devices_pct\":100}");
	work_class(work, "laptop", teachers, 2, true);
	work_place(work, "d1", "laptop");
	work_place(work, "d1", "laptop");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
	work_place(work, "d2", "laptop");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
}

static void nine_of_ten_are_ninety_per_cent(void **state)
{
	static const char *const teachers[] = { "teachers", NULL };
	static const char *const names[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	struct work *work = *state;

	setup(work);
	need(work, "software-inventory", "{\"devices_pct\":90}");
	work_class(work, "laptop", teachers, 10, true);
	for (size_t i = 0; i < 8; i++)
		work_place(work, names[i], "laptop");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
	work_place(work, names[8], "laptop");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
}

static void a_partial_look_is_not_a_look(void **state)
{
	struct work *work = *state;

	setup(work);
	need(work, "software-inventory", "{\"devices_pct\":90}");
	work_place(work, "d1", NULL);
	work->coverages[0][1].state = COVERAGE_PARTIAL;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
}

static void learners_devices_and_excluded_classes_are_not_looked_at(void **state)
{
	static const char *const learners[] = { "learners", NULL };
	static const char *const teachers[] = { "teachers", NULL };
	struct work *work = *state;

	setup(work);
	need(work, "software-inventory", "{\"devices_pct\":90}");
	work_class(work, "pupil", learners, 400, true);
	work_class(work, "head", teachers, 5, false);
	work_class(work, "laptop", teachers, 1, true);
	work_place(work, "d1", "laptop");
	work_place(work, "d2", "pupil");
	work_place(work, "d3", "head");
	work_place(work, "d4", "unheard-of");
	assert_string_equal(work_verdicts(work),
	                    "R/register not-observed - not-seen.looked {\"looked\":1,\"of\":1}");
	assert_int_equal(work->verdicts.skipped_place_count, 3);
	assert_string_equal(work->verdicts.skipped_places[0].reason, "learners-only");
	assert_string_equal(work->verdicts.skipped_places[1].reason, "class-not-inspected");
	assert_string_equal(work->verdicts.skipped_places[2].reason, "class-not-listed");
}

static void a_need_without_a_number_still_needs_one_complete_look(void **state)
{
	struct work *work = *state;

	setup(work);
	need(work, "software-inventory", "{}");
	work_place(work, "d1", NULL);
	work->coverages[0][1].state = COVERAGE_PARTIAL;
	assert_string_equal(work_verdicts(work),
	                    "R/register insufficient-coverage - coverage.none null");
	work->coverages[0][1].state = COVERAGE_COMPLETE;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
}

static void a_collector_that_no_probe_serves_did_not_run(void **state)
{
	struct work *work = *state;

	setup(work);
	need(work, "policy-settings", "{\"devices_pct\":80}");
	work->rules[0].level = LEVEL_FUNCTION_ON;
	work_place(work, "d1", NULL);
	assert_string_equal(work_verdicts(work),
	                    "R/register insufficient-coverage - coverage.not-run "
	                    "{\"collector\":\"policy-settings\"}");
}

static void a_rule_without_needs_still_needs_one_look(void **state)
{
	struct work *work = *state;

	setup(work);
	assert_string_equal(work_verdicts(work),
	                    "R/register insufficient-coverage - coverage.none null");
}

static void traffic_needs_days_and_names(void **state)
{
	struct work *work = *state;
	struct observations *place;

	setup(work);
	need(work, "network-metadata", "{\"days\":5,\"attributed_pct\":70}");
	work->rules[0].level = LEVEL_COMMUNICATING;
	place = work_place(work, NULL, NULL);
	place->location.kind = "capture";
	work->coverages[0][0] =
		(struct coverage){ .probe = "capture-names", .days = 3, .attributed = 60 };
	place->coverage_count = 1;
	assert_string_equal(work_verdicts(work),
	                    "R/register insufficient-coverage - coverage.too-few-days "
	                    "{\"collector\":\"network-metadata\",\"days\":3,\"needed\":5}");
	work->coverages[0][0].days = 5;
	assert_string_equal(work_verdicts(work),
	                    "R/register insufficient-coverage - coverage.unnamed "
	                    "{\"collector\":\"network-metadata\",\"percent\":60,\"needed\":70}");
	work->coverages[0][0].attributed = 70;
	assert_string_equal(work_verdicts(work),
	                    "R/register not-observed - not-seen.recorded {\"days\":5}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_unlisted_thing_is_undisclosed),
		TEST(an_unlisted_thing_without_such_an_ability_is_no_matter),
		TEST(a_suspicion_is_for_people_to_say),
		TEST(a_suspicion_stays_one_whatever_the_rule_asks_for),
		TEST(what_is_not_sure_enough_for_the_rule_is_for_people_to_say),
		TEST(a_listed_thing_is_as_agreed),
		TEST(two_products_of_one_row_give_one_verdict),
		TEST(a_withdrawn_row_does_not_make_it_agreed),
		TEST(a_tool_that_serves_only_its_user_is_a_list_not_a_verdict),
		TEST(what_lies_below_the_rules_level_is_no_matter),
		TEST(only_devices_of_the_rules_groups_count),
		TEST(a_rule_is_about_the_classes_networks_and_sites_it_names),
		TEST(one_of_sixty_is_too_little_to_say_it_is_not_there),
		TEST(a_laptop_looked_at_twice_counts_once),
		TEST(nine_of_ten_are_ninety_per_cent),
		TEST(a_partial_look_is_not_a_look),
		TEST(learners_devices_and_excluded_classes_are_not_looked_at),
		TEST(a_need_without_a_number_still_needs_one_complete_look),
		TEST(a_collector_that_no_probe_serves_did_not_run),
		TEST(a_rule_without_needs_still_needs_one_look),
		TEST(traffic_needs_days_and_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
