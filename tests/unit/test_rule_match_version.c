/* `match-agreed`: the major version of the baseline and the one that is seen (model CHK08). */
#include "policies/version.h"
#include "tests/unit/matching.h"

static const char capabilities[] = "\"capabilities\",\"permissions\"";

static const char version_then[] =
	"{\"baseline\":{\"observed_on\":\"2026-09-03\",\"version_major\":\"11\",\"capabilities\":"
	"[\"screen-live-view\"]}}";

static void version_case(struct work *work, const char *compare, const char *row)
{
	setup(work, compare, row)->level = LEVEL_PRESENT;
	work_place(work, "d1", "laptop");
}

/* The package database of a place states it; the catalogue names that package first. */
static void states_version(struct work *work, size_t place, const char *package, const char *major)
{
	struct product *product = &work->products[0];
	struct indicator *sign = fact(work, 0, place, OBSERVED_PACKAGE, LEVEL_PRESENT);
	bool known = false;

	sign->value = package;
	last_fact(work)->version_major = major;
	for (size_t i = 0; i < product->indicator_count; i++)
		known |= strcmp(product->indicators[i].value, package) == 0;
	if (!known)
		*(struct indicator *)&product->indicators[product->indicator_count++] = *sign;
	fact(work, 0, place, OBSERVED_PROCESS, LEVEL_ACTIVE);
}

static void a_new_version_with_new_abilities_is_a_change(void **state)
{
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	states_version(work, 0, "tool", "12");
	assert_string_equal(work_verdicts(work),
	                    R " drift confirmed baseline.new-version {\"name\":\"REG-1\","
	                      "\"added\":[\"12\"],\"abilities\":[\"screen-recording\"],"
	                      "\"had\":\"11\",\"first_seen\":null,"
	                      "\"baseline\":\"2026-09-03\"}");
}

static void a_new_version_alone_is_told_apart(void **state)
{
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	can(work, 0, "screen-live-view")->seen_on = "2026-10-01";
	can(work, 0, "screen-recording")->seen_on = "2026-09-03"; /* known by then */
	states_version(work, 0, "tool", "12");
	assert_string_equal(work_verdicts(work),
	                    R " agreed confirmed baseline.same {\"name\":\"REG-1\",\"compared\":"
	                      "[\"capabilities\"],\"baseline\":\"2026-09-03\"}\n" R
	                      "/version_major for-information confirmed baseline.other-version "
	                      "{\"name\":\"REG-1\",\"now\":[\"12\"],\"then\":\"11\","
	                      "\"baseline\":\"2026-09-03\"}");
}

static void an_older_version_is_nothing_new(void **state)
{
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	states_version(work, 0, "tool", "9");
	assert_string_equal(said(work),
	                    R " agreed confirmed baseline.same\n" R
	                      "/screen-recording for-information confirmed catalogue.updated\n" R
	                      "/version_major for-information confirmed baseline.other-version");
}

static void the_version_of_then_is_as_agreed(void **state)
{
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	can(work, 0, "screen-recording");
	states_version(work, 0, "tool", "11");
	assert_string_equal(work_verdicts(work),
	                    R " agreed confirmed baseline.same {\"name\":\"REG-1\",\"compared\":"
	                      "[\"capabilities\",\"version_major\"],"
	                      "\"baseline\":\"2026-09-03\"}");
}

static void where_a_version_is_unknown_nothing_is_said_of_it(void **state)
{
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	can(work, 0, "screen-recording")->seen_on = "2026-09-03";
	states_version(work, 0, "tool", NULL);
	assert_string_equal(said(work), R " agreed confirmed baseline.same");
	last_fact(work)->version_major = "12"; /* a process states none */
	assert_string_equal(said(work), R " agreed confirmed baseline.same");
	forget(work, 0);
	states_version(work, 0, "tool", "12");
	work->entries[0].row = work_json(work, "{\"baseline\":{\"observed_on\":\"2026-09-03\","
	                                       "\"capabilities\":[\"screen-live-view\"]}}");
	assert_string_equal(said(work), R " agreed confirmed baseline.same");
}

static void only_the_first_package_states_the_version(void **state)
{
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	states_version(work, 0, "tool", "11");
	states_version(work, 0, "tool-plugin", "30");
	assert_string_equal(said(work),
	                    R " agreed confirmed baseline.same\n" R
	                      "/screen-recording for-information confirmed catalogue.updated");
}

static void a_version_on_some_devices_and_a_newer_one_on_others_is_a_change(void **state)
{
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	work_place(work, "d2", "laptop");
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	states_version(work, 0, "tool", "11");
	states_version(work, 1, "tool", "12");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_DRIFT);
	assert_string_equal(work->verdicts.items[0].because.id, "baseline.new-version");
}

static void a_version_under_no_word_of_abilities_is_not_compared(void **state)
{
	struct work *work = *state;

	version_case(work, "\"permissions\"", version_then);
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	states_version(work, 0, "tool", "12");
	assert_string_equal(said(work), R " insufficient-coverage confirmed baseline.missing");
}

static void the_same_version_does_not_stand_for_a_list_of_abilities(void **state)
{
	struct work *work = *state;

	version_case(work, "\"capabilities\"",
	             "{\"baseline\":{\"observed_on\":\"2026-09-03\",\"version_major\":\"11\"}}");
	states_version(work, 0, "tool", "11");
	assert_string_equal(said(work), R " insufficient-coverage confirmed baseline.missing");
}

static void a_row_of_several_products_speaks_through_its_first(void **state)
{
	static const char *const first[] = { "tool", "other", NULL }, *const second[] = { "other",
		                                                                          "tool",
		                                                                          NULL };
	struct work *work = *state;

	version_case(work, capabilities, version_then);
	can(work, 0, "screen-recording")->seen_on = "2026-10-01";
	states_version(work, 0, "tool", "12");
	work->entries[0].products = first;
	assert_int_equal(strongest(work), STATUS_DRIFT);
	work->entries[0].products = second;
	assert_int_equal(strongest(work), STATUS_AGREED);
}

static void versions_are_read_as_people_write_them(void **state)
{
	(void)state;
	assert_int_equal(version_number("12"), 12);
	assert_int_equal(version_number("v12"), 12);
	assert_int_equal(version_number("12.3-1"), 12);
	assert_int_equal(version_number("0"), 0);
	assert_int_equal(version_number("n/a"), VERSION_UNKNOWN);
	assert_int_equal(version_number(""), VERSION_UNKNOWN);
	assert_int_equal(version_number("20261122"), VERSION_UNKNOWN);
	assert_int_equal(version_number(NULL), VERSION_UNKNOWN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_version_with_new_abilities_is_a_change),
		TEST(a_new_version_alone_is_told_apart),
		TEST(an_older_version_is_nothing_new),
		TEST(the_version_of_then_is_as_agreed),
		TEST(where_a_version_is_unknown_nothing_is_said_of_it),
		TEST(only_the_first_package_states_the_version),
		TEST(a_version_on_some_devices_and_a_newer_one_on_others_is_a_change),
		TEST(a_version_under_no_word_of_abilities_is_not_compared),
		TEST(the_same_version_does_not_stand_for_a_list_of_abilities),
		TEST(a_row_of_several_products_speaks_through_its_first),
		TEST(versions_are_read_as_people_write_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
