/* POSIX TZ strings: parsed with bounds, evaluated for one year at a time. */
#include "probes/base/zone_rule.h"

#include <errno.h>
#include <stdio.h>

#include "probes/base/date.h"

#define DAY 86400

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "GMT" or "<+0330>"; at least three letters in the plain form. */
static int skip_name(const char **at)
{
	const char *start = *at;

	if (**at == '<') {
		do
			(*at)++;
		while (is_letter(**at) || is_digit(**at) || **at == '+' || **at == '-');
		return *(*at)++ == '>' ? 0 : -EBADMSG;
	}
	while (is_letter(**at))
		(*at)++;
	return *at - start >= 3 ? 0 : -EBADMSG;
}

/* At most three digits, at most `most`. */
static int number(const char **at, int most, int *out)
{
	int value = 0, digits = 0;

	for (; is_digit(**at) && digits < 4; (*at)++, digits++)
		value = value * 10 + (**at - '0');
	if (!digits || digits > 3 || value > most)
		return -EBADMSG;
	*out = value;
	return 0;
}

/* [+-]hh[:mm[:ss]] */
static int clock_of(const char **at, int most_hours, int32_t *out)
{
	int sign = **at == '-' ? -1 : 1, hours, minutes = 0, seconds = 0, ret;

	if (**at == '-' || **at == '+')
		(*at)++;
	ret = number(at, most_hours, &hours);
	if (!ret && **at == ':') {
		(*at)++;
		ret = number(at, 59, &minutes);
		if (!ret && **at == ':') {
			(*at)++;
			ret = number(at, 59, &seconds);
		}
	}
	if (ret)
		return ret;
	*out = sign * (hours * 3600 + minutes * 60 + seconds);
	return 0;
}

static int month_change(const char **at, struct zone_change *out)
{
	int ret = number(at, 12, &out->month);

	out->form = CHANGE_MONTH;
	if (!ret && *(*at)++ != '.')
		ret = -EBADMSG;
	if (!ret)
		ret = number(at, 5, &out->week);
	if (!ret && *(*at)++ != '.')
		ret = -EBADMSG;
	if (!ret)
		ret = number(at, 6, &out->day);
	return !ret && (out->month < 1 || out->week < 1) ? -EBADMSG : ret;
}

static int change(const char **at, struct zone_change *out)
{
	int ret;

	if (**at == 'M') {
		(*at)++;
		ret = month_change(at, out);
	} else {
		out->form = **at == 'J' ? CHANGE_JULIAN : CHANGE_DAY;
		*at += out->form == CHANGE_JULIAN;
		ret = number(at, 365, &out->day);
		if (!ret && out->form == CHANGE_JULIAN && out->day < 1)
			ret = -EBADMSG;
	}
	out->time = 2 * 3600;
	if (!ret && **at == '/') {
		(*at)++;
		ret = clock_of(at, 167, &out->time);
	}
	return ret;
}

static int summer(const char **at, struct zone_rule *rule)
{
	int ret = skip_name(at);

	rule->has_summer = true;
	rule->summer = rule->standard + 3600;
	if (!ret && **at != ',') {
		ret = clock_of(at, 24, &rule->summer);
		rule->summer = -rule->summer;
	}
	if (!ret && *(*at)++ != ',')
		ret = -EBADMSG; /* the old default rules of POSIX are not guessed */
	if (!ret)
		ret = change(at, &rule->start);
	if (!ret && *(*at)++ != ',')
		ret = -EBADMSG;
	return ret ? ret : change(at, &rule->end);
}

int zone_rule_parse(const char *text, struct zone_rule *out)
{
	struct zone_rule rule = { 0 };
	int ret = skip_name(&text);

	if (!ret)
		ret = clock_of(&text, 24, &rule.standard);
	rule.standard = -rule.standard; /* POSIX counts west of Greenwich */
	if (!ret && *text)
		ret = summer(&text, &rule);
	if (ret || *text)
		return -EBADMSG;
	*out = rule;
	return 0;
}

static date first_of(int year, int month)
{
	char text[32];
	date day = DATE_NONE;

	snprintf(text, sizeof(text), "%04d-%02d-01", year, month);
	return date_parse(text, &day) == 0 ? day : DATE_NONE;
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* The local second, counted as if it were UTC, at which the clock changes in `year`. */
static int64_t moment(const struct zone_change *change, int year)
{
	date first = first_of(year, change->form == CHANGE_MONTH ? change->month : 1), day;
	date next = change->form == CHANGE_MONTH && change->month < 12
	                    ? first_of(year, change->month + 1)
	                    : first + 31;

	if (change->form == CHANGE_DAY) {
		day = first + change->day;
	} else if (change->form == CHANGE_JULIAN) {
		day = first + change->day - 1 + (is_leap(year) && change->day >= 60);
	} else {
		int weekday = (int)(((first + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */

		day = first + (change->day - weekday + 7) % 7 + (change->week - 1) * 7;
		if (day >= next)
			day -= 7; /* week 5 is the last one */
	}
	return (int64_t)day * DAY + change->time;
}

int32_t zone_rule_offset(const struct zone_rule *rule, int64_t seconds)
{
	char text[DATE_TEXT];
	int64_t start, end, local;
	int year;

	if (!rule->has_summer || __builtin_add_overflow(seconds, rule->standard, &local))
		return rule->standard;
	date_format(date_of(local), text);
	year = text[0] ? (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 +
	                         (text[3] - '0')
	               : 0;
	if (year < 1900)
		return rule->standard;
	start = moment(&rule->start, year) - rule->standard;
	end = moment(&rule->end, year) - rule->summer;
	if (start < end)
		return seconds >= start && seconds < end ? rule->summer : rule->standard;
	return seconds >= end && seconds < start ? rule->standard : rule->summer;
}
