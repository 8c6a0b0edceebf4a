/* Members of the rule that is being read, and where in the file they stand. */
#include "policies/redlines_reading.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policies/fields.h"

int redlines_remember(struct redlines_reading *reading, const char *at, const char *pointer)
{
	struct document_place place = { .line = reading->line.number,
		                        .column = redline_column(&reading->line, at) };

	place.path = document_path_hash(DOCUMENT_PATH_ROOT, pointer, strlen(pointer));
	return document_places_add(reading->places, place);
}

void redlines_point(const struct redlines_reading *reading, const char *part, const char *key,
                    char out[REDLINES_POINTER])
{
	snprintf(out, REDLINES_POINTER, "/rules/%zu%s%s%s%s", reading->index, *part ? "/" : "",
	         part, *key ? "/" : "", key);
}

struct json_object *redlines_part(struct redlines_reading *reading, const char *part)
{
	struct json_object *object = *part ? field_object(reading->rule, part) : reading->rule;

	if (object)
		return object;
	object = json_object_new_object();
	if (object && json_object_object_add(reading->rule, part, object) != 0) {
		json_object_put(object);
		return NULL;
	}
	return object;
}

int redlines_put(struct redlines_reading *reading, const char *part, const char *key,
                 const char *at, struct json_object *value)
{
	struct json_object *object = redlines_part(reading, part);
	char pointer[REDLINES_POINTER];
	int ret = object ? 0 : -ENOMEM;

	if (!ret && json_object_object_get_ex(object, key, NULL))
		ret = redline_refuse(&reading->line, at, "\"%s\" stands twice in this rule", key);
	redlines_point(reading, part, key, pointer);
	if (!ret)
		ret = redlines_remember(reading, at, pointer);
	if (!ret && json_object_object_add(object, key, value) != 0)
		ret = -ENOMEM;
	if (ret)
		json_object_put(value);
	return ret;
}
