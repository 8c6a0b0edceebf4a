/* The rule kind `destinations`: where a listed technology's data goes, and which services the pages
 * that staff must use call. */
#include "policies/destination.h"
#include "tests/unit/contacts.h"

static const char row[] =
	"{\"vendor\":\"Mate Ltd\",\"destinations\":[{\"domain\":\"mate.example\","
	"\"organisation\":\"Mate Ltd\",\"role\":\"processor\",\"country\":\"GB\"}],"
	"\"countries_allowed\":[\"GB\"]}";

static struct finding *setup_with(struct work *work, const char *text)
{
	struct rule *rule =
		work_rule(work, "R", "destinations", "{\"register\":\"*\"}", "{}", STATUS_DRIFT);
	struct register_entry *entry = work_entry(work, "REG-1", ENTRY_IN_USE, text);

	work_needs(work, rule, "network-metadata", "{\"days\":5,\"attributed_pct\":70}");
	work_place(work, "d1", NULL);
	work_network(work, "staff", 5, 75);
	return see_talker(work, 0, "mate", "ai-generation", entry);
}

static void the_listed_destinations_are_as_agreed(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, row);

	see_contact(work, mate, 1, "api.mate.example");
	assert_string_equal(work_verdicts(work), "R/REG-1 agreed confirmed destinations.agreed "
	                                         "{\"name\":\"REG-1\",\"listed\":[\"Mate Ltd\"]}");
}

static void another_organisation_is_outside_the_list(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, row);

	indicator_of(see_contact(work, mate, 1, "t.ads.example"))->organisation = "Ads Inc";
	((struct product *)mate->product)->indicators = mate->evidence[2].indicator;
	((struct product *)mate->product)->indicator_count = 1;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 drift confirmed destinations.organisation "
	                    "{\"name\":\"REG-1\",\"organisations\":[\"Ads Inc\"]}");
}

static void other_hosts_of_a_listed_organisation_are_no_change(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(
		work, "{\"destinations\":[{\"domain\":\"api.mate.example\",\"organisation\":"
		      "\"Mate Ltd\",\"country\":\"GB\"}]}");

	see_contact(work, mate, 1, "cdn7.mate.example");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
	/* a name of its own, which the supplier says is the same organisation's */
	indicator_of(see_contact(work, mate, 1, "matecdn.example"))->organisation = "MATE Limited";
	((struct product *)mate->product)->indicators = mate->evidence[3].indicator;
	((struct product *)mate->product)->indicator_count = 1;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
}

/* The supplier's documentation says that this host is its American region. */
static struct finding *american(struct work *work)
{
	struct finding *mate = setup_with(work, row);

	indicator_of(see_contact(work, mate, 1, "ingest.us.mate.example"))->country = "US";
	((struct product *)mate->product)->indicators = mate->evidence[2].indicator;
	((struct product *)mate->product)->indicator_count = 1;
	return mate;
}

static void a_country_that_the_supplier_states_is_outside_the_list(void **state)
{
	struct work *work = *state;

	american(work);
	assert_string_equal(work_verdicts(work), "R/REG-1 drift confirmed destinations.country "
	                                         "{\"name\":\"REG-1\",\"countries\":[\"US\"]}");
}

static void a_country_that_is_spelt_otherwise_is_not_another(void **state)
{
	assert_true(country_may_be("GB", "gb"));
	assert_true(country_may_be("UK", "GB"));
	assert_false(country_may_be("GB", "US"));
	assert_true(country_may_be("United Kingdom", "GB")); /* nothing to compare */
	(void)state;
}

static void of_the_same_host_the_list_speaks_before_the_supplier(void **state)
{
	struct work *work = *state;
	struct finding *mate = american(work);

	fact_of(&mate->evidence[2])->subject = "mate.example";
	indicator_of(&mate->evidence[2])->value = "mate.example";
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
}

static void a_country_by_the_network_alone_is_for_people(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, row);

	fact_of(see_contact(work, mate, 1, "mate.example"))->country = "SG";
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation suspected destinations.located "
	                    "{\"name\":\"REG-1\",\"located\":[\"SG\"]}");
	work->rules[0].params = work_json(work, "{\"geo_only\":\"ignored\"}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
}

static void names_that_were_only_looked_up_do_not_count(void **state)
{
	static const char *const asking[] = { "dns", "dnsr", "mdns", "llmnr", "dhcp" };
	struct work *work = *state;
	struct finding *mate = american(work);

	for (size_t i = 0; i < sizeof(asking) / sizeof(*asking); i++) {
		fact_of(&mate->evidence[2])->detail = asking[i];
		work_judge(work);
		assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
	}
}

static void shared_hosts_are_a_suspicion(void **state)
{
	struct work *work = *state;
	struct finding *mate = american(work);

	indicator_of(&mate->evidence[2])->specificity = SPECIFIC_SHARED;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation suspected destinations.weak "
	                    "{\"name\":\"REG-1\",\"weak\":[\"US\"]}");
}

static void one_sign_is_not_enough_where_the_rule_wants_two(void **state)
{
	struct work *work = *state;
	struct finding *mate = american(work);

	((struct finding_evidence *)mate->evidence)[0] = mate->evidence[2];
	mate->evidence_count = mate->evidence_total = 1;
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation probable destinations.not-sure "
	                    "{\"name\":\"REG-1\",\"organisations\":[],\"countries\":[\"US\"]}");
	work->rules[0].confidence = CONFIDENCE_PROBABLE;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_DRIFT);
}

static void another_product_of_the_row_lends_no_confidence(void **state)
{
	struct work *work = *state;
	struct finding *mate = american(work), *other;

	((struct finding_evidence *)mate->evidence)[0] = mate->evidence[2];
	mate->evidence_count = mate->evidence_total = 1;
	other = see_talker(work, 0, "other", "ai-generation", mate->entry);
	see_contact(work, other, 1, "mate.example");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
	assert_int_equal(work->verdicts.items[0].confidence, CONFIDENCE_PROBABLE);
}

static void a_row_without_destinations_is_for_people(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, "{\"vendor\":\"Mate Ltd\",\"destinations\":[]}");

	mate->product = NULL;
	work->entries[0].vendor = "Mate Ltd";
	see_contact(work, mate, 1, "mate.example");
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation confirmed destinations.not-recorded "
	                    "{\"name\":\"REG-1\",\"contacted\":[\"Mate Ltd\"]}");
}

static void a_program_that_speaks_to_strangers_is_for_people_and_names_none(void **state)
{
	struct work *work = *state;
	struct finding *mate = setup_with(work, row);
	struct finding_evidence *evidence = see_contact(work, mate, 0, "somebody.example");

	indicator_of(evidence)->type = INDICATOR_PACKAGE;
	indicator_of(evidence)->value = "mate";
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 needs-interpretation confirmed destinations.unknown "
	                    "{\"name\":\"REG-1\",\"hosts\":1}");
}

static void what_was_not_seen_to_talk_needs_coverage(void **state)
{
	struct work *work = *state;

	setup_with(work, row);
	assert_string_equal(work_verdicts(work),
	                    "R/REG-1 not-observed - not-seen.recorded {\"days\":5}");
	work->coverages[1][0].days = 3;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
}

static void rows_that_are_not_in_use_are_left_to_other_rules(void **state)
{
	struct work *work = *state;

	setup_with(work, row);
	work->entries[0].status = ENTRY_WITHDRAWN;
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	work->entries[0].status = ENTRY_IN_USE;
	work->entries[0].matchable = false;
	work->findings.count = 0;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVABLE);
}

static void networks_outside_the_scope_say_nothing(void **state)
{
	struct work *work = *state;

	american(work);
	work->agreement.root = work_json(
		work, "{\"scope\":{\"networks\":[{\"id\":\"staff\",\"capture\":\"none\"}]}}");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
}

/* --- pages ------------------------------------------------------------------------ */

#define CALLS                                                                                      \
	"{\"pages\":\"staff_pages\",\"endpoint_category_any\":[\"session-replay\","                \
	"\"advertising\"]}"
#define PAGES                                                                                      \
	"{\"scope\":{\"staff_pages\":[\"https://Portal.example/\",\"https://mis.example/in?x\"]}}"

static struct rule *pages_case(struct work *work, const char *needs)
{
	struct rule *rule =
		work_rule(work, "R", "destinations", CALLS, "{}", STATUS_NEEDS_INTERPRETATION);

	work->agreement.root = work_json(work, PAGES);
	work_visits(work, 2);
	work_needs(work, rule, "scripted-page-visit", needs);
	return rule;
}

static struct finding *see_replay(struct work *work, const char *detail, uint64_t count)
{
	struct finding *finding = see_talker(work, 0, "replay", "session-replay", NULL);
	struct finding_evidence *evidence =
		add_evidence(work, finding, 0, OBSERVED_PAGE_REQUEST, "rs.replay.example", detail);

	fact_of(evidence)->count = count;
	*work_request(work, 0, "rs.replay.example", detail) = *evidence->fact;
	return finding;
}

static void requests_are_counted_by_page_and_by_answer(void **state)
{
	struct work *work = *state;
	struct finding *replay;
	struct finding_evidence *evidence;

	pages_case(work, "{\"pages_pct\":100}");
	work_request(work, 0, "portal.example", "portal.example/ before");
	replay = see_replay(work, "mis.example/in refused", 3);
	evidence = add_evidence(work, replay, 0, OBSERVED_PAGE_REQUEST, "rs.replay.example",
	                        "mis.example/in before");
	indicator_of(evidence)->specificity = SPECIFIC_SHARED;
	assert_string_equal(
		work_verdicts(work),
		"R/page:Portal.example/ not-observed - page.nothing-seen "
		"{\"page\":\"Portal.example\\/\",\"stages\":[\"before\"]}\n"
		"R/page:mis.example/in needs-interpretation confirmed page.calls "
		"{\"page\":\"mis.example\\/in\",\"services\":[\"replay\"],"
		"\"kinds\":[\"session-replay\"],\"before\":1,\"refused\":3,\"accepted\":0}");
}

static void a_breach_is_one_only_where_the_parties_signed_it(void **state)
{
	struct work *work = *state;
	struct rule *rule = pages_case(work, "{\"pages_pct\":100}");

	see_replay(work, "portal.example refused", 1);
	rule->result = STATUS_BREACH;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
	rule->adopted = false;
	rule->bound = STATUS_NEEDS_INTERPRETATION;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
}

static void a_hint_of_a_service_is_a_suspicion(void **state)
{
	struct work *work = *state;
	struct rule *rule = pages_case(work, "{\"pages_pct\":100}");
	struct finding *replay = see_replay(work, "portal.example refused", 1);

	rule->result = STATUS_BREACH;
	indicator_of(&replay->evidence[2])->specificity = SPECIFIC_HINT;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
	assert_int_equal(work->verdicts.items[0].confidence, CONFIDENCE_SUSPECTED);
	indicator_of(&replay->evidence[2])->specificity = SPECIFIC_SHARED;
	indicator_of(&replay->evidence[2])->value = "cloudfront.net";
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].confidence, CONFIDENCE_SUSPECTED);
}

static void other_services_and_other_contacts_do_not_count(void **state)
{
	struct work *work = *state;
	struct finding *replay;

	pages_case(work, "{\"pages_pct\":100}");
	replay = see_replay(work, "portal.example refused", 1);
	((struct finding_capability *)replay->capabilities)->word = "ai-generation";
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
	((struct finding_capability *)replay->capabilities)->word = "session-replay";
	fact_of(&replay->evidence[2])->kind = OBSERVED_CONTACT;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NOT_OBSERVED);
}

static void a_page_that_was_not_visited_was_looked_at_too_little(void **state)
{
	struct work *work = *state;

	pages_case(work, "{\"pages_pct\":50}");
	work->coverages[0][0].targets = 1;
	work_request(work, 0, "portal.example", "portal.example/ accepted");
	assert_string_equal(work_verdicts(work),
	                    "R/page:Portal.example/ not-observed - page.nothing-seen "
	                    "{\"page\":\"Portal.example\\/\",\"stages\":[\"accepted\"]}\n"
	                    "R/page:mis.example/in insufficient-coverage - page.not-visited "
	                    "{\"page\":\"mis.example\\/in\"}");
}

static void too_few_pages_are_too_few_for_each_of_them(void **state)
{
	struct work *work = *state;

	pages_case(work, "{\"pages_pct\":100}");
	work->coverages[0][0].targets = 1;
	work_request(work, 0, "portal.example", "portal.example/ accepted");
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
	assert_int_equal(work->verdicts.items[1].status, STATUS_INSUFFICIENT_COVERAGE);
}

static void pages_without_kinds_of_service_are_no_subject(void **state)
{
	struct work *work = *state;

	work_rule(work, "R", "destinations", "{\"pages\":\"staff_pages\"}", "{}", STATUS_BREACH);
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	assert_string_equal(work->verdicts.skipped[0].reason, "subject-unclear");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_listed_destinations_are_as_agreed),
		TEST(another_organisation_is_outside_the_list),
		TEST(other_hosts_of_a_listed_organisation_are_no_change),
		TEST(a_country_that_the_supplier_states_is_outside_the_list),
		TEST(of_the_same_host_the_list_speaks_before_the_supplier),
		TEST(a_country_by_the_network_alone_is_for_people),
		TEST(a_country_that_is_spelt_otherwise_is_not_another),
		TEST(names_that_were_only_looked_up_do_not_count),
		TEST(shared_hosts_are_a_suspicion),
		TEST(one_sign_is_not_enough_where_the_rule_wants_two),
		TEST(another_product_of_the_row_lends_no_confidence),
		TEST(a_row_without_destinations_is_for_people),
		TEST(a_program_that_speaks_to_strangers_is_for_people_and_names_none),
		TEST(what_was_not_seen_to_talk_needs_coverage),
		TEST(rows_that_are_not_in_use_are_left_to_other_rules),
		TEST(networks_outside_the_scope_say_nothing),
		TEST(requests_are_counted_by_page_and_by_answer),
		TEST(a_breach_is_one_only_where_the_parties_signed_it),
		TEST(a_hint_of_a_service_is_a_suspicion),
		TEST(other_services_and_other_contacts_do_not_count),
		TEST(a_page_that_was_not_visited_was_looked_at_too_little),
		TEST(too_few_pages_are_too_few_for_each_of_them),
		TEST(pages_without_kinds_of_service_are_no_subject),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
