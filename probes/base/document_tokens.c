/* Lexing with a position for every complaint. */
#include "probes/base/document_tokens.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 18         /* of a whole number: fits int64_t */
#define NUMBER_MAX 40         /* characters of a number in all */
#define EXPONENT_DIGITS_MAX 2 /* stays finite as a double */

uint32_t scan_column(const struct scan *scan)
{
	return (uint32_t)(scan->at - scan->line_start - scan->followers + 1);
}

static void add_step(const struct scan *scan, const struct frame *frame, struct text *out)
{
	const char *key = frame->is_member ? scan->decoded.at + frame->at : NULL;

	if (!frame->parent)
		return;
	add_step(scan, frame->parent, out);
	if (!key) {
		text_addf(out, "/%zu", frame->index);
		return;
	}
	text_add(out, "/");
	for (size_t i = 0; i < frame->len; i++) {
		if (key[i] == '~' || key[i] == '/')
			text_add(out, key[i] == '~' ? "~0" : "~1");
		else
			text_add_bytes(out, key + i, 1);
	}
}

int scan_wrong_at(struct scan *scan, uint32_t line, uint32_t column, const char *format, ...)
{
	struct text path = { 0 };
	char what[256];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (scan->frame)
		add_step(scan, scan->frame, &path);
	problem_set(scan->problem, "%s:%u:%u: %.200s%s%s", scan->name, line, column,
	            path.len ? path.at : "", path.len ? ": " : "", what);
	text_free(&path);
	return -EBADMSG;
}

int scan_wrong(struct scan *scan, const char *what)
{
	return scan_wrong_at(scan, scan->line, scan_column(scan), "%s", what);
}

/* Steps over one character; a byte above 0x7F must begin a well-formed sequence. */
static int step(struct scan *scan)
{
	unsigned char lead = (unsigned char)scan_peek(scan);
	size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

	if (scan->len - scan->at < size || !text_is_utf8(scan->text + scan->at, size))
		return scan_wrong(scan, lead ? "not valid UTF-8 (save the file as UTF-8)"
		                             : "a NUL byte (want text)");
	scan->at += size;
	scan->followers += size - 1;
	if (lead == '\n') {
		scan->line++;
		scan->line_start = scan->at;
		scan->followers = 0;
	}
	return 0;
}

/* Turns one comment into spaces; its line ends stay. */
static int blank_comment(struct scan *scan)
{
	bool block = scan->text[scan->at + 1] == '*';
	uint32_t line = scan->line, column = scan_column(scan);
	size_t from = scan->at;
	int ret;

	scan->at += 2;
	while (scan->at < scan->len) {
		if (block ? strncmp(scan->text + scan->at, "*/", 2) == 0 : scan_peek(scan) == '\n')
			break;
		ret = step(scan);
		if (ret)
			return ret;
	}
	if (block && scan->at >= scan->len)
		return scan_wrong_at(scan, line, column, "this comment is never closed (want */)");
	scan->at += block ? 2 : 0;
	for (size_t i = from; i < scan->at; i++)
		if (scan->text[i] != '\n')
			scan->text[i] = ' ';
	return 0;
}

int scan_space(struct scan *scan)
{
	while (scan->at < scan->len) {
		char c = scan_peek(scan);
		int ret;

		if (c == '/' &&
		    (scan->text[scan->at + 1] == '/' || scan->text[scan->at + 1] == '*')) {
			if (!scan->comments)
				return scan_wrong(scan, "comments are not allowed in this file");
			ret = blank_comment(scan);
		} else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			ret = step(scan);
		} else {
			return 0;
		}
		if (ret)
			return ret;
	}
	return 0;
}

/* Four hex digits at the cursor, or -1. */
static long hex4(struct scan *scan)
{
	long value = 0;

	if (scan->len - scan->at < 4)
		return -1;
	for (int i = 0; i < 4; i++, scan->at++) {
		char c = scan_peek(scan), lower = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			value = value * 16 + (c - '0');
		else if (lower >= 'a' && lower <= 'f')
			value = value * 16 + (lower - 'a' + 10);
		else
			return -1;
	}
	return value;
}

static void add_character(struct text *out, long code)
{
	char bytes[4];
	size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };

	for (size_t i = len; i-- > 1; code >>= 6)
		bytes[i] = (char)(0x80 | (code & 0x3F));
	bytes[0] = (char)(lead[len] | code);
	text_add_bytes(out, bytes, len);
}

/* Behind "\u": one code point, as one escape or as a pair of surrogates. */
static int scan_code(struct scan *scan, struct text *out)
{
	long code = hex4(scan), low;

	if (code < 0)
		return scan_wrong(scan, "\\u wants four hex digits");
	if (code == 0)
		return scan_wrong(scan, "\\u0000 is not allowed");
	if (code >= 0xDC00 && code <= 0xDFFF)
		return scan_wrong(scan, "half of a surrogate pair (want \\uD8xx\\uDCxx)");
	if (code >= 0xD800 && code <= 0xDBFF) {
		if (strncmp(scan->text + scan->at, "\\u", 2) != 0)
			return scan_wrong(scan, "half of a surrogate pair (want \\uD8xx\\uDCxx)");
		scan->at += 2;
		low = hex4(scan);
		if (low < 0xDC00 || low > 0xDFFF)
			return scan_wrong(scan, "half of a surrogate pair (want \\uD8xx\\uDCxx)");
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	if (out)
		add_character(out, code);
	return 0;
}

static int scan_escape(struct scan *scan, struct text *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *found;

	scan->at++;
	if (scan_peek(scan) == 'u') {
		scan->at++;
		return scan_code(scan, out);
	}
	found = scan_peek(scan) ? strchr(from, scan_peek(scan)) : NULL;
	if (!found)
		return scan_wrong(
			scan,
			"unknown escape (want one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)");
	if (out)
		text_add_bytes(out, to + (found - from), 1);
	scan->at++;
	return 0;
}

int scan_string(struct scan *scan, struct text *out)
{
	uint32_t line = scan->line, column = scan_column(scan);

	scan->at++;
	while (scan->at < scan->len && scan_peek(scan) != '"') {
		size_t from = scan->at;
		int ret;

		if (scan_peek(scan) == '\\') {
			ret = scan_escape(scan, out);
		} else if ((unsigned char)scan_peek(scan) < 0x20) {
			return scan_wrong(scan, "a line end or control character within quotes "
			                        "(close the \" before it)");
		} else {
			ret = step(scan);
			if (!ret && out)
				text_add_bytes(out, scan->text + from, scan->at - from);
		}
		if (ret)
			return ret;
	}
	if (scan->at >= scan->len)
		return scan_wrong_at(scan, line, column, "this \" is never closed");
	scan->at++;
	return 0;
}

static size_t skip_digits(struct scan *scan)
{
	size_t from = scan->at;

	while (scan_peek(scan) >= '0' && scan_peek(scan) <= '9')
		scan->at++;
	return scan->at - from;
}

int scan_number(struct scan *scan)
{
	size_t from = scan->at, whole;
	bool zero;

	if (scan_peek(scan) == '-')
		scan->at++;
	zero = scan_peek(scan) == '0';
	whole = skip_digits(scan);
	if (!whole || (zero && whole > 1))
		return scan_wrong(scan, whole ? "a number with a leading zero (write 1, not 01)"
		                              : "a digit is missing");
	if (whole > DIGITS_MAX)
		return scan_wrong(scan, "this number is too large");
	if (scan_peek(scan) == '.') {
		scan->at++;
		if (!skip_digits(scan))
			return scan_wrong(scan, "a digit is missing behind the point");
	}
	if (scan_peek(scan) == 'e' || scan_peek(scan) == 'E') {
		size_t digits;

		scan->at++;
		scan->at += scan_peek(scan) == '+' || scan_peek(scan) == '-';
		digits = skip_digits(scan);
		if (!digits || digits > EXPONENT_DIGITS_MAX)
			return scan_wrong(scan, "this exponent is none or too large");
	}
	return scan->at - from > NUMBER_MAX ? scan_wrong(scan, "this number is too long") : 0;
}

int scan_word(struct scan *scan)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < 3; i++) {
		if (strncmp(scan->text + scan->at, words[i], strlen(words[i])) == 0) {
			scan->at += strlen(words[i]);
			return 0;
		}
	}
	return scan_wrong(scan, scan->at < scan->len ? "not a value (want \"text\", a number, "
	                                               "true, false, null, a [list] or an {object})"
	                                             : "the file ends where a value should stand");
}
