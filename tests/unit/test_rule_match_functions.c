/* `match-agreed` of functions that stay off (model CHK04). */
#include "tests/unit/matching.h"

#include "policies/scope.h"

static const char *const off_row = "{\"functions_off\":[\"screen-recording\"]}";

static struct rule *function_case(struct work *work, const char *row)
{
	struct rule *rule = setup(work, "\"functions_off\"", row);

	rule->result = STATUS_BREACH;
	rule->level = LEVEL_FUNCTION_ON;
	knows_switch(work, 0, "screen-recording");
	return rule;
}

static void setting(struct work *work, const char *device, const char *class, bool off)
{
	size_t place = work->file.place_count;
	struct indicator *indicator;

	work_place(work, device, class);
	work_look(work, place, "settings");
	indicator = fact(work, 0, place, OBSERVED_SETTING, off ? LEVEL_PRESENT : LEVEL_FUNCTION_ON);
	indicator->function = "screen-recording";
	indicator->turns_off = off;
}

static void a_setting_that_turns_it_on_breaks_the_rule(void **state)
{
	struct work *work = *state;

	function_case(work, off_row);
	setting(work, "d1", "laptop", false);
	assert_string_equal(work_verdicts(work),
	                    R "/screen-recording breach confirmed function.on "
	                      "{\"name\":\"REG-1\",\"function\":\"screen-recording\"}");
}

static void a_setting_that_turns_it_off_is_as_agreed(void **state)
{
	struct work *work = *state;

	function_case(work, off_row);
	setting(work, "d1", "laptop", true);
	assert_string_equal(said(work), R "/screen-recording agreed confirmed function.off");
	setting(work, "d2", "laptop", false);
	assert_string_equal(said(work), R "/screen-recording breach confirmed function.on");
}

static void being_able_to_is_not_being_on(void **state)
{
	struct work *work = *state;

	function_case(work, off_row);
	can(work, 0, "screen-recording");
	runs_on(work, "laptop", 5);
	assert_string_equal(said(work),
	                    R "/screen-recording insufficient-coverage - coverage.none");
	work_look(work, 0, "settings");
	assert_string_equal(said(work), R "/screen-recording not-observed - not-seen.looked");
}

static void without_a_sign_that_would_show_it_nothing_can_be_seen(void **state)
{
	struct work *work = *state;

	setup(work, "\"functions_off\"",
	      "{\"functions_off\":[\"screen-recording\","
	      "\"local:activity-report\"]}");
	runs_on(work, "laptop", 5);
	assert_string_equal(said(work),
	                    R "/local:activity-report not-observable - function.no-sign\n" R
	                      "/screen-recording not-observable - function.no-sign");
}

static void settings_that_were_not_read_leave_it_open(void **state)
{
	struct work *work = *state;
	struct rule_need need = { "policy-settings", work_json(work, "{\"devices_pct\":80}") };
	struct rule *rule = function_case(work, off_row);

	rule->needs = &need;
	rule->need_count = 1;
	setting(work, "d1", "laptop", true);
	work->coverages[0][3].state = COVERAGE_NOT_RUN;
	assert_string_equal(said(work),
	                    R "/screen-recording insufficient-coverage - coverage.not-run");
}

static void a_weak_sign_that_it_is_on_is_to_discuss(void **state)
{
	struct work *work = *state;

	function_case(work, off_row);
	setting(work, "d1", "laptop", false);
	((struct indicator *)all_of(work, 0)[0].indicator)->specificity = SPECIFIC_HINT;
	assert_string_equal(said(work),
	                    R "/screen-recording needs-interpretation suspected function.not-sure");
}

static void a_weak_sign_gains_nothing_from_a_strong_one_of_the_other_side(void **state)
{
	struct work *work = *state;

	function_case(work, off_row);
	setting(work, "d1", "laptop", false);
	((struct indicator *)all_of(work, 0)[0].indicator)->specificity = SPECIFIC_HINT;
	setting(work, "d2", "laptop", true);
	assert_string_equal(said(work),
	                    R "/screen-recording needs-interpretation suspected function.not-sure");
}

static void another_function_that_is_on_is_another_matter(void **state)
{
	struct work *work = *state;

	function_case(work, off_row);
	setting(work, "d1", "laptop", false);
	((struct indicator *)all_of(work, 0)[0].indicator)->function = "remote-control";
	assert_string_equal(said(work), R "/screen-recording not-observed - not-seen.looked");
}

static void a_function_is_off_only_where_its_scope_says(void **state)
{
	struct work *work = *state;

	function_case(work, "{\"functions_off\":[\"screen-recording:staff\"]}");
	work->agreement.root = work_json(work, "{\"scope\":{\"groups\":[{\"id\":\"teachers\"},"
	                                       "{\"id\":\"learners\"}]}}");
	setting(work, "d1", "laptop", false);
	assert_string_equal(said(work), R "/screen-recording:staff breach confirmed function.on");
	work->classes[0].groups = (const char *const[]){ "learners", "x", NULL };
	assert_string_equal(said(work), R "/screen-recording:staff breach confirmed function.on");
	work->entries[0].row =
		work_json(work, "{\"functions_off\":[\"screen-recording:learner\"]}");
	work->classes[0].groups = (const char *const[]){ "teachers", NULL };
	assert_string_equal(said(work),
	                    R "/screen-recording:learner not-observed - not-seen.looked");
}

static void scopes_mean_classes_networks_and_groups(void **state)
{
	static const struct {
		const char *class, *network, *scope;
		bool means;
	} rows[] = {
		{ "laptop", NULL, "laptop", true },
		{ "laptop", NULL, "pool", false },
		{ "laptop", NULL, "teachers", true },
		{ "laptop", NULL, "staff", true },
		{ "laptop", NULL, "learner", false },
		{ "shared", NULL, "staff", true },
		{ "shared", NULL, "learner", true },
		{ "shared", NULL, "learners", true },
		{ "pupils", NULL, "staff", false },
		{ "pupils", NULL, "learner", true },
		{ NULL, "vlan1", "staff-network", true },
		{ NULL, "vlan1", "learner-network", false },
		{ NULL, "vlan2", "staff-network", false },
		{ NULL, "vlan2", "learner-network", true },
		{ NULL, "vlan2", "vlan2", true },
		{ NULL, "vlan2", "learners", true },
		{ "laptop", "vlan2", "learners", false },
		{ "laptop", "vlan2", "learner-network", true },
		{ "laptop", NULL, "staff-network", false },
	};
	static const char *const learners[] = { "learners", NULL };
	struct work *work = *state;

	setup(work, "\"functions_off\"", off_row);
	work_class(work, "pupils", learners, 1, true);
	work->agreement.root = work_json(
		work, "{\"scope\":{\"networks\":[{\"id\":\"vlan1\",\"groups\":[\"teachers\"]},"
		      "{\"id\":\"vlan2\",\"groups\":[\"learners\"]}]}}");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct location location = { .device_class = rows[i].class,
			                           .network = rows[i].network };

		if (scope_word_means(&work->agreement, &location, rows[i].scope) != rows[i].means)
			fail_msg("%s on %s, %s", rows[i].scope, rows[i].class, rows[i].network);
	}
	assert_true(scope_word_is_place(&work->agreement, "staff"));
	assert_true(scope_word_is_place(&work->agreement, "vlan1"));
	assert_false(scope_word_is_place(&work->agreement, "lost-mode-only"));
}

static void a_device_that_those_share_for_whom_it_is_allowed_is_to_discuss(void **state)
{
	struct work *work = *state;

	function_case(work, "{\"functions_off\":[\"screen-recording:teachers\"],"
	                    "\"functions_allowed\":[\"screen-recording:learners\"]}");
	setting(work, "d1", "shared", false);
	assert_string_equal(said(work), R "/screen-recording:teachers needs-interpretation "
	                                  "suspected function.on-somewhere");
}

static void a_scope_that_no_place_tells_is_to_discuss(void **state)
{
	struct work *work = *state;

	function_case(work, "{\"functions_off\":[\"screen-recording:after-school\"]}");
	setting(work, "d1", "laptop", false);
	assert_string_equal(said(work), R "/screen-recording:after-school needs-interpretation "
	                                  "suspected function.on-somewhere");
	((struct indicator *)all_of(work, 0)[0].indicator)->turns_off = true;
	assert_string_equal(said(work),
	                    R "/screen-recording:after-school agreed confirmed function.off");
}

static void running_is_doing_for_a_thing_of_one_purpose(void **state)
{
	struct work *work = *state;

	function_case(work, off_row);
	can(work, 0, "screen-recording");
	work->products[0].single_purpose = true;
	runs_on(work, "laptop", 1);
	assert_string_equal(said(work),
	                    R "/screen-recording needs-interpretation probable function.not-sure");
	work->rules[0].confidence = CONFIDENCE_PROBABLE;
	assert_string_equal(said(work), R "/screen-recording breach probable function.on");
}

static void opened_connections_show_that_interception_is_on(void **state)
{
	struct work *work = *state;

	setup(work, "\"functions_off\"", "{\"functions_off\":[\"tls-interception\"]}");
	work_place(work, "d1", "laptop");
	work_look(work, 0, "settings");
	fact(work, 0, 0, OBSERVED_AUTHORITY, LEVEL_PRESENT)->type = INDICATOR_AUTHORITY;
	work->products[0].indicators = all_of(work, 0)[0].indicator;
	work->products[0].indicator_count = 1;
	assert_string_equal(said(work), R "/tls-interception not-observed - not-seen.looked");
	fact(work, 0, 0, OBSERVED_CERTIFICATE_CHECK, LEVEL_ACTIVE)->type = INDICATOR_AUTHORITY;
	assert_string_equal(said(work), R "/tls-interception drift confirmed function.on");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_setting_that_turns_it_on_breaks_the_rule),
		TEST(a_setting_that_turns_it_off_is_as_agreed),
		TEST(being_able_to_is_not_being_on),
		TEST(without_a_sign_that_would_show_it_nothing_can_be_seen),
		TEST(settings_that_were_not_read_leave_it_open),
		TEST(a_weak_sign_that_it_is_on_is_to_discuss),
		TEST(a_weak_sign_gains_nothing_from_a_strong_one_of_the_other_side),
		TEST(another_function_that_is_on_is_another_matter),
		TEST(a_function_is_off_only_where_its_scope_says),
		TEST(scopes_mean_classes_networks_and_groups),
		TEST(a_device_that_those_share_for_whom_it_is_allowed_is_to_discuss),
		TEST(a_scope_that_no_place_tells_is_to_discuss),
		TEST(running_is_doing_for_a_thing_of_one_purpose),
		TEST(opened_connections_show_that_interception_is_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
