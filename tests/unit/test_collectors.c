/* How much of its scope a rule's needs were looked at. */
#include "tests/unit/casework.h"

#include "policies/places.h"

static const char *const teachers[] = { "teachers", NULL };

static void with_scope(struct work *work, const char *scope)
{
	work->agreement.root = work_json(work, scope);
}

static struct rule *with_need(struct work *work, const char *collector, const char *row)
{
	struct rule *rule =
		work_rule(work, "R1", "prohibit", "{\"capability_any\":[\"keystroke-logging\"]}",
	                  "{}", STATUS_BREACH);
	struct rule_need *need = arena_take(work->arena, 1, sizeof(*need));

	assert_non_null(need);
	*need = (struct rule_need){ collector, work_json(work, row) };
	rule->needs = need;
	rule->need_count = 1;
	rule->groups = teachers;
	return rule;
}

#define TABLETS                                                                                    \
	"{\"scope\":{\"device_classes\":["                                                         \
	"{\"id\":\"laptop\",\"groups\":[\"teachers\"],\"count\":2},"                               \
	"{\"id\":\"tablet\",\"groups\":[\"teachers\"],\"count\":40,"                               \
	"\"recognise\":{\"platform\":[\"ios\",\"chromeos\"]}}]}}"

static void a_class_where_no_check_can_look_is_not_counted(void **state)
{
	struct work *work = *state;

	with_scope(work, TABLETS);
	work_class(work, "laptop", teachers, 2, true);
	work_class(work, "tablet", teachers, 40, true);
	with_need(work, "software-inventory", "{\"devices_pct\":100}");
	work_place(work, "a", "laptop");
	assert_string_equal(
		work_verdicts(work),
		"R1/keystroke-logging insufficient-coverage - coverage.too-little-where-it-can "
		"{\"collector\":\"software-inventory\",\"looked\":1,\"of\":2,\"needed\":100,"
		"\"classes\":[\"tablet\"]}");
	work_place(work, "b", "laptop");
	work_place(work, "c", "tablet");
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.looked-where-it-can "
	                    "{\"looked\":2,\"of\":2,\"classes\":[\"tablet\"]}");
}

static void where_no_device_could_show_it_nothing_is_claimed(void **state)
{
	struct work *work = *state;

	with_scope(work, TABLETS);
	work_class(work, "tablet", teachers, 40, true);
	with_need(work, "software-inventory", "{\"devices_pct\":90}");
	work_place(work, "c", "tablet");
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observable - cannot-be-seen-there "
	                    "{\"collector\":\"software-inventory\",\"classes\":[\"tablet\"]}");
}

static void a_class_that_may_be_of_several_systems_is_counted(void **state)
{
	struct work *work = *state;

	with_scope(work, "{\"scope\":{\"device_classes\":[{\"id\":\"tablet\","
	                 "\"recognise\":{\"platform\":[\"ios\",\"windows\"]}}]}}");
	work_class(work, "tablet", teachers, 2, true);
	with_need(work, "software-inventory", "{\"devices_pct\":50}");
	work_place(work, "c", "tablet");
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.looked "
	                    "{\"looked\":1,\"of\":2}");
}

static void of_two_looks_at_a_device_the_better_one_counts(void **state)
{
	struct work *work = *state;

	work_class(work, "laptop", teachers, 1, true);
	with_need(work, "software-inventory", "{\"devices_pct\":100}");
	work_place(work, "a", "laptop");
	work_place(work, "a", "laptop");
	work->coverages[1][0].state = COVERAGE_PARTIAL;
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.looked "
	                    "{\"looked\":1,\"of\":1}");
	work->coverages[0][1].state = COVERAGE_PARTIAL;
	assert_non_null(strstr(work_verdicts(work), "insufficient-coverage"));
}

#define NETWORKS                                                                                   \
	"{\"scope\":{\"networks\":["                                                               \
	"{\"id\":\"staff\",\"groups\":[\"teachers\"],\"capture\":\"metadata\"},"                   \
	"{\"id\":\"annexe\",\"groups\":[\"teachers\"],\"capture\":\"metadata\"},"                  \
	"{\"id\":\"pupils\",\"groups\":[\"learners\"],\"capture\":\"none\"}],"                     \
	"\"staff_pages\":[\"https://a.example/\",\"https://b.example/\"]}}"

static struct coverage *look_at_network(struct work *work, const char *network, const char *probe,
                                        uint64_t targets)
{
	size_t i = work->file.place_count;
	struct observations *place = work_place(work, NULL, NULL);

	place->location.kind = "capture";
	place->location.network = network;
	place->coverage_count = 1;
	work->coverages[i][0] = (struct coverage){
		.probe = probe, .state = COVERAGE_COMPLETE, .targets = targets, .attributed = -1
	};
	return &work->coverages[i][0];
}

static void each_network_needs_its_own_hosts(void **state)
{
	struct work *work = *state;
	struct coverage *second;

	with_scope(work, NETWORKS);
	with_need(work, "certificate-check", "{\"targets\":5,\"networks_pct\":100}");
	look_at_network(work, "staff", "certificate-checks", 4);
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging insufficient-coverage - coverage.too-few-targets "
	                    "{\"collector\":\"certificate-check\",\"targets\":4,\"needed\":5}");
	second = look_at_network(work, "annexe", "certificate-checks", 5);
	assert_string_equal(
		work_verdicts(work),
		"R1/keystroke-logging insufficient-coverage - coverage.too-few-networks "
		"{\"collector\":\"certificate-check\",\"looked\":1,\"of\":2,\"needed\":100}");
	look_at_network(work, "staff", "certificate-checks", 5);
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.networks "
	                    "{\"looked\":2,\"of\":2}");
	second->state = COVERAGE_NOT_RUN;
	assert_non_null(strstr(work_verdicts(work), "coverage.too-few-networks"));
}

static void a_network_that_is_not_recorded_is_not_asked_for(void **state)
{
	struct work *work = *state;

	with_scope(work, NETWORKS);
	with_need(work, "certificate-check", "{\"networks_pct\":100}");
	look_at_network(work, "staff", "certificate-checks", 1);
	look_at_network(work, "annexe", "certificate-checks", 1);
	look_at_network(work, "pupils", "certificate-checks", 9);
	assert_non_null(strstr(work_verdicts(work), "{\"looked\":2,\"of\":2}"));
}

static void pages_are_counted_at_one_place(void **state)
{
	struct work *work = *state;
	struct coverage *second;

	with_scope(work, NETWORKS);
	with_need(work, "scripted-page-visit", "{\"pages_pct\":100}");
	look_at_network(work, "staff", "page-recordings", 1);
	second = look_at_network(work, "staff", "page-recordings", 1);
	assert_string_equal(
		work_verdicts(work),
		"R1/keystroke-logging insufficient-coverage - coverage.too-few-pages "
		"{\"collector\":\"scripted-page-visit\",\"looked\":1,\"of\":2,\"needed\":100}");
	second->targets = 3;
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.pages "
	                    "{\"looked\":2,\"of\":2}");
}

static void a_poor_recording_takes_nothing_from_a_good_one(void **state)
{
	struct work *work = *state;
	struct coverage *good;

	with_need(work, "network-metadata", "{\"days\":5,\"attributed_pct\":70}");
	look_at_network(work, "staff", "capture-names", 0)->days = 9;
	assert_non_null(strstr(work_verdicts(work), "coverage.unnamed"));
	good = look_at_network(work, "staff", "capture-names", 0);
	good->days = 5;
	good->attributed = 70;
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.recorded {\"days\":5}");
	good->attributed = 69;
	assert_non_null(strstr(work_verdicts(work), "coverage.unnamed"));
}

#define CLASSES                                                                                    \
	"{\"scope\":{\"device_classes\":["                                                         \
	"{\"id\":\"laptop\",\"recognise\":{\"platform\":[\"linux\"]}},"                            \
	"{\"id\":\"panel\",\"recognise\":{\"platform\":[\"linux\"],\"product\":[\"Panel 7\"]}},"   \
	"{\"id\":\"tablet\",\"recognise\":{\"platform\":[\"ios\"]}},{\"id\":\"other\"}]}}"

static void a_class_is_recognised_only_where_no_other_fits(void **state)
{
	struct work *work = *state;
	struct location unnamed = { .kind = "device", .platform = "ios" },
			named = { .kind = "device", .platform = "ios", .device_class = "other" };
	struct problem problem = { 0 };

	with_scope(work, CLASSES);
	assert_string_equal(class_recognised(&work->agreement, "linux", NULL), "laptop");
	assert_string_equal(class_recognised(&work->agreement, "linux", "Book 3"), "laptop");
	assert_null(class_recognised(&work->agreement, "linux", "Panel 7"));
	assert_string_equal(class_recognised(&work->agreement, "ios", NULL), "tablet");
	assert_null(class_recognised(&work->agreement, "windows", NULL));
	assert_null(class_recognised(&work->agreement, NULL, NULL));
	work->places[0].location = unnamed;
	work->places[1].location = named;
	assert_int_equal(places_settle(work->places, 2, &work->agreement, &problem), 0);
	assert_string_equal(work->places[0].location.device_class, "tablet");
	assert_string_equal(work->places[1].location.device_class, "other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_class_where_no_check_can_look_is_not_counted,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(where_no_device_could_show_it_nothing_is_claimed,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(a_class_that_may_be_of_several_systems_is_counted,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(of_two_looks_at_a_device_the_better_one_counts,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(each_network_needs_its_own_hosts, work_setup,
		                                work_teardown),
		cmocka_unit_test_setup_teardown(a_network_that_is_not_recorded_is_not_asked_for,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(a_poor_recording_takes_nothing_from_a_good_one,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(pages_are_counted_at_one_place, work_setup,
		                                work_teardown),
		cmocka_unit_test_setup_teardown(a_class_is_recognised_only_where_no_other_fits,
		                                work_setup, work_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
