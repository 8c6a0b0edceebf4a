/* `match-agreed` of groups, classes of devices and networks (model CHK20, CHK26). */
#include "tests/unit/matching.h"

static const char on_laptops[] = "{\"device_classes\":[\"laptop\"],\"networks\":[\"staff-vlan\"],"
				 "\"groups_covered\":[\"teachers\"]}";

static void what_stays_on_its_devices_is_as_agreed(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	runs_on(work, "laptop", 5);
	assert_string_equal(work_verdicts(work), R " agreed confirmed place.agreed "
	                                           "{\"name\":\"REG-1\"}");
}

static void another_class_of_device_is_a_difference(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	runs_on(work, "laptop", 2);
	runs_on(work, "pool", 5);
	assert_string_equal(work_verdicts(work),
	                    R "/pool drift confirmed place.outside {\"name\":\"REG-1\","
	                      "\"place\":\"pool\",\"level\":\"active\",\"agreed\":[\"laptop\"]}");
}

static void few_devices_may_be_one_that_is_shared(void **state)
{
	struct work *work = *state;
	struct rule *rule = setup(work, "\"device_classes\"", on_laptops);

	runs_on(work, "pool", 4);
	assert_string_equal(said(work), R "/pool needs-interpretation suspected place.few");
	rule->params = work_json(work, "{\"min_devices\":4}");
	assert_string_equal(said(work), R "/pool drift confirmed place.outside");
	rule->params = work_json(work, "{\"min_devices\":6}");
	runs_on(work, "pool", 1);
	assert_string_equal(said(work), R "/pool needs-interpretation suspected place.few");
}

static void one_device_looked_at_twice_counts_once(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	runs_on(work, "pool", 5);
	work->places[4].location.device = work->places[3].location.device;
	assert_string_equal(said(work), R "/pool needs-interpretation suspected place.few");
}

static void the_permissions_own_least_number_is_used(void **state)
{
	struct authorisation permission = { .k_min = 3 };
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	work->agreement.authorisation = &permission;
	runs_on(work, "pool", 3);
	assert_string_equal(said(work), R "/pool drift confirmed place.outside");
}

static void what_is_installed_and_not_at_work_is_to_discuss(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	for (size_t i = 0; i < 5; i++) {
		work_place(work, arena_printf(work->arena, "d%zu", i), "pool");
		fact(work, 0, i, OBSERVED_PACKAGE, LEVEL_PRESENT);
	}
	assert_string_equal(said(work), R "/pool needs-interpretation probable place.below-level");
}

static void what_policy_put_there_counts_as_used(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	for (size_t i = 0; i < 5; i++) {
		work_place(work, arena_printf(work->arena, "d%zu", i), "pool");
		fact(work, 0, i, OBSERVED_BROWSER_POLICY, LEVEL_PRESENT);
	}
	assert_string_equal(said(work), R "/pool drift confirmed place.outside");
}

static void a_shared_name_is_a_suspicion(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	for (size_t i = 0; i < 5; i++) {
		work_place(work, arena_printf(work->arena, "d%zu", i), "pool");
		fact(work, 0, i, OBSERVED_PROCESS, LEVEL_ACTIVE)->specificity = SPECIFIC_SHARED;
	}
	assert_string_equal(said(work), R "/pool needs-interpretation suspected place.not-sure");
}

static void one_strong_sign_is_not_enough_where_two_are_asked_for(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	for (size_t i = 0; i < 5; i++) {
		work_place(work, arena_printf(work->arena, "d%zu", i), "pool");
		fact(work, 0, i, OBSERVED_PROCESS, LEVEL_ACTIVE);
	}
	assert_string_equal(said(work), R "/pool needs-interpretation probable place.not-sure");
}

static void a_class_without_an_agreed_group_is_a_difference(void **state)
{
	struct work *work = *state;

	setup(work, "\"groups\"", "{\"groups_covered\":[\"learners\"]}");
	runs_on(work, "shared", 5);
	assert_string_equal(said(work), R " agreed confirmed place.agreed");
	runs_on(work, "pool", 5);
	assert_string_equal(said(work), R "/pool drift confirmed place.outside");
}

static void groups_that_are_touched_by_the_way_are_agreed(void **state)
{
	struct work *work = *state;

	setup(work, "\"groups\"",
	      "{\"groups_covered\":[\"learners\"],\"groups_incidental\":[\"supply\"]}");
	runs_on(work, "pool", 5);
	assert_string_equal(said(work), R " agreed confirmed place.agreed");
}

static void network_case(struct work *work, uint32_t devices)
{
	static const char *const scope =
		"{\"scope\":{\"networks\":[{\"id\":\"staff-vlan\",\"groups\":[\"teachers\"]},"
		"{\"id\":\"annexe\",\"groups\":[\"teachers\"]}]}}";

	setup(work, "\"networks\"", on_laptops)->confidence = CONFIDENCE_PROBABLE;
	work->agreement.root = work_json(work, scope);
	work_place(work, NULL, NULL)->location =
		(struct location){ .network = "annexe", .kind = "network" };
	fact(work, 0, 0, OBSERVED_CONTACT, LEVEL_COMMUNICATING);
	last_fact(work)->devices = devices;
}

static void another_network_is_a_difference(void **state)
{
	struct work *work = *state;

	network_case(work, 5);
	assert_string_equal(said(work), R "/annexe drift probable place.outside");
	work->places[0].location.network = "staff-vlan";
	assert_string_equal(said(work), R " agreed probable place.agreed");
}

static void few_devices_on_a_network_are_few(void **state)
{
	struct work *work = *state;

	network_case(work, 4);
	assert_string_equal(said(work), R "/annexe needs-interpretation suspected place.few");
}

static void a_device_speaks_for_its_class_not_its_network(void **state)
{
	struct work *work = *state;

	network_case(work, 5);
	work->places[0].location.network = "staff-vlan";
	runs_on(work, "laptop", 5);
	for (size_t i = 1; i < 6; i++)
		work->places[i].location.network = "annexe";
	assert_string_equal(said(work), R " agreed confirmed place.agreed");
}

static void a_certificate_that_was_asked_for_speaks_for_the_network(void **state)
{
	struct work *work = *state;

	network_case(work, 5);
	work->places[0].location.network = "staff-vlan";
	work_place(work, "d1", "laptop")->location.network = "annexe";
	fact(work, 0, 1, OBSERVED_CERTIFICATE_CHECK, LEVEL_ACTIVE)->type = INDICATOR_AUTHORITY;
	assert_string_equal(said(work), R "/annexe drift probable place.outside");
}

static void one_device_alone_says_so(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	runs_on(work, "pool", 1);
	work->items[0].of = 1;
	assert_string_equal(said(work),
	                    R "/pool needs-interpretation suspected place.one-looked-at");
}

static void devices_of_no_known_class_leave_it_open(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	runs_on(work, NULL, 5);
	assert_string_equal(said(work), R " insufficient-coverage confirmed place.unknown");
}

static void a_list_without_classes_leaves_it_open(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\",\"groups\"", "{\"device_classes\":[]}");
	runs_on(work, "laptop", 5);
	assert_string_equal(work_verdicts(work),
	                    R " insufficient-coverage confirmed place.not-recorded "
	                      "{\"name\":\"REG-1\",\"missing\":[\"groups_covered\","
	                      "\"device_classes\"]}");
}

static void a_class_that_the_list_calls_not_applicable_is_agreed(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", "{\"device_classes\":\"n/a\"}");
	runs_on(work, "pool", 5);
	assert_string_equal(said(work), R " agreed confirmed place.agreed");
}

static void what_is_not_seen_says_how_far_we_looked(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	assert_string_equal(said(work), R " insufficient-coverage - coverage.none");
	work_place(work, "d1", "laptop");
	assert_string_equal(said(work), R " not-observed - not-seen.looked");
	work->entries[0].matchable = false;
	assert_string_equal(said(work), R " not-observable - cannot-be-seen");
}

static void as_agreed_needs_the_coverage_that_the_rule_asks_for(void **state)
{
	struct work *work = *state;
	struct rule_need need = { "software-inventory", work_json(work, "{\"devices_pct\":90}") };
	struct rule *rule = setup(work, "\"device_classes\"", on_laptops);

	rule->needs = &need;
	rule->need_count = 1;
	runs_on(work, "laptop", 5);
	assert_string_equal(said(work), R " insufficient-coverage - coverage.too-little");
	work->agreement.class_count = 1; /* five laptops, all looked at */
	assert_string_equal(said(work), R " agreed confirmed place.agreed");
}

static void only_rows_in_use_are_compared(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops);
	runs_on(work, "pool", 5);
	work->entries[0].status = ENTRY_WITHDRAWN;
	assert_string_equal(said(work), "");
	work->entries[0].status = ENTRY_PROPOSED;
	assert_string_equal(said(work), "");
	work->entries[0].status = ENTRY_PILOT;
	assert_string_equal(said(work), R "/pool drift confirmed place.outside");
}

static void a_purpose_chooses_its_rows(void **state)
{
	struct work *work = *state;
	struct rule *rule = setup(work, "\"device_classes\"",
	                          "{\"device_classes\":[\"shared\"],"
	                          "\"purposes_agreed\":[\"learner-safeguarding\"]}");

	rule->subject = work_json(work, "{\"register_purpose\":\"learner-safeguarding\","
	                                "\"compare\":[\"device_classes\"]}");
	runs_on(work, "laptop", 5);
	assert_string_equal(said(work), R "/laptop drift confirmed place.outside");
	assert_true(work->verdicts.items[0].safeguarding);
	rule->subject = work_json(work, "{\"register_purpose\":\"teaching\","
	                                "\"compare\":[\"device_classes\"]}");
	assert_string_equal(said(work), "");
}

static void a_rule_for_other_groups_does_not_see_it(void **state)
{
	static const char *const teachers[] = { "teachers", NULL };
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops)->groups = teachers;
	runs_on(work, "pool", 5);
	assert_string_equal(said(work), R " insufficient-coverage - coverage.none");
}

static void a_result_beyond_the_clause_is_cut_off(void **state)
{
	struct work *work = *state;
	struct rule *rule = setup(work, "\"device_classes\"", on_laptops);

	rule->adopted = false;
	rule->bound = STATUS_NEEDS_INTERPRETATION;
	runs_on(work, "pool", 5);
	assert_string_equal(said(work), R "/pool needs-interpretation confirmed place.outside");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_stays_on_its_devices_is_as_agreed),
		TEST(another_class_of_device_is_a_difference),
		TEST(few_devices_may_be_one_that_is_shared),
		TEST(one_device_looked_at_twice_counts_once),
		TEST(the_permissions_own_least_number_is_used),
		TEST(what_is_installed_and_not_at_work_is_to_discuss),
		TEST(what_policy_put_there_counts_as_used),
		TEST(a_shared_name_is_a_suspicion),
		TEST(one_strong_sign_is_not_enough_where_two_are_asked_for),
		TEST(a_class_without_an_agreed_group_is_a_difference),
		TEST(groups_that_are_touched_by_the_way_are_agreed),
		TEST(another_network_is_a_difference),
		TEST(few_devices_on_a_network_are_few),
		TEST(a_device_speaks_for_its_class_not_its_network),
		TEST(a_certificate_that_was_asked_for_speaks_for_the_network),
		TEST(one_device_alone_says_so),
		TEST(devices_of_no_known_class_leave_it_open),
		TEST(a_list_without_classes_leaves_it_open),
		TEST(a_class_that_the_list_calls_not_applicable_is_agreed),
		TEST(what_is_not_seen_says_how_far_we_looked),
		TEST(as_agreed_needs_the_coverage_that_the_rule_asks_for),
		TEST(only_rows_in_use_are_compared),
		TEST(a_purpose_chooses_its_rows),
		TEST(a_rule_for_other_groups_does_not_see_it),
		TEST(a_result_beyond_the_clause_is_cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
