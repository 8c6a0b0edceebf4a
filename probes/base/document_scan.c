/* One pass over a JSON text by recursive descent, at most DOCUMENT_DEPTH_MAX deep. */
#include "probes/base/document_scan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probes/base/document_tokens.h"

uint64_t document_path_hash(uint64_t parent, const char *piece, size_t len)
{
	for (size_t i = 0; i < len; i++)
		parent = (parent ^ (unsigned char)piece[i]) * UINT64_C(0x100000001b3);
	return parent;
}

int document_places_add(struct document_places *places, struct document_place place)
{
	if (places->count == places->room) {
		size_t room = places->room ? places->room * 2 : 64;
		struct document_place *items = realloc(places->items, room * sizeof(*items));

		if (!items)
			return -ENOMEM;
		places->items = items;
		places->room = room;
	}
	places->items[places->count++] = place;
	return 0;
}

static int remember_place(struct scan *scan)
{
	struct document_places *places = scan->places;

	if (places->count == DOCUMENT_VALUES_MAX)
		return scan_wrong(scan, "too many values in one file");
	return document_places_add(places, (struct document_place){ scan->frame->path, scan->line,
	                                                            scan_column(scan) });
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
	int order =
		shorter ? memcmp((char *)decoded + left->at, (char *)decoded + right->at, shorter)
			: 0;

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
		return scan_wrong_at(
			scan, two->line, two->column,
			"the key \"%.*s\" stands twice (first in line %u); keep one of them",
			(int)(two->len < 60 ? two->len : 60), scan->decoded.at + two->at,
			one->line);
	}
	scan->key_count = first_key;
	return 0;
}

static int scan_value(struct scan *scan, const struct frame *frame, unsigned int depth);

static uint64_t member_path(const struct scan *scan, const struct frame *parent,
                            const struct key *key)
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
	struct key key = { .at = scan->decoded.len,
		           .line = scan->line,
		           .column = scan_column(scan) };
	struct frame frame = { .parent = parent, .is_member = true };
	int ret;

	if (scan_peek(scan) != '"')
		return scan_wrong(scan, scan_peek(scan) == '}' ? "a comma before } (remove it)"
		                                               : "want a key in double quotes");
	ret = scan_string(scan, &scan->decoded);
	if (ret)
		return ret;
	if (scan->decoded.failed)
		return -ENOMEM;
	key.len = scan->decoded.len - key.at;
	ret = remember_key(scan, key);
	if (!ret)
		ret = scan_space(scan);
	if (ret)
		return ret;
	if (scan_peek(scan) != ':')
		return scan_wrong(scan, "want : between the key and its value");
	scan->at++;
	frame.at = key.at;
	frame.len = key.len;
	frame.path = member_path(scan, parent, &key);
	return scan_value(scan, &frame, depth);
}

static int scan_element(struct scan *scan, const struct frame *parent, size_t index,
                        unsigned int depth)
{
	struct frame frame = { .parent = parent, .index = index };
	char step_text[24];
	int len = snprintf(step_text, sizeof(step_text), "/%zu", index);

	if (scan_peek(scan) == ']')
		return scan_wrong(scan, "a comma before ] (remove it)");
	frame.path = document_path_hash(parent->path, step_text, (size_t)len);
	return scan_value(scan, &frame, depth);
}

/* Members or elements up to the closing bracket. */
static int scan_items(struct scan *scan, const struct frame *frame, unsigned int depth, char close)
{
	for (size_t index = 0;; index++) {
		int ret = scan_space(scan);

		if (!ret && index == 0 && scan_peek(scan) == close)
			return 0;
		if (!ret)
			ret = close == '}' ? scan_member(scan, frame, depth)
			                   : scan_element(scan, frame, index, depth);
		scan->frame = frame;
		if (!ret)
			ret = scan_space(scan);
		if (ret)
			return ret;
		if (scan_peek(scan) == close)
			return 0;
		if (scan_peek(scan) != ',')
			return scan_wrong(scan,
			                  close == '}' ? "want , or } here" : "want , or ] here");
		scan->at++;
	}
}

static int scan_container(struct scan *scan, const struct frame *frame, unsigned int depth,
                          char close)
{
	size_t first_key = scan->key_count, decoded = scan->decoded.len;
	int ret;

	if (depth == DOCUMENT_DEPTH_MAX)
		return scan_wrong(scan, "nested too deeply (at most 32 levels)");
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
	ret = scan_space(scan);
	if (!ret)
		ret = remember_place(scan);
	if (ret)
		return ret;
	switch (scan_peek(scan)) {
	case '{': return scan_container(scan, frame, depth, '}');
	case '[': return scan_container(scan, frame, depth, ']');
	case '"': return scan_string(scan, NULL);
	case '-':
	case '0' ... '9': return scan_number(scan);
	default: return scan_word(scan);
	}
}

/* JSON Lines: one value a line. A comma takes the place of each line end between two values, so
 * that the text becomes the inside of one array; places stay those of the file. */
static int scan_lines(struct scan *scan, const struct frame *root)
{
	size_t comma = 0;
	int ret = scan_space(scan);

	for (size_t index = 0; !ret && scan->at < scan->len; index++) {
		uint32_t line = scan->line;

		if (index)
			scan->text[comma] = ',';
		ret = scan_element(scan, root, index, 1);
		scan->frame = root;
		if (!ret && scan->line != line)
			ret = scan_wrong_at(
				scan, line, 1,
				"one line, one value: this one goes on over several lines");
		comma = scan->at;
		if (!ret)
			ret = scan_space(scan);
		if (!ret && scan->at < scan->len && scan->line == line)
			ret = scan_wrong(scan, "text behind the value of this line (remove it)");
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
	ret = scan_space(scan);
	if (!ret && scan->at < scan->len)
		ret = scan_wrong(scan, "text behind the end of the document (remove it)");
	scan->at = end;
	return ret;
}

int document_scan(const char *name, char *text, size_t len, enum document_kind kind,
                  struct document_places *out, size_t *end, struct problem *problem)
{
	struct frame root = { .path = DOCUMENT_PATH_ROOT };
	struct scan scan = { .name = name,
		             .text = text,
		             .len = len,
		             .comments = kind == DOCUMENT_OF_PEOPLE,
		             .line = 1,
		             .places = out,
		             .problem = problem };
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
