/* The rule kind `limit`: how many outside organisations a page that staff must use contacts. */
#include "tests/unit/contacts.h"

#define PAGE "{\"scope\":{\"staff_pages\":[\"https://seats.example/plan\"]}}"
#define REFUSED "seats.example/plan refused"

static struct rule *setup(struct work *work)
{
	struct rule *rule = work_rule(work, "R", "limit",
	                              "{\"pages\":\"staff_pages\",\"count\":\"organisations\"}",
	                              "{\"max\":3}", STATUS_BREACH);

	work->agreement.root = work_json(work, PAGE);
	work_needs(work, rule, "scripted-page-visit", "{\"pages_pct\":100}");
	work_visits(work, 1);
	work_request(work, 0, "seats.example", REFUSED);
	return rule;
}

static void six_others_are_above_a_limit_of_three(void **state)
{
	static const char *const hosts[] = { "a.one.example", "b.one.example",    "x.two.example",
		                             "three.co.uk",   "www.four.example", "five.example",
		                             "six.example" };
	struct work *work = *state;

	setup(work);
	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		work_request(work, 0, hosts[i], REFUSED);
	assert_string_equal(
		work_verdicts(work),
		"R/page:seats.example/plan breach confirmed limit.over "
		"{\"page\":\"seats.example\\/plan\",\"count\":6,\"max\":3,\"organisations\":["
		"\"five.example\",\"four.example\",\"one.example\",\"six.example\","
		"\"three.co.uk\",\"two.example\"]}");
}

static void three_are_within_a_limit_of_three(void **state)
{
	struct work *work = *state;

	setup(work);
	work_request(work, 0, "one.example", REFUSED);
	work_request(work, 0, "two.example", REFUSED);
	work_request(work, 0, "three.example", REFUSED);
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_AGREED);
	assert_string_equal(work->verdicts.items[0].because.id, "limit.within");
}

static int64_t counted(struct work *work)
{
	struct json_object *count = NULL;

	work_judge(work);
	assert_true(
		json_object_object_get_ex(work->verdicts.items[0].because.args, "count", &count));
	return json_object_get_int64(count);
}

static void the_site_itself_and_the_technology_list_do_not_count(void **state)
{
	struct work *work = *state;

	setup(work);
	work_entry(work, "REG-1", ENTRY_IN_USE,
	           "{\"destinations\":[{\"domain\":\"filter.example\",\"organisation\":"
	           "\"Filter Ltd\"}],\"roles\":{\"processors\":[\"Insight Ltd\"]}}");
	work_request(work, 0, "cdn.seats.example", REFUSED);
	work_request(work, 0, "node7.filter.example", REFUSED);
	assert_int_equal(counted(work), 0);
	work->entries[0].status = ENTRY_WITHDRAWN;
	assert_int_equal(counted(work), 1);
}

/* A product whose host and organisation the catalogue knows. */
static struct product *known(struct work *work, const char *host, const char *organisation)
{
	struct product *product = &work->products[work->catalogue.product_count++];
	struct indicator *indicator = arena_take(work->arena, 1, sizeof(*indicator));

	*indicator = (struct indicator){ .type = INDICATOR_DOMAIN,
		                         .specificity = SPECIFIC_SHARED,
		                         .organisation = organisation,
		                         .value = host };
	*product = (struct product){
		.id = host, .vendor = "Vendor", .indicators = indicator, .indicator_count = 1
	};
	return product;
}

static void names_of_one_organisation_count_once(void **state)
{
	struct work *work = *state;

	setup(work);
	known(work, "rs.one.example", "One Inc");
	known(work, "one-cdn.example", "One Inc");
	work_request(work, 0, "rs.one.example", REFUSED);
	work_request(work, 0, "other.one.example", REFUSED);
	work_request(work, 0, "x.one-cdn.example", REFUSED);
	assert_int_equal(counted(work), 1);
}

static void a_processor_is_known_by_its_name_too(void **state)
{
	struct work *work = *state;

	setup(work);
	work_entry(work, "REG-1", ENTRY_IN_USE, "{\"roles\":{\"processors\":[\"One, Inc.\"]}}");
	known(work, "rs.one.example", "ONE Inc");
	work_request(work, 0, "rs.one.example", REFUSED);
	assert_int_equal(counted(work), 0);
}

static void customers_of_one_hosting_service_count_once(void **state)
{
	struct work *work = *state;

	setup(work);
	work_request(work, 0, "d1.cloudfront.net", REFUSED);
	work_request(work, 0, "d2.cloudfront.net", REFUSED);
	assert_int_equal(counted(work), 1);
}

static void updates_and_bare_addresses_do_not_count(void **state)
{
	struct work *work = *state;
	struct product *product;

	setup(work);
	product = known(work, "update.one.example", "One Inc");
	((struct indicator *)product->indicators)->purpose = PURPOSE_UPDATE;
	work_request(work, 0, "update.one.example", REFUSED);
	work_request(work, 0, "public", REFUSED);
	work_request(work, 0, "private", REFUSED);
	assert_int_equal(counted(work), 0);
	work_request(work, 0, "stats.one.example", REFUSED);
	assert_int_equal(counted(work), 1);
}

static void one_visit_is_counted_with_one_answer(void **state)
{
	struct work *work = *state;

	setup(work);
	work_request(work, 0, "one.example", "seats.example/plan before");
	work_request(work, 0, "two.example", REFUSED);
	work_request(work, 0, "three.example", "seats.example/plan accepted");
	work_request(work, 0, "four.example", "seats.example/plan accepted");
	assert_int_equal(counted(work), 3);
	work_request(work, work_visits(work, 1), "five.example", REFUSED);
	assert_int_equal(counted(work), 3);
}

static void other_pages_do_not_count(void **state)
{
	struct work *work = *state;

	setup(work);
	work_request(work, 0, "one.example", "seats.example/plans refused");
	work_request(work, 0, "one.example", "seats.example refused");
	work_request(work, 0, "one.example", "seats.example/plan whenever")->kind =
		OBSERVED_PAGE_REQUEST;
	work_request(work, 0, "one.example", "tls")->kind = OBSERVED_CONTACT;
	assert_int_equal(counted(work), 0);
}

static void within_the_limit_needs_coverage_and_above_it_does_not(void **state)
{
	struct work *work = *state;

	setup(work);
	work->coverages[0][0].targets = 0;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_INSUFFICIENT_COVERAGE);
	for (size_t i = 0; i < 4; i++)
		work_request(work, 0, arena_printf(work->arena, "n%zu.example", i), REFUSED);
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_BREACH);
}

static void a_page_that_was_not_visited_is_within_nothing(void **state)
{
	struct work *work = *state;

	setup(work);
	work->places[0].count = 0;
	assert_string_equal(work_verdicts(work),
	                    "R/page:seats.example/plan insufficient-coverage - page.not-visited "
	                    "{\"page\":\"seats.example\\/plan\"}");
}

static void clauses_bound_the_result(void **state)
{
	struct work *work = *state;
	struct rule *rule = setup(work);

	for (size_t i = 0; i < 4; i++)
		work_request(work, 0, arena_printf(work->arena, "n%zu.example", i), REFUSED);
	rule->adopted = false;
	rule->bound = STATUS_NEEDS_INTERPRETATION;
	work_judge(work);
	assert_int_equal(work->verdicts.items[0].status, STATUS_NEEDS_INTERPRETATION);
}

static void without_a_number_there_is_no_limit(void **state)
{
	struct work *work = *state;

	setup(work)->params = work_json(work, "{}");
	work_judge(work);
	assert_int_equal(work->verdicts.count, 0);
	assert_string_equal(work->verdicts.skipped[0].reason, "subject-unclear");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)
	const struct CMUnitTest tests[] = {
		TEST(six_others_are_above_a_limit_of_three),
		TEST(three_are_within_a_limit_of_three),
		TEST(the_site_itself_and_the_technology_list_do_not_count),
		TEST(names_of_one_organisation_count_once),
		TEST(a_processor_is_known_by_its_name_too),
		TEST(customers_of_one_hosting_service_count_once),
		TEST(updates_and_bare_addresses_do_not_count),
		TEST(one_visit_is_counted_with_one_answer),
		TEST(other_pages_do_not_count),
		TEST(within_the_limit_needs_coverage_and_above_it_does_not),
		TEST(a_page_that_was_not_visited_is_within_nothing),
		TEST(clauses_bound_the_result),
		TEST(without_a_number_there_is_no_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
