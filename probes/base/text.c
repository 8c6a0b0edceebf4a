/* Growing text and questions about text. */
#include "probes/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_free(struct text *text)
{
	free(text->at);
	*text = (struct text){ 0 };
}

static bool make_room(struct text *text, size_t more)
{
	size_t want, room;
	char *at;

	if (text->failed || __builtin_add_overflow(text->len, more, &want) ||
	    want >= SIZE_MAX / 4) {
		text->failed = true;
		return false;
	}
	if (want < text->room)
		return true;
	room = (want + 1) * 2;
	at = realloc(text->at, room);
	if (!at) {
		text->failed = true;
		return false;
	}
	text->at = at;
	text->room = room;
	return true;
}

void text_add_bytes(struct text *text, const char *bytes, size_t len)
{
	if (!make_room(text, len + 1))
		return;
	if (len)
		memcpy(text->at + text->len, bytes, len);
	text->len += len;
	text->at[text->len] = '\0';
}

void text_add(struct text *text, const char *string)
{
	text_add_bytes(text, string, strlen(string));
}

void text_vaddf(struct text *text, const char *format, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0 || !make_room(text, (size_t)len + 1)) {
		text->failed = true;
		return;
	}
	vsnprintf(text->at + text->len, (size_t)len + 1, format, args);
	text->len += (size_t)len;
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vaddf(text, format, args);
	va_end(args);
}

/* Length of the well-formed sequence at `at`, or 0 (Unicode 15, table 3-7). */
static size_t utf8_sequence(const uint8_t *at, size_t left)
{
	uint8_t low = 0x80, high = 0xBF;
	size_t len;

	if (at[0] < 0x80)
		return at[0] != 0;
	if (at[0] < 0xC2 || at[0] > 0xF4)
		return 0;
	len = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
	if (left < len)
		return 0;
	if (at[0] == 0xE0)
		low = 0xA0;
	if (at[0] == 0xED)
		high = 0x9F;
	if (at[0] == 0xF0)
		low = 0x90;
	if (at[0] == 0xF4)
		high = 0x8F;
	if (at[1] < low || at[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if (at[i] < 0x80 || at[i] > 0xBF)
			return 0;
	return len;
}

bool text_is_utf8(const char *bytes, size_t len)
{
	const uint8_t *at = (const uint8_t *)bytes;

	for (size_t i = 0, step; i < len; i += step) {
		step = utf8_sequence(at + i, len - i);
		if (!step)
			return false;
	}
	return true;
}

/* U+200E, U+200F, U+2028..202E and U+2066..2069: a terminal or a page would show the rest in
 * another order. */
static bool reorders(const uint8_t *at)
{
	if (at[0] != 0xE2)
		return false;
	if (at[1] == 0x80)
		return at[2] == 0x8E || at[2] == 0x8F || (at[2] >= 0xA8 && at[2] <= 0xAE);
	return at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
}

void text_make_printable(char *string)
{
	uint8_t *at = (uint8_t *)string;
	size_t left = strlen(string);

	while (left) {
		size_t step = utf8_sequence(at, left);

		if (!step) {
			*at = '?';
			step = 1;
		} else if (step == 1 && (*at < 0x20 || *at == 0x7F)) {
			*at = '?';
		} else if ((step == 2 && at[0] == 0xC2 && at[1] < 0xA0) ||
		           (step == 3 && reorders(at))) {
			memset(at, '?', step);
		}
		at += step;
		left -= step;
	}
}

#define NEAREST_MAX 64

static size_t edit_distance(const char *a, const char *b)
{
	size_t row[NEAREST_MAX + 1], la = strlen(a), lb = strlen(b);

	if (la > NEAREST_MAX || lb > NEAREST_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= lb; j++)
		row[j] = j;
	for (size_t i = 1; i <= la; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[lb];
}

const char *text_nearest(const char *word, const char *const *words)
{
	const char *nearest = NULL;
	size_t best = strlen(word) / 2 + 1; /* "id" is not near to "ask" */

	if (best > 4)
		best = 4;
	for (; *words; words++) {
		size_t distance = edit_distance(word, *words);

		if (distance < best) {
			best = distance;
			nearest = *words;
		}
	}
	return nearest;
}

bool text_matches_glob(const char *pattern, const char *path)
{
	const char *star = NULL, *resume = NULL;      /* the last '*' and where it may go on */
	const char *deep = NULL, *deep_resume = NULL; /* the last '**' */

	for (;;) {
		if (pattern[0] == '*' && pattern[1] == '*') {
			pattern += 2;
			deep = pattern;
			deep_resume = path;
			star = NULL;
		} else if (*pattern == '*') {
			star = ++pattern;
			resume = path;
		} else if (*path && ((*pattern == '?' && *path != '/') || *pattern == *path)) {
			pattern++;
			path++;
		} else if (!*path) {
			return !*pattern; /* a later start leaves still less of the path */
		} else if (star && *resume && *resume != '/') {
			pattern = star;
			path = ++resume;
		} else if (deep && *deep_resume) {
			pattern = deep;
			path = ++deep_resume;
			star = NULL;
		} else {
			return false;
		}
	}
}

void text_add_shell(struct text *text, const char *word)
{
	text_add(text, "'");
	for (; *word; word++)
		if (*word == '\'')
			text_add(text, "'\\''");
		else
			text_add_bytes(text, word, 1);
	text_add(text, "'");
}
