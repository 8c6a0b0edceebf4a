/* Day, month, year, in what order and with what between them. */
#include "policies/register_dates.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SERIAL_FROM 20000 /* 1954: what a spreadsheet counts as days since 30 December 1899 */
#define SERIAL_TO 80000
#define SERIAL_EPOCH (-25569)

static int make(long year, long month, long day, date *out)
{
	char text[72]; /* three numbers of any length */

	snprintf(text, sizeof(text), "%04ld-%02ld-%02ld", year, month, day);
	return date_parse(text, out);
}

/* Up to `most` digits; -1 without any. */
static long number(const char **at, int most)
{
	long value = 0;
	int digits = 0;

	for (; digits < most && isdigit((unsigned char)**at); digits++)
		value = value * 10 + *(*at)++ - '0';
	return digits && !isdigit((unsigned char)**at) ? value : -1;
}

/* "Sep", "sept", "September" */
static long month_name(const char **at)
{
	static const char *const names[] = { "january",   "february", "march",    "april",
		                             "may",       "june",     "july",     "august",
		                             "september", "october",  "november", "december" };
	size_t len = 0;

	while (isalpha((unsigned char)(*at)[len]))
		len++;
	for (long i = 0; i < 12 && len >= 3; i++)
		if (len <= strlen(names[i]) && strncasecmp(*at, names[i], len) == 0) {
			*at += len;
			return i + 1;
		}
	return -1;
}

/* Nothing, or " 00:00", "T00:00:00.000Z". */
static bool is_time(const char *at)
{
	int hours, minutes, used = 0;

	if (!*at)
		return true;
	if (*at != ' ' && *at != 'T')
		return false;
	at++;
	if (sscanf(at, "%2d:%2d%n", &hours, &minutes, &used) != 2 || !used)
		return false;
	return !at[used + (int)strspn(at + used, "0123456789:.Z")];
}

static long whole_year(long year, const char *start, const char *end)
{
	return end - start == 2 && year >= 0 ? 2000 + year : year;
}

static const char want[] = "want DD/MM/YYYY or YYYY-MM-DD";

static int wrong(char what[160], const char *cell, const char *why)
{
	snprintf(what, 160, "\"%.30s\" is not a date%s (%s)", cell, why, want);
	return -EBADMSG;
}

/* 2026-09-01, 2026/9/1 */
static int year_first(const char *cell, const char *at, long year, date *out, char what[160])
{
	char between = *at++;
	long month = number(&at, 2), day = -1;

	if (month >= 0 && *at == between) {
		at++;
		day = number(&at, 2);
	}
	if (day < 0 || !is_time(at))
		return wrong(what, cell, "");
	return make(year, month, day, out) == 0 ? 0 : wrong(what, cell, " that exists");
}

static int day_first(const char *cell, const char *at, long day, date *out, bool *doubtful,
                     char what[160])
{
	const char *start;
	char between = *at;
	bool named;
	long month, year;

	if (!between || !strchr("/.- ", between))
		return wrong(what, cell, "");
	at++;
	named = isalpha((unsigned char)*at);
	month = named ? month_name(&at) : number(&at, 2);
	at += named && *at == '.';
	if (month < 0 || *at != between)
		return wrong(what, cell, "");
	start = ++at;
	year = number(&at, 4);
	year = whole_year(year, start, at);
	if (year < 0 || !is_time(at))
		return wrong(what, cell, "");
	if (month > 12 && day <= 12)
		return wrong(what, cell, ": the day comes first");
	if (make(year, month, day, out) != 0)
		return wrong(what, cell, " that exists");
	*doubtful = !named && day <= 12 && month <= 12 && day != month;
	return 0;
}

static int refuse_serial(const char *cell, long serial, char what[160])
{
	char text[DATE_TEXT];

	if (serial < SERIAL_FROM || serial > SERIAL_TO)
		return wrong(what, cell, "");
	date_format((date)(serial + SERIAL_EPOCH), text);
	snprintf(what, 160,
	         "\"%ld\" is a spreadsheet's number of a day, %s perhaps (format the "
	         "column as a date; %s)",
	         serial, text, want);
	return -EBADMSG;
}

int cell_date(const char *cell, date *out, bool *doubtful, char what[160])
{
	const char *at = cell;
	long first;

	*doubtful = false;
	at += *at == '\''; /* how a spreadsheet marks text */
	cell = at;
	if (strspn(cell, "#") > 2)
		return wrong(what, cell, ": the column was too narrow when it was saved");
	first = number(&at, 5);
	if (first < 0)
		return wrong(what, cell, "");
	if (!*at)
		return refuse_serial(cell, first, what);
	if (at - cell == 4 && (*at == '-' || *at == '/' || *at == '.'))
		return year_first(cell, at, first, out, what);
	return at - cell <= 2 ? day_first(cell, at, first, out, doubtful, what)
	                      : wrong(what, cell, "");
}
