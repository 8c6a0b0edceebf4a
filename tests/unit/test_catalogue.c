/* policies/catalogue: what is shipped loads, and what is wrong is refused with its place and
 * remedy. */
#include "policies/catalogue.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policies/domain.h"
#include "policies/host.h"
#include "probes/base/date.h"
#include "probes/base/text.h"
#include "tests/unit/pieces.h"
#include "tests/unit/shipped_catalogue.h"

#define VOCABULARY                                                                                 \
	"{\"format\":\"daylight-vocabulary/1\",\"words\":["                                        \
	"{\"word\":\"screen-capture\",\"label\":\"l\",\"meaning\":\"m\",\"observed_by\":\"o\","    \
	"\"not_observed\":\"n\"},"                                                                 \
	"{\"word\":\"remote-control\",\"label\":\"l\",\"meaning\":\"m\",\"observed_by\":\"o\","    \
	"\"not_observed\":\"n\"}]}"
#define NEVER                                                                                      \
	"{\"format\":\"daylight-never-listed/1\",\"domains\":["                                    \
	"{\"domain\":\"help.example\",\"reason\":\"r\",\"source\":\"s\"}]}"
#define ABOUT                                                                                      \
	"\"name\":\"N\",\"vendor\":\"V\",\"category\":\"c\",\"about\":\"a\",\"manager_sees\":"     \
	"\"m\","                                                                                   \
	"\"reports_to\":\"organisation\",\"reviewed\":\"2026-11-22\""
#define CAPABILITY                                                                                 \
	"{\"word\":\"screen-capture\",\"source\":\"s\",\"seen_on\":\"2026-11-22\","                \
	"\"availability\":\"default\"}"
#define INDICATOR(type, value)                                                                     \
	"{\"type\":\"" type "\",\"value\":\"" value                                                \
	"\",\"specificity\":\"exclusive\",\"source\":\"s\"}"
#define PRODUCT(id, capability, indicator)                                                         \
	"{\"id\":\"" id "\"," ABOUT ",\"capabilities\":[" capability                               \
	"],\"indicators\":[" indicator "]}"
#define FILE_OF(products)                                                                          \
	"{\"format\":\"daylight-catalogue/"                                                        \
	"1\",\"version\":\"2026-11-22\",\n\"products\":[" products "]}"

static int load_with(const char *first, const char *second, struct arena *arena,
                     struct catalogue *out, struct problem *problem)
{
	const struct catalogue_file files[] = {
		{ "b.json", span_of(second) },
		{ "vocabulary.json", span_of(VOCABULARY) },
		{ "a.json", span_of(first) },
		{ "never-listed.json", span_of(NEVER) },
	};

	return catalogue_load(files, 4, arena, out, problem);
}

static void refuses(const char *products, const char *want)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = { .product_count = 77 };
	struct problem problem = { 0 };

	assert_int_equal(load_with(products, FILE_OF(""), arena, &catalogue, &problem), -EBADMSG);
	if (!strstr(problem.text, want))
		fail_msg("said: %s\nwant: %s", problem.text, want);
	assert_int_equal(catalogue.product_count, 77);
	arena_free(arena);
}

static void loads_products_in_the_order_of_their_ids(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue;
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(
		load_with(FILE_OF(PRODUCT("zeta", CAPABILITY, INDICATOR("package", "zeta"))),
	                  FILE_OF(PRODUCT("alpha", CAPABILITY, INDICATOR("package", "alpha"))),
	                  arena, &catalogue, &problem),
		0);
	assert_int_equal(catalogue.product_count, 2);
	assert_string_equal(catalogue.products[0].id, "alpha");
	assert_int_equal(catalogue_find(&catalogue, "zeta")->indicators[0].owner, 1);
	assert_string_equal(catalogue_find(&catalogue, "zeta")->capabilities[0].availability,
	                    "default");
	assert_null(catalogue_find(&catalogue, "eta"));
	assert_non_null(catalogue_word(&catalogue, "remote-control"));
	assert_null(catalogue_word(&catalogue, "remote"));
	arena_free(arena);
}

static void hashes_files_in_the_order_of_their_names(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	const char *one = FILE_OF(PRODUCT("one", CAPABILITY, INDICATOR("package", "one")));
	struct catalogue_file files[] = { { "vocabulary.json", span_of(VOCABULARY) },
		                          { "never-listed.json", span_of(NEVER) },
		                          { "a.json", span_of(one) } };
	struct catalogue_file turned[] = { files[2], files[0], files[1] };
	struct catalogue a, b;
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(catalogue_load(files, 3, arena, &a, &problem), 0);
	assert_int_equal(catalogue_load(turned, 3, arena, &b, &problem), 0);
	assert_string_equal(a.sha256, b.sha256);
	assert_int_equal(strlen(a.sha256), 64);
	arena_free(arena);
}

#define SETTING(more)                                                                              \
	"{\"type\":\"setting\",\"value\":\"Stealth=1\",\"specificity\":\"exclusive\","             \
	"\"source\":\"s\"," more "}"

static void a_setting_may_hide_and_nothing_else_may(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue;
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(load_with(FILE_OF(PRODUCT("one", CAPABILITY, SETTING("\"hides\":true"))),
	                           FILE_OF(""), arena, &catalogue, &problem),
	                 0);
	assert_true(catalogue.products[0].indicators[0].hides);
	refuses(FILE_OF(PRODUCT("one", CAPABILITY, SETTING("\"hides\":\"yes\""))),
	        "/products/0/indicators/0/hides: want true or false");
	refuses(FILE_OF(PRODUCT("one", CAPABILITY,
	                        "{\"type\":\"package\",\"value\":\"x\",\"specificity\":"
	                        "\"exclusive\",\"source\":\"s\",\"hides\":true}")),
	        "/products/0/indicators/0/hides: is only said of a setting");
	arena_free(arena);
}

static void refuses_an_unknown_key_with_a_hint(void **state)
{
	(void)state;
	refuses(FILE_OF("{\"id\":\"x\",\"vendr\":\"V\"}"), "a.json:2:");
	refuses(FILE_OF("{\"id\":\"x\",\"vendr\":\"V\"}"), "did you mean \"vendor\"?");
}

static void refuses_an_id_used_twice(void **state)
{
	(void)state;
	refuses(FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("package", "xyz")) "," PRODUCT(
			"x", CAPABILITY, INDICATOR("package", "xyz"))),
	        "/products/1/id: \"x\" is already the id of /products/0 in a.json");
}

static void refuses_an_id_of_another_form(void **state)
{
	(void)state;
	refuses(FILE_OF(PRODUCT("Not_So", CAPABILITY, INDICATOR("package", "xyz"))),
	        "/products/0/id: is not an id");
}

static void refuses_a_word_outside_the_vocabulary(void **state)
{
	(void)state;
	refuses(FILE_OF(PRODUCT(
			"x",
			"{\"word\":\"screen-captur\",\"source\":\"s\",\"seen_on\":\"2026-11-22\","
			"\"availability\":\"default\"}",
			INDICATOR("package", "xyz"))),
	        "/products/0/capabilities/0/word: unknown word \"screen-captur\" (did you mean "
	        "\"screen-capture\"?)");
	refuses(FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("pakage", "xyz"))),
	        "did you mean \"package\"?");
}

static void refuses_what_has_no_source(void **state)
{
	(void)state;
	refuses(FILE_OF(PRODUCT("x", "{\"word\":\"screen-capture\",\"seen_on\":\"2026-11-22\"}",
	                        INDICATOR("package", "xyz"))),
	        "/products/0/capabilities/0/source: missing");
	refuses(FILE_OF(PRODUCT("x", CAPABILITY,
	                        "{\"type\":\"package\",\"value\":\"xyz\","
	                        "\"specificity\":\"exclusive\",\"source\":\"\"}")),
	        "/products/0/indicators/0/source: missing");
	refuses(FILE_OF(PRODUCT("x", "", INDICATOR("package", "xyz"))),
	        "/products/0/capabilities: missing");
	refuses(FILE_OF(PRODUCT("x", CAPABILITY, "")), "/products/0/indicators: missing");
	refuses(FILE_OF("{\"id\":\"x\"}"), "/products/0/category: missing");
}

static void refuses_dates_that_are_none(void **state)
{
	(void)state;
	refuses(FILE_OF(PRODUCT(
			"x",
			"{\"word\":\"screen-capture\",\"source\":\"s\",\"seen_on\":\"2026-02-30\","
			"\"availability\":\"default\"}",
			INDICATOR("package", "xyz"))),
	        "/products/0/capabilities/0/seen_on: is not a date");
}

static void refuses_the_same_capability_twice(void **state)
{
	(void)state;
	refuses(FILE_OF(PRODUCT("x", CAPABILITY "," CAPABILITY, INDICATOR("package", "xyz"))),
	        "is listed twice");
}

static void refuses_to_call_running_doing_where_an_ability_is_optional(void **state)
{
	(void)state;
	refuses(FILE_OF("{\"id\":\"x\"," ABOUT ",\"single_purpose\":true,\"capabilities\":["
	                "{\"word\":\"screen-capture\",\"source\":\"s\",\"seen_on\":\"2026-11-22\","
	                "\"availability\":\"optional\"}],\"indicators\":[" INDICATOR("package",
	                                                                             "xyz") "]}"),
	        "/products/0/single_purpose: is true, yet an ability is not there as supplied");
}

static void refuses_values_that_point_at_nothing_in_particular(void **state)
{
	static const struct {
		const char *file, *want;
	} cases[] = {
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("domain", "com"))),
		  "\"com\" is too broad" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("domain", "*.acme.example"))),
		  "without \"*.\"" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("host", "Acme.example"))),
		  "is not a host name" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("domain", "a.help.example"))),
		  "never listed" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("path", "/**"))), "is too broad" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("path", "etc/acme"))),
		  "is not a path" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("process", "*a"))), "is too broad" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("unit", "acme"))),
		  "is not a unit name" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("unit", "*.service"))),
		  "is too broad" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("package", "acme*"))),
		  "is not a package name" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("extension", "abc"))),
		  "is not an extension id" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("module", "a-b"))),
		  "is not a kernel module" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("authority", "CN=A"))),
		  "is too short" },
		{ FILE_OF(PRODUCT("x", CAPABILITY, INDICATOR("setting", "a"))),
		  "is not a setting (want KEY=VALUE)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		refuses(cases[i].file, cases[i].want);
}

static void tells_shared_suffixes_from_names_below_them(void **state)
{
	static const char *const broad[] = { "com",
		                             "uk",
		                             "co.uk",
		                             "org.uk",
		                             "blob.core.windows.net",
		                             "windows.net",
		                             "core.windows.net",
		                             "amazonaws.com",
		                             "s3.eu-west-2.amazonaws.com",
		                             "eu-west-2.amazonaws.com",
		                             "cloudfront.net",
		                             "github.io",
		                             "azurewebsites.net" };
	static const char *const narrow[] = { "example.com",
		                              "acme.co.uk",
		                              "acme.blob.core.windows.net",
		                              "acme.s3.eu-west-2.amazonaws.com",
		                              "d111.cloudfront.net",
		                              "notamazonaws.com" };

	(void)state;
	for (size_t i = 0; i < sizeof(broad) / sizeof(broad[0]); i++)
		if (!domain_is_too_broad(broad[i]))
			fail_msg("%s passed", broad[i]);
	for (size_t i = 0; i < sizeof(narrow) / sizeof(narrow[0]); i++)
		if (domain_is_too_broad(narrow[i]))
			fail_msg("%s was refused", narrow[i]);
}

static void names_who_registered_a_host_and_who_runs_it(void **state)
{
	static const struct {
		const char *host, *registrable, *runner;
	} cases[] = {
		{ "a.b.example.com", "example.com", "example.com" },
		{ "www.acme.co.uk", "acme.co.uk", "acme.co.uk" },
		{ "acme.co.uk", "acme.co.uk", "acme.co.uk" },
		{ "www.hill.county.sch.uk", "hill.county.sch.uk", "hill.county.sch.uk" },
		{ "x.d1.cloudfront.net", "d1.cloudfront.net", "cloudfront.net" },
		{ "d2.cloudfront.net", "d2.cloudfront.net", "cloudfront.net" },
		{ "a.b.blob.core.windows.net", "b.blob.core.windows.net", "windows.net" },
		{ "co.uk", "co.uk", "co.uk" },
		{ "localhost", "localhost", "localhost" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_string_equal(domain_registrable(cases[i].host), cases[i].registrable);
		assert_string_equal(domain_of_operator(cases[i].host), cases[i].runner);
	}
}

static void needs_vocabulary_and_never_listed(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue_file files[] = { { "vocabulary.json", span_of(VOCABULARY) },
		                          { "never-listed.json", span_of(NEVER) } };
	struct catalogue catalogue;
	struct problem first = { 0 }, second = { 0 }, third = { 0 };

	(void)state;
	assert_int_equal(catalogue_load(files, 1, arena, &catalogue, &first), -EBADMSG);
	assert_non_null(strstr(first.text, "never-listed.json: missing"));
	assert_int_equal(catalogue_load(files + 1, 1, arena, &catalogue, &second), -EBADMSG);
	assert_non_null(strstr(second.text, "vocabulary.json: missing"));
	files[0].bytes = span_of("{\"format\":\"daylight-catalogue/1\"}");
	assert_int_equal(catalogue_load(files, 2, arena, &catalogue, &third), -EBADMSG);
	assert_non_null(strstr(third.text, "want \"daylight-vocabulary/1\""));
	arena_free(arena);
}

static void ends_with_no_memory_when_the_arena_is_full(void **state)
{
	struct arena *arena = arena_new(64);
	struct catalogue catalogue;
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(load_with(FILE_OF(""), FILE_OF(""), arena, &catalogue, &problem), -ENOMEM);
	arena_free(arena);
}

static void names_indicator_types_as_the_technology_list_does(void **state)
{
	(void)state;
	assert_int_equal(indicator_type_of("package-name"), INDICATOR_PACKAGE);
	assert_int_equal(indicator_type_of("root-certificate-subject"), INDICATOR_AUTHORITY);
	assert_int_equal(indicator_type_of("mdm-server"), INDICATOR_OTHER);
	assert_int_equal(indicator_type_of("colour"), -1);
	for (int i = 0; i < INDICATOR_TYPES; i++)
		assert_int_equal(indicator_type_of(indicator_type_word((enum indicator_type)i)), i);
	assert_null(indicator_type_word(INDICATOR_TYPES));
	assert_string_equal(specificity_word(SPECIFIC_HINT), "hint");
	assert_string_equal(reports_to_word(REPORTS_TO_PERSON), "person-at-device");
}

static struct catalogue shipped(struct arena *arena)
{
	struct catalogue catalogue = { 0 };
	struct problem problem = { 0 };

	if (shipped_catalogue(arena, &catalogue, &problem))
		fail_msg("the shipped catalogue does not load: %s", problem.text);
	return catalogue;
}

static void ships_at_least_forty_products(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = shipped(arena);
	struct catalogue_file files[SHIPPED_MAX];

	(void)state;
	assert_true(catalogue.product_count >= 40);
	assert_non_null(catalogue_find(&catalogue, "veyon"));
	assert_non_null(catalogue_find(&catalogue, "epoptes"));
	assert_non_null(catalogue_find(&catalogue, "x11vnc"));
	assert_true(shipped_files(arena, files) < SHIPPED_MAX);
	arena_free(arena);
}

/* Every word an agreement may use (model 2.5). */
static void ships_every_word_of_the_model(void **state)
{
	static const char *const words[] = { "keystroke-logging",
		                             "clipboard-capture",
		                             "screen-capture",
		                             "screen-recording",
		                             "screen-live-view",
		                             "webcam-capture",
		                             "microphone-capture",
		                             "audio-recording",
		                             "audio-transcription",
		                             "call-recording",
		                             "message-content-capture",
		                             "email-content-scan",
		                             "social-media-monitoring",
		                             "app-usage-log",
		                             "web-usage-log",
		                             "file-activity-log",
		                             "print-log",
		                             "idle-time-measure",
		                             "meeting-attendance-log",
		                             "attendance-time-clock",
		                             "location-tracking",
		                             "biometric-id",
		                             "facial-recognition",
		                             "emotion-inference",
		                             "productivity-score",
		                             "staff-ranking",
		                             "engagement-score",
		                             "lesson-analysis",
		                             "usage-analytics",
		                             "behavioural-profiling",
		                             "session-replay",
		                             "advertising",
		                             "data-broker",
		                             "keyword-alerting",
		                             "web-filtering",
		                             "dns-filtering",
		                             "tls-interception",
		                             "remote-control",
		                             "device-management",
		                             "remote-wipe",
		                             "endpoint-security",
		                             "data-loss-prevention",
		                             "ai-generation",
		                             "ai-transcription",
		                             "ai-prediction",
		                             "ai-decision" };
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = shipped(arena);

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!catalogue_word(&catalogue, words[i]))
			fail_msg("no %s", words[i]);
	arena_free(arena);
}

static void check_plain(const char *where, const char *text)
{
	static const char *const banned[] = { "spying", "illegal", "guilty", "compliant",
		                              "proves", "always",  "never" };

	for (size_t i = 0; text && i < sizeof(banned) / sizeof(banned[0]); i++)
		if (strstr(text, banned[i]))
			fail_msg("%s: \"%s\" says %s", where, text, banned[i]);
}

static void claims_nothing_in_banned_words(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = shipped(arena);

	(void)state;
	for (size_t i = 0; i < catalogue.product_count; i++) {
		const struct product *product = &catalogue.products[i];

		check_plain(product->id, product->about);
		check_plain(product->id, product->also_used_for);
		check_plain(product->id, product->manager_sees);
		for (size_t j = 0; product->questions[j]; j++)
			check_plain(product->id, product->questions[j]);
	}
	for (size_t i = 0; i < catalogue.word_count; i++) {
		check_plain(catalogue.words[i].word, catalogue.words[i].label);
		check_plain(catalogue.words[i].word, catalogue.words[i].meaning);
	}
	arena_free(arena);
}

/* Any page of anybody may build such a service in: a contact alone is no sign of the employer. */
static void lets_no_contact_alone_stand_for_page_recording(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = shipped(arena);

	(void)state;
	for (size_t i = 0; i < catalogue.product_count; i++) {
		const struct product *product = &catalogue.products[i];

		if (strcmp(product->category, "page-recording") != 0)
			continue;
		assert_int_equal(product->reports_to, REPORTS_TO_UNKNOWN);
		for (size_t j = 0; j < product->indicator_count; j++)
			if (product->indicators[j].specificity == SPECIFIC_EXCLUSIVE)
				fail_msg("%s: %s", product->id, product->indicators[j].value);
	}
	arena_free(arena);
}

static void was_read_no_later_than_its_own_date(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = shipped(arena);

	(void)state;
	for (size_t i = 0; i < catalogue.product_count; i++) {
		const struct product *product = &catalogue.products[i];

		if (strcmp(product->reviewed, catalogue.version) > 0)
			fail_msg("%s: reviewed %s", product->id, product->reviewed);
		for (size_t j = 0; j < product->capability_count; j++)
			if (strcmp(product->capabilities[j].seen_on, catalogue.version) > 0)
				fail_msg("%s: %s", product->id, product->capabilities[j].word);
	}
	arena_free(arena);
}

static void lists_helplines_and_unions_nowhere(void **state)
{
	static const char *const hosts[] = { "nasuwt.org.uk",
		                             "www.neu.org.uk",
		                             "UNISON.org.uk.",
		                             "www.tuc.org.uk",
		                             "samaritans.org",
		                             "111.nhs.uk",
		                             "mind.org.uk",
		                             "www.citizensadvice.org.uk",
		                             "educationsupport.org.uk" };
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = shipped(arena);

	(void)state;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (!catalogue_never_lists(&catalogue, hosts[i]))
			fail_msg("%s would be listed", hosts[i]);
	assert_false(catalogue_never_lists(&catalogue, "evil-nhs.uk"));
	assert_false(catalogue_never_lists(&catalogue, "example.org"));
	assert_true(catalogue.never_listed_count >= 60);
	for (size_t i = 1; i < catalogue.never_listed_count; i++)
		assert_true(strcmp(catalogue.never_listed[i - 1], catalogue.never_listed[i]) < 0);
	arena_free(arena);
}

static void stops_at_labels_when_it_compares_hosts(void **state)
{
	char out[HOST_MAX + 1];

	(void)state;
	assert_true(host_is_below("a.example.com", "example.com"));
	assert_true(host_is_below("example.com", "example.com"));
	assert_false(host_is_below("evil-example.com", "example.com"));
	assert_false(host_is_below("evil\\.example.com", "example.com"));
	assert_int_equal(host_normalise("AZ.Example.COM.", out), 0);
	assert_string_equal(out, "az.example.com");
	assert_int_equal(host_normalise("", out), -EBADMSG);
	assert_int_equal(host_normalise(".", out), -EBADMSG);
	assert_int_equal(host_normalise("a..b", out), -EBADMSG);
	assert_int_equal(host_normalise(".a", out), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loads_products_in_the_order_of_their_ids),
		cmocka_unit_test(hashes_files_in_the_order_of_their_names),
		cmocka_unit_test(a_setting_may_hide_and_nothing_else_may),
		cmocka_unit_test(refuses_an_unknown_key_with_a_hint),
		cmocka_unit_test(refuses_an_id_used_twice),
		cmocka_unit_test(refuses_an_id_of_another_form),
		cmocka_unit_test(refuses_a_word_outside_the_vocabulary),
		cmocka_unit_test(refuses_what_has_no_source),
		cmocka_unit_test(refuses_dates_that_are_none),
		cmocka_unit_test(refuses_the_same_capability_twice),
		cmocka_unit_test(refuses_to_call_running_doing_where_an_ability_is_optional),
		cmocka_unit_test(refuses_values_that_point_at_nothing_in_particular),
		cmocka_unit_test(tells_shared_suffixes_from_names_below_them),
		cmocka_unit_test(names_who_registered_a_host_and_who_runs_it),
		cmocka_unit_test(needs_vocabulary_and_never_listed),
		cmocka_unit_test(ends_with_no_memory_when_the_arena_is_full),
		cmocka_unit_test(names_indicator_types_as_the_technology_list_does),
		cmocka_unit_test(ships_at_least_forty_products),
		cmocka_unit_test(ships_every_word_of_the_model),
		cmocka_unit_test(claims_nothing_in_banned_words),
		cmocka_unit_test(lets_no_contact_alone_stand_for_page_recording),
		cmocka_unit_test(was_read_no_later_than_its_own_date),
		cmocka_unit_test(lists_helplines_and_unions_nowhere),
		cmocka_unit_test(stops_at_labels_when_it_compares_hosts),
	};

	return digest_prepare()
	               ? 1
	               : cmocka_run_group_tests_name("policies/catalogue", tests, NULL, NULL);
}
