/* `match-agreed` of what the baseline knows (model CHK08). */
#include "tests/unit/matching.h"

static const char agreed_then[] =
	"{\"destinations\":[{\"domain\":\"eu.tool.example\",\"organisation\":\"Tool Ltd\","
	"\"country\":\"GB\"}],"
	"\"baseline\":{\"observed_on\":\"2026-09-03\",\"capabilities\":[\"screen-live-view\"],"
	"\"permissions\":[\"tabs\"],\"organisations\":[\"Tool Ltd\"],\"countries\":[\"GB\"]}}";

static const char every_side[] = "\"capabilities\",\"permissions\",\"organisations\",\"countries\"";

static struct rule *baseline_case(struct work *work, const char *compare, const char *row)
{
	struct rule *rule = setup(work, compare, row);

	rule->level = LEVEL_PRESENT;
	work_place(work, "d1", "laptop");
	return rule;
}

static void contact(struct work *work, const char *host, const char *organisation,
                    const char *country)
{
	struct indicator *indicator = fact(work, 0, 0, OBSERVED_CONTACT, LEVEL_COMMUNICATING);

	indicator->type = INDICATOR_DOMAIN;
	indicator->value = strstr(host, "tool.example") ? "tool.example" : host;
	indicator->organisation = organisation;
	indicator->country = country;
	*(struct indicator *)&work->products[0].indicators[work->products[0].indicator_count++] =
		*indicator;
	last_fact(work)->subject = host;
	last_fact(work)->detail = "tls";
}

static void a_new_permission_is_a_change(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	permission(work, "tabs", "2026-09-03");
	permission(work, "desktopCapture", "2026-11-05");
	permission(work, "desktopCapture", "2026-11-03");
	assert_string_equal(work_verdicts(work),
	                    R " drift confirmed baseline.new-permission {\"name\":\"REG-1\","
	                      "\"added\":[\"desktopCapture\"],\"had\":[\"tabs\"],"
	                      "\"first_seen\":\"2026-11-03\",\"baseline\":\"2026-09-03\"}");
}

static void the_permissions_of_then_are_as_agreed(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	permission(work, "tabs", NULL);
	assert_string_equal(work_verdicts(work),
	                    R " agreed probable baseline.same {\"name\":\"REG-1\","
	                      "\"compared\":[\"capabilities\",\"permissions\"],"
	                      "\"baseline\":\"2026-09-03\"}");
}

static void where_no_data_was_seen_to_go_is_not_compared(void **state)
{
	struct work *work = *state;

	baseline_case(work, "\"organisations\",\"countries\"", agreed_then);
	fact(work, 0, 0, OBSERVED_PROCESS, LEVEL_ACTIVE);
	assert_null(strstr(said(work), "agreed"));
	contact(work, "eu.tool.example", "Tool Ltd", "GB");
	assert_null(strstr(said(work), "agreed")); /* of traffic, that was not all */
	work_look(work, 0, "capture-names");
	assert_string_equal(said(work), R " agreed confirmed baseline.same");
}

static void a_permission_of_something_alike_is_not_its_own(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	fact(work, 0, 0, OBSERVED_PACKAGE, LEVEL_PRESENT);
	permission(work, "desktopCapture", NULL);
	((struct indicator *)all_of(work, 0)[1].indicator)->specificity = SPECIFIC_SHARED;
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void a_function_that_was_switched_on_is_a_change(void **state)
{
	struct work *work = *state;
	struct indicator *indicator;

	baseline_case(work, every_side, agreed_then);
	indicator = fact(work, 0, 0, OBSERVED_SETTING, LEVEL_FUNCTION_ON);
	indicator->function = "screen-recording";
	assert_string_equal(said(work), R " drift confirmed baseline.new-ability");
	indicator->turns_off = true;
	assert_string_equal(said(work), R " agreed confirmed baseline.same");
	indicator->turns_off = false;
	indicator->function = "screen-live-view";
	assert_string_equal(said(work), R " agreed confirmed baseline.same");
}

static void an_ability_is_no_change(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	can(work, 0, "screen-recording");
	fact(work, 0, 0, OBSERVED_PROCESS, LEVEL_ACTIVE);
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void what_our_catalogue_learned_is_told_apart(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	fact(work, 0, 0, OBSERVED_PROCESS, LEVEL_ACTIVE);
	assert_string_equal(work_verdicts(work),
	                    R " agreed probable baseline.same {\"name\":\"REG-1\",\"compared\":["
	                      "\"capabilities\"],\"baseline\":\"2026-09-03\"}\n" R
	                      "/screen-recording for-information probable catalogue.updated "
	                      "{\"name\":\"REG-1\",\"function\":\"screen-recording\","
	                      "\"learned_on\":\"2026-10-01\",\"baseline\":\"2026-09-03\"}");
}

static void what_our_catalogue_knew_then_is_nothing_new(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	can(work, 0, "screen-recording")->seen_on = "2026-09-03";
	fact(work, 0, 0, OBSERVED_PROCESS, LEVEL_ACTIVE);
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void a_switch_shows_more_than_our_catalogue_learned(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	fact(work, 0, 0, OBSERVED_SETTING, LEVEL_FUNCTION_ON)->function = "screen-recording";
	assert_string_equal(said(work), R " drift confirmed baseline.new-ability");
}

static void another_organisation_is_a_change(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	contact(work, "www.tool.example", "Tool Ltd", "GB");
	assert_string_equal(said(work), R " agreed probable baseline.same");
	contact(work, "ads.example", "Ads Ltd", "GB");
	assert_string_equal(work_verdicts(work),
	                    R " drift probable baseline.new-organisation {\"name\":\"REG-1\","
	                      "\"added\":[\"Ads Ltd\"],\"had\":[\"Tool Ltd\"],"
	                      "\"first_seen\":null,\"baseline\":\"2026-09-03\"}");
}

static void a_name_that_was_only_looked_up_is_no_contact(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	contact(work, "ads.example", "Ads Ltd", "GB");
	last_fact(work)->detail = "dns";
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void the_supplier_of_the_row_is_no_new_organisation(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	work->entries[0].vendor = "Maker Inc";
	contact(work, "maker.example", "Maker, Inc.", "GB");
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void another_spelling_of_an_organisation_is_the_same(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	contact(work, "www.tool.example", "TOOL Limited", "GB");
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void another_host_of_the_same_organisation_is_none(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	contact(work, "cdn7.tool.example", "Tool Ltd", "GB");
	contact(work, "unknown.tool.example", NULL, NULL);
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void the_list_says_whose_host_it_is_before_the_catalogue(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	contact(work, "a.eu.tool.example", "Somebody else", "US");
	assert_string_equal(said(work), R " agreed probable baseline.same");
}

static void another_country_is_a_change_where_it_is_stated(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	contact(work, "us.tool.example", "Tool Ltd", NULL);
	last_fact(work)->country = "US"; /* where the address seems to lie */
	assert_string_equal(said(work), R " agreed probable baseline.same");
	contact(work, "us.tool.example", "Tool Ltd", "US");
	assert_string_equal(said(work), R " drift probable baseline.new-country");
}

static void several_changes_share_a_sentence(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then)->confidence = CONFIDENCE_PROBABLE;
	contact(work, "us.tool.example", "Other Inc", "US");
	permission(work, "desktopCapture", "2026-11-03");
	assert_string_equal(
		work_verdicts(work),
		R " drift confirmed baseline.new-several {\"name\":\"REG-1\","
		  "\"capabilities\":[],\"permissions\":[\"desktopCapture\"],"
		  "\"organisations\":[\"Other Inc\"],\"countries\":[\"US\"],\"version_major\":[],"
		  "\"first_seen\":\"2026-11-03\",\"baseline\":\"2026-09-03\"}");
}

static void what_is_not_known_well_enough_is_to_discuss(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	contact(work, "us.tool.example", "Other Inc", "GB");
	assert_string_equal(said(work),
	                    R " needs-interpretation probable baseline.new-organisation");
}

static void without_a_baseline_there_is_nothing_to_compare(void **state)
{
	struct work *work = *state;

	baseline_case(work, "\"permissions\",\"capabilities\"", "{}");
	permission(work, "desktopCapture", NULL);
	assert_string_equal(work_verdicts(work), R
	                    " insufficient-coverage probable baseline.missing "
	                    "{\"name\":\"REG-1\",\"missing\":[\"capabilities\",\"permissions\"]}");
}

static void a_part_that_the_baseline_leaves_out_is_named(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side,
	              "{\"baseline\":{\"observed_on\":\"2026-09-03\",\"permissions\":[],"
	              "\"capabilities\":[\"screen-live-view\"]}}");
	fact(work, 0, 0, OBSERVED_PROCESS, LEVEL_ACTIVE);
	assert_string_equal(said(work), R " agreed probable baseline.same");
	permission(work, "desktopCapture", NULL);
	assert_string_equal(work_verdicts(work),
	                    R " agreed confirmed baseline.same-partly {\"name\":\"REG-1\","
	                      "\"compared\":[\"capabilities\"],\"missing\":[\"permissions\"],"
	                      "\"baseline\":\"2026-09-03\"}");
}

static void a_newer_baseline_of_the_log_counts(void **state)
{
	struct work *work = *state;

	baseline_case(work, every_side, agreed_then);
	permission(work, "desktopCapture", NULL);
	work_log(work, "{\"baseline\":{\"entry\":\"REG-1\",\"agreed_on\":\"2026-11-10\","
	               "\"baseline\":{\"permissions\":[\"tabs\",\"desktopCapture\"]}}}");
	work_log(work, "{\"baseline\":{\"entry\":\"REG-1\",\"agreed_on\":\"2026-10-10\","
	               "\"baseline\":{\"permissions\":[\"tabs\"]}}}");
	work_log(work, "{\"baseline\":{\"entry\":\"REG-2\",\"agreed_on\":\"2026-11-11\","
	               "\"baseline\":{\"permissions\":[\"tabs\"]}}}");
	assert_string_equal(said(work), R " agreed probable baseline.same");
	work->file.on = day("2026-11-09");
	assert_string_equal(said(work), R " drift confirmed baseline.new-permission");
}

static void a_substantial_change_that_was_agreed_sets_the_baseline_aside(void **state)
{
	struct work *work = *state;

	baseline_case(work, "\"permissions\"",
	              "{\"dates\":{\"substantial_change_agreed_on\":\"2026-10-15\"},\"baseline\":"
	              "{\"observed_on\":\"2026-09-03\",\"permissions\":[\"tabs\"]}}");
	permission(work, "desktopCapture", NULL);
	assert_string_equal(work_verdicts(work),
	                    R " insufficient-coverage probable baseline.superseded "
	                      "{\"name\":\"REG-1\",\"changed_on\":\"2026-10-15\","
	                      "\"baseline\":\"2026-09-03\"}");
	work_log(work, "{\"baseline\":{\"entry\":\"REG-1\",\"agreed_on\":\"2026-10-20\","
	               "\"baseline\":{\"permissions\":[\"tabs\"]}}}");
	assert_string_equal(said(work), R " drift confirmed baseline.new-permission");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_permission_is_a_change),
		TEST(the_permissions_of_then_are_as_agreed),
		TEST(a_permission_of_something_alike_is_not_its_own),
		TEST(a_function_that_was_switched_on_is_a_change),
		TEST(an_ability_is_no_change),
		TEST(what_our_catalogue_learned_is_told_apart),
		TEST(what_our_catalogue_knew_then_is_nothing_new),
		TEST(a_switch_shows_more_than_our_catalogue_learned),
		TEST(where_no_data_was_seen_to_go_is_not_compared),
		TEST(another_organisation_is_a_change),
		TEST(a_name_that_was_only_looked_up_is_no_contact),
		TEST(the_supplier_of_the_row_is_no_new_organisation),
		TEST(another_spelling_of_an_organisation_is_the_same),
		TEST(another_host_of_the_same_organisation_is_none),
		TEST(the_list_says_whose_host_it_is_before_the_catalogue),
		TEST(another_country_is_a_change_where_it_is_stated),
		TEST(several_changes_share_a_sentence),
		TEST(what_is_not_known_well_enough_is_to_discuss),
		TEST(without_a_baseline_there_is_nothing_to_compare),
		TEST(a_part_that_the_baseline_leaves_out_is_named),
		TEST(a_newer_baseline_of_the_log_counts),
		TEST(a_substantial_change_that_was_agreed_sets_the_baseline_aside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
