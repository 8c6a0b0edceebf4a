/* Reads members of a JSON object, whatever they turn out to be. */
#include "policies/fields.h"

#include <string.h>

struct json_object *field_object(struct json_object *object, const char *key)
{
	struct json_object *value = NULL;

	if (!json_object_is_type(object, json_type_object))
		return NULL;
	return json_object_object_get_ex(object, key, &value) ? value : NULL;
}

const char *field_text(struct json_object *object, const char *key)
{
	struct json_object *value = field_object(object, key);
	const char *text =
		json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;

	return text && *text ? text : NULL;
}

date field_date(struct json_object *object, const char *key)
{
	const char *text = field_text(object, key);
	date day;

	return text && date_parse(text, &day) == 0 ? day : DATE_NONE;
}

int64_t field_whole(struct json_object *object, const char *key, int64_t otherwise)
{
	struct json_object *value = field_object(object, key);

	return json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : otherwise;
}

bool field_flag(struct json_object *object, const char *key)
{
	struct json_object *value = field_object(object, key);

	return json_object_is_type(value, json_type_boolean) && json_object_get_boolean(value);
}

size_t list_length(struct json_object *list)
{
	return json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
}

size_t field_count(struct json_object *object, const char *key)
{
	return list_length(field_object(object, key));
}

const char *const *field_texts(struct json_object *object, const char *key, struct arena *arena)
{
	size_t count = field_count(object, key), used = 0;
	struct json_object *list = field_object(object, key);
	const char **texts = arena_take(arena, count + 1, sizeof(*texts));

	for (size_t i = 0; texts && i < count; i++) {
		struct json_object *element = json_object_array_get_idx(list, i);

		if (!json_object_is_type(element, json_type_string))
			continue;
		texts[used] = arena_copy(arena, json_object_get_string(element));
		if (!texts[used++])
			return NULL;
	}
	return texts;
}

bool texts_hold(const char *const *texts, const char *word)
{
	for (; texts && word && *texts; texts++)
		if (strcmp(*texts, word) == 0)
			return true;
	return false;
}
