/* policies/matcher: each indicator meets the facts that it names, and nothing that merely resembles
 * them. */
#include "policies/matcher.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "probes/base/text.h"
#include "tests/unit/shipped_catalogue.h"

static const struct indicator rules[] = {
	{ .type = INDICATOR_DOMAIN,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "example.com",
	  .source = "s",
	  .owner = 0 },
	{ .type = INDICATOR_DOMAIN,
	  .specificity = SPECIFIC_SHARED,
	  .value = "api.example.com",
	  .source = "s",
	  .owner = 1 },
	{ .type = INDICATOR_HOST,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "one.example.org",
	  .source = "s",
	  .owner = 2 },
	{ .type = INDICATOR_DOMAIN,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "xn--caf-dma.example",
	  .source = "s",
	  .owner = 3 },
	{ .type = INDICATOR_PACKAGE,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "acme-agent",
	  .source = "s",
	  .owner = 4 },
	{ .type = INDICATOR_PACKAGE,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "rpm:audit",
	  .source = "s",
	  .owner = 5 },
	{ .type = INDICATOR_PROCESS,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "/usr/bin/acme",
	  .source = "s",
	  .owner = 6 },
	{ .type = INDICATOR_PROCESS,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "acmed-*",
	  .source = "s",
	  .owner = 7 },
	{ .type = INDICATOR_PROCESS,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "/opt/acme/*/run",
	  .source = "s",
	  .owner = 8 },
	{ .type = INDICATOR_UNIT,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "x11vnc@*.service",
	  .source = "s",
	  .owner = 9 },
	{ .type = INDICATOR_UNIT,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "acme-fleet",
	  .source = "s",
	  .owner = 10 },
	{ .type = INDICATOR_UNIT,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "acme-*.timer",
	  .source = "s",
	  .owner = 11 },
	{ .type = INDICATOR_PATH,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "/opt/acme/**",
	  .source = "s",
	  .owner = 12 },
	{ .type = INDICATOR_PATH,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "/lib/*/libacme.so*",
	  .source = "s",
	  .owner = 13 },
	{ .type = INDICATOR_EXTENSION,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "abcdefghijklmnopabcdefghijklmnop",
	  .source = "s",
	  .owner = 14 },
	{ .type = INDICATOR_MODULE,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "acme_net",
	  .source = "s",
	  .owner = 15 },
	{ .type = INDICATOR_AUTHORITY,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "Acme SafeFilter Root",
	  .source = "s",
	  .owner = 16 },
	{ .type = INDICATOR_DOMAIN,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "*.Written.By-Hand.Example.",
	  .source = "s",
	  .owner = 17 },
	{ .type = INDICATOR_OTHER,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "mdm.example.net",
	  .source = "s",
	  .owner = 18 },
	{ .type = INDICATOR_PACKAGE,
	  .specificity = SPECIFIC_EXCLUSIVE,
	  .value = "acme-agent",
	  .source = "s",
	  .owner = 3 },
};

#define RULES (sizeof(rules) / sizeof(rules[0]))

static const struct matcher *matcher_over(struct arena *arena)
{
	static const struct catalogue nothing = { 0 };
	const struct matcher *matcher = NULL;

	assert_int_equal(matcher_new(&nothing, rules, RULES, arena, &matcher), 0);
	return matcher;
}

/* The owners that the fact meets, as "4,6". */
static void owners(const struct observation *fact, char *out, size_t room)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct match found[MATCHES_MAX];
	size_t count = matcher_find(matcher_over(arena), fact, found, MATCHES_MAX);

	out[0] = '\0';
	for (size_t i = 0; i < count; i++)
		snprintf(out + strlen(out), room - strlen(out), "%s%u", i ? "," : "",
		         found[i].owner);
	assert_int_equal(matcher_keeps((void *)matcher_over(arena), fact), count > 0);
	arena_free(arena);
}

static void meets(enum observation_kind kind, const char *subject, const char *detail,
                  const char *actor, const char *want)
{
	const struct observation fact = {
		.kind = kind, .subject = subject, .detail = detail, .actor = actor
	};
	char found[128];

	owners(&fact, found, sizeof(found));
	if (strcmp(found, want) != 0)
		fail_msg("%s %s: met [%s], want [%s]", observation_kind_word(kind), subject, found,
		         want);
}

static void host_meets(const char *host, const char *want)
{
	meets(OBSERVED_CONTACT, host, NULL, NULL, want);
}

static void takes_a_domain_and_all_below_it(void **state)
{
	(void)state;
	host_meets("example.com", "0");
	host_meets("a.b.c.example.com", "0");
	host_meets("v2.api.example.com", "0,1");
}

static void stops_at_the_label(void **state)
{
	(void)state;
	host_meets("evil-example.com", "");
	host_meets("example.com.evil.org", "");
	host_meets("com", "");
	host_meets("xample.com", "");
}

static void takes_upper_case_and_a_trailing_dot(void **state)
{
	(void)state;
	host_meets("WWW.EXAMPLE.COM.", "0");
	host_meets("www.example.com..", "");
	host_meets(".example.com", "");
	host_meets("", "");
}

static void leaves_punycode_as_it_is(void **state)
{
	(void)state;
	host_meets("www.XN--CAF-DMA.example", "3");
	host_meets("caf\xC3\xA9.example", "");
}

static void takes_no_escaped_dot_for_a_label(void **state)
{
	(void)state;
	host_meets("evil\\046example.com", "");
	host_meets("evil\\.example.com", "");
	host_meets("evil\\\\.example.com", "0"); /* an escaped backslash, then a real dot */
}

static void takes_a_host_alone(void **state)
{
	(void)state;
	host_meets("one.example.org", "2");
	host_meets("a.one.example.org", "");
}

static void takes_domains_written_by_hand(void **state)
{
	(void)state;
	host_meets("x.written.by-hand.example", "17");
}

static void refuses_names_that_are_too_long(void **state)
{
	char host[1200];

	(void)state;
	memset(host, 'a', sizeof(host));
	memcpy(host + sizeof(host) - 13, ".example.com", 13);
	host_meets(host, "");
}

static void knows_a_package_and_its_database(void **state)
{
	(void)state;
	meets(OBSERVED_PACKAGE, "acme-agent", "dpkg", NULL, "3,4");
	meets(OBSERVED_PACKAGE, "acme-agent2", "dpkg", NULL, "");
	meets(OBSERVED_PACKAGE, "audit", "rpm", NULL, "5");
	meets(OBSERVED_PACKAGE, "audit", "dpkg", NULL, "");
}

static void knows_a_process_by_path_name_unit_and_package(void **state)
{
	(void)state;
	meets(OBSERVED_PROCESS, "/usr/bin/acme", NULL, NULL, "6");
	meets(OBSERVED_PROCESS, "/home/x/acme", NULL, NULL, "");
	meets(OBSERVED_PROCESS, "/srv/acmed-3.1", NULL, NULL, "7");
	meets(OBSERVED_PROCESS, "/opt/acme/9/run", NULL, NULL, "8,12");
	meets(OBSERVED_PROCESS, "/opt/acme/9/10/run", NULL, NULL, "12");
	meets(OBSERVED_PROCESS, "/usr/bin/python3", "acme-fleet.service", "acme-agent", "3,4,10");
}

static void takes_merged_usr_for_one_tree(void **state)
{
	(void)state;
	meets(OBSERVED_PROCESS, "/bin/acme", NULL, NULL, "6");
	meets(OBSERVED_FILE, "/usr/lib/x86_64-linux-gnu/libacme.so.1", NULL, NULL, "13");
	meets(OBSERVED_FILE, "/lib/x86_64-linux-gnu/libacme.so", NULL, NULL, "13");
	meets(OBSERVED_FILE, "/usr/share/x/libacme.so", NULL, NULL, "");
}

static void takes_a_unit_with_and_without_its_instance(void **state)
{
	(void)state;
	meets(OBSERVED_SERVICE, "x11vnc@.service", NULL, NULL, "9");
	meets(OBSERVED_SERVICE, "x11vnc@:0.service", NULL, NULL, "9");
	meets(OBSERVED_SERVICE, "x11vnc.service", NULL, NULL, "");
	meets(OBSERVED_SERVICE, "acme-fleet.service", NULL, NULL, "10");
	meets(OBSERVED_SERVICE, "other.service", "/usr/bin/acme", NULL, "6");
	meets(OBSERVED_SCHEDULE, "acme-upload.timer", NULL, NULL, "11");
	meets(OBSERVED_SCHEDULE, "/opt/acme/cron", NULL, NULL, "12");
}

static void knows_extensions_modules_and_authorities(void **state)
{
	(void)state;
	meets(OBSERVED_EXTENSION, "abcdefghijklmnopabcdefghijklmnop", NULL, NULL, "14");
	meets(OBSERVED_KERNEL_MODULE, "acme-net", NULL, NULL, "15");
	meets(OBSERVED_AUTHORITY, "CN=Acme SafeFilter Root CA, O=Acme", NULL, NULL, "16");
	meets(OBSERVED_AUTHORITY, "CN=Acme Other", NULL, NULL, "");
	meets(OBSERVED_PROXY, "one.example.org:3128", NULL, NULL, "2");
	meets(OBSERVED_PAGE_REQUEST, "www.example.com/page", NULL, NULL, "0");
}

static void keeps_kinds_apart(void **state)
{
	(void)state;
	meets(OBSERVED_PACKAGE, "example.com", NULL, NULL, "");
	host_meets("acme-agent", "");
	host_meets("mdm.example.net", "");
	meets(OBSERVED_INTERFACE, "example.com", NULL, NULL, "");
	meets(OBSERVATION_KINDS, "example.com", NULL, NULL, "");
}

static void writes_no_more_than_the_room(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct match found[2] = { { NULL, 99 }, { NULL, 99 } };

	(void)state;
	assert_int_equal(matcher_find_host(matcher_over(arena), "v2.api.example.com", found, 1), 1);
	assert_int_equal(found[0].owner, 0);
	assert_int_equal(found[1].owner, 99);
	assert_int_equal(matcher_find_host(matcher_over(arena), "example.com", found, 0), 0);
	arena_free(arena);
}

static void works_with_no_rules_at_all(void **state)
{
	static const struct catalogue nothing = { 0 };
	const struct observation fact = { .kind = OBSERVED_CONTACT, .subject = "example.com" };
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT), *small = arena_new(8);
	const struct matcher *matcher = NULL;
	size_t paths = 9;

	(void)state;
	assert_int_equal(matcher_new(&nothing, NULL, 0, arena, &matcher), 0);
	assert_false(matcher_keeps((void *)matcher, &fact));
	matcher_paths(matcher, &paths);
	assert_int_equal(paths, 0);
	assert_int_equal(matcher_new(&nothing, rules, RULES, small, &matcher), -ENOMEM);
	arena_free(arena);
	arena_free(small);
}

/* A text that the pattern means: stars become something short, a restriction to one database of
 * packages goes. */
static const char *text_for(const char *pattern, struct arena *arena)
{
	struct text out = { 0 };
	const char *copy;

	if (!strncmp(pattern, "rpm:", 4) || !strncmp(pattern, "dpkg:", 5))
		pattern = strchr(pattern, ':') + 1;
	for (; *pattern; pattern++)
		text_add_bytes(&out, *pattern == '*' || *pattern == '?' ? "x" : pattern, 1);
	copy = arena_copy(arena, out.at);
	text_free(&out);
	return copy;
}

static enum observation_kind kind_for(enum indicator_type type)
{
	static const enum observation_kind kinds[INDICATOR_TYPES] = {
		[INDICATOR_PACKAGE] = OBSERVED_PACKAGE,
		[INDICATOR_PATH] = OBSERVED_FILE,
		[INDICATOR_PROCESS] = OBSERVED_PROCESS,
		[INDICATOR_UNIT] = OBSERVED_SERVICE,
		[INDICATOR_DOMAIN] = OBSERVED_CONTACT,
		[INDICATOR_HOST] = OBSERVED_CONTACT,
		[INDICATOR_EXTENSION] = OBSERVED_EXTENSION,
		[INDICATOR_AUTHORITY] = OBSERVED_AUTHORITY,
		[INDICATOR_MODULE] = OBSERVED_KERNEL_MODULE,
	};

	return kinds[type];
}

static bool is_among(const struct indicator *indicator, const struct match *found, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (found[i].indicator == indicator)
			return true;
	return false;
}

static void matches_every_shipped_indicator(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = { 0 };
	struct problem problem = { 0 };
	const struct matcher *matcher = NULL;
	struct match found[MATCHES_MAX];

	(void)state;
	assert_int_equal(shipped_catalogue(arena, &catalogue, &problem), 0);
	assert_int_equal(matcher_new(&catalogue, NULL, 0, arena, &matcher), 0);
	for (size_t i = 0; i < catalogue.product_count; i++) {
		for (size_t j = 0; j < catalogue.products[i].indicator_count; j++) {
			const struct indicator *indicator = &catalogue.products[i].indicators[j];
			struct observation fact = { .kind = kind_for(indicator->type),
				                    .subject = text_for(indicator->value, arena) };
			size_t count = matcher_find(matcher, &fact, found, MATCHES_MAX);

			if (fact.kind == OBSERVED_CONTACT)
				assert_false(catalogue_never_lists(&catalogue, fact.subject));
			if (!is_among(indicator, found, count))
				fail_msg("%s: %s is not met", catalogue.products[i].id,
				         indicator->value);
			assert_int_equal(indicator->owner, i);
			for (size_t k = 0; k < count; k++)
				assert_true(found[k].owner == i ||
				            found[k].indicator->specificity != SPECIFIC_EXCLUSIVE);
		}
	}
	arena_free(arena);
}

static void knows_what_is_never_listed(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct catalogue catalogue = { 0 };
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(shipped_catalogue(arena, &catalogue, &problem), 0);
	assert_true(catalogue_never_lists(&catalogue, "www.samaritans.org"));
	assert_false(catalogue_never_lists(&catalogue, "cloudsink.net"));
	arena_free(arena);
}

static void hands_out_the_paths_to_look_at(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	size_t count;
	const char *const *paths = matcher_paths(matcher_over(arena), &count);

	(void)state;
	assert_int_equal(count, 2);
	assert_string_equal(paths[0], "/opt/acme/**");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_domain_and_all_below_it),
		cmocka_unit_test(stops_at_the_label),
		cmocka_unit_test(takes_upper_case_and_a_trailing_dot),
		cmocka_unit_test(leaves_punycode_as_it_is),
		cmocka_unit_test(takes_no_escaped_dot_for_a_label),
		cmocka_unit_test(takes_a_host_alone),
		cmocka_unit_test(takes_domains_written_by_hand),
		cmocka_unit_test(refuses_names_that_are_too_long),
		cmocka_unit_test(knows_a_package_and_its_database),
		cmocka_unit_test(knows_a_process_by_path_name_unit_and_package),
		cmocka_unit_test(takes_merged_usr_for_one_tree),
		cmocka_unit_test(takes_a_unit_with_and_without_its_instance),
		cmocka_unit_test(knows_extensions_modules_and_authorities),
		cmocka_unit_test(keeps_kinds_apart),
		cmocka_unit_test(writes_no_more_than_the_room),
		cmocka_unit_test(works_with_no_rules_at_all),
		cmocka_unit_test(matches_every_shipped_indicator),
		cmocka_unit_test(knows_what_is_never_listed),
		cmocka_unit_test(hands_out_the_paths_to_look_at),
	};

	return digest_prepare()
	               ? 1
	               : cmocka_run_group_tests_name("policies/matcher", tests, NULL, NULL);
}
