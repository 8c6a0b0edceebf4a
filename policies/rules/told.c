/* Telling staff again after a change. */
#include "policies/rules/told.h"

#include <string.h>

#include "policies/rules/subject.h"

static date change_of(const struct case_file *file, const struct register_entry *entry)
{
	date changed = entry_date(entry, "substantial_change_agreed_on");

	return changed <= file->on ? changed : DATE_NONE;
}

date change_not_told(const struct case_file *file, const struct register_entry *entry)
{
	date changed = change_of(file, entry), told = entry_date(entry, "communicated_to_staff");

	return changed != DATE_NONE && told != DATE_NONE && told < changed ? changed : DATE_NONE;
}

bool change_was_told(const struct case_file *file, const struct register_entry *entry)
{
	date changed = change_of(file, entry), told = entry_date(entry, "communicated_to_staff");
	date in_use = entry_date(entry, "in_use_from");

	return changed != DATE_NONE && told >= changed && in_use != DATE_NONE && changed > in_use;
}

bool notice_is_named(const struct case_file *file, const struct register_entry *entry)
{
	static const char path[] = "refs.staff_notice";
	struct json_object *value = entry_field(entry, path);
	const char *reference, *id;

	if (file->agreement->register_is_csv || entry_says_not_applicable(entry, path))
		return true;
	if (!json_object_is_type(value, json_type_string))
		return false;
	reference = json_object_get_string(value);
	id = arena_string(file->arena, reference, strcspn(reference, "#"));
	return id && agreement_document(file->agreement, id);
}
