/* policies/catalogue_explain: what people read about an entry, and about a thing that they found.
 */
#include "policies/catalogue_explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/shipped_catalogue.h"

struct shelf {
	struct arena *arena;
	struct catalogue catalogue;
	const struct matcher *matcher;
	struct text out;
};

static int open_shelf(void **state)
{
	struct shelf *shelf = calloc(1, sizeof(*shelf));
	struct problem problem = { 0 };

	shelf->arena = arena_new(ARENA_LIMIT_DEFAULT);
	assert_int_equal(shipped_catalogue(shelf->arena, &shelf->catalogue, &problem), 0);
	assert_int_equal(matcher_new(&shelf->catalogue, NULL, 0, shelf->arena, &shelf->matcher), 0);
	*state = shelf;
	return 0;
}

static int close_shelf(void **state)
{
	struct shelf *shelf = *state;

	text_free(&shelf->out);
	arena_free(shelf->arena);
	free(shelf);
	return 0;
}

static void says(const struct shelf *shelf, const char *want)
{
	if (!shelf->out.at || !strstr(shelf->out.at, want))
		fail_msg("missing \"%s\" in:\n%s", want, shelf->out.at);
}

static void shows_ability_source_date_and_limits(void **state)
{
	struct shelf *shelf = *state;

	catalogue_show(&shelf->catalogue, catalogue_find(&shelf->catalogue, "veyon"), &shelf->out);
	says(shelf, "able to show this screen to others (screen-live-view), as supplied");
	says(shelf, "Source (read 2026-11-22): https://github.com/veyon/veyon");
	says(shelf, "Cannot be seen: Who looked and when.");
	says(shelf, "unit veyon.service (only this product)");
	says(shelf, "It does not say that anyone uses it so.");
}

static void lists_each_product_on_one_line(void **state)
{
	struct shelf *shelf = *state;
	size_t lines = 0;

	catalogue_list(&shelf->catalogue, &shelf->out);
	for (const char *at = shelf->out.at; *at; at++)
		lines += *at == '\n';
	assert_int_equal(lines, shelf->catalogue.product_count);
	says(shelf, "x11vnc");
}

static void explains_every_form_of_a_thing(void **state)
{
	static const char *const things[] = { "x11vnc", "/bin/x11vnc", "/usr/bin/x11vnc",
		                              "x11vnc@:0.service" };
	struct shelf *shelf = *state;

	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++) {
		text_free(&shelf->out);
		if (catalogue_explain(&shelf->catalogue, shelf->matcher, things[i], &shelf->out) !=
		    1)
			fail_msg("%s: %s", things[i], shelf->out.at);
		says(shelf, "x11vnc (x11vnc), able to ");
	}
}

static void explains_a_host_by_the_domain_above_it(void **state)
{
	struct shelf *shelf = *state;

	assert_int_equal(catalogue_explain(&shelf->catalogue, shelf->matcher,
	                                   "ts01-b.cloudsink.net", &shelf->out),
	                 1);
	says(shelf, "domain cloudsink.net (only this product)");
	says(shelf, "Source: ");
}

static void says_when_nothing_matches(void **state)
{
	struct shelf *shelf = *state;

	assert_int_equal(
		catalogue_explain(&shelf->catalogue, shelf->matcher, "no-such-thing", &shelf->out),
		0);
	says(shelf, "Nothing in the catalogue matches \"no-such-thing\".");
	says(shelf, "this says nothing about what it is able to do");
}

static size_t explain(struct shelf *shelf, const char *thing)
{
	text_free(&shelf->out);
	shelf->out = (struct text){ 0 };
	return catalogue_explain(&shelf->catalogue, shelf->matcher, thing, &shelf->out);
}

static void says_which_ability_waits_to_be_switched_on(void **state)
{
	struct shelf *shelf = *state;

	assert_int_equal(explain(shelf, "tlog"), 1);
	says(shelf, "for playback; record what is typed (where switched on)\n");
	says(shelf, "It does not say that anyone uses it so.");
}

static void calls_a_site_that_people_visit_no_more_than_a_pointer(void **state)
{
	struct shelf *shelf = *state;

	assert_int_equal(explain(shelf, "Edge.Fullstory.COM."), 1);
	says(shelf, "host edge.fullstory.com (may be met for other reasons: alone no more");
	assert_int_equal(explain(shelf, "www.fullstory.com"), 0);
}

static void is_not_taken_in_by_look_alikes(void **state)
{
	static const char *const things[] = { "evil-cloudsink.net", "cloudsink.net.example.com",
		                              "/home/x/x11vnc.txt", "notveyon.service", "" };
	struct shelf *shelf = *state;

	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++)
		if (explain(shelf, things[i]))
			fail_msg("%s: %s", things[i], shelf->out.at);
}

static void points_from_a_name_to_its_entry(void **state)
{
	struct shelf *shelf = *state;

	assert_int_equal(explain(shelf, "VEYON"), 0);
	says(shelf, "There is an entry of that name: catalogue show veyon");
	assert_int_equal(explain(shelf, "https://senso.cloud/login"), 0);
	says(shelf, "give the host name alone");
}

static void says_why_a_helpline_is_no_match(void **state)
{
	struct shelf *shelf = *state;

	assert_int_equal(catalogue_explain(&shelf->catalogue, shelf->matcher, "www.samaritans.org",
	                                   &shelf->out),
	                 0);
	says(shelf, "is left out of every list");
}

static void proposes_the_nearest_id(void **state)
{
	struct shelf *shelf = *state;

	assert_string_equal(catalogue_nearest(&shelf->catalogue, "veyn", shelf->arena), "veyon");
	assert_null(
		catalogue_nearest(&shelf->catalogue, "something-quite-different", shelf->arena));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shows_ability_source_date_and_limits, open_shelf,
		                                close_shelf),
		cmocka_unit_test_setup_teardown(lists_each_product_on_one_line, open_shelf,
		                                close_shelf),
		cmocka_unit_test_setup_teardown(explains_every_form_of_a_thing, open_shelf,
		                                close_shelf),
		cmocka_unit_test_setup_teardown(explains_a_host_by_the_domain_above_it, open_shelf,
		                                close_shelf),
		cmocka_unit_test_setup_teardown(says_when_nothing_matches, open_shelf, close_shelf),
		cmocka_unit_test_setup_teardown(says_which_ability_waits_to_be_switched_on,
		                                open_shelf, close_shelf),
		cmocka_unit_test_setup_teardown(
			calls_a_site_that_people_visit_no_more_than_a_pointer, open_shelf,
			close_shelf),
		cmocka_unit_test_setup_teardown(is_not_taken_in_by_look_alikes, open_shelf,
		                                close_shelf),
		cmocka_unit_test_setup_teardown(points_from_a_name_to_its_entry, open_shelf,
		                                close_shelf),
		cmocka_unit_test_setup_teardown(says_why_a_helpline_is_no_match, open_shelf,
		                                close_shelf),
		cmocka_unit_test_setup_teardown(proposes_the_nearest_id, open_shelf, close_shelf),
	};

	return digest_prepare() ? 1
	                        : cmocka_run_group_tests_name("policies/catalogue_explain", tests,
	                                                      NULL, NULL);
}
