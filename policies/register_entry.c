/* What a row of the technology list records at one of its fields. */
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/fields.h"

static bool is_recorded(struct json_object *value)
{
	if (json_object_is_type(value, json_type_string))
		return *json_object_get_string(value);
	if (json_object_is_type(value, json_type_array))
		return json_object_array_length(value) > 0;
	return value;
}

struct json_object *entry_field(const struct register_entry *entry, const char *path)
{
	struct json_object *at = entry->row;
	char step[64];

	while (*path) {
		size_t len = strcspn(path, ".");

		if (len >= sizeof(step))
			return NULL;
		memcpy(step, path, len);
		step[len] = '\0';
		at = field_object(at, step);
		path += len + (path[len] == '.');
	}
	return is_recorded(at) ? at : NULL;
}

date entry_date(const struct register_entry *entry, const char *name)
{
	return field_date(field_object(entry->row, "dates"), name);
}

const char *entry_status_word(enum entry_status status)
{
	return entry_statuses[status];
}
