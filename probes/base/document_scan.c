/* One pass over a JSON text by recursive descent, at most DOCUMENT_DEPTH_MAX deep. */
#include "probes/base/document_scan.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probes/base/document.h"
#include "probes/base/text.h"

#define DIGITS_MAX 18         /* of a whole number: fits int64_t */
#define NUMBER_MAX 40         /* characters of a number in all */
#define EXPONENT_DIGITS_MAX 2 /* stays finite as a double */

struct key { /* of an object that is still open */
	size_t at, len; /* in `decoded` */
	uint32_t line, column;
};

struct frame { /* one step of the path to the value at hand */
	const struct frame *parent;
	uint64_t path;
	bool is_member;
	size_t at, len; /* member: its key in `decoded` */
	size_t index;   /* element */
};

struct scan {
	const char *name;
	char *text;
	size_t len, at;
	bool comments;
	uint32_t line;
	size_t line_start, followers; /* offset of the line; bytes in it that continue a character */
	const struct frame *frame;
	struct text decoded;          /* keys of open objects, unescaped */
	struct key *keys;
	size_t key_count, key_room;
	struct document_places *places;
	struct problem *problem;
};

uint64_t document_path_hash(uint64_t parent, const char *piece, size_t len)
{
	for (size_t i = 0; i < len; i++)
		parent = (parent ^ (unsigned char)piece[i]) * UINT64_C(0x100000001b3);
	return parent;
}

static uint32_t column_at(const struct scan *scan)
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

__attribute__((format(printf, 4, 5))) static int wrong_at(struct scan *scan, uint32_t line, uint32_t column,
							    const char *format, ...)
{
	struct text path = { 0 };
	char what[256];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (scan->frame)
		add_step(scan, scan->frame, &path);
	problem_set(scan->problem, "%s:%u:%u: %.200s%s%s", scan->name, line, column, path.len ? path.at : "",
		    path.len ? ": " : "", what);
	text_free(&path);
	return -EBADMSG;
}

static int wrong(struct scan *scan, const char *what)
{
	return wrong_at(scan, scan->line, column_at(scan), "%s", what);
}

static char peek(const struct scan *scan)
{
	return scan->at < scan->len ? scan->text[scan->at] : '\0';
}

/* Steps over one character; a byte above 0x7F must begin a well-formed sequence. */
static int step(struct scan *scan)
{
	unsigned char lead = (unsigned char)peek(scan);
	size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

	if (scan->len - scan->at < size || !text_is_utf8(scan->text + scan->at, size))
		return wrong(scan, lead ? "not valid UTF-8 (save the file as UTF-8)" : "a NUL byte (want text)");
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
	uint32_t line = scan->line, column = column_at(scan);
	size_t from = scan->at;
	int ret;

	scan->at += 2;
	while (scan->at < scan->len) {
		if (block ? strncmp(scan->text + scan->at, "*/", 2) == 0 : peek(scan) == '\n')
			break;
		ret = step(scan);
		if (ret)
			return ret;
	}
	if (block && scan->at >= scan->len)
		return wrong_at(scan, line, column, "this comment is never closed (want */)");
	scan->at += block ? 2 : 0;
	for (size_t i = from; i < scan->at; i++)
		if (scan->text[i] != '\n')
			scan->text[i] = ' ';
	return 0;
}

static int skip_space(struct scan *scan)
{
	while (scan->at < scan->len) {
		char c = peek(scan);
		int ret;

		if (c == '/' && (scan->text[scan->at + 1] == '/' || scan->text[scan->at + 1] == '*')) {
			if (!scan->comments)
				return wrong(scan, "comments are not allowed in this file");
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
		char c = peek(scan), lower = (char)(c | 0x20);

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
		return wrong(scan, "\\u wants four hex digits");
	if (code == 0)
		return wrong(scan, "\\u0000 is not allowed");
	if (code >= 0xDC00 && code <= 0xDFFF)
		return wrong(scan, "half of a surrogate pair (want \\uD8xx\\uDCxx)");
	if (code >= 0xD800 && code <= 0xDBFF) {
		if (strncmp(scan->text + scan->at, "\\u", 2) != 0)
			return wrong(scan, "half of a surrogate pair (want \\uD8xx\\uDCxx)");
		scan->at += 2;
		low = hex4(scan);
		if (low < 0xDC00 || low > 0xDFFF)
			return wrong(scan, "half of a surrogate pair (want \\uD8xx\\uDCxx)");
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
	if (peek(scan) == 'u') {
		scan->at++;
		return scan_code(scan, out);
	}
	found = peek(scan) ? strchr(from, peek(scan)) : NULL;
	if (!found)
		return wrong(scan, "unknown escape (want one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)");
	if (out)
		text_add_bytes(out, to + (found - from), 1);
	scan->at++;
	return 0;
}

/* A string at its quote; unescaped into `out` unless that is NULL. */
static int scan_string(struct scan *scan, struct text *out)
{
	uint32_t line = scan->line, column = column_at(scan);

	scan->at++;
	while (scan->at < scan->len && peek(scan) != '"') {
		size_t from = scan->at;
		int ret;

		if (peek(scan) == '\\') {
			ret = scan_escape(scan, out);
		} else if ((unsigned char)peek(scan) < 0x20) {
			return wrong(scan, "a line end or control character within quotes (close the \" before it)");
		} else {
			ret = step(scan);
			if (!ret && out)
				text_add_bytes(out, scan->text + from, scan->at - from);
		}
		if (ret)
			return ret;
	}
	if (scan->at >= scan->len)
		return wrong_at(scan, line, column, "this \" is never closed");
	scan->at++;
	return 0;
}

static size_t skip_digits(struct scan *scan)
{
	size_t from = scan->at;

	while (peek(scan) >= '0' && peek(scan) <= '9')
		scan->at++;
	return scan->at - from;
}

static int scan_number(struct scan *scan)
{
	size_t from = scan->at, whole;
	bool zero;

	if (peek(scan) == '-')
		scan->at++;
	zero = peek(scan) == '0';
	whole = skip_digits(scan);
	if (!whole || (zero && whole > 1))
		return wrong(scan, whole ? "a number with a leading zero (write 1, not 01)" : "a digit is missing");
	if (whole > DIGITS_MAX)
		return wrong(scan, "this number is too large");
	if (peek(scan) == '.') {
		scan->at++;
		if (!skip_digits(scan))
			return wrong(scan, "a digit is missing behind the point");
	}
	if (peek(scan) == 'e' || peek(scan) == 'E') {
		size_t digits;

		scan->at++;
		scan->at += peek(scan) == '+' || peek(scan) == '-';
		digits = skip_digits(scan);
		if (!digits || digits > EXPONENT_DIGITS_MAX)
			return wrong(scan, "this exponent is none or too large");
	}
	return scan->at - from > NUMBER_MAX ? wrong(scan, "this number is too long") : 0;
}

static int scan_word(struct scan *scan)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < 3; i++) {
		if (strncmp(scan->text + scan->at, words[i], strlen(words[i])) == 0) {
			scan->at += strlen(words[i]);
			return 0;
		}
	}
	return wrong(scan, scan->at < scan->len
				   ? "not a value (want \"text\", a number, true, false, null, a [list] or an {object})"
				   : "the file ends where a value should stand");
}

static int remember_place(struct scan *scan)
{
	struct document_places *places = scan->places;

	if (places->count == DOCUMENT_VALUES_MAX)
		return wrong(scan, "too many values in one file");
	if (places->count == places->room) {
		size_t room = places->room ? places->room * 2 : 64;
		struct document_place *items = realloc(places->items, room * sizeof(*items));

		if (!items)
			return -ENOMEM;
		places->items = items;
		places->room = room;
	}
	places->items[places->count++] = (struct document_place){ scan->frame->path, scan->line, column_at(scan) };
	return 0;
}

static int remember_key(struct scan *scan, struct key key)
{
	if (scan->key_count == scan->key_room) {
		size_t room = scan->key_room ? scan->key_room * 2 : 64;
		struct key *keys = realloc(scan->keys, room * sizeof(*keys));

		if (!keys)
			return -ENOMEM;
		scan->keys = keys;
		scan->key_room = room;
	}
	scan->keys[scan->key_count++] = key;
	return 0;
}

static int compare_keys(const void *a, const void *b, void *decoded)
{
	const struct key *left = a, *right = b;
	size_t shorter = left->len < right->len ? left->len : right->len;
	int order = shorter ? memcmp((char *)decoded + left->at, (char *)decoded + right->at, shorter) : 0;

	if (order == 0 && left->len != right->len)
		order = left->len < right->len ? -1 : 1;
	return order;
}

/* At the end of an object: two equal keys are neighbours once sorted. Forgets the object's keys. */
static int refuse_duplicates(struct scan *scan, size_t first_key)
{
	size_t count = scan->key_count - first_key;
	struct key *keys;

	if (count < 2) {
		scan->key_count = first_key;
		return 0;
	}
	keys = scan->keys + first_key;
	qsort_r(keys, count, sizeof(*keys), compare_keys, scan->decoded.at);
	for (size_t i = 1; i < count; i++) {
		const struct key *one = &keys[i - 1], *two = &keys[i];

		if (compare_keys(one, two, scan->decoded.at) != 0)
			continue;
		if (two->at < one->at) {
			one = &keys[i];
			two = &keys[i - 1];
		}
		return wrong_at(scan, two->line, two->column,
				"the key \"%.*s\" stands twice (first in line %u); keep one of them",
				(int)(two->len < 60 ? two->len : 60), scan->decoded.at + two->at, one->line);
	}
	scan->key_count = first_key;
	return 0;
}

static int scan_value(struct scan *scan, const struct frame *frame, unsigned int depth);

static uint64_t member_path(const struct scan *scan, const struct frame *parent, const struct key *key)
{
	uint64_t path = document_path_hash(parent->path, "/", 1);

	for (size_t i = 0; i < key->len; i++) {
		const char *c = scan->decoded.at + key->at + i;

		if (*c == '~' || *c == '/')
			path = document_path_hash(path, *c == '~' ? "~0" : "~1", 2);
		else
			path = document_path_hash(path, c, 1);
	}
	return path;
}

static int scan_member(struct scan *scan, const struct frame *parent, unsigned int depth)
{
	struct key key = { .at = scan->decoded.len, .line = scan->line, .column = column_at(scan) };
	struct frame frame = { .parent = parent, .is_member = true };
	int ret;

	if (peek(scan) != '"')
		return wrong(scan, peek(scan) == '}' ? "a comma before } (remove it)" : "want a key in double quotes");
	ret = scan_string(scan, &scan->decoded);
	if (ret)
		return ret;
	if (scan->decoded.failed)
		return -ENOMEM;
	key.len = scan->decoded.len - key.at;
	ret = remember_key(scan, key);
	if (!ret)
		ret = skip_space(scan);
	if (ret)
		return ret;
	if (peek(scan) != ':')
		return wrong(scan, "want : between the key and its value");
	scan->at++;
	frame.at = key.at;
	frame.len = key.len;
	frame.path = member_path(scan, parent, &key);
	return scan_value(scan, &frame, depth);
}

static int scan_element(struct scan *scan, const struct frame *parent, size_t index, unsigned int depth)
{
	struct frame frame = { .parent = parent, .index = index };
	char step_text[24];
	int len = snprintf(step_text, sizeof(step_text), "/%zu", index);

	if (peek(scan) == ']')
		return wrong(scan, "a comma before ] (remove it)");
	frame.path = document_path_hash(parent->path, step_text, (size_t)len);
	return scan_value(scan, &frame, depth);
}

/* Members or elements up to the closing bracket. */
static int scan_items(struct scan *scan, const struct frame *frame, unsigned int depth, char close)
{
	for (size_t index = 0;; index++) {
		int ret = skip_space(scan);

		if (!ret && index == 0 && peek(scan) == close)
			return 0;
		if (!ret)
			ret = close == '}' ? scan_member(scan, frame, depth)
					   : scan_element(scan, frame, index, depth);
		scan->frame = frame;
		if (!ret)
			ret = skip_space(scan);
		if (ret)
			return ret;
		if (peek(scan) == close)
			return 0;
		if (peek(scan) != ',')
			return wrong(scan, close == '}' ? "want , or } here" : "want , or ] here");
		scan->at++;
	}
}

static int scan_container(struct scan *scan, const struct frame *frame, unsigned int depth, char close)
{
	size_t first_key = scan->key_count, decoded = scan->decoded.len;
	int ret;

	if (depth == DOCUMENT_DEPTH_MAX)
		return wrong(scan, "nested too deeply (at most 32 levels)");
	scan->at++;
	ret = scan_items(scan, frame, depth + 1, close);
	if (!ret && close == '}')
		ret = refuse_duplicates(scan, first_key);
	if (ret)
		return ret;
	scan->decoded.len = decoded;
	scan->at++;
	return 0;
}

static int scan_value(struct scan *scan, const struct frame *frame, unsigned int depth)
{
	int ret;

	scan->frame = frame;
	ret = skip_space(scan);
	if (!ret)
		ret = remember_place(scan);
	if (ret)
		return ret;
	switch (peek(scan)) {
	case '{':
		return scan_container(scan, frame, depth, '}');
	case '[':
		return scan_container(scan, frame, depth, ']');
	case '"':
		return scan_string(scan, NULL);
	case '-':
	case '0' ... '9':
		return scan_number(scan);
	default:
		return scan_word(scan);
	}
}

/* JSON Lines: one value a line. A comma takes the place of each line end between two values, so that the text becomes
 * the inside of one array; places stay those of the file. */
static int scan_lines(struct scan *scan, const struct frame *root)
{
	size_t comma = 0;
	int ret = skip_space(scan);

	for (size_t index = 0; !ret && scan->at < scan->len; index++) {
		uint32_t line = scan->line;

		if (index)
			scan->text[comma] = ',';
		ret = scan_element(scan, root, index, 1);
		scan->frame = root;
		if (!ret && scan->line != line)
			ret = wrong_at(scan, line, 1, "one line, one value: this one goes on over several lines");
		comma = scan->at;
		if (!ret)
			ret = skip_space(scan);
		if (!ret && scan->at < scan->len && scan->line == line)
			ret = wrong(scan, "text behind the value of this line (remove it)");
	}
	return ret;
}

static int scan_all(struct scan *scan, const struct frame *root)
{
	size_t end;
	int ret;

	if (scan->comments && strncmp(scan->text, "\xEF\xBB\xBF", 3) == 0) {
		memset(scan->text, ' ', 3); /* the mark that some editors put first */
		scan->at = scan->line_start = 3;
	}
	ret = scan_value(scan, root, 0);
	if (ret)
		return ret;
	end = scan->at;
	scan->frame = root;
	ret = skip_space(scan);
	if (!ret && scan->at < scan->len)
		ret = wrong(scan, "text behind the end of the document (remove it)");
	scan->at = end;
	return ret;
}

int document_scan(const char *name, char *text, size_t len, enum document_kind kind, struct document_places *out,
		  size_t *end, struct problem *problem)
{
	struct frame root = { .path = DOCUMENT_PATH_ROOT };
	struct scan scan = { .name = name, .text = text, .len = len, .comments = kind == DOCUMENT_OF_PEOPLE,
			     .line = 1, .places = out, .problem = problem };
	int ret;

	text_add(&scan.decoded, ""); /* never NULL from here on */
	if (scan.decoded.failed)
		return -ENOMEM;
	ret = kind == DOCUMENT_OF_LINES ? scan_lines(&scan, &root) : scan_all(&scan, &root);
	if (!ret)
		*end = scan.at;
	free(scan.keys);
	text_free(&scan.decoded);
	return ret;
}
