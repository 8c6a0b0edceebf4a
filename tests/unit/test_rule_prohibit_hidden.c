/* The rule kind `prohibit`, hidden software: two signs on one device, and what one sign is worth.
 */
#include "tests/unit/seen_things.h"

#include "probes/hiding.h"

static struct rule *setup(struct work *work, const char *params)
{
	struct rule *rule =
		work_rule(work, "R", "prohibit", "{\"concealed\":true}", params, STATUS_BREACH);

	rule->level = LEVEL_PRESENT;
	return rule;
}

/* A fact of the place, and evidence of the finding where one is named. */
static void sign(struct work *work, uint32_t place, int finding, const char *subject,
                 const char *detail)
{
	struct observations *at = &work->places[place];
	struct observation *items = arena_take(work->arena, at->count + 1, sizeof(*items));
	struct finding_evidence *all;
	struct finding *item = finding < 0 ? NULL : &work->items[finding];

	if (at->count)
		memcpy(items, at->items, at->count * sizeof(*items));
	items[at->count] = (struct observation){ .kind = OBSERVED_PROCESS,
		                                 .level = LEVEL_ACTIVE,
		                                 .subject = subject,
		                                 .detail = detail };
	/* what points at earlier facts of this place keeps the old array, which holds the same */
	at->items = items;
	at->count++;
	if (!item)
		return;
	all = arena_take(work->arena, item->evidence_total + 1, sizeof(*all));
	memcpy(all, item->all ? item->all : item->evidence, item->evidence_total * sizeof(*all));
	all[item->evidence_total] =
		(struct finding_evidence){ place, 0, &items[at->count - 1],
		                           item->evidence[0].indicator, LEVEL_ACTIVE };
	item->all = all;
	item->evidence_total++;
}

/* Points evidence at the facts as they stand now. */
static void settle(struct work *work)
{
	for (size_t f = 0; f < work->findings.count; f++) {
		struct finding_evidence *all = (struct finding_evidence *)work->items[f].all;

		for (size_t i = 0; all && i < work->items[f].evidence_total; i++) {
			struct observations *at = &work->places[all[i].place];

			for (size_t j = 0; j < at->count; j++)
				if (all[i].fact->detail &&
				    !strcmp(all[i].fact->subject, at->items[j].subject) &&
				    !strcmp(all[i].fact->detail, at->items[j].detail))
					all[i].fact = &at->items[j];
		}
	}
}

static const char *judged(struct work *work)
{
	settle(work);
	return work_verdicts(work);
}

static void two_signs_on_one_device_break_the_rule(void **state)
{
	struct work *work = *state;

	setup(work, "{}");
	work_place(work, "d1", NULL);
	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT);
	sign(work, 0, 0, "/usr/lib/x", "sign:system-name");
	sign(work, 0, 0, "/usr/lib/x", "sign:deleted-executable");
	assert_string_equal(judged(work),
	                    "R/product:agent breach confirmed hidden.seen {\"name\":\"agent\","
	                    "\"signs\":[\"deleted-executable\",\"system-name\"]}");
	assert_string_equal(work->verdicts.items[0].does_not_show, "shows-not.covert");
}

static void one_sign_is_a_suspicion_however_often_it_is_seen(void **state)
{
	struct work *work = *state;

	setup(work, "{}");
	work_place(work, "d1", NULL);
	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT);
	sign(work, 0, 0, "/usr/lib/x", "sign:preload");
	sign(work, 0, 0, "/usr/lib/y", "sign:preload");
	assert_string_equal(judged(work),
	                    "R/product:agent needs-interpretation suspected hidden.too-few-signs "
	                    "{\"name\":\"agent\",\"signs\":[\"preload\"],\"needed\":2}");
}

static void signs_on_two_devices_do_not_add_up(void **state)
{
	struct work *work = *state;

	setup(work, "{}");
	work_place(work, "d1", NULL);
	work_place(work, "d2", NULL);
	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT);
	sign(work, 0, 0, "/usr/lib/x", "sign:preload");
	sign(work, 1, 0, "/usr/lib/x", "sign:system-name");
	judged(work);
	assert_int_equal(work->verdicts.count, 1);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
	work->places[1].location.device = "d1"; /* one device, looked at twice */
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void the_parties_may_ask_for_more_signs_and_not_for_fewer(void **state)
{
	struct work *work = *state;
	struct rule *rule = setup(work, "{\"min_independent_signs\":3}");

	work_place(work, "d1", NULL);
	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT);
	sign(work, 0, 0, "/usr/lib/x", "sign:preload");
	settle(work);
	rule->params = work_json(work, "{\"min_independent_signs\":1}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
	rule->params = work_json(work, "{\"min_independent_signs\":3}");
	sign(work, 0, 0, "/usr/lib/x", "sign:system-name");
	assert_string_equal(
		judged(work),
		"R/product:agent needs-interpretation suspected hidden.too-few-signs "
		"{\"name\":\"agent\",\"signs\":[\"preload\",\"system-name\"],\"needed\":3}");
}

static void what_nobody_knows_is_not_said_to_monitor(void **state)
{
	struct work *work = *state;

	setup(work, "{}");
	work_place(work, "d1", NULL);
	sign(work, 0, -1, "/usr/lib/x", "sign:preload");
	sign(work, 0, -1, "/usr/lib/x", "sign:system-name");
	sign(work, 0, -1, "/usr/lib/other", "sign:system-name");
	assert_string_equal(
		judged(work),
		"R/unrecognised/hidden//usr/lib/other needs-interpretation suspected "
		"hidden.too-few-signs "
		"{\"name\":\"\\/usr\\/lib\\/other\",\"signs\":[\"system-name\"],\"needed\":2}\n"
		"R/unrecognised/hidden//usr/lib/x needs-interpretation suspected hidden.unknown "
		"{\"name\":\"\\/usr\\/lib\\/x\",\"signs\":[\"preload\",\"system-name\"]}");
}

static void a_setting_that_hides_is_a_sign(void **state)
{
	struct work *work = *state;

	setup(work, "{}");
	work_place(work, "d1", NULL);
	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT);
	work_indicator(work, 0)->hides = true;
	sign(work, 0, 0, "/usr/lib/x", "sign:preload");
	judged(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void without_a_look_for_signs_nothing_is_said_to_be_open(void **state)
{
	struct work *work = *state;

	setup(work, "{}");
	work_place(work, "d1", NULL);
	assert_string_equal(work_verdicts(work), "R/concealed insufficient-coverage - "
	                                         "coverage.not-run "
	                                         "{\"collector\":\"signs-of-hiding\"}");
	work->coverages[0][3] = (struct coverage){ .probe = "hiding",
		                                   .state = COVERAGE_COMPLETE,
		                                   .attributed = -1 };
	work->places[0].coverage_count = 4;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
	work_place(work, "d2", NULL);
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
}

static void a_live_exception_covers_it(void **state)
{
	static const char *const unless[] = { "exception", NULL };
	struct work *work = *state;

	setup(work, "{}")->unless = unless;
	work_place(work, "d1", NULL);
	see_product(work, 0, "agent", "screen-capture", LEVEL_PRESENT);
	sign(work, 0, 0, "/usr/lib/x", "sign:preload");
	work_log(work, "{\"exception\":{\"rules\":[\"R\"],\"from\":\"2026-11-01\",\"until\":\"2026-"
	               "11-28\"}}");
	judged(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_EXCEPTED);
}

static void words_that_nobody_knows_are_no_signs(void **state)
{
	struct observation fact = { .detail = "sign:preload" };

	(void)state;
	assert_string_equal(hiding_sign(&fact), "preload");
	fact.detail = "sign:preloaded";
	assert_null(hiding_sign(&fact));
	fact.detail = "preload";
	assert_null(hiding_sign(&fact));
	fact.detail = NULL;
	assert_null(hiding_sign(&fact));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_signs_on_one_device_break_the_rule),
		TEST(one_sign_is_a_suspicion_however_often_it_is_seen),
		TEST(signs_on_two_devices_do_not_add_up),
		TEST(the_parties_may_ask_for_more_signs_and_not_for_fewer),
		TEST(what_nobody_knows_is_not_said_to_monitor),
		TEST(a_setting_that_hides_is_a_sign),
		TEST(without_a_look_for_signs_nothing_is_said_to_be_open),
		TEST(a_live_exception_covers_it),
		TEST(words_that_nobody_knows_are_no_signs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
