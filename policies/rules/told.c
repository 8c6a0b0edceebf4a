/* Telling staff again after a change. */
#include "policies/rules/told.h"

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
