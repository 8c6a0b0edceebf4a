/* Puts members and rows together and keeps count of their size. */
#include "reports/disclosure_parts.h"

#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/messages.h"

#define K_DEFAULT 5

struct json_object *part_object(struct builder *builder)
{
	struct json_object *object = json_object_new_object();

	builder->failed |= !object;
	return object;
}

struct json_object *part_array(struct builder *builder)
{
	struct json_object *array = json_object_new_array();

	builder->failed |= !array;
	return array;
}

static void put(struct builder *builder, struct json_object *object, const char *key,
                struct json_object *value)
{
	if (object && !json_object_object_add(object, key, value))
		return;
	json_object_put(value);
	builder->failed = true;
}

void part_put(struct builder *builder, struct json_object *object, const char *key,
              struct json_object *value)
{
	if (value)
		put(builder, object, key, value);
	else
		builder->failed = true;
}

void part_null(struct builder *builder, struct json_object *object, const char *key)
{
	put(builder, object, key, NULL);
}

void part_string(struct builder *builder, struct json_object *object, const char *key,
                 const char *value)
{
	if (value)
		part_put(builder, object, key, json_object_new_string(value));
	else
		part_null(builder, object, key);
}

void part_number(struct builder *builder, struct json_object *object, const char *key,
                 int64_t value)
{
	part_put(builder, object, key, json_object_new_int64(value));
}

void part_bool(struct builder *builder, struct json_object *object, const char *key, bool value)
{
	part_put(builder, object, key, json_object_new_boolean(value));
}

void part_date(struct builder *builder, struct json_object *object, const char *key, date value)
{
	char text[DATE_TEXT];

	date_format(value, text);
	part_string(builder, object, key, value == DATE_NONE ? NULL : text);
}

void part_words(struct builder *builder, struct json_object *object, const char *key,
                const char *const *words)
{
	struct json_object *array = part_array(builder);

	for (; words && *words; words++)
		part_append(builder, array, json_object_new_string(*words));
	part_put(builder, object, key, array);
}

void part_shared(struct builder *builder, struct json_object *object, const char *key,
                 struct json_object *value)
{
	put(builder, object, key, json_object_get(value));
}

void part_sentence(struct builder *builder, struct json_object *object, const char *key,
                   const char *id, struct json_object *args)
{
	_cleanup_(text_free) struct text text = { 0 };
	struct json_object *sentence;

	if (!id) {
		part_null(builder, object, key);
		return;
	}
	sentence = part_object(builder);
	message_render(id, args, &text);
	builder->failed |= text.failed;
	part_string(builder, sentence, "id", id);
	if (args)
		part_shared(builder, sentence, "args", args);
	else
		part_put(builder, sentence, "args", part_object(builder));
	part_string(builder, sentence, "text", text.at ? text.at : "");
	part_put(builder, object, key, sentence);
}

int64_t part_k(const struct builder *builder)
{
	const struct agreement *agreement = builder->file->agreement;

	return agreement && agreement->authorisation ? agreement->authorisation->k_min : K_DEFAULT;
}

void part_devices(struct builder *builder, struct json_object *object, const char *key,
                  uint32_t devices, bool suppress)
{
	struct json_object *count = part_object(builder);
	int64_t k = part_k(builder);

	if (suppress && devices && devices < k)
		part_number(builder, count, "below", k);
	else
		part_number(builder, count, "n", devices);
	part_put(builder, object, key, count);
}

void part_append(struct builder *builder, struct json_object *array, struct json_object *value)
{
	if (value && array && !json_object_array_add(array, value))
		return;
	json_object_put(value);
	builder->failed = true;
}

/* The bound is on what is written: indented, which deep rows pay for; measured as it will be. */
bool part_row(struct builder *builder, struct json_object *array, struct json_object *row)
{
	const int form =
		JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE;
	size_t len = 0, lines = 1;
	const char *text = row ? json_object_to_json_string_length(row, form, &len) : NULL;

	if (!text) {
		json_object_put(row);
		builder->failed = true;
		return false;
	}
	for (const char *at = text; (at = strchr(at, '\n')); at++)
		lines++;
	len += lines * 4 + 2; /* two levels further in */
	if (builder->used + len > DISCLOSURE_BYTES_MAX) {
		builder->omitted++;
		json_object_put(row);
		return false;
	}
	builder->used += len;
	part_append(builder, array, row);
	return true;
}
