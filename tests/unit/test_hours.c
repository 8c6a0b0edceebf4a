/* policies/hours: which hours of UTC lie within agreed hours, over changes of clocks, leap days,
 * half-terms and zones of half an hour. */
#include "policies/hours.h"

#include <errno.h>

#include "tests/unit/casework.h"
#include "tests/unit/zones.h"

static const char school[] =
	"{\"hours\":{\"working\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\"],"
	"\"from\":\"08:00\",\"to\":\"17:30\"}],"
	"\"quiet_bands\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\"],\"from\":\"18:00\","
	"\"to\":\"07:30\"},{\"days\":[\"Sat\",\"Sun\"],\"from\":\"00:00\",\"to\":\"24:00\"}],"
	"\"terms\":[{\"name\":\"Autumn\",\"from\":\"2026-09-01\",\"to\":\"2026-12-18\","
	"\"half_term\":[\"2026-10-26\",\"2026-10-30\"]},"
	"{\"name\":\"Spring\",\"from\":\"2027-01-04\",\"to\":\"2027-04-09\"}],"
	"\"non_working_days\":[\"2026-11-27\"],\"outside_term\":\"treated as quiet\"}}";

/* Another agreement: no terms, no quiet bands, Saturdays too. */
static const char college[] =
	"{\"hours\":{\"working\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\",\"Sat\"],"
	"\"from\":\"09:00\",\"to\":\"17:00\"}]}}";

static struct hours hours_in(struct work *work, const char *root, const char *rule)
{
	struct hours hours;

	work->agreement.root = work_json(work, root);
	assert_int_equal(
		hours_of(&work->agreement, zone_of(work->arena, rule), work->arena, &hours), 0);
	return hours;
}

/* The 24 hours of UTC of that day: W working, b between, q quiet. */
static const char *day_in(struct work *work, const struct hours *hours, const char *on)
{
	static const char letters[] = {
		[HOUR_WORKING] = 'W', [HOUR_BETWEEN] = 'b', [HOUR_QUIET] = 'q'
	};
	char *out = arena_take(work->arena, 25, 1);

	for (unsigned int hour = 0; hour < 24; hour++)
		out[hour] = letters[hours_kind(hours, day(on), hour)];
	return out;
}

static void the_hour_in_which_work_ends_is_not_outside(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, school, ZONE_LONDON);

	/* 17:00 to 18:00 is mixed, 07:00 to 08:00 is neither working nor all quiet */
	assert_string_equal(day_in(work, &hours, "2026-11-18"), "qqqqqqqbWWWWWWWWWWqqqqqq");
}

static void a_change_of_clocks_moves_the_bands(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, school, ZONE_LONDON);

	assert_string_equal(day_in(work, &hours, "2026-10-23"), "qqqqqqbWWWWWWWWWWqqqqqqq");
	assert_string_equal(day_in(work, &hours, "2026-11-02"), "qqqqqqqbWWWWWWWWWWqqqqqq");
	assert_string_equal(day_in(work, &hours, "2027-03-26"), "qqqqqqqbWWWWWWWWWWqqqqqq");
	assert_string_equal(day_in(work, &hours, "2027-03-29"), "qqqqqqbWWWWWWWWWWqqqqqqq");
}

static size_t hours_of_local_day(const struct zone *zone, const char *on)
{
	size_t count = 0;

	for (date utc = day(on) - 1; utc <= day(on) + 1; utc++)
		for (unsigned int hour = 0; hour < 24; hour++) {
			unsigned int minute;
			date local;

			hours_local(zone, utc, hour, &local, &minute);
			count += local == day(on);
		}
	return count;
}

static void the_day_of_the_change_has_23_or_25_hours(void **state)
{
	struct work *work = *state;
	const struct zone *london = zone_of(work->arena, ZONE_LONDON);

	assert_int_equal(hours_of_local_day(london, "2026-10-24"), 24);
	assert_int_equal(hours_of_local_day(london, "2026-10-25"), 25);
	assert_int_equal(hours_of_local_day(london, "2027-03-28"), 23);
}

static void two_agreements_of_one_zone_have_their_own_bands(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, college, ZONE_LONDON);

	assert_string_equal(day_in(work, &hours, "2026-10-24"), "bbbbbbbbWWWWWWWWbbbbbbbb");
	assert_string_equal(day_in(work, &hours, "2026-10-25"), "bbbbbbbbbbbbbbbbbbbbbbbb");
	assert_string_equal(day_in(work, &hours, "2026-10-26"), "bbbbbbbbbWWWWWWWWbbbbbbb");
	assert_string_equal(day_in(work, &hours, "2027-03-27"), "bbbbbbbbbWWWWWWWWbbbbbbb");
	assert_string_equal(day_in(work, &hours, "2027-03-29"), "bbbbbbbbWWWWWWWWbbbbbbbb");
}

static void a_half_term_and_a_closure_day_are_quiet(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, school, ZONE_LONDON);

	assert_string_equal(day_in(work, &hours, "2026-10-26"), "qqqqqqqqqqqqqqqqqqqqqqqq");
	assert_string_equal(day_in(work, &hours, "2026-10-30"), "qqqqqqqqqqqqqqqqqqqqqqqq");
	assert_string_equal(day_in(work, &hours, "2026-11-27"), "qqqqqqqqqqqqqqqqqqqqqqqq");
	assert_int_equal(hours_kind(&hours, day("2026-11-26"), 12), HOUR_WORKING);
}

static void a_term_holds_its_first_and_its_last_day(void **state)
{
	static const char all_week[] =
		"{\"hours\":{\"working\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\","
		"\"Sat\",\"Sun\"],\"from\":\"12:00\",\"to\":\"13:00\"}],\"terms\":["
		"{\"name\":\"T\",\"from\":\"2026-11-02\",\"to\":\"2026-11-08\"}]}}";
	struct work *work = *state;
	struct hours hours = hours_in(work, all_week, ZONE_LONDON);

	assert_int_equal(hours_kind(&hours, day("2026-11-01"), 12), HOUR_BETWEEN);
	assert_int_equal(hours_kind(&hours, day("2026-11-02"), 12), HOUR_WORKING);
	assert_int_equal(hours_kind(&hours, day("2026-11-08"), 12), HOUR_WORKING);
	assert_int_equal(hours_kind(&hours, day("2026-11-09"), 12), HOUR_BETWEEN);
}

/* A night belongs to the day on which it begins, and that day's term. */
static void the_last_night_of_a_term_is_worked_to_its_end(void **state)
{
	static const char nights[] =
		"{\"hours\":{\"working\":[{\"days\":[\"Mon\",\"Tue\",\"Wed\",\"Thu\",\"Fri\","
		"\"Sat\",\"Sun\"],\"from\":\"22:00\",\"to\":\"06:00\"}],\"terms\":["
		"{\"name\":\"T\",\"from\":\"2026-11-02\",\"to\":\"2026-11-08\"}]}}";
	struct work *work = *state;
	struct hours hours = hours_in(work, nights, "GMT0");

	assert_string_equal(day_in(work, &hours, "2026-11-01"), "bbbbbbbbbbbbbbbbbbbbbbbb");
	assert_string_equal(day_in(work, &hours, "2026-11-08"), "WWWWWWbbbbbbbbbbbbbbbbWW");
	assert_string_equal(day_in(work, &hours, "2026-11-09"), "WWWWWWbbbbbbbbbbbbbbbbbb");
}

/* One minute of a band makes its hour mixed: the first and the last count, the next does not. */
static void a_band_holds_its_first_minute_and_not_its_end(void **state)
{
	static const char minutes[] =
		"{\"hours\":{\"working\":[{\"days\":[\"Wed\"],\"from\":\"09:00\",\"to\":\"09:01\"},"
		"{\"days\":[\"Wed\"],\"from\":\"12:59\",\"to\":\"13:00\"}]}}";
	static const char evening[] = "{\"hours\":{\"working\":[{\"days\":[\"Mon\"],\"from\":\"09:"
				      "00\",\"to\":\"17:00\"}],"
				      "\"quiet_bands\":[{\"days\":[\"Wed\",\"Thu\"],\"from\":\"18:"
				      "30\",\"to\":\"07:30\"}]}}";
	struct work *work = *state;
	struct hours hours = hours_in(work, minutes, "GMT0");

	assert_string_equal(day_in(work, &hours, "2026-11-18"), "bbbbbbbbbWbbWbbbbbbbbbbb");
	hours = hours_in(work, evening, "GMT0");
	assert_string_equal(day_in(work, &hours, "2026-11-19"), "qqqqqqqbbbbbbbbbbbbqqqqq");
}

static void a_band_without_both_ends_is_none(void **state)
{
	static const char half[] = "{\"hours\":{\"working\":[{\"days\":[\"Wed\"],"
				   "\"from\":\"09:00\"},{\"days\":[\"Wed\"],\"to\":\"17:00\"}]}}";
	struct work *work = *state;
	struct hours hours = hours_in(work, half, "GMT0");

	assert_string_equal(day_in(work, &hours, "2026-11-18"), "bbbbbbbbbbbbbbbbbbbbbbbb");
}

static void days_outside_term_are_what_the_parties_say(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, school, ZONE_LONDON);
	char *other = arena_copy(work->arena, school);

	assert_int_equal(hours_kind(&hours, day("2026-12-21"), 12), HOUR_QUIET);
	memcpy(strstr(other, "treated as quiet"), "treated as other", 16);
	hours = hours_in(work, other, ZONE_LONDON);
	assert_int_equal(hours_kind(&hours, day("2026-12-21"), 12), HOUR_BETWEEN);
	assert_int_equal(hours_kind(&hours, day("2026-12-21"), 20), HOUR_QUIET);
	memcpy(strstr(other, "treated as other\"}"), "working\"}}        ", 18);
	strstr(other, "working\"}}")[10] = '\0';
	hours = hours_in(work, other, ZONE_LONDON);
	assert_int_equal(hours_kind(&hours, day("2026-12-21"), 12), HOUR_WORKING);
}

static void a_leap_day_is_a_day_like_others(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, college, ZONE_LONDON);

	/* a Tuesday; 2028-02-27 is a Sunday */
	assert_string_equal(day_in(work, &hours, "2028-02-29"), "bbbbbbbbbWWWWWWWWbbbbbbb");
	assert_string_equal(day_in(work, &hours, "2028-02-27"), "bbbbbbbbbbbbbbbbbbbbbbbb");
	hours = hours_in(work,
	                 "{\"hours\":{\"working\":[{\"days\":[\"Tue\",\"Wed\"],\"from\":\"00:00\","
	                 "\"to\":\"24:00\"}],\"non_working_days\":[\"2028-02-29\"]}}",
	                 ZONE_LONDON);
	assert_string_equal(day_in(work, &hours, "2028-02-29"), "qqqqqqqqqqqqqqqqqqqqqqqq");
	assert_string_equal(day_in(work, &hours, "2028-03-01"), "WWWWWWWWWWWWWWWWWWWWWWWW");
}

static void west_of_utc_the_evening_is_the_next_day_of_utc(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, college, ZONE_NEW_YORK);
	unsigned int minute;
	date local;

	assert_string_equal(day_in(work, &hours, "2026-10-30"), "bbbbbbbbbbbbbWWWWWWWWbbb");
	assert_string_equal(day_in(work, &hours, "2026-11-02"), "bbbbbbbbbbbbbbWWWWWWWWbb");
	hours_local(hours.zone, day("2026-10-31"), 1, &local, &minute);
	assert_int_equal(local, day("2026-10-30"));
	assert_int_equal(minute, 21 * 60);
	/* a clock that was never set */
	hours_local(hours.zone, day("1970-01-01"), 1, &local, &minute);
	assert_int_equal(local, day("1969-12-31"));
	assert_int_equal(minute, 20 * 60);
}

static void an_hour_of_utc_may_straddle_two_local_ones(void **state)
{
	struct work *work = *state;
	struct hours hours = hours_in(work, college, ZONE_KOLKATA);

	/* 08:30 to 09:30 and 16:30 to 17:30 are mixed */
	assert_string_equal(day_in(work, &hours, "2026-11-18"), "bbbWWWWWWWWWbbbbbbbbbbbb");
}

static void a_change_of_half_an_hour_happens_within_an_hour_of_utc(void **state)
{
	static const char skipped[] = "{\"hours\":{\"working\":[{\"days\":[\"Sun\"],"
				      "\"from\":\"02:00\",\"to\":\"02:30\"}]}}";
	static const char after[] = "{\"hours\":{\"working\":[{\"days\":[\"Sun\"],"
				    "\"from\":\"02:45\",\"to\":\"02:50\"}]}}";
	struct work *work = *state;
	struct hours hours = hours_in(work, skipped, ZONE_LORD_HOWE);

	assert_int_equal(hours_kind(&hours, day("2026-10-03"), 15), HOUR_BETWEEN);
	assert_int_equal(hours_kind(&hours, day("2026-10-10"), 15), HOUR_WORKING);
	hours = hours_in(work, after, ZONE_LORD_HOWE);
	assert_int_equal(hours_kind(&hours, day("2026-10-03"), 15), HOUR_WORKING);
}

static void a_band_past_midnight_covers_both_nights(void **state)
{
	static const char shift[] = "{\"hours\":{\"working\":[{\"days\":[\"Wed\"],"
				    "\"from\":\"22:00\",\"to\":\"06:00\"}]}}";
	struct work *work = *state;
	struct hours hours = hours_in(work, shift, "GMT0");

	assert_string_equal(day_in(work, &hours, "2026-11-17"), "bbbbbbbbbbbbbbbbbbbbbbbb");
	assert_string_equal(day_in(work, &hours, "2026-11-18"), "WWWWWWbbbbbbbbbbbbbbbbWW");
	assert_string_equal(day_in(work, &hours, "2026-11-19"), "WWWWWWbbbbbbbbbbbbbbbbbb");
}

static void without_hours_or_a_zone_there_is_nothing_to_judge_by(void **state)
{
	struct work *work = *state;
	struct hours hours;

	assert_int_equal(
		hours_of(&work->agreement, zone_of(work->arena, ZONE_LONDON), work->arena, &hours),
		-ENOENT);
	work->agreement.root = work_json(work, college);
	assert_int_equal(hours_of(&work->agreement, NULL, work->arena, &hours), -ENOENT);
	work->agreement.time_zone = "Europe/London";
	assert_int_equal(hours_of(&work->agreement, NULL, work->arena, &hours), -ENOENT);
	work->agreement.time_zone = "UTC";
	assert_int_equal(hours_of(&work->agreement, NULL, work->arena, &hours), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, work_setup, work_teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_hour_in_which_work_ends_is_not_outside),
		TEST(a_change_of_clocks_moves_the_bands),
		TEST(the_day_of_the_change_has_23_or_25_hours),
		TEST(two_agreements_of_one_zone_have_their_own_bands),
		TEST(a_half_term_and_a_closure_day_are_quiet),
		TEST(a_term_holds_its_first_and_its_last_day),
		TEST(the_last_night_of_a_term_is_worked_to_its_end),
		TEST(a_band_holds_its_first_minute_and_not_its_end),
		TEST(a_band_without_both_ends_is_none),
		TEST(days_outside_term_are_what_the_parties_say),
		TEST(a_leap_day_is_a_day_like_others),
		TEST(west_of_utc_the_evening_is_the_next_day_of_utc),
		TEST(an_hour_of_utc_may_straddle_two_local_ones),
		TEST(a_change_of_half_an_hour_happens_within_an_hour_of_utc),
		TEST(a_band_past_midnight_covers_both_nights),
		TEST(without_hours_or_a_zone_there_is_nothing_to_judge_by),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
