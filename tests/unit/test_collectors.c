/* How much of its scope a rule's needs were looked at. */
#include "tests/unit/casework.h"

#include "policies/collectors.h"
#include "policies/places.h"

static const char *const teachers[] = { "teachers", NULL };

static void with_scope(struct work *work, const char *scope)
{
	work->agreement.root = work_json(work, scope);
}

/* A rule about what that collector could show. */
static struct rule *with_need(struct work *work, const char *collector, const char *row)
{
	const char *subject = "{\"capability_any\":[\"keystroke-logging\"]}";
	struct rule *rule;

	if (strcmp(collector, "certificate-check") == 0)
		subject = "{\"capability_any\":[\"tls-interception\"]}";
	if (strcmp(collector, "scripted-page-visit") == 0)
		subject = "{\"capability_any\":[\"advertising\"]}";
	rule = work_rule(work, "R1", "prohibit", subject, "{}", STATUS_BREACH);
	if (strcmp(collector, "network-metadata") == 0)
		rule->level = LEVEL_COMMUNICATING;
	work_needs(work, rule, collector, row);
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
	                    "R1/tls-interception insufficient-coverage - coverage.too-few-targets "
	                    "{\"collector\":\"certificate-check\",\"targets\":4,\"needed\":5}");
	second = look_at_network(work, "annexe", "certificate-checks", 5);
	assert_string_equal(
		work_verdicts(work),
		"R1/tls-interception insufficient-coverage - coverage.too-few-networks "
		"{\"collector\":\"certificate-check\",\"looked\":1,\"of\":2,\"needed\":100}");
	look_at_network(work, "staff", "certificate-checks", 5);
	assert_string_equal(work_verdicts(work),
	                    "R1/tls-interception not-observed - not-seen.networks "
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
		"R1/advertising insufficient-coverage - coverage.too-few-pages "
		"{\"collector\":\"scripted-page-visit\",\"looked\":1,\"of\":2,\"needed\":100}");
	second->targets = 3;
	assert_string_equal(work_verdicts(work), "R1/advertising not-observed - not-seen.pages "
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

/* --- what could not show it ------------------------------------------------------- */

static void what_could_not_show_it_claims_nothing(void **state)
{
	struct work *work = *state;
	struct rule *rule;

	with_scope(work, NETWORKS);
	rule = with_need(work, "network-metadata", "{\"days\":1}");
	look_at_network(work, "staff", "capture-names", 0)->days = 9;
	assert_non_null(strstr(work_verdicts(work), "not-observed"));
	rule->level = LEVEL_ACTIVE;
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observable - cannot-be-seen-so "
	                    "{\"collectors\":[\"network-metadata\"]}");
}

static void of_several_abilities_each_needs_what_shows_it(void **state)
{
	struct work *work = *state;

	work_class(work, "laptop", teachers, 1, true);
	with_need(work, "software-inventory", "{\"devices_pct\":100}")->subject = work_json(
		work, "{\"capability_any\":[\"keystroke-logging\",\"tls-interception\"]}");
	work_place(work, "a", "laptop");
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.looked "
	                    "{\"looked\":1,\"of\":1}\n"
	                    "R1/tls-interception not-observable - cannot-be-seen-so "
	                    "{\"collectors\":[\"software-inventory\"]}");
}

static void one_look_of_another_kind_is_none(void **state)
{
	struct work *work = *state;

	with_scope(work, NETWORKS);
	with_need(work, "software-inventory", "{}")->need_count = 0;
	look_at_network(work, "staff", "capture-names", 0)->days = 9;
	assert_string_equal(work_verdicts(work), "R1/keystroke-logging insufficient-coverage - "
	                                         "coverage.none null");
	work_place(work, "a", NULL);
	assert_non_null(strstr(work_verdicts(work), "not-observed"));
}

struct showing {
	const char *kind, *subject;
	int level;
	const char *shown_by; /* their first letters: certificate, network, policy, scripted,
	                         software */
};

static void each_subject_has_the_checks_that_could_show_it(void **state)
{
	static const struct showing cases[] = {
		{ "register", "{}", LEVEL_PRESENT, "so" },
		{ "register", "{}", LEVEL_COMMUNICATING, "ne so" },
		{ "prohibit", "{\"products\":[\"x\"]}", LEVEL_ACTIVE, "so" },
		{ "prohibit", "{\"products\":[\"x\"]}", LEVEL_FUNCTION_ON, "po so" },
		{ "prohibit", "{\"concealed\":true}", LEVEL_FUNCTION_ON, "so" },
		{ "prohibit", "{\"transport\":\"clear-text\"}", LEVEL_COMMUNICATING, "ne" },
		{ "prohibit", "{\"capability_any\":[\"tls-interception\"]}", LEVEL_ACTIVE, "ce" },
		{ "prohibit", "{\"capability_any\":[\"session-replay\"]}", LEVEL_ACTIVE, "sc" },
		{ "match-agreed", "{\"compare\":[\"functions_off\"]}", LEVEL_PRESENT, "po" },
		{ "match-agreed", "{\"compare\":[\"countries\"]}", LEVEL_PRESENT, "ne" },
		{ "match-agreed", "{\"compare\":[\"groups\"]}", LEVEL_ACTIVE, "so" },
		{ "match-agreed", "{\"compare\":[\"groups\",\"functions_off\"]}", LEVEL_ACTIVE,
		  "po so" },
		{ "destinations", "{\"register\":\"*\"}", LEVEL_COMMUNICATING, "ne" },
		{ "destinations", "{\"pages\":\"staff_pages\"}", LEVEL_COMMUNICATING, "sc" },
		{ "hours", "{\"register\":\"*\"}", LEVEL_COMMUNICATING, "ne" },
		{ "limit", "{\"pages\":\"staff_pages\"}", LEVEL_COMMUNICATING, "sc" },
	};
	struct work *work = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct rule rule = { .kind = rule_kind_find(cases[i].kind),
			             .subject = work_json(work, cases[i].subject),
			             .level = cases[i].level };
		const char *const *words = collectors_for(&rule, NULL, work->arena);
		const char *said = "";

		for (; *words; words++)
			said = arena_printf(work->arena, "%s%s%.2s", said, *said ? " " : "",
			                    *words);
		assert_string_equal(said, cases[i].shown_by);
	}
}

/* --- how many there are ----------------------------------------------------------- */

static const char *const both_groups[] = { "teachers", "supply", NULL };
static const char *const annexe[] = { "annexe", NULL };

#define SITES "{\"scope\":{\"sites\":[\"main\",\"annexe\"]}}"

static void place_at_site(struct work *work, const char *device, const char *site)
{
	work_place(work, device, "laptop")->location.site = site;
}

static void a_site_is_divided_by_what_can_be_there(void **state)
{
	struct work *work = *state;

	with_scope(work, SITES);
	work_class(work, "laptop", teachers, 4, true);
	with_need(work, "software-inventory", "{\"devices_pct\":100}")->sites = annexe;
	place_at_site(work, "a", "annexe");
	assert_string_equal(work_verdicts(work), "R1/keystroke-logging insufficient-coverage - "
	                                         "coverage.uncounted {\"looked\":1}");
	place_at_site(work, "b", "main");
	place_at_site(work, "b", "main");
	place_at_site(work, "c", "main");
	assert_non_null(strstr(work_verdicts(work), "coverage.uncounted"));
	place_at_site(work, "d", "main"); /* all others are elsewhere */
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.looked-of-at-most "
	                    "{\"looked\":1,\"of\":1}");
	work->rules[0].sites = NULL;
	assert_non_null(strstr(work_verdicts(work), "{\"looked\":4,\"of\":4}"));
}

static void all_sites_are_no_limit(void **state)
{
	static const char *const all[] = { "annexe", "main", NULL };
	struct work *work = *state;

	with_scope(work, SITES);
	work_class(work, "laptop", teachers, 2, true);
	with_need(work, "software-inventory", "{\"devices_pct\":50}")->sites = all;
	place_at_site(work, "a", "annexe");
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.looked "
	                    "{\"looked\":1,\"of\":2}");
}

static void the_devices_on_a_network_are_not_those_that_were_looked_at(void **state)
{
	static const char *const staff[] = { "staff", NULL };
	struct work *work = *state;

	with_scope(work, NETWORKS);
	work_class(work, "laptop", teachers, 3, true);
	with_need(work, "software-inventory", "{\"devices_pct\":60}")->networks = staff;
	work_place(work, "a", "laptop")->location.network = "staff";
	assert_non_null(strstr(work_verdicts(work), "coverage.uncounted {\"looked\":1}"));
	work_place(work, "b", "laptop")->location.network = "staff";
	assert_string_equal(work_verdicts(work),
	                    "R1/keystroke-logging not-observed - not-seen.looked-of-at-most "
	                    "{\"looked\":2,\"of\":3}");
	work->classes[0].count = 0;
	assert_non_null(strstr(work_verdicts(work), "coverage.uncounted {\"looked\":2}"));
	work->rules[0].need_count = 0;
	assert_non_null(strstr(work_verdicts(work), "coverage.uncounted {\"looked\":2}"));
}

static void without_a_number_of_devices_no_share_is_known(void **state)
{
	struct work *work = *state;

	with_need(work, "software-inventory", "{\"devices_pct\":90}");
	work_place(work, "a", NULL);
	assert_string_equal(work_verdicts(work), "R1/keystroke-logging insufficient-coverage - "
	                                         "coverage.no-classes {\"looked\":1}");
	work->file.place_count = 0;
	work_class(work, "laptop", teachers, 0, true);
	work_class(work, "desktop", teachers, 1, true);
	work_place(work, "a", "laptop");
	work_place(work, "b", "desktop");
	assert_string_equal(work_verdicts(work), "R1/keystroke-logging insufficient-coverage - "
	                                         "coverage.no-number "
	                                         "{\"looked\":2,\"classes\":[\"laptop\"]}");
	work->coverages[1][0].state = COVERAGE_PARTIAL;
	assert_non_null(strstr(work_verdicts(work), "coverage.no-number {\"looked\":1,"));
	work->file.place_count = 1;
	assert_non_null(strstr(work_verdicts(work), "coverage.no-number {\"looked\":1,"));
}

static void where_no_share_is_asked_for_it_is_said_of_the_devices_looked_at(void **state)
{
	struct work *work = *state;

	work_class(work, "laptop", teachers, 0, true);
	with_need(work, "software-inventory", "{}");
	work_place(work, "a", "laptop");
	assert_string_equal(work_verdicts(work), "R1/keystroke-logging not-observed - "
	                                         "not-seen.looked-alone {\"looked\":1}");
	work->rules[0].need_count = 0;
	assert_string_equal(work_verdicts(work), "R1/keystroke-logging not-observed - "
	                                         "not-seen.looked-alone {\"looked\":1}");
}

static void a_device_looked_at_badly_makes_no_class_larger(void **state)
{
	struct work *work = *state;

	work_class(work, "laptop", teachers, 1, true);
	with_need(work, "software-inventory", "{\"devices_pct\":90}");
	work_place(work, "a", "laptop");
	work_place(work, "b", "laptop");
	work->coverages[1][0].state = COVERAGE_PARTIAL;
	assert_non_null(strstr(work_verdicts(work), "not-seen.looked {\"looked\":1,\"of\":1}"));
	work->file.place_count = 1;
	assert_non_null(strstr(work_verdicts(work), "not-seen.looked {\"looked\":1,\"of\":1}"));
}

static void which_devices_a_group_uses_is_known_of_all_of_them_alone(void **state)
{
	struct work *work = *state;

	work_class(work, "laptop", both_groups, 2, true);
	with_need(work, "software-inventory", "{\"devices_pct\":50}");
	work_place(work, "a", "laptop");
	assert_non_null(strstr(work_verdicts(work), "coverage.uncounted {\"looked\":1}"));
	work_place(work, "b", "laptop");
	assert_non_null(strstr(work_verdicts(work), "not-seen.looked {\"looked\":2,\"of\":2}"));
	work->file.place_count = 1;
	work->rules[0].groups = both_groups;
	assert_non_null(strstr(work_verdicts(work), "not-seen.looked {\"looked\":1,\"of\":2}"));
}

static void a_class_that_is_shared_is_used_by_each_group(void **state)
{
	struct work *work = *state;

	with_scope(work, "{\"scope\":{\"device_classes\":[{\"id\":\"laptop\",\"shared\":true}]}}");
	work_class(work, "laptop", both_groups, 2, true);
	with_need(work, "software-inventory", "{\"devices_pct\":50}");
	work_place(work, "a", "laptop");
	assert_non_null(strstr(work_verdicts(work), "not-seen.looked {\"looked\":1,\"of\":2}"));
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
		cmocka_unit_test_setup_teardown(what_could_not_show_it_claims_nothing, work_setup,
		                                work_teardown),
		cmocka_unit_test_setup_teardown(of_several_abilities_each_needs_what_shows_it,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(one_look_of_another_kind_is_none, work_setup,
		                                work_teardown),
		cmocka_unit_test_setup_teardown(each_subject_has_the_checks_that_could_show_it,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(a_site_is_divided_by_what_can_be_there, work_setup,
		                                work_teardown),
		cmocka_unit_test_setup_teardown(all_sites_are_no_limit, work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(without_a_number_of_devices_no_share_is_known,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(
			where_no_share_is_asked_for_it_is_said_of_the_devices_looked_at, work_setup,
			work_teardown),
		cmocka_unit_test_setup_teardown(a_device_looked_at_badly_makes_no_class_larger,
		                                work_setup, work_teardown),
		cmocka_unit_test_setup_teardown(
			the_devices_on_a_network_are_not_those_that_were_looked_at, work_setup,
			work_teardown),
		cmocka_unit_test_setup_teardown(
			which_devices_a_group_uses_is_known_of_all_of_them_alone, work_setup,
			work_teardown),
		cmocka_unit_test_setup_teardown(a_class_that_is_shared_is_used_by_each_group,
		                                work_setup, work_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
