/* Whether an hour of UTC lies within the hours that the parties agreed, minute by minute. */
#include "policies/hours.h"

#include <errno.h>
#include <string.h>

#include "policies/fields.h"

#define DAY_MINUTES 1440
#define DAY_SECONDS 86400

enum day_kind { DAY_IN_TERM, DAY_OUTSIDE_TERM, DAY_CLOSED };

/* "HH:MM" up to "24:00", as the loader has checked; -1: not written. */
static int clock_of(struct json_object *band, const char *key)
{
	const char *text = field_text(band, key);

	if (!text || strlen(text) != 5)
		return -1;
	return ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

static void read_weekdays(struct json_object *band, bool on[7])
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	struct json_object *days = field_object(band, "days");

	for (size_t i = 0; i < field_count(band, "days"); i++)
		for (size_t d = 0; d < 7; d++) {
			const char *name =
				json_object_get_string(json_object_array_get_idx(days, i));

			on[d] |= name && strcmp(name, names[d]) == 0;
		}
}

static int read_bands(struct json_object *row, const char *key, struct arena *arena,
                      struct hour_bands *out)
{
	struct json_object *bands = field_object(row, key);
	size_t count = field_count(row, key);

	out->items = arena_take(arena, count + 1, sizeof(*out->items));
	if (!out->items)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct json_object *band = json_object_array_get_idx(bands, i);
		struct hour_span span = { .from = clock_of(band, "from"),
			                  .to = clock_of(band, "to") };

		read_weekdays(band, span.on);
		if (span.from >= 0 && span.to >= 0)
			out->items[out->count++] = span;
	}
	return 0;
}

static bool lists_day(struct json_object *object, const char *key, date day)
{
	struct json_object *days = field_object(object, key);

	for (size_t i = 0; i < field_count(object, key); i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(days, i));
		date listed;

		if (text && date_parse(text, &listed) == 0 && listed == day)
			return true;
	}
	return false;
}

/* Its first and last date; one alone is that day. */
static bool is_in_half_term(struct json_object *term, date day)
{
	struct json_object *dates = field_object(term, "half_term");
	size_t count = field_count(term, "half_term");
	date first, last;

	if (!count ||
	    date_parse(json_object_get_string(json_object_array_get_idx(dates, 0)), &first) != 0 ||
	    date_parse(json_object_get_string(json_object_array_get_idx(dates, count - 1)),
	               &last) != 0)
		return false;
	return day >= first && day <= last;
}

static bool is_in_term(const struct hours *hours, date day)
{
	struct json_object *terms = field_object(hours->row, "terms");
	size_t count = field_count(hours->row, "terms");

	for (size_t i = 0; i < count; i++) {
		struct json_object *term = json_object_array_get_idx(terms, i);

		if (day >= field_date(term, "from") && day <= field_date(term, "to"))
			return !is_in_half_term(term, day);
	}
	return count == 0;
}

static bool outside_term_is(const struct hours *hours, const char *word)
{
	static const char prefix[] = "treated as ";
	const char *text = field_text(hours->row, "outside_term");

	if (text && strncmp(text, prefix, strlen(prefix)) == 0)
		text += strlen(prefix);
	return text && strcmp(text, word) == 0;
}

static enum day_kind day_kind(const struct hours *hours, date day)
{
	if (lists_day(hours->row, "non_working_days", day))
		return DAY_CLOSED;
	if (is_in_term(hours, day) || outside_term_is(hours, "working"))
		return DAY_IN_TERM;
	return DAY_OUTSIDE_TERM;
}

/* The local days around an hour: the one on which it begins stands in the middle. */
struct days {
	date middle;
	enum day_kind kinds[3];
};

static void read_days(const struct hours *hours, date middle, struct days *out)
{
	out->middle = middle;
	for (int i = 0; i < 3; i++)
		out->kinds[i] = day_kind(hours, middle + i - 1);
}

static enum day_kind kind_among(const struct days *days, date day)
{
	int at = day - days->middle + 1;

	return days->kinds[at < 0 ? 0 : at > 2 ? 2 : at];
}

/* `days` is NULL for bands that hold in term and outside it. */
static bool is_on(const struct hour_span *span, const struct days *days, date day)
{
	/* 1970-01-01 was a Thursday */
	int weekday = (int)((((int64_t)day + 3) % 7 + 7) % 7);

	return span->on[weekday] && (!days || kind_among(days, day) == DAY_IN_TERM);
}

/* Past midnight the band belongs to the day before, or to the day on which it ends. */
static bool holds(const struct hour_span *span, const struct days *days, date day, int minute)
{
	if (span->from <= span->to)
		return minute >= span->from && minute < span->to && is_on(span, days, day);
	if (minute >= span->from)
		return is_on(span, days, day);
	return minute < span->to && (is_on(span, days, day - 1) || is_on(span, days, day));
}

static bool any_holds(const struct hour_bands *bands, const struct days *days, date day, int minute)
{
	for (size_t i = 0; i < bands->count; i++)
		if (holds(&bands->items[i], days, day, minute))
			return true;
	return false;
}

static bool is_quiet(const struct hours *hours, const struct days *days, date day, int minute)
{
	enum day_kind kind = kind_among(days, day);

	return kind == DAY_CLOSED ||
	       (kind == DAY_OUTSIDE_TERM && outside_term_is(hours, "quiet")) ||
	       any_holds(&hours->quiet, NULL, day, minute);
}

static int64_t local_seconds(const struct zone *zone, int64_t seconds)
{
	return seconds + zone_offset(zone, seconds);
}

static date day_of(int64_t local)
{
	return (date)(local / DAY_SECONDS - (local % DAY_SECONDS < 0));
}

static int minute_of(int64_t local)
{
	return (int)((local - (int64_t)day_of(local) * DAY_SECONDS) / 60);
}

void hours_local(const struct zone *zone, date day, unsigned int hour, date *local_day,
                 unsigned int *minute)
{
	int64_t local = local_seconds(zone, (int64_t)day * DAY_SECONDS + (int64_t)hour * 3600);

	*local_day = day_of(local);
	*minute = (unsigned int)minute_of(local) % DAY_MINUTES;
}

enum hour_kind hours_kind(const struct hours *hours, date day, unsigned int hour)
{
	int64_t start = (int64_t)day * DAY_SECONDS + (int64_t)hour * 3600;
	bool quiet = true;
	struct days days;

	read_days(hours, day_of(local_seconds(hours->zone, start)), &days);
	for (int i = 0; i < 60; i++) {
		int64_t local = local_seconds(hours->zone, start + (int64_t)i * 60);
		date on = day_of(local);

		if (any_holds(&hours->working, &days, on, minute_of(local)))
			return HOUR_WORKING;
		quiet = quiet && is_quiet(hours, &days, on, minute_of(local));
	}
	return quiet ? HOUR_QUIET : HOUR_BETWEEN;
}

int hours_of(const struct agreement *agreement, const struct zone *zone, struct arena *arena,
             struct hours *out)
{
	bool is_utc = agreement->time_zone && strcmp(agreement->time_zone, "UTC") == 0;
	struct hours hours = { .zone = zone, .row = field_object(agreement->root, "hours") };

	if (!field_count(hours.row, "working") || (!zone && !is_utc))
		return -ENOENT;
	if (read_bands(hours.row, "working", arena, &hours.working) ||
	    read_bands(hours.row, "quiet_bands", arena, &hours.quiet))
		return -ENOMEM;
	*out = hours;
	return 0;
}
