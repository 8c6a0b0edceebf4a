/* `match-agreed`: silent abilities (model A16), and what its sides say together. */
#include "tests/unit/matching.h"

static const char on_laptops[] = "{\"device_classes\":[\"laptop\"],\"networks\":[\"staff-vlan\"],"
				 "\"groups_covered\":[\"teachers\"]}";

static void an_ability_that_the_row_does_not_mention_is_to_discuss(void **state)
{
	struct work *work = *state;

	setup(work, "\"unmentioned\"",
	      "{\"functions_allowed\":[\"screen-live-view:learners\"],"
	      "\"functions_off\":[\"remote-control\"]}");
	work_place(work, "d1", "laptop");
	can(work, 0, "screen-live-view");
	can(work, 0, "remote-control");
	can(work, 0, "screen-recording");
	fact(work, 0, 0, OBSERVED_PACKAGE, LEVEL_PRESENT);
	assert_string_equal(work_verdicts(work),
	                    R " needs-interpretation probable unmentioned.able "
	                      "{\"name\":\"REG-1\",\"capabilities\":[\"screen-recording\"]}");
	work->products[0].capability_count = 2;
	assert_string_equal(said(work), R " agreed probable unmentioned.none");
}

static void a_longer_word_does_not_mention_the_shorter(void **state)
{
	struct work *work = *state;

	setup(work, "\"unmentioned\"", "{\"functions_off\":[\"screen-recording-archive\"]}");
	can(work, 0, "screen-recording");
	work_place(work, "d1", "laptop");
	fact(work, 0, 0, OBSERVED_PACKAGE, LEVEL_PRESENT);
	assert_string_equal(said(work), R " needs-interpretation probable unmentioned.able");
}

static void silent_abilities_are_told_before_anything_is_seen(void **state)
{
	static const char *const products[] = { "tool", NULL };
	struct work *work = *state;

	setup(work, "\"unmentioned\"", "{}");
	can(work, 0, "screen-recording");
	work->findings.count = 0;
	assert_string_equal(said(work), R " not-observable - unmentioned.unknown");
	work->entries[0].products = products;
	assert_string_equal(said(work), R " needs-interpretation - unmentioned.able");
}

static void a_mere_hint_of_a_row_says_nothing_of_its_abilities(void **state)
{
	static const char *const products[] = { "tool", NULL };
	struct work *work = *state;

	setup(work, "\"unmentioned\"", "{\"functions_off\":[\"screen-recording\"]}");
	can(work, 0, "screen-recording");
	work_place(work, "d1", "laptop");
	fact(work, 0, 0, OBSERVED_PACKAGE, LEVEL_PRESENT)->specificity = SPECIFIC_HINT;
	work->items[0].confidence = CONFIDENCE_SUSPECTED;
	assert_string_equal(said(work), R " not-observable - unmentioned.unknown");
	work->entries[0].products = products;
	assert_string_equal(said(work), R " agreed - unmentioned.none");
}

/* --- together ---------------------------------------------------------------------------- */

static void of_several_sides_the_strongest_speaks(void **state)
{
	struct work *work = *state;

	setup(work, "\"device_classes\",\"permissions\"",
	      "{\"device_classes\":[\"laptop\"],\"baseline\":{\"permissions\":[\"tabs\"]}}");
	runs_on(work, "laptop", 1);
	permission(work, "desktopCapture", NULL);
	assert_string_equal(said(work), R " drift confirmed baseline.new-permission");
}

static void a_live_exception_covers_one_place(void **state)
{
	static const char *const unless[] = { "exception", NULL };
	struct work *work = *state;

	setup(work, "\"device_classes\"", on_laptops)->unless = unless;
	runs_on(work, "pool", 5);
	runs_on(work, "shared", 5);
	work_log(work, "{\"exception\":{\"rules\":[\"R\"],\"subject\":\"REG-1/pool\","
	               "\"from\":\"2026-11-20\",\"until\":\"2026-11-22\"}}");
	assert_string_equal(said(work), R "/pool excepted confirmed exception.live\n" R
	                                  "/shared drift confirmed place.outside");
}

/* Statuses rank: what is seen besides never makes the strongest of a row weaker. */
static void more_evidence_never_weakens_a_row(void **state)
{
	static const enum observation_kind kinds[] = { OBSERVED_PACKAGE,        OBSERVED_PROCESS,
		                                       OBSERVED_BROWSER_POLICY, OBSERVED_EXTENSION,
		                                       OBSERVED_CONTACT,        OBSERVED_SETTING };
	static const char *const classes[] = { "laptop", "shared", "pool", NULL };
	struct work *work = *state;
	uint32_t random = 2463534242u;

	setup(work,
	      "\"groups\",\"device_classes\",\"functions_off\",\"capabilities\",\"permissions\","
	      "\"organisations\",\"countries\",\"unmentioned\"",
	      "{\"device_classes\":[\"laptop\"],\"groups_covered\":[\"teachers\"],"
	      "\"functions_off\":[\"screen-recording\"],\"baseline\":{\"observed_on\":"
	      "\"2026-09-03\",\"permissions\":[\"tabs\"],\"capabilities\":[\"screen-live-view\"]}"
	      "}");
	knows_switch(work, 0, "screen-recording");
	can(work, 0, "screen-recording");
	work->rules[0].params = work_json(work, "{\"min_devices\":2}");
	for (size_t i = 0; i < ROOM - 1; i++)
		work_place(work, arena_printf(work->arena, "d%zu", i), classes[i % 4]);
	for (int run = 0; run < 60; run++) {
		enum status before = STATUSES;

		forget(work, 0);
		for (int step = 0; step < 12; step++) {
			struct indicator *indicator;
			enum status now;

			random ^= random << 13;
			random ^= random >> 17;
			random ^= random << 5;
			indicator = fact(work, 0, random % (ROOM - 1), kinds[(random >> 8) % 6],
			                 (enum level)(1 + (random >> 12) % 3));
			indicator->specificity = (enum specificity)((random >> 16) % 3);
			last_fact(work)->detail = (random >> 20) % 2 ? "tabs" : "history";
			if (last_fact(work)->kind == OBSERVED_SETTING) {
				indicator->function = "screen-recording";
				indicator->turns_off = (random >> 21) % 2;
			}
			in_order(work, 0);
			now = strongest(work);
			/* negatives follow what was looked at: a setting read is a look, too */
			if (now > before && before <= STATUS_AGREED)
				fail_msg("run %d, step %d: %s after %s", run, step,
				         status_word(now), status_word(before));
			before = now;
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_ability_that_the_row_does_not_mention_is_to_discuss),
		TEST(a_longer_word_does_not_mention_the_shorter),
		TEST(silent_abilities_are_told_before_anything_is_seen),
		TEST(a_mere_hint_of_a_row_says_nothing_of_its_abilities),
		TEST(of_several_sides_the_strongest_speaks),
		TEST(a_live_exception_covers_one_place),
		TEST(more_evidence_never_weakens_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
