/* probes/base/zone: TZif files, byte by byte, and the rule in their footer. */
#include "probes/base/zone.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "probes/base/zone_rule.h"

struct writer {
	uint8_t bytes[1024];
	size_t len;
};

static void put(struct writer *out, uint64_t value, size_t size)
{
	for (size_t i = size; i-- > 0;)
		out->bytes[out->len++] = (uint8_t)(value >> (8 * i));
}

static void put_header(struct writer *out, char version, uint32_t times, uint32_t types)
{
	memcpy(out->bytes + out->len, "TZif", 4);
	out->len += 4;
	put(out, (uint64_t)version, 1);
	put(out, 0, 8);
	put(out, 0, 7);
	put(out, 0, 4);
	put(out, 0, 4);
	put(out, 0, 4);
	put(out, times, 4);
	put(out, types, 4);
	put(out, 4, 4);
}

static void put_block(struct writer *out, size_t time_size, const int64_t *times,
                      const uint8_t *which, size_t count, const int32_t *offsets, size_t types)
{
	for (size_t i = 0; i < count; i++)
		put(out, (uint64_t)times[i], time_size);
	for (size_t i = 0; i < count; i++)
		put(out, which[i], 1);
	for (size_t i = 0; i < types; i++) {
		put(out, (uint32_t)offsets[i], 4);
		put(out, 0, 2);
	}
	put(out, 0, 4);
}

/* London in 2026, and its rule from then on. */
static void put_london(struct writer *out)
{
	static const int64_t times[] = { 1774746000, 1792890000 };
	static const uint8_t which[] = { 1, 0 };
	static const int32_t offsets[] = { 0, 3600 };

	put_header(out, '2', 0, 1);
	put_block(out, 4, NULL, NULL, 0, offsets, 1);
	put_header(out, '2', 2, 2);
	put_block(out, 8, times, which, 2, offsets, 2);
	memcpy(out->bytes + out->len, "\nGMT0BST,M3.5.0/1,M10.5.0\n", 26);
	out->len += 26;
}

static void reads_transitions_and_the_rule_behind_them(void **state)
{
	static const struct {
		int64_t at;
		int32_t offset;
	} cases[] = {
		{ 0, 0 },
		{ 1774745999, 0 },
		{ 1774746000, 3600 },
		{ 1792889999, 3600 },
		{ 1792890000, 0 },
		{ 1806195599, 0 },
		{ 1806195600, 3600 }, /* 2027-03-28T01:00:00Z */
		{ 1824944400 - 1, 3600 },
		{ 1824944400, 0 }, /* 2027-10-31T01:00:00Z */
	};
	struct arena *arena = arena_new(1 << 20);
	const struct zone *zone = NULL;
	struct writer out = { 0 };

	(void)state;
	put_london(&out);
	assert_int_equal(zone_load((struct span){ out.bytes, out.len }, arena, &zone), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (zone_offset(zone, cases[i].at) != cases[i].offset)
			fail_msg("%lld", (long long)cases[i].at);
	/* the last hour of a summer day in UTC is the next day in London */
	assert_int_equal(zone_date(zone, 1782946800),
	                 date_of(1782946800) + 1); /* 2026-07-01T23:00:00Z */
	assert_int_equal(zone_date(zone, 1782946799), date_of(1782946799));
	arena_free(arena);
}

static void reads_version_1(void **state)
{
	static const int64_t times[] = { -1000, 1000 };
	static const uint8_t which[] = { 1, 2 };
	static const int32_t offsets[] = { -75, -3600, 20700 };
	struct arena *arena = arena_new(1 << 20);
	const struct zone *zone = NULL;
	struct writer out = { 0 };

	(void)state;
	put_header(&out, '\0', 2, 3);
	put_block(&out, 4, times, which, 2, offsets, 3);
	assert_int_equal(zone_load((struct span){ out.bytes, out.len }, arena, &zone), 0);
	assert_int_equal(zone_offset(zone, -1001), -75);
	assert_int_equal(zone_offset(zone, -1000), -3600);
	assert_int_equal(zone_offset(zone, INT64_MAX), 20700);
	assert_int_equal(zone_date(zone, INT64_MAX), DATE_NONE);
	arena_free(arena);
}

static void no_zone_is_utc(void **state)
{
	(void)state;
	assert_int_equal(zone_offset(NULL, 1782945000), 0);
	assert_int_equal(zone_date(NULL, 0), 0);
}

static void refuses_every_truncation(void **state)
{
	struct arena *arena = arena_new(4 << 20);
	struct writer out = { 0 };

	(void)state;
	put_london(&out);
	for (size_t len = 0; len < out.len; len++) {
		const struct zone *zone = NULL;
		uint8_t *exact = malloc(len ? len : 1);

		memcpy(exact, out.bytes, len);
		assert_int_equal(zone_load((struct span){ exact, len }, arena, &zone), -EBADMSG);
		assert_null(zone);
		free(exact);
	}
	arena_free(arena);
}

/* Each count field of either header set to the largest number, and a type index beyond the types.
 */
static void refuses_lies_about_lengths(void **state)
{
	struct arena *arena = arena_new(4 << 20);
	size_t second = 44 + 6 + 4;

	(void)state;
	for (size_t field = 20; field < 44; field += 4) {
		for (int block = 0; block < 2; block++) {
			const struct zone *zone = NULL;
			struct writer out = { 0 };

			put_london(&out);
			memset(out.bytes + field + (block ? second : 0), 0xFF, 4);
			assert_int_equal(
				zone_load((struct span){ out.bytes, out.len }, arena, &zone),
				-EBADMSG);
		}
	}
	for (int i = 0; i < 2; i++) {
		const struct zone *zone = NULL;
		struct writer out = { 0 };

		put_london(&out);
		out.bytes[second + 44 + 16 + i] = 2;
		assert_int_equal(zone_load((struct span){ out.bytes, out.len }, arena, &zone),
		                 -EBADMSG);
	}
	arena_free(arena);
}

static void reads_rules_of_all_forms(void **state)
{
	static const struct {
		const char *text;
		int64_t at;
		int32_t offset;
	} cases[] = {
		{ "UTC0", 0, 0 },
		{ "<+0545>-5:45", 0, 20700 },
		{ "<-03>3", 1782945000, -10800 },
		{ "EST5EDT,M3.2.0,M11.1.0", 1782945000, -14400 },
		{ "EST5EDT,M3.2.0,M11.1.0", 1795348800, -18000 },
		{ "AEST-10AEDT,M10.1.0,M4.1.0/3", 1795348800,
		  39600 }, /* the south: summer over the new year */
		{ "AEST-10AEDT,M10.1.0,M4.1.0/3", 1782945000, 36000 },
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", 1795348800, 0 }, /* "summer" that goes back */
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", 1782945000, 3600 },
		{ "XXX3EDT4,0/0,J365/23", 1782945000, -14400 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct zone_rule rule;

		assert_int_equal(zone_rule_parse(cases[i].text, &rule), 0);
		if (zone_rule_offset(&rule, cases[i].at) != cases[i].offset)
			fail_msg("%s at %lld: %d", cases[i].text, (long long)cases[i].at,
			         zone_rule_offset(&rule, cases[i].at));
	}
}

static void refuses_what_is_no_rule(void **state)
{
	static const char *const texts[] = { "",
		                             "A0",
		                             "GMT",
		                             "GMT0B",
		                             "GMT0BST",
		                             "GMT0BST,M3.5.0",
		                             "GMT0BST,M3.5.0,",
		                             "GMT0BST,M13.5.0,M10.5.0",
		                             "GMT0BST,M3.6.0,M10.5.0",
		                             "GMT0BST,M3.5.7,M10.5.0",
		                             "GMT0BST,M0.5.0,M10.5.0",
		                             "GMT0BST,J0,J5",
		                             "GMT0BST,366,5",
		                             "GMT25",
		                             "GMT0:60",
		                             "<GMT0",
		                             "GMT0BST,M3.5.0/168,M10.5.0",
		                             "GMT0BST,M3.5.0,M10.5.0 ",
		                             "GMT0000",
		                             "GMT99999999999999999999" };
	struct zone_rule rule;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (zone_rule_parse(texts[i], &rule) != -EBADMSG)
			fail_msg("%s", texts[i]);
}

static void names_of_zones_cannot_leave_their_folder(void **state)
{
	(void)state;
	assert_true(zone_name_is_plain("Europe/London"));
	assert_true(zone_name_is_plain("Etc/GMT+12"));
	assert_true(zone_name_is_plain("America/Port-au-Prince"));
	assert_false(zone_name_is_plain(""));
	assert_false(zone_name_is_plain("/etc/passwd"));
	assert_false(zone_name_is_plain("../x"));
	assert_false(zone_name_is_plain("Europe//London"));
	assert_false(zone_name_is_plain("Europe/"));
	assert_false(zone_name_is_plain("Europe/Lon don"));
	assert_false(zone_name_is_plain("posixrules\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_transitions_and_the_rule_behind_them),
		cmocka_unit_test(reads_version_1),
		cmocka_unit_test(no_zone_is_utc),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_lies_about_lengths),
		cmocka_unit_test(reads_rules_of_all_forms),
		cmocka_unit_test(refuses_what_is_no_rule),
		cmocka_unit_test(names_of_zones_cannot_leave_their_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
