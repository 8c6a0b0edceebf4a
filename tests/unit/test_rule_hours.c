/* The rule kind `hours`: a listed technology's own traffic outside agreed hours. */
#include "tests/unit/contacts.h"
#include "tests/unit/zones.h"

#define AGREED                                                                                     \
	"{\"hours\":{\"working\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\"],\"from\":"   \
	"\"08:00\",\"to\":\"17:30\"}],\"quiet_bands\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\","        \
	"\"Thu\",\"Fri\"],\"from\":\"18:00\",\"to\":\"07:30\"},{\"days\":[\"Sat\",\"Sun\"],"       \
	"\"from\":\"00:00\",\"to\":\"24:00\"}]},\"scope\":{\"networks\":[{\"id\":\"staff\","       \
	"\"capture\":\"metadata\"},{\"id\":\"guest\",\"capture\":\"none\"}]}}"
#define RULE "{\"register\":\"*\",\"capability_any\":[\"app-usage-log\"]}"

static struct finding *setup_with(struct work *work, const char *row, const char *params)
{
	struct rule *rule = work_rule(work, "R", "hours", RULE, params, STATUS_BREACH);
	struct register_entry *entry = work_entry(work, "REG-1", ENTRY_IN_USE, row);

	work_needs(work, rule, "network-metadata", "{\"days\":5,\"attributed_pct\":70}");
	work->agreement.root = work_json(work, AGREED);
	work->file.zone = zone_of(work->arena, ZONE_LONDON);
	work_place(work, "d1", NULL);
	work_network(work, "staff", 5, 75);
	return see_talker(work, 0, "focus", "app-usage-log", entry);
}

/* The hours from `from` to before `to` on each of so many days in a row, in UTC. */
static struct finding_evidence *at_hours(struct work *work, struct finding *finding,
                                         const char *first, size_t days, unsigned int from,
                                         unsigned int to, uint32_t devices, uint64_t bytes)
{
	struct finding_evidence *evidence = see_contact(work, finding, 1, "up.focus.example");
	struct hour_band *bands = arena_take(work->arena, days * 24, sizeof(*bands));
	struct observation *fact = fact_of(evidence);

	for (size_t d = 0; d < days; d++)
		for (unsigned int hour = from; hour < to; hour++)
			bands[fact->band_count++] =
				(struct hour_band){ day(first) + (date)d, (uint8_t)hour, devices,
				                    bytes };
	fact->bands = bands;
	work->places[1].items = fact;
	work->places[1].count = 1;
	return evidence;
}

static void evenings_of_many_devices_are_outside_agreed_hours(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{\"collection_hours\":\"working\"}", "{}");

	at_hours(work, focus, "2026-11-09", 4, 20, 23, 7, 900000);
	at_hours(work, focus, "2026-11-16", 2, 20, 23, 7, 900000);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 breach confirmed hours.quiet {\"name\":\"REG-1\",\"bands\":"
	                    "[\"20:00\\/23:00\"],\"days\":6,\"devices\":5}");
}

static const struct verdict *only(struct work *work)
{
	work_judge(work);
	assert_int_equal(work->verdicts.count, 1);
	return &work->verdicts.items[0];
}

static void assert_nothing_raised(struct work *work)
{
	const struct verdict *verdict = only(work);

	assert_string_equal(verdict->key, "R/staff");
	assert_int_equal(verdict->status, STATUS_NOT_OBSERVED);
	assert_string_equal(verdict->because.id, "hours.not-seen");
}

static void working_hours_and_the_mixed_hour_are_no_finding(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 8, 18, 30, 900000);
	assert_nothing_raised(work);
	assert_string_equal(json_object_to_json_string_ext(work->verdicts.items[0].because.args,
	                                                   JSON_C_TO_STRING_PLAIN),
	                    "{\"covered\":5,\"days\":3,\"devices\":5}");
}

static void fewer_devices_or_days_than_agreed_are_no_finding(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 20, 23, 4, 900000);
	assert_nothing_raised(work);
	at_hours(work, focus, "2026-11-09", 2, 20, 23, 30, 900000);
	assert_nothing_raised(work);
}

static void the_rules_own_numbers_hold_but_never_under_k(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{\"min_devices\":8,\"min_days\":1}");

	at_hours(work, focus, "2026-11-09", 1, 20, 21, 7, 900000);
	assert_nothing_raised(work);
	work->rules[0].params = work_json(work, "{\"min_devices\":7,\"min_days\":1}");
	assert_int_equal(only(work)->status, STATUS_BREACH);
	work->rules[0].params = work_json(work, "{\"min_devices\":3,\"min_days\":1}");
	((struct hour_band *)focus->evidence[2].fact->bands)->devices = 4;
	assert_nothing_raised(work);
}

static void the_permissions_k_is_the_least(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");
	const struct authorisation permission = { .k_min = 8 };

	work->agreement.authorisation = &permission;
	at_hours(work, focus, "2026-11-09", 5, 20, 21, 7, 900000);
	assert_nothing_raised(work);
	focus->evidence_count = focus->evidence_total = 2;
	at_hours(work, focus, "2026-11-09", 5, 20, 21, 8, 900000);
	assert_int_equal(only(work)->status, STATUS_BREACH);
}

static void contacts_of_another_network_do_not_count(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);
	work->places[1].location.network = "guest";
	work_judge(work);
	for (size_t i = 0; i < work->verdicts.count; i++)
		assert_int_not_equal(work->verdicts.items[i].status, STATUS_BREACH);
}

static void what_was_withdrawn_may_talk_on_its_last_day(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work,
	                                   "{\"collection_hours\":\"never\",\"dates\":{"
	                                   "\"withdrawn\":\"2026-11-11\"}}",
	                                   "{\"min_days\":3}");

	work->entries[0].status = ENTRY_WITHDRAWN;
	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);
	assert_nothing_raised(work);
	work->rules[0].params = work_json(work, "{\"min_days\":2}");
	assert_int_equal(only(work)->status, STATUS_BREACH);
}

static void the_surest_product_of_the_row_speaks(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}"), *other;

	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);
	other = see_talker(work, 0, "other", "app-usage-log", focus->entry);
	at_hours(work, other, "2026-11-09", 5, 20, 21, 10, 900000);
	((struct finding_evidence *)other->evidence)[0] = other->evidence[2];
	other->evidence_count = other->evidence_total = 1;
	assert_int_equal(only(work)->confidence, CONFIDENCE_CONFIRMED);
	assert_ptr_equal(work->verdicts.items[0].finding, focus);
}

static void the_same_days_of_two_hosts_count_once(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 2, 20, 21, 7, 900000);
	at_hours(work, focus, "2026-11-09", 2, 21, 22, 7, 900000);
	assert_nothing_raised(work);
}

static void outside_work_but_not_quiet_is_for_people(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 7, 8, 7, 900000);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation confirmed hours.between {\"name\":"
	                    "\"REG-1\",\"bands\":[\"07:00\\/08:00\"],\"days\":5,\"devices\":5}");
}

static void without_quiet_bands_outside_work_is_enough(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	work->agreement.root =
		work_json(work, "{\"hours\":{\"working\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\"],"
	                        "\"from\":\"08:00\",\"to\":\"17:30\"}]}}");
	at_hours(work, focus, "2026-11-09", 3, 7, 8, 7, 900000);
	assert_int_equal(only(work)->status, STATUS_BREACH);
	assert_string_equal(work->verdicts.items[0].because.id, "hours.outside");
}

static void small_amounts_are_for_people(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, (uint64_t)10 * 4095);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation confirmed hours.small {\"name\":"
	                    "\"REG-1\",\"bands\":[\"20:00\\/21:00\"],\"days\":5,\"devices\":5}");
	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, (uint64_t)10 * 4096);
	assert_int_equal(only(work)->status, STATUS_BREACH);
}

static void updates_and_signs_of_life_do_not_count(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");
	struct indicator *indicator =
		indicator_of(at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000));

	indicator->purpose = PURPOSE_UPDATE;
	assert_nothing_raised(work);
	indicator->purpose = PURPOSE_HEARTBEAT;
	assert_nothing_raised(work);
	work->rules[0].params = work_json(work, "{\"ignore\":[\"update\"]}");
	assert_int_equal(only(work)->status, STATUS_BREACH);
	work->rules[0].params = work_json(work, "{\"ignore\":[\"security-heartbeat\"]}");
	assert_nothing_raised(work);
}

static void a_row_that_collects_at_all_hours_is_no_finding(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{\"collection_hours\":\"always\"}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 0, 24, 10, 900000);
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
}

static void for_a_row_that_collects_at_no_hour_each_is_outside(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{\"collection_hours\":\"never\"}", "{}");

	at_hours(work, focus, "2026-11-09", 3, 10, 11, 10, 900000);
	assert_int_equal(only(work)->status, STATUS_BREACH);
	assert_string_equal(work->verdicts.items[0].because.id, "hours.never");
}

static void hours_that_do_not_apply_are_for_people(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{\"collection_hours\":\"n/a\"}", "{}");

	at_hours(work, focus, "2026-11-09", 3, 20, 21, 10, 900000);
	assert_int_equal(only(work)->status, STATUS_NEEDS_INTERPRETATION);
	assert_string_equal(work->verdicts.items[0].because.id, "hours.not-applicable");
}

static void shared_hosts_and_weak_knowledge_are_a_suspicion(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");
	struct finding_evidence *evidence =
		at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);

	indicator_of(evidence)->specificity = SPECIFIC_SHARED;
	assert_int_equal(only(work)->status, STATUS_NEEDS_INTERPRETATION);
	assert_int_equal(work->verdicts.items[0].confidence, CONFIDENCE_SUSPECTED);
	indicator_of(evidence)->specificity = SPECIFIC_EXCLUSIVE;
	((struct finding_evidence *)focus->evidence)[0] = *evidence;
	focus->evidence_count = focus->evidence_total = 1;
	assert_int_equal(only(work)->status, STATUS_NEEDS_INTERPRETATION);
	assert_int_equal(work->verdicts.items[0].confidence, CONFIDENCE_PROBABLE);
	assert_string_equal(work->verdicts.items[0].because.id, "hours.not-sure");
}

static void another_product_of_the_row_lends_no_confidence(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}"), *other;

	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);
	((struct finding_evidence *)focus->evidence)[0] = focus->evidence[2];
	focus->evidence_count = focus->evidence_total = 1;
	other = see_talker(work, 0, "other", "app-usage-log", focus->entry);
	indicator_of(at_hours(work, other, "2026-11-09", 5, 20, 21, 10, 900000))->specificity =
		SPECIFIC_SHARED;
	assert_int_equal(only(work)->status, STATUS_NEEDS_INTERPRETATION);
	assert_int_equal(work->verdicts.items[0].confidence, CONFIDENCE_PROBABLE);
}

static void looking_up_a_name_is_no_traffic(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	fact_of(at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000))->detail = "dns";
	assert_nothing_raised(work);
}

static void other_abilities_are_no_subject(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);
	((struct product_capability *)focus->product->capabilities)->word = "ai-generation";
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
}

static void the_change_of_clocks_moves_the_evening(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	/* 17:00 UTC is 18:00 in summer, and the mixed hour in winter */
	at_hours(work, focus, "2026-10-20", 3, 17, 18, 10, 900000);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 breach confirmed hours.quiet {\"name\":\"REG-1\",\"bands\":"
	                    "[\"18:00\\/19:00\"],\"days\":3,\"devices\":5}");
	focus->evidence_count = focus->evidence_total = 2;
	at_hours(work, focus, "2026-10-27", 3, 17, 18, 10, 900000);
	assert_nothing_raised(work);
}

static void a_night_over_midnight_is_one_band(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 3, 22, 24, 10, 900000);
	at_hours(work, focus, "2026-11-10", 3, 0, 2, 10, 900000);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 breach confirmed hours.quiet {\"name\":\"REG-1\",\"bands\":"
	                    "[\"22:00\\/02:00\"],\"days\":4,\"devices\":5}");
}

static void days_before_the_agreement_do_not_count(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2025-11-10", 5, 20, 21, 10, 900000);
	assert_nothing_raised(work);
}

static void fewer_devices_than_may_be_told_are_too_few_to_say(void **state)
{
	static const char *const said = "R/staff insufficient-coverage - hours.too-few-devices "
					"{\"agreed\":2,\"devices\":5}";
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{\"min_devices\":2}");

	at_hours(work, focus, "2026-11-09", 5, 9, 10, 10, 900000);
	assert_non_null(strstr(work_verdicts(work), "hours.not-seen"));
	fact_of(&focus->evidence[2])->band_count = 0;
	assert_string_equal(work_verdicts(work), said);
}

static void what_was_not_seen_is_said_of_the_network(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 9, 10, 10, 900000);
	work->coverages[1][0].days = 3;
	assert_string_equal(work_verdicts(work),
	                    "R/staff insufficient-coverage - coverage.too-few-days {\"collector\":"
	                    "\"network-metadata\",\"days\":3,\"needed\":5}");
	work->coverages[1][0].days = 5;
	fact_of(&focus->evidence[2])->band_count = 0;
	assert_string_equal(work_verdicts(work),
	                    "R/staff insufficient-coverage - hours.not-kept null");
}

static void without_agreed_hours_or_zone_the_rule_is_not_applied(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);
	work->file.zone = NULL;
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	assert_string_equal(work->verdicts.skipped[0].reason, "hours-not-known");
}

static void without_a_word_of_the_list_unlisted_things_count_too(void **state)
{
	struct work *work = *state;
	struct finding *focus = setup_with(work, "{}", "{}");

	work->agreement.entry_count = 0;
	focus->entry = NULL;
	at_hours(work, focus, "2026-11-09", 5, 20, 21, 10, 900000);
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	work->rules[0].subject = work_json(work, "{\"capability_any\":[\"app-usage-log\"]}");
	assert_string_equal(only(work)->key, "R/product:focus");
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)
	const struct CMUnitTest tests[] = {
		TEST(evenings_of_many_devices_are_outside_agreed_hours),
		TEST(working_hours_and_the_mixed_hour_are_no_finding),
		TEST(fewer_devices_or_days_than_agreed_are_no_finding),
		TEST(the_rules_own_numbers_hold_but_never_under_k),
		TEST(the_permissions_k_is_the_least),
		TEST(contacts_of_another_network_do_not_count),
		TEST(what_was_withdrawn_may_talk_on_its_last_day),
		TEST(the_surest_product_of_the_row_speaks),
		TEST(the_same_days_of_two_hosts_count_once),
		TEST(outside_work_but_not_quiet_is_for_people),
		TEST(without_quiet_bands_outside_work_is_enough),
		TEST(small_amounts_are_for_people),
		TEST(updates_and_signs_of_life_do_not_count),
		TEST(a_row_that_collects_at_all_hours_is_no_finding),
		TEST(for_a_row_that_collects_at_no_hour_each_is_outside),
		TEST(hours_that_do_not_apply_are_for_people),
		TEST(shared_hosts_and_weak_knowledge_are_a_suspicion),
		TEST(another_product_of_the_row_lends_no_confidence),
		TEST(looking_up_a_name_is_no_traffic),
		TEST(other_abilities_are_no_subject),
		TEST(the_change_of_clocks_moves_the_evening),
		TEST(a_night_over_midnight_is_one_band),
		TEST(days_before_the_agreement_do_not_count),
		TEST(fewer_devices_than_may_be_told_are_too_few_to_say),
		TEST(what_was_not_seen_is_said_of_the_network),
		TEST(without_agreed_hours_or_zone_the_rule_is_not_applied),
		TEST(without_a_word_of_the_list_unlisted_things_count_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
