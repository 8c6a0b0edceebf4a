/* The tree of a JSON file whose text has passed document_scan(), and getters that say where a value
 * is wrong. */
#include "probes/base/document.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "probes/base/document_scan.h"
#include "probes/base/text.h"

static void tokener_at(struct json_tokener **tokener)
{
	if (*tokener)
		json_tokener_free(*tokener);
}

/* `text` ends with a NUL at `end`, which tells json-c that a number at the top is complete. */
static int build_tree(struct document *document, const char *text, size_t end,
                      struct problem *problem)
{
	_cleanup_(tokener_at) struct json_tokener *tokener =
		json_tokener_new_ex(DOCUMENT_DEPTH_MAX + 2);

	if (!tokener)
		return -ENOMEM;
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	document->root = json_tokener_parse_ex(tokener, text, (int)end + 1);
	if (json_tokener_get_error(tokener) == json_tokener_success)
		return 0;
	problem_set(problem, "%s: %s", document->name,
	            json_tokener_error_desc(json_tokener_get_error(tokener)));
	return -EBADMSG;
}

/* `text` is '[', then the bytes, then room for ']' and a NUL. */
static int scan_and_build(char *text, size_t len, enum document_kind kind,
                          struct document *document, struct problem *problem)
{
	bool lines = kind == DOCUMENT_OF_LINES;
	size_t end = 0;
	int ret =
		document_scan(document->name, text + 1, len, kind, document->places, &end, problem);

	if (ret)
		return ret;
	if (lines)
		text[++end] = ']';
	text[end + 1] = '\0';
	return build_tree(document, lines ? text : text + 1, lines ? end + 1 : end, problem);
}

static int parse(char *text, size_t len, enum document_kind kind, const char *name,
                 struct document *out, struct problem *problem)
{
	struct document document = { .name = name };
	int ret;

	document.places = calloc(1, sizeof(*document.places));
	ret = document.places ? scan_and_build(text, len, kind, &document, problem) : -ENOMEM;
	if (ret)
		document_close(&document);
	else
		*out = document;
	return ret;
}

int document_parse(const char *name, struct span bytes, enum document_kind kind,
                   struct document *out, struct problem *problem)
{
	char *text;
	int ret;

	if (bytes.len > DOCUMENT_BYTES_MAX) {
		problem_set(problem, "%s: too large (at most %zu bytes)", name, DOCUMENT_BYTES_MAX);
		return -EBADMSG;
	}
	text = calloc(1, bytes.len + 3);
	if (!text)
		return -ENOMEM;
	text[0] = '[';
	if (bytes.len)
		memcpy(text + 1, bytes.at, bytes.len);
	ret = parse(text, bytes.len, kind, name, out, problem);
	free(text);
	return ret;
}

void document_close(struct document *document)
{
	json_object_put(document->root);
	if (document->places)
		free(document->places->items);
	free(document->places);
	*document = (struct document){ 0 };
}

/* The place of the value at `pointer`, or of the nearest thing around it that is there. */
static struct document_place find_place(const struct document *document, const char *pointer)
{
	size_t len = strlen(pointer);

	for (;;) {
		uint64_t path = document_path_hash(DOCUMENT_PATH_ROOT, pointer, len);

		for (size_t i = 0; document->places && i < document->places->count; i++)
			if (document->places->items[i].path == path)
				return document->places->items[i];
		if (!len)
			return (struct document_place){ path, 1, 1 };
		do
			len--;
		while (len && pointer[len] != '/');
	}
}

__attribute__((format(printf, 4, 0))) static void say(const struct document *document,
                                                      struct problem *problem, const char *pointer,
                                                      const char *format, va_list args)
{
	struct document_place place = find_place(document, pointer);
	struct text what = { 0 };

	text_vaddf(&what, format, args);
	problem_set(problem, "%s:%u:%u: %.200s%s%s", document->name, place.line, place.column,
	            pointer, *pointer ? ": " : "", what.at ? what.at : "");
	text_free(&what);
}

void document_problem(const struct document *document, struct problem *problem, const char *pointer,
                      const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(document, problem, pointer, format, args);
	va_end(args);
}

/* `pointer` with one step more. */
static void add_step(struct text *out, const char *pointer, const char *key)
{
	text_add(out, pointer);
	text_add(out, "/");
	for (; *key; key++) {
		if (*key == '~' || *key == '/')
			text_add(out, *key == '~' ? "~0" : "~1");
		else
			text_add_bytes(out, key, 1);
	}
}

__attribute__((format(printf, 5, 6))) static int wrong_member(const struct document *document,
                                                              struct problem *problem,
                                                              const char *pointer, const char *key,
                                                              const char *format, ...)
{
	struct text path = { 0 };
	va_list args;

	add_step(&path, pointer, key);
	va_start(args, format);
	say(document, problem, path.failed ? pointer : path.at, format, args);
	va_end(args);
	text_free(&path);
	return -EBADMSG;
}

/* "$schema", at the top of a file, tells an editor what it may hold; nothing here fetches it. */
static bool is_known(const char *pointer, const char *key, const char *const *keys)
{
	if (strncmp(key, "x-", 2) == 0 || (!*pointer && strcmp(key, "$schema") == 0))
		return true;
	for (; *keys; keys++)
		if (strcmp(key, *keys) == 0)
			return true;
	return false;
}

int document_keys(const struct document *document, struct json_object *object, const char *pointer,
                  const char *const *keys, struct problem *problem)
{
	if (!json_object_is_type(object, json_type_object)) {
		document_problem(document, problem, pointer, "want an object: { ... }");
		return -EBADMSG;
	}
	json_object_object_foreach(object, key, value)
	{
		const char *nearest;

		(void)value;
		if (is_known(pointer, key, keys))
			continue;
		nearest = text_nearest(key, keys);
		if (nearest)
			return wrong_member(document, problem, pointer, key,
			                    "unknown key \"%.60s\" (did you mean \"%s\"?)", key,
			                    nearest);
		return wrong_member(document, problem, pointer, key,
		                    "unknown key \"%.60s\" (remove it)", key);
	}
	return 0;
}

/* 0, -ENOENT, or -EBADMSG where `object` is none or the member has another type. */
static int member(const struct document *document, struct json_object *object, const char *pointer,
                  const char *key, enum json_type type, const char *want, struct json_object **out,
                  struct problem *problem)
{
	struct json_object *value = NULL;

	if (!json_object_is_type(object, json_type_object)) {
		document_problem(document, problem, pointer, "want an object: { ... }");
		return -EBADMSG;
	}
	if (!json_object_object_get_ex(object, key, &value) || !value)
		return -ENOENT;
	if (!json_object_is_type(value, type))
		return wrong_member(document, problem, pointer, key, "want %s", want);
	*out = value;
	return 0;
}

int document_string(const struct document *document, struct json_object *object,
                    const char *pointer, const char *key, const char **out, struct problem *problem)
{
	struct json_object *value = NULL;
	int ret = member(document, object, pointer, key, json_type_string, "text in double quotes",
	                 &value, problem);

	if (!ret)
		*out = json_object_get_string(value);
	return ret;
}

int document_array(const struct document *document, struct json_object *object, const char *pointer,
                   const char *key, struct json_object **out, struct problem *problem)
{
	return member(document, object, pointer, key, json_type_array, "a list: [ ... ]", out,
	              problem);
}

int document_object(const struct document *document, struct json_object *object,
                    const char *pointer, const char *key, struct json_object **out,
                    struct problem *problem)
{
	return member(document, object, pointer, key, json_type_object, "an object: { ... }", out,
	              problem);
}

int document_bool(const struct document *document, struct json_object *object, const char *pointer,
                  const char *key, bool *out, struct problem *problem)
{
	struct json_object *value = NULL;
	int ret = member(document, object, pointer, key, json_type_boolean, "true or false", &value,
	                 problem);

	if (!ret)
		*out = json_object_get_boolean(value);
	return ret;
}

int document_integer(const struct document *document, struct json_object *object,
                     const char *pointer, const char *key, int64_t low, int64_t high, int64_t *out,
                     struct problem *problem)
{
	struct json_object *value = NULL;
	int64_t number;
	int ret = member(document, object, pointer, key, json_type_int,
	                 "a whole number without quotes", &value, problem);

	if (ret)
		return ret;
	number = json_object_get_int64(value);
	if (number < low || number > high)
		return wrong_member(document, problem, pointer, key, "%lld is outside %lld to %lld",
		                    (long long)number, (long long)low, (long long)high);
	*out = number;
	return 0;
}
