/* policies/collectors: how many devices, networks, pages and days were looked at, of how many. The
 * edges: half a look, a look by another check, two looks, numbers that are no whole ones. */
#include "tests/unit/casework.h"

#include "policies/collectors.h"
#include "policies/places.h"
#include "probes/reasons.h"

static const char *const teachers[] = { "teachers", NULL };

static struct rule *need_of(struct work *work, const char *collector, const char *row)
{
	const char *subject = strcmp(collector, "certificate-check") == 0
	                              ? "{\"capability_any\":[\"tls-interception\"]}"
	                              : "{\"capability_any\":[\"keystroke-logging\"]}";
	struct rule *rule = work_rule(work, "R1", "prohibit", subject, "{}", STATUS_BREACH);

	if (strcmp(collector, "network-metadata") == 0)
		rule->level = LEVEL_COMMUNICATING;
	work_needs(work, rule, collector, row);
	rule->groups = teachers;
	return rule;
}

static struct rule *inventory(struct work *work, int64_t listed, const char *row)
{
	work_class(work, "laptop", teachers, listed, true);
	return need_of(work, "software-inventory", row);
}

static struct coverage *look(struct work *work, const char *network, const char *probe)
{
	size_t i = work->file.place_count;
	struct observations *place = work_place(work, NULL, NULL);

	place->location.kind = "capture";
	place->location.network = network;
	place->coverage_count = 1;
	work->coverages[i][0] =
		(struct coverage){ .probe = probe, .state = COVERAGE_COMPLETE, .attributed = -1 };
	return &work->coverages[i][0];
}

static void assert_said(struct work *work, const char *want)
{
	assert_string_equal(work_verdicts(work), want);
}

static void half_a_look_is_a_look_that_saw_too_little(void **state)
{
	static const char too_little[] =
		"R1/keystroke-logging insufficient-coverage - coverage.too-little "
		"{\"collector\":\"software-inventory\",\"looked\":0,\"of\":2,\"needed\":50}";
	struct work *work = *state;

	inventory(work, 2, "{\"devices_pct\":50}");
	work_place(work, "a", "laptop")->coverage_count = 1; /* packages alone */
	assert_said(work, too_little);
	work->coverages[0][0].state = COVERAGE_PARTIAL;
	assert_said(work, too_little);
}

static void a_check_that_did_not_run_is_said_not_to_have(void **state)
{
	static const char not_run[] = "R1/keystroke-logging insufficient-coverage - "
				      "coverage.not-run {\"collector\":\"software-inventory\"}";
	struct work *work = *state;

	inventory(work, 2, "{\"devices_pct\":50}");
	for (size_t i = 0; i < 3; i++)
		work_place(work, "a", "laptop");
	for (size_t i = 0; i < 3; i++)
		work->places[i].coverage_count = 0;
	assert_said(work, not_run);
	work->places[0].coverage_count = 3;
	for (size_t i = 0; i < 3; i++)
		work->coverages[0][i].state = COVERAGE_NOT_RUN;
	assert_said(work, not_run);
}

static void a_partial_look_is_no_look_where_nothing_is_asked_for(void **state)
{
	struct work *work = *state;

	inventory(work, 1, "{}")->need_count = 0;
	work_place(work, "a", "laptop");
	for (size_t i = 0; i < 3; i++)
		work->coverages[0][i].state = COVERAGE_PARTIAL;
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.none null");
}

static void devices_of_other_classes_do_not_count(void **state)
{
	static const char *const learners[] = { "learners", NULL };
	struct work *work = *state;

	inventory(work, 1, "{\"devices_pct\":100}");
	work_class(work, "tablet", learners, 30, true);
	work_place(work, "b", "tablet");
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.not-run "
	                  "{\"collector\":\"software-inventory\"}");
	work_place(work, "a", "laptop");
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":1,\"of\":1}");
}

static void a_recording_is_no_device(void **state)
{
	struct work *work = *state;

	inventory(work, 1, "{\"devices_pct\":100}");
	work_place(work, "a", "laptop");
	look(work, "staff", "capture-names");
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":1,\"of\":1}");
}

static void more_devices_seen_whole_than_the_agreement_lists_are_all(void **state)
{
	struct work *work = *state;

	inventory(work, 1, "{\"devices_pct\":100}");
	work_place(work, "a", "laptop");
	work_place(work, "b", "laptop");
	work_place(work, "c", "laptop");
	work->coverages[2][0].state = COVERAGE_PARTIAL;
	/* nor would leaving that one's file out say more than this */
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":2,\"of\":2}");
}

static void of_two_looks_the_second_may_be_the_better(void **state)
{
	struct work *work = *state;

	inventory(work, 1, "{\"devices_pct\":100}");
	work_place(work, "a", "laptop");
	work_place(work, "a", "laptop");
	work->coverages[0][0].state = COVERAGE_PARTIAL;
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":1,\"of\":1}");
	work->coverages[0][0].state = COVERAGE_COMPLETE; /* both are whole: one device */
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":1,\"of\":1}");
}

static void the_same_name_in_another_audit_is_another_device(void **state)
{
	struct work *work = *state;

	inventory(work, 2, "{\"devices_pct\":100}");
	work_place(work, "a", "laptop")->location.audit = "AUD-1";
	work_place(work, "a", "laptop")->location.audit = "AUD-2";
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":2,\"of\":2}");
}

static void a_share_is_reached_by_its_very_number_and_rounded_up(void **state)
{
	struct work *work = *state;
	struct rule *rule = inventory(work, 3, "{\"devices_pct\":66.7}");

	work_place(work, "a", "laptop");
	work_place(work, "b", "laptop");
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.too-little "
	                  "{\"collector\":\"software-inventory\",\"looked\":2,\"of\":3,"
	                  "\"needed\":67}");
	((struct rule_need *)rule->needs)->row = work_json(work, "{\"devices_pct\":66.6}");
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":2,\"of\":3}");
	work->classes[0].count = 4;
	((struct rule_need *)rule->needs)->row = work_json(work, "{\"devices_pct\":50}");
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":2,\"of\":4}");
}

static void a_share_of_no_networks_is_not_reached(void **state)
{
	struct work *work = *state;

	need_of(work, "certificate-check", "{\"networks_pct\":0}");
	look(work, NULL, "certificate-checks");
	assert_said(work, "R1/tls-interception insufficient-coverage - coverage.too-few-networks "
	                  "{\"collector\":\"certificate-check\",\"looked\":0,\"of\":0,"
	                  "\"needed\":0}");
}

static void a_network_where_the_check_did_not_run_was_not_looked_at(void **state)
{
	struct work *work = *state;

	work->agreement.root =
		work_json(work, "{\"scope\":{\"networks\":[{\"id\":\"staff\",\"groups\":"
	                        "[\"teachers\"],\"capture\":\"metadata\"},{\"id\":\"annexe\","
	                        "\"groups\":[\"teachers\"],\"capture\":\"metadata\"}]}}");
	need_of(work, "certificate-check", "{\"networks_pct\":100}");
	look(work, "staff", "certificate-checks");
	look(work, "annexe", "certificate-checks")->state = COVERAGE_NOT_RUN;
	assert_said(work, "R1/tls-interception insufficient-coverage - coverage.too-few-networks "
	                  "{\"collector\":\"certificate-check\",\"looked\":1,\"of\":2,"
	                  "\"needed\":100}");
	/* half a look at its hosts is one, where no number of them is asked for */
	work->coverages[1][0].state = COVERAGE_PARTIAL;
	assert_said(work, "R1/tls-interception not-observed - not-seen.networks "
	                  "{\"looked\":2,\"of\":2}");
}

static void a_recording_counts_its_own_days_and_names(void **state)
{
	struct work *work = *state;
	struct coverage *one, *two;

	need_of(work, "network-metadata", "{\"days\":5,\"attributed_pct\":70}");
	one = look(work, "staff", "capture-names");
	one->days = 9;
	one->attributed = 90;
	one->state = COVERAGE_NOT_RUN;
	two = look(work, "staff", "capture-names");
	two->days = 5;
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.unnamed "
	                  "{\"collector\":\"network-metadata\",\"percent\":0,\"needed\":70}");
	one->state = COVERAGE_COMPLETE;
	one->days = 4;
	two->attributed = 60;
	/* neither is enough: what is said is of the longer one */
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.unnamed "
	                  "{\"collector\":\"network-metadata\",\"percent\":60,\"needed\":70}");
	one->days = 5;
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.recorded {\"days\":5}");
}

/* Two needs of one rule, both met: in either order. */
static void with_two(struct work *work, struct rule *rule, const char *const needs[2][2],
                     bool turned)
{
	struct rule_need *both = arena_take(work->arena, 2, sizeof(*both));

	for (size_t i = 0; i < 2; i++)
		both[i != turned] = (struct rule_need){ needs[i][0], work_json(work, needs[i][1]) };
	rule->needs = both;
	rule->need_count = 2;
}

static void of_two_checks_of_devices_the_lesser_speaks(void **state)
{
	static const char *const needs[2][2] = {
		{ "software-inventory", "{\"devices_pct\":50}" },
		{ "policy-settings", "{\"devices_pct\":50}" },
	};
	struct work *work = *state;
	struct rule *rule = inventory(work, 2, "{}");

	work_place(work, "a", "laptop")->coverage_count = 4;
	work_place(work, "b", "laptop");
	work->coverages[0][3] = (struct coverage){ .probe = "settings",
		                                   .state = COVERAGE_COMPLETE,
		                                   .attributed = -1 };
	for (int turned = 0; turned < 2; turned++) {
		with_two(work, rule, needs, turned);
		assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
		                  "{\"looked\":1,\"of\":2}");
	}
}

static void devices_speak_before_networks(void **state)
{
	static const char *const needs[2][2] = {
		{ "software-inventory", "{\"devices_pct\":50}" },
		{ "certificate-check", "{\"networks_pct\":50}" },
	};
	struct work *work = *state;
	struct rule *rule = inventory(work, 2, "{}");

	work->agreement.root = work_json(work, "{\"scope\":{\"networks\":[{\"id\":\"staff\","
	                                       "\"groups\":[\"teachers\"],"
	                                       "\"capture\":\"metadata\"}]}}");
	work_place(work, "a", "laptop");
	look(work, "staff", "certificate-checks");
	for (int turned = 0; turned < 2; turned++) {
		with_two(work, rule, needs, turned);
		assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
		                  "{\"looked\":1,\"of\":2}");
	}
}

/* What the second would say does not take the place of what the first lacks. */
static void the_first_need_that_is_not_met_is_told(void **state)
{
	static const char *const needs[2][2] = {
		{ "software-inventory", "{\"devices_pct\":50}" },
		{ "certificate-check", "{\"networks_pct\":50}" },
	};
	struct work *work = *state;
	struct rule *rule = inventory(work, 2, "{}");

	work_place(work, "a", "laptop")->coverage_count = 1;
	with_two(work, rule, needs, false);
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.too-little "
	                  "{\"collector\":\"software-inventory\",\"looked\":0,\"of\":2,"
	                  "\"needed\":50}");
	with_two(work, rule, needs, true);
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.not-run "
	                  "{\"collector\":\"certificate-check\"}");
}

static void a_check_that_saw_no_device_whole_vouches_for_nothing(void **state)
{
	struct work *work = *state;

	inventory(work, 0, "{}");
	work_place(work, "a", "laptop")->coverage_count = 1;
	assert_said(work, "R1/keystroke-logging insufficient-coverage - coverage.none null");
}

static void learners_on_a_class_of_staff_share_nothing_that_counts(void **state)
{
	static const char *const with_learners[] = { "teachers", "learners", NULL };
	struct work *work = *state;

	work_class(work, "laptop", with_learners, 2, true);
	need_of(work, "software-inventory", "{\"devices_pct\":50}");
	work_place(work, "a", "laptop");
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked "
	                  "{\"looked\":1,\"of\":2}");
}

static void what_is_on_another_network_cannot_be_on_this_one(void **state)
{
	static const char *const staff[] = { "staff", NULL };
	struct work *work = *state;

	work->agreement.root =
		work_json(work, "{\"scope\":{\"networks\":[{\"id\":\"staff\",\"groups\":"
	                        "[\"teachers\"],\"capture\":\"metadata\"},{\"id\":\"annexe\","
	                        "\"groups\":[\"teachers\"],\"capture\":\"metadata\"}]}}");
	inventory(work, 3, "{\"devices_pct\":30}")->networks = staff;
	work_place(work, "a", "laptop")->location.network = "staff";
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked-of-at-most "
	                  "{\"looked\":1,\"of\":3}");
	work_place(work, "b", "laptop")->location.network = "annexe";
	assert_said(work, "R1/keystroke-logging not-observed - not-seen.looked-of-at-most "
	                  "{\"looked\":1,\"of\":2}");
}

static void place_of(struct work *work, const char *device, const char *audit)
{
	struct observations *place = &work->places[work->file.place_count++];

	observations_init(place, work->arena, NULL);
	place->location = (struct location){ .kind = "device", .device = device, .audit = audit };
}

static size_t mixed(struct work *work, uint64_t *others)
{
	struct problem problem = { 0 };
	size_t gaps = 0;

	assert_int_equal(places_settle(work->places, work->file.place_count, NULL, &problem), 0);
	for (size_t i = 0; i < work->file.place_count; i++)
		for (size_t g = 0; g < work->places[i].gap_count; g++)
			if (strcmp(work->places[i].gaps[g].reason, REASON_AUDITS_MIXED) == 0) {
				gaps++;
				*others = work->places[i].gaps[g].count;
			}
	return gaps;
}

static void devices_of_one_audit_can_be_compared(void **state)
{
	struct work *work = *state;
	uint64_t others = 0;

	place_of(work, "a", "AUD-1");
	place_of(work, "a", "AUD-1");
	place_of(work, "b", "AUD-1");
	assert_int_equal(mixed(work, &others), 0);
}

static void devices_of_other_audits_are_counted_once_each(void **state)
{
	struct work *work = *state;
	uint64_t others = 0;

	place_of(work, "a", "AUD-1");
	place_of(work, "b", "AUD-2");
	place_of(work, "b", "AUD-2");
	place_of(work, "c", NULL);
	work->places[0].probe = "zones";
	assert_int_equal(observations_gap(&work->places[0], "denied", NULL, 0, 1), 0);
	assert_int_equal(mixed(work, &others), 1);
	assert_int_equal(others, 2);
	/* it stands where its check belongs */
	assert_string_equal(work->places[0].gaps[0].reason, REASON_AUDITS_MIXED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(half_a_look_is_a_look_that_saw_too_little),
		TEST(a_check_that_did_not_run_is_said_not_to_have),
		TEST(a_partial_look_is_no_look_where_nothing_is_asked_for),
		TEST(devices_of_other_classes_do_not_count),
		TEST(a_recording_is_no_device),
		TEST(more_devices_seen_whole_than_the_agreement_lists_are_all),
		TEST(of_two_looks_the_second_may_be_the_better),
		TEST(the_same_name_in_another_audit_is_another_device),
		TEST(a_share_is_reached_by_its_very_number_and_rounded_up),
		TEST(a_share_of_no_networks_is_not_reached),
		TEST(a_network_where_the_check_did_not_run_was_not_looked_at),
		TEST(of_two_checks_of_devices_the_lesser_speaks),
		TEST(devices_speak_before_networks),
		TEST(the_first_need_that_is_not_met_is_told),
		TEST(a_check_that_saw_no_device_whole_vouches_for_nothing),
		TEST(learners_on_a_class_of_staff_share_nothing_that_counts),
		TEST(what_is_on_another_network_cannot_be_on_this_one),
		TEST(devices_of_one_audit_can_be_compared),
		TEST(devices_of_other_audits_are_counted_once_each),
		TEST(a_recording_counts_its_own_days_and_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
