/* Calendar arithmetic without a clock or a locale. */
#include "probes/base/date.h"

#include <errno.h>
#include <string.h>

#define SECONDS_A_DAY 86400

/* Days from the civil date: eras of 400 years, years that begin in March. */
static date days_from(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = y / 400;
	int year_of_era = y - era * 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

static void civil_from(date days, int *year, int *month, int *day)
{
	int64_t z = (int64_t)days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int day_of_era = (int)(z - era * 146097);
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted < 10 ? shifted + 3 : shifted - 9;
	*year = (int)(year_of_era + era * 400) + (*month <= 2);
}

/* `count` digits at `text`, or -1. */
static int digits(const char *text, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static int month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)))
		return 29;
	return lengths[month - 1];
}

/* The ten characters of a date; what follows is the caller's. */
static int parse_day(const char *text, date *out)
{
	int year, month, day;

	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-')
		return -EBADMSG;
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	if (year < 1900 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return -EBADMSG;
	*out = days_from(year, month, day);
	return 0;
}

int date_parse(const char *text, date *out)
{
	if (strnlen(text, 11) != 10)
		return -EBADMSG;
	return parse_day(text, out);
}

/* The last `count` decimal digits of a number that is not negative. */
static void put_digits(char *out, int value, int count)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
}

void date_format(date day, char out[DATE_TEXT])
{
	int year, month, dom;

	out[0] = '\0';
	if (day == DATE_NONE)
		return;
	civil_from(day, &year, &month, &dom);
	if (year < 0 || year > 9999)
		return;
	put_digits(out, year, 4);
	out[4] = '-';
	put_digits(out + 5, month, 2);
	out[7] = '-';
	put_digits(out + 8, dom, 2);
	out[10] = '\0';
}

/* "Z", "+hh:mm" or "-hh:mm", after an optional fraction. */
static int parse_offset(const char *text, int *seconds)
{
	int hours, minutes;

	if (*text == '.') {
		do
			text++;
		while (*text >= '0' && *text <= '9');
		if (text[-1] == '.')
			return -EBADMSG;
	}
	if ((text[0] == 'Z' || text[0] == 'z') && !text[1]) {
		*seconds = 0;
		return 0;
	}
	if ((text[0] != '+' && text[0] != '-') || strnlen(text, 7) != 6 || text[3] != ':')
		return -EBADMSG;
	hours = digits(text + 1, 2);
	minutes = digits(text + 4, 2);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return -EBADMSG;
	*seconds = (hours * 3600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
	return 0;
}

int time_parse(const char *text, int64_t *seconds)
{
	int hour, minute, second, offset;
	date day;

	if (strnlen(text, 20) < 20 || parse_day(text, &day) != 0)
		return -EBADMSG;
	if ((text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
		return -EBADMSG;
	hour = digits(text + 11, 2);
	minute = digits(text + 14, 2);
	second = digits(text + 17, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return -EBADMSG;
	if (parse_offset(text + 19, &offset) != 0)
		return -EBADMSG;
	*seconds = (int64_t)day * SECONDS_A_DAY + hour * 3600 + minute * 60 + second - offset;
	return 0;
}

date date_of(int64_t seconds)
{
	int64_t days = seconds / SECONDS_A_DAY;

	if (seconds % SECONDS_A_DAY < 0)
		days--;
	if (days > INT32_MAX || days <= INT32_MIN)
		return DATE_NONE;
	return (date)days;
}

void time_format(int64_t seconds, char out[TIME_TEXT])
{
	date day = date_of(seconds);
	int left;

	out[0] = '\0';
	if (day == DATE_NONE)
		return;
	date_format(day, out);
	if (!out[0])
		return;
	left = (int)(seconds - (int64_t)day * SECONDS_A_DAY);
	memcpy(out + 10, "T00:00:00Z", sizeof("T00:00:00Z"));
	put_digits(out + 11, left / 3600, 2);
	put_digits(out + 14, left / 60 % 60, 2);
	put_digits(out + 17, left % 60, 2);
}
