/* The yardstick of "changed since agreed". */
#include "policies/rules/baseline.h"

#include <string.h>

#include "policies/fields.h"

static date later_of(date a, date b)
{
	if (a == DATE_NONE || b == DATE_NONE)
		return a == DATE_NONE ? b : a;
	return a > b ? a : b;
}

/* When the row of the log speaks from. */
static date row_dated(struct json_object *row)
{
	return later_of(field_date(row, "agreed_on"),
	                field_date(field_object(row, "baseline"), "observed_on"));
}

static struct json_object *newest_row(const struct case_file *file,
                                      const struct register_entry *entry)
{
	struct json_object *newest = NULL;

	for (size_t i = 0; i < file->agreement->log_count; i++) {
		struct json_object *row = field_object(file->agreement->log[i], "baseline");
		const char *id = field_text(row, "entry");
		date dated = row_dated(row);

		if (!id || strcmp(id, entry->id) != 0 || !field_object(row, "baseline"))
			continue;
		if (dated != DATE_NONE && dated > file->on)
			continue; /* not agreed yet on the day that is judged */
		if (!newest || dated == DATE_NONE || dated >= row_dated(newest))
			newest = row;
	}
	return newest;
}

void baseline_of(const struct case_file *file, const struct register_entry *entry,
                 struct baseline *out)
{
	struct json_object *row = newest_row(file, entry);
	date changed = entry_date(entry, "substantial_change_agreed_on");
	struct baseline baseline = { .dated = DATE_NONE, .superseded = DATE_NONE };

	if (row) {
		baseline.members = field_object(row, "baseline");
		baseline.dated = row_dated(row);
	} else {
		baseline.members = entry_field(entry, "baseline");
		baseline.dated = field_date(baseline.members, "observed_on");
	}
	if (baseline.members && changed != DATE_NONE && changed <= file->on &&
	    (baseline.dated == DATE_NONE || changed > baseline.dated))
		baseline.superseded = changed;
	*out = baseline;
}

struct json_object *baseline_list(const struct baseline *baseline, const char *key)
{
	return field_count(baseline->members, key) ? field_object(baseline->members, key) : NULL;
}

bool baseline_has(const struct baseline *baseline, const char *key, const char *word)
{
	struct json_object *list = baseline_list(baseline, key);
	size_t len = strlen(word);

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		const char *known = json_object_get_string(json_object_array_get_idx(list, i));

		if (known && strncmp(known, word, len) == 0 &&
		    (!known[len] || (known[len] == ':' && strcmp(key, "capabilities") == 0)))
			return true;
	}
	return false;
}
