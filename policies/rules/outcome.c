/* Bounds and early sightings: what every rule kind shares when it decides. */
#include "policies/rules/outcome.h"

enum status status_bounded(const struct rule *rule, enum status status)
{
	return !rule->adopted && status < rule->bound ? rule->bound : status;
}

enum status status_at_most(const struct rule *rule, enum status status)
{
	return status_bounded(rule, status < rule->result ? rule->result : status);
}

date entry_seen_before_use(const struct case_file *file, const struct register_entry *entry)
{
	date in_use = entry_date(entry, "in_use_from"), first = DATE_NONE;

	if (in_use == DATE_NONE || entry_field(entry, "pilot"))
		return DATE_NONE;
	for (size_t i = 0; file->findings && i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];

		if (finding->entry != entry || finding->confidence < CONFIDENCE_PROBABLE ||
		    finding->level < LEVEL_PRESENT || finding->first == DATE_NONE ||
		    finding->first >= in_use)
			continue;
		if (first == DATE_NONE || finding->first < first)
			first = finding->first;
	}
	return first;
}

const char *subject_name(const struct register_entry *entry, const struct finding *finding)
{
	if (entry && entry->name)
		return entry->name;
	return finding && finding->product ? finding->product->name : "";
}
