/* probes/base/date: days that exist, and nothing else. */
#include "probes/base/date.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void every_day_from_1900_to_9999_survives_the_round_trip(void **state)
{
	char text[DATE_TEXT];
	date first, last, again;

	(void)state;
	assert_int_equal(date_parse("1900-01-01", &first), 0);
	assert_int_equal(date_parse("9999-12-31", &last), 0);
	assert_int_equal(last - first + 1, 2958464); /* by another calendar program */
	for (date day = first; day <= last; day++) {
		date_format(day, text);
		if (date_parse(text, &again) != 0 || again != day)
			fail_msg("%s", text);
	}
}

static void knows_some_days(void **state)
{
	date day;

	(void)state;
	assert_int_equal(date_parse("1970-01-01", &day), 0);
	assert_int_equal(day, 0);
	assert_int_equal(date_parse("2000-02-29", &day), 0);
	assert_int_equal(day, 11016);
	assert_int_equal(date_parse("2026-11-22", &day), 0);
	assert_int_equal(day, 20779);
}

static void refuses_what_is_no_day(void **state)
{
	static const char *const texts[] = {
		"",           "2026",       "2026-02-29",  "1900-02-29",  "2100-02-29",
		"2026-13-01", "2026-00-10", "2026-01-00",  "2026-01-32",  "2026-04-31",
		"31-02-2026", "2026-1-1",   "2026-01-1",   "2026-01-011", "2026/01/01",
		" 026-01-01", "+026-01-01", "2026-01-01 ", "2026-01-0a",  "1899-12-31",
		"0000-01-01", "20260101",   "-026-01-01",
	};
	date day = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (date_parse(texts[i], &day) != -EBADMSG)
			fail_msg("%s", texts[i]);
	assert_int_equal(day, 7);
}

static void reads_instants_with_offsets(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-22T12:00:00Z", 1795348800 },
		{ "2026-11-22t12:00:00.999z", 1795348800 },
		{ "2026-11-22T13:30:00+01:30", 1795348800 },
		{ "2026-11-22T00:00:00-12:00", 1795348800 },
		{ "1969-12-31T23:59:59Z", -1 },
	};
	int64_t seconds;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(time_parse(cases[i].text, &seconds), 0);
		assert_int_equal(seconds, cases[i].seconds);
	}
}

static void refuses_what_is_no_instant(void **state)
{
	static const char *const texts[] = {
		"",
		"2026-11-22",
		"2026-11-22T12:00:00",
		"2026-11-22 12:00:00Z",
		"2026-11-22T24:00:00Z",
		"2026-11-22T12:60:00Z",
		"2026-11-22T12:00:61Z",
		"2026-11-22T12:00:00.Z",
		"2026-11-22T12:00:00Zx",
		"2026-11-22T12:00:00+24:00",
		"2026-11-22T12:00:00+0100",
		"2026-11-22T12:00:00+01:0",
		"2026-02-30T12:00:00Z",
		"2026-11-22T12:00:00+01:000",
		"2026-11-22T1a:00:00Z",
	};
	int64_t seconds = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (time_parse(texts[i], &seconds) != -EBADMSG)
			fail_msg("%s", texts[i]);
	assert_int_equal(seconds, 7);
}

static void formats_instants_and_extremes(void **state)
{
	char text[TIME_TEXT];

	(void)state;
	time_format(1795348800, text);
	assert_string_equal(text, "2026-11-22T12:00:00Z");
	time_format(-1, text);
	assert_string_equal(text, "1969-12-31T23:59:59Z");
	time_format(INT64_MAX, text);
	assert_string_equal(text, "");
	time_format(INT64_MIN, text);
	assert_string_equal(text, "");
	date_format(DATE_NONE, text);
	assert_string_equal(text, "");
	date_format(INT32_MAX, text);
	assert_string_equal(text, "");
	assert_int_equal(date_of(-1), -1);
	assert_int_equal(date_of(-86400), -1);
	assert_int_equal(date_of(-86401), -2);
	assert_int_equal(date_of(INT64_MIN), DATE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_from_1900_to_9999_survives_the_round_trip),
		cmocka_unit_test(knows_some_days),
		cmocka_unit_test(refuses_what_is_no_day),
		cmocka_unit_test(reads_instants_with_offsets),
		cmocka_unit_test(refuses_what_is_no_instant),
		cmocka_unit_test(formats_instants_and_extremes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
