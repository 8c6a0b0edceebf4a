/* Words and values of a line. */
#include "policies/redlines_item.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/document.h"

uint32_t redline_column(const struct redline *line, const char *at)
{
	uint32_t column = 1;

	for (const char *p = line->start; p < at; p++)
		column += (*p & 0xC0) != 0x80;
	return column;
}

int redline_refuse(const struct redline *line, const char *at, const char *format, ...)
{
	char what[400];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	problem_set(line->problem, "%s:%u:%u: %s", line->name, line->number,
	            redline_column(line, at), what);
	return -EBADMSG;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

bool redline_done(struct redline *line)
{
	while (line->at < line->end && is_space(*line->at))
		line->at++;
	if (line->at < line->end && *line->at == '#')
		line->at = line->end;
	return line->at == line->end;
}

static size_t word_length(const struct redline *line)
{
	const char *p = line->at;

	while (p < line->end && !is_space(*p) && *p != ',')
		p++;
	return (size_t)(p - line->at);
}

int redline_word(struct redline *line, const char *noun, char out[REDLINE_WORD])
{
	size_t len;

	if (redline_done(line))
		return redline_refuse(line, line->at, "want %s here", noun);
	len = word_length(line);
	if (!len || *line->at == '"')
		return redline_refuse(line, line->at, "want %s here, without quotes", noun);
	if (len >= REDLINE_WORD)
		return redline_refuse(line, line->at, "this word is too long");
	memcpy(out, line->at, len);
	out[len] = '\0';
	line->at += len;
	return 0;
}

/* Behind the value that begins with a quote or bracket; NULL when it does not end on this line. */
static const char *value_end(const struct redline *line)
{
	size_t depth = 0;
	bool quoted = false;

	for (const char *p = line->at; p < line->end; p++) {
		if (quoted && *p == '\\' && p + 1 < line->end) {
			p++;
			continue;
		}
		if (*p == '"')
			quoted = !quoted;
		else if (!quoted && (*p == '[' || *p == '{'))
			depth++;
		else if (!quoted && (*p == ']' || *p == '}') && depth)
			depth--;
		if (!quoted && !depth)
			return p + 1;
	}
	return NULL;
}

/* The project's own reader of JSON refuses what json-c alone would take. */
static int parse_json(struct redline *line, size_t len, struct json_object **out)
{
	struct document document = { 0 };
	struct problem inner = { 0 };
	struct span bytes = { (const uint8_t *)line->at, len };
	int ret = document_parse("value", bytes, DOCUMENT_OF_MACHINE, &document, &inner);

	if (ret == -EBADMSG)
		return redline_refuse(line, line->at, "this is not written as JSON is (%.200s)",
		                      inner.text);
	if (ret)
		return ret;
	*out = json_object_get(document.root);
	document_close(&document);
	if (!*out)
		return redline_refuse(line, line->at, "want a value here, not null (leave it out)");
	line->at += len;
	return 0;
}

/* 0, -12, 2.5: nothing that is a date or an id. */
static bool is_number(const char *at, size_t len)
{
	size_t i = len && at[0] == '-', dots = 0;

	if (i == len || len > 30 || !isdigit((unsigned char)at[i]))
		return false;
	if (at[i] == '0' && len - i > 1 && at[i + 1] != '.')
		return false;
	for (; i < len && at[i] != 'e' && at[i] != 'E'; i++) {
		dots += at[i] == '.';
		if (!isdigit((unsigned char)at[i]) && at[i] != '.')
			return false;
	}
	if (dots > 1 || at[i - 1] == '.')
		return false;
	if (i == len)
		return true;
	i += 1 + (i + 1 < len && (at[i + 1] == '-' || at[i + 1] == '+'));
	return i < len && strspn(at + i, "0123456789") >= len - i;
}

static bool is_literal(const char *at, size_t len)
{
	return is_number(at, len) || (len == 4 && memcmp(at, "true", 4) == 0) ||
	       (len == 5 && memcmp(at, "false", 5) == 0) ||
	       (len == 4 && memcmp(at, "null", 4) == 0);
}

static int bare_value(struct redline *line, struct json_object **out)
{
	size_t len = word_length(line);

	if (!len)
		return redline_refuse(line, line->at, "want a value before this comma");
	if (is_literal(line->at, len))
		return parse_json(line, len, out);
	if (memchr(line->at, '"', len))
		return redline_refuse(line, line->at, "a word with a quote in it stands in quotes");
	*out = json_object_new_string_len(line->at, (int)len);
	line->at += len;
	return *out ? 0 : -ENOMEM;
}

int redline_value(struct redline *line, struct json_object **out)
{
	const char *end;

	if (redline_done(line))
		return redline_refuse(line, line->at, "want a value here");
	if (!strchr("\"[{", *line->at))
		return bare_value(line, out);
	end = value_end(line);
	if (!end)
		return redline_refuse(line, line->at, "this %c is not closed on this line",
		                      *line->at);
	if (end < line->end && !is_space(*end) && *end != ',')
		return redline_refuse(line, end, "want a space or a comma here");
	return parse_json(line, (size_t)(end - line->at), out);
}

int redline_text(struct redline *line, const char *noun, struct json_object **out)
{
	struct json_object *value = NULL;
	const char *at;
	int ret;

	if (redline_done(line))
		return redline_refuse(line, line->at, "want %s here", noun);
	at = line->at;
	ret = redline_value(line, &value);
	if (!ret && !json_object_is_type(value, json_type_string)) {
		ret = redline_refuse(line, at, "want %s here, as text", noun);
		json_object_put(value);
	}
	if (!ret)
		*out = value;
	return ret;
}

bool redline_comma(struct redline *line)
{
	if (redline_done(line) || *line->at != ',')
		return false;
	line->at++;
	return true;
}

int redline_ends(struct redline *line)
{
	return redline_done(line)
	               ? 0
	               : redline_refuse(line, line->at,
	                                "want the end of the line here, or a comma before this");
}
