/* Takes cells off the front of the bytes. */
#include "policies/csv.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/document_scan.h"

int csv_refuse(const struct csv *csv, uint32_t line, size_t column, const char *format, ...)
{
	char what[480];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	problem_set(csv->problem, "%s:%u:%zu: %s", csv->name, line, column + 1, what);
	return -EBADMSG;
}

/* Which line is no UTF-8. */
static int refuse_bytes(struct csv *csv, struct span bytes)
{
	const char *at = (const char *)bytes.at, *end = at + bytes.len;
	uint32_t line = 1;

	for (;;) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		if (!stop || !text_is_utf8(at, (size_t)(stop - at)))
			break;
		at = stop + 1;
		line++;
	}
	problem_set(csv->problem, "%s: not valid UTF-8 (line %u; save it again as \"CSV UTF-8\")",
	            csv->name, line);
	return -EBADMSG;
}

static int check_bytes(struct csv *csv, struct span bytes)
{
	bool wide = bytes.len >= 2 &&
	            (memcmp(bytes.at, "\xFF\xFE", 2) == 0 || memcmp(bytes.at, "\xFE\xFF", 2) == 0);

	if (bytes.len > DOCUMENT_BYTES_MAX)
		problem_set(csv->problem, "%s: larger than %zu MiB", csv->name,
		            DOCUMENT_BYTES_MAX >> 20);
	else if (wide || memchr(bytes.at, 0, bytes.len))
		problem_set(csv->problem,
		            "%s: this is UTF-16 (\"Unicode text\"), or no text at all; save it "
		            "again as "
		            "\"CSV UTF-8\"",
		            csv->name);
	else if (!text_is_utf8((const char *)bytes.at, bytes.len))
		return refuse_bytes(csv, bytes);
	else
		return 0;
	return -EBADMSG;
}

/* Which of the three the first line holds most of, outside quotes. */
static char guess(const struct csv *csv)
{
	static const char candidates[] = ",;\t";
	size_t counts[3] = { 0 }, best = 0;
	bool quoted = false;

	for (const char *p = csv->at; p < csv->end && (quoted || (*p != '\n' && *p != '\r')); p++) {
		const char *which = *p ? strchr(candidates, *p) : NULL;

		quoted ^= *p == '"';
		if (which && !quoted)
			counts[which - candidates]++;
	}
	for (size_t i = 1; i < 3; i++)
		best = counts[i] > counts[best] ? i : best;
	return candidates[best];
}

static void skip_line_end(struct csv *csv)
{
	if (csv->at < csv->end && *csv->at == '\r')
		csv->at += csv->end - csv->at > 1 && csv->at[1] == '\n' ? 2 : 1;
	else if (csv->at < csv->end && *csv->at == '\n')
		csv->at++;
	csv->line++;
}

int csv_open(const char *name, struct span bytes, struct csv *out, struct problem *problem)
{
	struct csv csv = { .name = name, .line = 1, .problem = problem };
	int ret = bytes.len ? check_bytes(&csv, bytes) : 0;

	if (ret)
		return ret;
	csv.at = (const char *)bytes.at;
	csv.end = csv.at + bytes.len;
	if (bytes.len >= 3 && memcmp(csv.at, "\xEF\xBB\xBF", 3) == 0)
		csv.at += 3;
	csv.separator = guess(&csv);
	if (csv.end - csv.at >= 5 && memcmp(csv.at, "sep=", 4) == 0) {
		csv.separator = csv.at[4];
		csv.at += 5;
		skip_line_end(&csv);
	}
	*out = csv;
	return 0;
}

void csv_close(struct csv *csv)
{
	text_free(&csv->cell);
}

bool csv_done(const struct csv *csv)
{
	return csv->at == csv->end;
}

static bool ends_cell(const struct csv *csv)
{
	return csv->at == csv->end || *csv->at == csv->separator || *csv->at == '\n' ||
	       *csv->at == '\r';
}

/* Behind the opening quote; up to behind the closing one. */
static int take_quoted(struct csv *csv, size_t column)
{
	uint32_t line = csv->line;

	for (; csv->at < csv->end; csv->at++) {
		if (*csv->at == '"' && (csv->end - csv->at == 1 || csv->at[1] != '"'))
			break;
		if (*csv->at == '\r' && csv->end - csv->at > 1 && csv->at[1] == '\n')
			continue;
		csv->line += *csv->at == '\n' || *csv->at == '\r';
		text_add_bytes(&csv->cell, *csv->at == '\r' ? "\n" : csv->at, 1);
		csv->at += *csv->at == '"';
	}
	if (csv->at == csv->end)
		return csv_refuse(csv, line, column, "this \" is never closed");
	csv->at++;
	while (csv->at < csv->end && *csv->at == ' ')
		csv->at++;
	return ends_cell(csv) ? 0
	                      : csv_refuse(csv, csv->line, column,
	                                   "there is text behind the closing \" (double a quote "
	                                   "that belongs to the text)");
}

int csv_next(struct csv *csv, size_t column, bool *last)
{
	const char *start = csv->at;
	int ret = 0;

	csv->cell.len = 0;
	text_add(&csv->cell, "");
	while (start < csv->end && *start == ' ')
		start++;
	if (start < csv->end && *start == '"') {
		csv->at = start + 1;
		ret = take_quoted(csv, column);
	} else {
		while (!ends_cell(csv))
			csv->at++;
		text_add_bytes(&csv->cell, start, (size_t)(csv->at > start ? csv->at - start : 0));
	}
	if (ret)
		return ret;
	*last = csv->at == csv->end || *csv->at != csv->separator;
	if (!*last)
		csv->at++;
	else if (csv->at < csv->end)
		skip_line_end(csv);
	return csv->cell.failed ? -ENOMEM : 0;
}
