/* Careful access to a tree that may come from a file. */
#include "reports/view.h"

#include <stdio.h>

#include "reports/messages.h"

struct json_object *view_member(struct json_object *object, const char *key)
{
	struct json_object *value = NULL;

	if (!json_object_is_type(object, json_type_object))
		return NULL;
	json_object_object_get_ex(object, key, &value);
	return value;
}

const char *view_string(struct json_object *object, const char *key)
{
	struct json_object *value = view_member(object, key);

	if (!json_object_is_type(value, json_type_string) || !json_object_get_string_len(value))
		return NULL;
	return json_object_get_string(value);
}

int64_t view_integer(struct json_object *object, const char *key, int64_t fallback)
{
	struct json_object *value = view_member(object, key);

	return json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : fallback;
}

bool view_bool(struct json_object *object, const char *key)
{
	struct json_object *value = view_member(object, key);

	return json_object_is_type(value, json_type_boolean) && json_object_get_boolean(value);
}

struct json_object *view_object(struct json_object *object, const char *key)
{
	struct json_object *value = view_member(object, key);

	return json_object_is_type(value, json_type_object) ? value : NULL;
}

struct json_object *view_array(struct json_object *object, const char *key)
{
	struct json_object *value = view_member(object, key);

	return json_object_is_type(value, json_type_array) ? value : NULL;
}

size_t view_length(struct json_object *array)
{
	return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

struct json_object *view_at(struct json_object *array, size_t index)
{
	return json_object_array_get_idx(array, index);
}

const char *view_sentence(struct json_object *object, const char *key)
{
	return view_string(view_object(object, key), "text");
}

void view_count(struct json_object *count, struct text *out)
{
	int64_t below = view_integer(count, "below", 0);

	if (below > 0) {
		text_addf(out, "%s %lld", message_label("word.fewer-than"), (long long)below);
		return;
	}
	if (json_object_is_type(count, json_type_int))
		view_number(json_object_get_int64(count), out);
	else
		view_number(view_integer(count, "n", 0), out);
}

void view_number(int64_t number, struct text *out)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)number);

	for (int i = 0; i < len; i++) {
		text_add_bytes(out, digits + i, 1);
		if (digits[i] != '-' && i + 1 < len && (len - i - 1) % 3 == 0)
			text_add(out, ",");
	}
}

struct json_object *view_index(struct json_object *array)
{
	struct json_object *index = json_object_new_object();

	for (size_t i = 0; index && i < view_length(array); i++) {
		struct json_object *row = view_at(array, i);
		const char *id = view_string(row, "id");

		if (id && json_object_object_add(index, id, json_object_get(row))) {
			json_object_put(row);
			json_object_put(index);
			return NULL;
		}
	}
	return index;
}
