/* Connections that are opened on the way, network by network (model CHK07): `prohibit` unless the
 * technology list allows it there. */
#include "tests/unit/evidence.h"

static const char scope[] =
	"{\"scope\":{\"groups\":[{\"id\":\"teachers\"},{\"id\":\"learners\"}],\"networks\":["
	"{\"id\":\"staff-vlan\",\"groups\":[\"teachers\"]},"
	"{\"id\":\"mixed-vlan\",\"groups\":[\"teachers\",\"learners\"]}]}}";

static const char allowed_for_learners[] =
	"{\"functions_allowed\":[\"tls-interception:learner-network\"],"
	"\"functions_off\":[\"tls-interception:staff-network\"]}";

static struct rule *setup(struct work *work, const char *row)
{
	static const char *const unless[] = { "agreed", "exception", NULL };
	struct rule *rule =
		work_rule(work, "R", "prohibit", "{\"capability_any\":[\"tls-interception\"]}",
	                  "{}", STATUS_BREACH);

	rule->level = LEVEL_ACTIVE;
	rule->unless = unless;
	work->agreement.root = work_json(work, scope);
	work_entry(work, "REG-1", ENTRY_IN_USE, row);
	thing(work, "filter");
	return rule;
}

/* A place on that network where `of` hosts were asked; the filter signs for the first `hits`,
 * somebody unknown for the next `strange`. */
static size_t asked(struct work *work, const char *network, size_t hits, size_t strange, size_t of)
{
	static const char *const hosts[] = { "a.example", "b.example", "c.example", "d.example",
		                             "e.example" };
	size_t place = work->file.place_count;
	struct observation *items = arena_take(work->arena, of + 1, sizeof(*items));

	work_place(work, NULL, NULL)->location =
		(struct location){ .network = network, .kind = "network" };
	work_look(work, place, "certificate-checks");
	for (size_t i = 0; i < of; i++) {
		items[i] = (struct observation){
			.kind = OBSERVED_CERTIFICATE_CHECK,
			.subject = hosts[i],
			.level = i < hits + strange ? LEVEL_ACTIVE : LEVEL_PRESENT,
			.first = DATE_NONE,
			.last = DATE_NONE,
		};
		if (i >= hits)
			continue;
		fact(work, 0, place, OBSERVED_CERTIFICATE_CHECK, LEVEL_ACTIVE)->type =
			INDICATOR_AUTHORITY;
		all_of(work, 0)[work->items[0].evidence_total - 1].fact = &items[i];
		all_of(work, 0)[work->items[0].evidence_total - 1].observation = (uint32_t)i;
	}
	work->places[place].items = items;
	work->places[place].count = of;
	return place;
}

static void trusted_on_a_laptop(struct work *work)
{
	size_t place = work->file.place_count;

	work_place(work, "d1", NULL);
	fact(work, 0, place, OBSERVED_AUTHORITY, LEVEL_PRESENT)->type = INDICATOR_AUTHORITY;
}

static void connections_that_end_at_a_trusted_root_break_the_rule(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	asked(work, "staff-vlan", 4, 0, 5);
	trusted_on_a_laptop(work);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1/staff-vlan breach confirmed interception.seen "
	                    "{\"name\":\"REG-1\",\"network\":\"staff-vlan\",\"hits\":4,\"of\":5,"
	                    "\"allowed\":[\"learner-network\"]}");
}

static void a_root_certificate_alone_shows_nothing(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	trusted_on_a_laptop(work);
	fact(work, 0, 0, OBSERVED_PROXY, LEVEL_ACTIVE)->type = INDICATOR_DOMAIN;
	assert_string_equal(work_statuses(work),
	                    "R/tls-interception insufficient-coverage - coverage.none");
	work_look(work, 0, "certificate-checks");
	assert_string_equal(work_statuses(work),
	                    "R/tls-interception not-observed - not-seen.looked-alone");
}

static void chains_that_end_in_public_are_not_opened(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	trusted_on_a_laptop(work);
	asked(work, "staff-vlan", 0, 0, 5);
	assert_string_equal(work_statuses(work),
	                    "R/tls-interception not-observed - not-seen.looked-alone");
}

static void a_chain_that_ends_at_a_public_root_of_the_same_name_is_none(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	trusted_on_a_laptop(work);
	asked(work, "staff-vlan", 1, 0, 5);
	all_of(work, 0)[1].level = LEVEL_PRESENT;
	assert_string_equal(work_statuses(work),
	                    "R/tls-interception not-observed - not-seen.looked-alone");
}

static void a_chain_that_nothing_else_supports_is_to_discuss(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	asked(work, "staff-vlan", 5, 0, 5);
	assert_string_equal(
		work_statuses(work),
		"R/REG-1/staff-vlan needs-interpretation probable interception.not-sure");
}

static void the_list_may_allow_it_on_one_network(void **state)
{
	struct work *work = *state;

	setup(work, "{\"functions_allowed\":[\"tls-interception:mixed-vlan\"]}");
	asked(work, "staff-vlan", 5, 0, 5);
	asked(work, "mixed-vlan", 5, 0, 5);
	trusted_on_a_laptop(work);
	assert_string_equal(work_statuses(work),
	                    "R/REG-1/mixed-vlan agreed confirmed interception.agreed\n"
	                    "R/REG-1/staff-vlan breach confirmed interception.seen");
}

static void a_network_of_learners_is_meant_by_their_group(void **state)
{
	struct work *work = *state;

	setup(work, "{\"functions_allowed\":[\"tls-interception:learner-network\"]}");
	asked(work, "mixed-vlan", 5, 0, 5);
	trusted_on_a_laptop(work);
	assert_string_equal(work_statuses(work),
	                    "R/REG-1/mixed-vlan agreed confirmed interception.agreed");
	work->entries[0].row = work_json(work, allowed_for_learners);
	assert_string_equal(work_statuses(work),
	                    "R/REG-1/mixed-vlan breach confirmed interception.seen");
}

static void without_unless_agreed_the_list_does_not_matter(void **state)
{
	struct work *work = *state;

	setup(work, "{\"functions_allowed\":[\"tls-interception\"]}")->unless = NULL;
	asked(work, "staff-vlan", 5, 0, 5);
	trusted_on_a_laptop(work);
	assert_string_equal(work_statuses(work),
	                    "R/REG-1/staff-vlan breach confirmed interception.seen");
}

static void an_ability_that_the_baseline_lacks_is_not_agreed(void **state)
{
	struct work *work = *state;

	setup(work, "{\"functions_allowed\":[\"tls-interception\"],"
	            "\"baseline\":{\"capabilities\":[\"web-filtering\"]}}");
	asked(work, "staff-vlan", 5, 0, 5);
	trusted_on_a_laptop(work);
	assert_string_equal(work_statuses(work),
	                    "R/REG-1/staff-vlan breach confirmed interception.seen");
}

static void a_host_asked_from_two_places_counts_once(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	asked(work, "staff-vlan", 2, 0, 3);
	asked(work, "staff-vlan", 3, 0, 5);
	trusted_on_a_laptop(work);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1/staff-vlan breach confirmed interception.seen "
	                    "{\"name\":\"REG-1\",\"network\":\"staff-vlan\",\"hits\":3,\"of\":5,"
	                    "\"allowed\":[\"learner-network\"]}");
}

static void an_authority_that_nobody_names_is_to_discuss(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	asked(work, "staff-vlan", 0, 2, 5);
	assert_string_equal(work_verdicts(work),
	                    "R/staff-vlan needs-interpretation probable interception.unknown "
	                    "{\"network\":\"staff-vlan\",\"hits\":2,\"of\":5}");
	work->rules[0].confidence = CONFIDENCE_PROBABLE;
	assert_string_equal(work_statuses(work),
	                    "R/staff-vlan breach probable interception.unknown");
}

static void a_place_without_a_network_says_so(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	asked(work, NULL, 1, 1, 5);
	trusted_on_a_laptop(work);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 breach confirmed interception.no-place "
	                    "{\"name\":\"REG-1\",\"hits\":1,\"of\":5}\n"
	                    "R/tls-interception needs-interpretation probable interception.unknown "
	                    "{\"network\":null,\"hits\":1,\"of\":5}");
}

static void a_program_that_does_nothing_else_breaks_the_rule_by_running(void **state)
{
	struct work *work = *state;

	setup(work, "{}")->confidence = CONFIDENCE_PROBABLE;
	can(work, 0, "tls-interception");
	work->products[0].single_purpose = true;
	work->items[0].capabilities = &(struct finding_capability){ .word = "tls-interception" };
	work->items[0].capability_count = 1;
	work_place(work, "d1", NULL);
	fact(work, 0, 0, OBSERVED_PROCESS, LEVEL_ACTIVE);
	assert_string_equal(work_statuses(work), "R/REG-1 breach probable prohibit.seen");
}

static void an_exception_may_name_the_row_or_its_network(void **state)
{
	struct work *work = *state;

	setup(work, allowed_for_learners);
	asked(work, "staff-vlan", 5, 0, 5);
	trusted_on_a_laptop(work);
	work_log(work, "{\"exception\":{\"rules\":[\"R\"],\"subject\":\"REG-1/annexe\","
	               "\"from\":\"2026-11-20\",\"until\":\"2026-11-25\"}}");
	assert_string_equal(work_statuses(work),
	                    "R/REG-1/staff-vlan breach confirmed interception.seen");
	work_log(work, "{\"exception\":{\"rules\":[\"R\"],\"subject\":\"REG-1\","
	               "\"from\":\"2026-11-20\",\"until\":\"2026-11-25\"}}");
	assert_string_equal(work_statuses(work),
	                    "R/REG-1/staff-vlan excepted confirmed exception.live");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(connections_that_end_at_a_trusted_root_break_the_rule),
		TEST(a_root_certificate_alone_shows_nothing),
		TEST(chains_that_end_in_public_are_not_opened),
		TEST(a_chain_that_ends_at_a_public_root_of_the_same_name_is_none),
		TEST(a_chain_that_nothing_else_supports_is_to_discuss),
		TEST(the_list_may_allow_it_on_one_network),
		TEST(a_network_of_learners_is_meant_by_their_group),
		TEST(without_unless_agreed_the_list_does_not_matter),
		TEST(an_ability_that_the_baseline_lacks_is_not_agreed),
		TEST(a_host_asked_from_two_places_counts_once),
		TEST(an_authority_that_nobody_names_is_to_discuss),
		TEST(a_place_without_a_network_says_so),
		TEST(a_program_that_does_nothing_else_breaks_the_rule_by_running),
		TEST(an_exception_may_name_the_row_or_its_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
