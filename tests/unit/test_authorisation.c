/* policies/authorisation: what a permission allows, and that a refusal says all that is missing. */
#include "policies/authorisation.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/agreement_files.h"

struct bench {
	struct arena *arena;
	struct span example;
	date today;
};

static int setup(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	bench->arena = arena_new(1 << 26);
	bench->example = read_file(bench->arena, EXAMPLE "authorisation.json");
	*state = bench;
	return date_parse("2026-11-22", &bench->today);
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	arena_free(bench->arena);
	free(bench);
	return 0;
}

/* Loads; the document is closed at once: what is kept lives in the arena. */
static const struct authorisation *load(struct bench *bench, struct span bytes)
{
	const struct authorisation *out = NULL;
	struct document document = { 0 };
	struct problem problem = { 0 };

	if (authorisation_load(bytes, "authorisation.json", bench->arena, &document, &out,
	                       &problem) != 0)
		fail_msg("%s", problem.text);
	document_close(&document);
	return out;
}

static void assert_network_refused(struct bench *bench, struct span bytes, date today,
                                   const char *network, const char *word, const char *piece)
{
	struct problem problem = { 0 };

	assert_int_equal(
		authorisation_permits_network(load(bench, bytes), today, network, word, &problem),
		-EPERM);
	if (!strstr(problem.text, piece))
		fail_msg("said: %s\nwant: %s", problem.text, piece);
}

static void the_shipped_permission_allows_its_network_and_devices(void **state)
{
	struct bench *bench = *state;
	const struct authorisation *authorisation = load(bench, bench->example);
	struct problem problem = { 0 };

	assert_int_equal(authorisation_permits_network(authorisation, bench->today, "staff-vlan",
	                                               "capture-names", &problem),
	                 0);
	assert_int_equal(
		authorisation_permits_device(authorisation, bench->today, "staff-laptop", &problem),
		0);
	assert_false(problem_found(&problem));
	assert_string_equal(authorisation->id, "AUTH-2026-11");
	assert_string_equal(authorisation->dpia_ref, "DOC-DPIA-AUDIT");
	assert_int_equal(authorisation->k_min, 5);
	assert_int_equal(authorisation->retention_days_results, 400);
	assert_true(authorisation->consent_express);
	authorisation = load(bench, with(bench->arena, bench->example, "\"express, written\"",
	                                 "\"express and written\""));
	assert_true(authorisation->consent_express);
}

static void a_network_is_refused_for_each_thing_that_is_missing(void **state)
{
	static const struct {
		const char *from, *to, *piece;
	} cases[] = {
		{ "\"express, written\"", "\"written\"", "express and written consent" },
		{ "\"express, written\"", "\"express, written, implied\"",
		  "express and written consent" },
		{ "\"express, written\"", "\"express\"", "express and written consent" },
		{ "\"express, written\"", "\"\"", "express and written consent" },
		{ "\"system controller of", "\"head teacher, not a system controller of",
		  "system controller" },
		{ "\"2026-10-30\"\n", "\"2026-12-30\"\n", "the consent's date" },
		{ "\"first_shown\": \"2026-11-02\"", "\"first_shown\": \"2026-11-23\"",
		  "has not been shown yet" },
		{ "\"first_shown\": \"2026-11-02\"", "\"first_shown\": null",
		  "no notice to users" },
		{ "\"ref\": \"DOC-NOT-AUDIT\"", "\"ref\": null", "no notice to users" },
		{ "\"dpia_ref\": \"DOC-DPIA-AUDIT\"", "\"dpia_ref\": null",
		  "no reference to a DPIA" },
		{ "\"valid_until\": \"2027-07-31\"", "\"valid_until\": \"2026-11-21\"",
		  "today is outside its window" },
		{ "\"valid_from\": \"2026-11-02\"", "\"valid_from\": \"2026-11-23\"",
		  "today is outside its window" },
		{ "\"valid_until\": \"2027-07-31\"", "\"valid_until\": null", "window" },
		{ "\"in-force\"", "\"withdrawn\"", "status" },
		{ "\"status\": \"in-force\",", "", "status" },
		{ "[\"staff-vlan\"]", "[\"guest-wifi\"]", "\"staff-vlan\" is not listed" },
		{ "[\"capture-names\", \"logs-names\"]", "[\"logs-names\"]",
		  "\"capture-names\" is not among" },
		{ "\"allowed\": true,\n    \"networks\"", "\"allowed\": false,\n    \"networks\"",
		  "does not allow networks" },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_network_refused(
			bench, with(bench->arena, bench->example, cases[i].from, cases[i].to),
			bench->today, "staff-vlan", "capture-names", cases[i].piece);
}

static void one_refusal_names_all_that_is_missing(void **state)
{
	static const char empty[] = "{\"format\":\"daylight-authorisation/1\",\"id\":\"A\"}";
	static const char *const pieces[] = { "permission A ",
		                              "does not allow networks",
		                              "consent",
		                              "notice",
		                              "DPIA",
		                              "status",
		                              "window",
		                              "\"x\" is not listed",
		                              "\"capture-names\"" };
	struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		assert_network_refused(bench,
		                       (struct span){ (const uint8_t *)empty, strlen(empty) },
		                       bench->today, "x", "capture-names", pieces[i]);
}

static void the_window_holds_its_first_and_last_day(void **state)
{
	struct bench *bench = *state;
	const struct authorisation *authorisation = load(bench, bench->example);
	struct problem problem = { 0 };
	date first, last;

	assert_int_equal(date_parse("2026-11-02", &first), 0);
	assert_int_equal(date_parse("2027-07-31", &last), 0);
	assert_int_equal(
		authorisation_permits_network(authorisation, first, "staff-vlan", NULL, &problem),
		0);
	assert_int_equal(
		authorisation_permits_network(authorisation, last, "staff-vlan", NULL, &problem),
		0);
	assert_int_equal(
		authorisation_permits_device(authorisation, last + 1, "staff-laptop", &problem),
		-EPERM);
	assert_network_refused(bench, bench->example, first - 1, "staff-vlan", NULL,
	                       "2026-11-02 to 2027-07-31");
}

static void without_a_permission_or_a_name_nothing_is_read(void **state)
{
	struct bench *bench = *state;
	struct problem problem = { 0 };

	assert_int_equal(
		authorisation_permits_network(NULL, bench->today, "staff-vlan", NULL, &problem),
		-EPERM);
	assert_non_null(strstr(problem.text, "there is none"));
	problem = (struct problem){ 0 };
	assert_int_equal(authorisation_permits_device(NULL, bench->today, "staff-laptop", &problem),
	                 -EPERM);
	assert_network_refused(bench, bench->example, bench->today, NULL, NULL, "--network");
	problem = (struct problem){ 0 };
	assert_int_equal(authorisation_permits_device(load(bench, bench->example), bench->today,
	                                              "learner-laptop", &problem),
	                 -EPERM);
	assert_non_null(strstr(problem.text, "\"learner-laptop\" is not listed"));
}

static void only_permitted_areas_are_covered(void **state)
{
	static const char *const yes[] = { "kernel", "packages", NULL }, *const no[] = { "kernel",
		                                                                         "holders",
		                                                                         NULL };
	struct bench *bench = *state;
	const struct authorisation *authorisation = load(bench, bench->example);

	assert_true(authorisation_covers(authorisation, yes));
	assert_false(authorisation_covers(authorisation, no));
	assert_false(authorisation_covers(authorisation, no + 2));
}

static void refuses_slips(void **state)
{
	static const struct {
		const char *from, *to, *piece;
	} cases[] = {
		{ "\"packages\"", "\"package\"", "did you mean \"packages\"?" },
		{ "\"capture-names\"", "\"capture-everything\"", "want one of: packages" },
		{ "\"valid_from\"", "\"valid_form\"", "did you mean \"valid_from\"?" },
		{ "\"2026-11-02\"", "\"2.11.2026\"", "YYYY-MM-DD" },
		{ "\"k_min\": 5", "\"k_min\": 2", "at least 3" },
		{ "\"express, written\"", "\"expressly\"", "not a word for consent" },
		{ "\"dpia_ref\"", "\"legal_basis_notes\": {}, \"dpia_ref\"", "unknown key" },
		{ "\"allowed\": true", "\"allowed\": true, \"allowed\": false", "stands twice" },
	};
	struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct authorisation *out = NULL;
		struct document document = { 0 };
		struct problem problem = { 0 };

		assert_int_equal(authorisation_load(with(bench->arena, bench->example,
		                                         cases[i].from, cases[i].to),
		                                    "authorisation.json", bench->arena, &document,
		                                    &out, &problem),
		                 -EBADMSG);
		assert_null(out);
		if (strncmp(problem.text, "authorisation.json:", 19) != 0 ||
		    !strstr(problem.text, cases[i].piece))
			fail_msg("%s", problem.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_permission_allows_its_network_and_devices),
		cmocka_unit_test(a_network_is_refused_for_each_thing_that_is_missing),
		cmocka_unit_test(one_refusal_names_all_that_is_missing),
		cmocka_unit_test(the_window_holds_its_first_and_last_day),
		cmocka_unit_test(without_a_permission_or_a_name_nothing_is_read),
		cmocka_unit_test(only_permitted_areas_are_covered),
		cmocka_unit_test(refuses_slips),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
