/* The rule kind `destinations` by role: only to, or never to (model 2.4, CHK14). */
#include "policies/destination.h"
#include "tests/unit/contacts.h"

static const char two_roles[] =
	"{\"vendor\":\"Mate Ltd\",\"destinations\":[{\"domain\":\"mate.example\",\"organisation\":"
	"\"Mate Ltd\",\"role\":\"processor\"},{\"domain\":\"partner.example\",\"organisation\":"
	"\"Partner Inc\",\"role\":\"Third party\"}]}";

static struct finding *setup_with(struct work *work, const char *params, const char *row)
{
	struct rule *rule =
		work_rule(work, "R", "destinations", "{\"register\":\"*\"}", params, STATUS_DRIFT);
	struct register_entry *entry = work_entry(work, "REG-1", ENTRY_IN_USE, row);

	work_needs(work, rule, "network-metadata", "{\"days\":5,\"attributed_pct\":70}");
	work_place(work, "d1", NULL);
	work_network(work, "staff", 5, 75);
	return see_talker(work, 0, "mate", "ai-generation", entry);
}

static const char *verdict_id(struct work *work)
{
	work_judge(work);
	assert_int_equal(work->verdicts.count, 1);
	return work->verdicts.items[0].because.id;
}

static void a_contact_in_a_role_that_the_rule_rules_out_gives_its_result(void **state)
{
	static const char *const params[] = { "{\"roles_never\":[\"third-party\"]}",
		                              "{\"roles_only\":[\"processor\",\"controller\"]}" };
	struct work *work = *state;
	struct finding *mate = setup_with(work, params[0], two_roles);

	see_contact(work, mate, 1, "api.partner.example");
	for (size_t i = 0; i < 2; i++) {
		work->rules[0].params = work_json(work, params[i]);
		assert_string_equal(work_verdicts(work),
		                    "R/REG-1 drift confirmed destinations.role "
		                    "{\"name\":\"REG-1\",\"receivers\":[\"Partner Inc\"],"
		                    "\"roles\":[\"Third party\"]}");
	}
}

static void without_roles_in_the_rule_none_is_judged(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, "{}", two_roles);

	see_contact(work, mate, 1, "api.partner.example");
	assert_string_equal(verdict_id(work), "destinations.agreed");
	work->rules[0].params = work_json(work, "{\"roles_only\":[]}");
	assert_string_equal(verdict_id(work), "destinations.agreed");
}

static void what_the_list_alone_says_is_to_discuss(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, "{\"roles_only\":[\"processor\"]}", two_roles);

	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation on-record destinations.role-listed "
	                    "{\"name\":\"REG-1\",\"receivers\":[\"Partner Inc\"],"
	                    "\"roles\":[\"Third party\"]}");
	see_contact(work, mate, 1, "api.mate.example");
	assert_string_equal(verdict_id(work), "destinations.role-listed");
	see_contact(work, mate, 1, "api.partner.example");
	assert_string_equal(verdict_id(work), "destinations.role");
}

static void a_role_that_is_allowed_is_as_agreed_however_it_is_spelt(void **state)
{
	struct work *work = *state;
	struct finding *mate =
		setup_with(work, "{\"roles_only\":[\"PROCESSOR\",\"third_party\"]}", two_roles);

	see_contact(work, mate, 1, "api.mate.example");
	see_contact(work, mate, 1, "api.partner.example");
	assert_string_equal(verdict_id(work), "destinations.agreed");
}

static void a_role_that_is_not_recorded_is_to_discuss_and_no_more(void **state)
{
	struct work *work = *state;
	struct finding *mate =
		setup_with(work, "{\"roles_only\":[\"processor\"]}",
	                   "{\"destinations\":[{\"domain\":\"mate.example\",\"organisation\":"
	                   "\"Mate Ltd\"}]}");

	see_contact(work, mate, 1, "api.mate.example");
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation confirmed destinations.role-unknown "
	                    "{\"name\":\"REG-1\",\"roleless\":[\"Mate Ltd\"]}");
}

static void the_rows_roles_speak_where_a_destination_does_not(void **state)
{
	static const struct {
		const char *roles, *sentence;
	} cases[] = {
		{ "{\"processors\":[\"MATE Limited\"]}", "destinations.agreed" },
		{ "{\"sub_processors\":[\"Mate Ltd\"]}", "destinations.role" },
		{ "{\"controller\":\"Mate Ltd\"}", "destinations.role" },
	};
	struct work *work = *state;
	struct finding *mate = setup_with(work, "{\"roles_only\":[\"processor\"]}", "{}");

	see_contact(work, mate, 1, "api.mate.example");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		work->entries[0].row = work_json(
			work, arena_printf(work->arena,
		                           "{\"destinations\":[{\"domain\":\"mate.example\","
		                           "\"organisation\":\"Mate Ltd\"}],\"roles\":%s}",
		                           cases[i].roles));
		assert_string_equal(verdict_id(work), cases[i].sentence);
	}
}

static void a_host_of_somebody_else_does_not_take_the_role_of_the_row(void **state)
{
	struct work *work = *state;
	struct finding *mate =
		setup_with(work, "{\"roles_only\":[\"processor\"]}",
	                   "{\"destinations\":[{\"domain\":\"mate.example\",\"organisation\":"
	                   "\"Mate Ltd\",\"role\":\"processor\"}],\"roles\":{\"sub_processors\":"
	                   "[\"Cloud Inc\"]}}");
	struct destination to;

	indicator_of(see_contact(work, mate, 1, "cloud.mate.example"))->organisation = "Cloud Inc";
	((struct product *)mate->product)->indicators = mate->evidence[2].indicator;
	((struct product *)mate->product)->indicator_count = 1;
	assert_int_equal(destination_of(&work->file, mate, &mate->evidence[2], &to), 0);
	assert_string_equal(to.organisation, "Cloud Inc");
	assert_string_equal(to.role, "sub-processor");
	assert_string_equal(verdict_id(work), "destinations.role");
}

static void an_organisation_outside_the_list_is_told_with_the_role(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, "{\"roles_never\":[\"third party\"]}", two_roles);

	see_contact(work, mate, 1, "api.partner.example");
	indicator_of(see_contact(work, mate, 1, "t.ads.example"))->organisation = "Ads Inc";
	((struct product *)mate->product)->indicators = mate->evidence[3].indicator;
	((struct product *)mate->product)->indicator_count = 1;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 drift confirmed destinations.outside-and-role "
	                    "{\"name\":\"REG-1\",\"organisations\":[\"Ads Inc\"],\"countries\":[],"
	                    "\"receivers\":[\"Partner Inc\"],\"roles\":[\"Third party\"]}");
}

static void a_product_that_is_not_surely_this_one_is_no_drift(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, "{\"roles_never\":[\"third-party\"]}", two_roles);

	mate->evidence_count = mate->evidence_total = 0;
	see_contact(work, mate, 1, "api.partner.example"); /* one sign: probable */
	assert_string_equal(verdict_id(work), "destinations.role-not-sure");
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_contact_in_a_role_that_the_rule_rules_out_gives_its_result),
		TEST(without_roles_in_the_rule_none_is_judged),
		TEST(what_the_list_alone_says_is_to_discuss),
		TEST(a_role_that_is_allowed_is_as_agreed_however_it_is_spelt),
		TEST(a_role_that_is_not_recorded_is_to_discuss_and_no_more),
		TEST(the_rows_roles_speak_where_a_destination_does_not),
		TEST(a_host_of_somebody_else_does_not_take_the_role_of_the_row),
		TEST(an_organisation_outside_the_list_is_told_with_the_role),
		TEST(a_product_that_is_not_surely_this_one_is_no_drift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
