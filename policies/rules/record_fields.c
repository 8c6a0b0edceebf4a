/* Which fields are asked of which rows. */
#include "policies/rules/record_fields.h"

#include <string.h>

#include "policies/rules/subject.h"

/* Scores, ranks, allocates or predicts (model CHK25). */
static bool product_decides(const struct product *product)
{
	static const char *const words[] = { "productivity-score",
		                             "staff-ranking",
		                             "engagement-score",
		                             "lesson-analysis",
		                             "ai-prediction",
		                             "ai-decision",
		                             NULL };

	for (size_t i = 0; product && i < product->capability_count; i++)
		if (words_have(words, product->capabilities[i].word))
			return true;
	return false;
}

bool entry_has_decisions_to_declare(const struct case_file *file,
                                    const struct register_entry *entry)
{
	for (const char *const *id = entry->products; id && *id; id++)
		if (product_decides(catalogue_find(file->catalogue, *id)))
			return true;
	for (size_t i = 0; file->findings && i < file->findings->count; i++)
		if (file->findings->items[i].entry == entry &&
		    product_decides(file->findings->items[i].product))
			return true;
	return entry->is_ai;
}

static bool is_about_decisions(const char *path)
{
	return strncmp(path, "ai.", strlen("ai.")) == 0 && strcmp(path, "ai.is_ai") != 0;
}

bool field_is_asked_of(const struct case_file *file, const struct register_entry *entry,
                       const char *path)
{
	if (strcmp(path, "dates.data_deleted_confirmed") == 0)
		return entry->status == ENTRY_WITHDRAWN;
	if (entry->status == ENTRY_WITHDRAWN)
		return strcmp(path, "dates.withdrawn") == 0;
	if (strcmp(path, "pilot") == 0 || strncmp(path, "pilot.", strlen("pilot.")) == 0)
		return entry->status == ENTRY_PILOT;
	if (!entry_was_in_use(entry) || strcmp(path, "dates.withdrawn") == 0)
		return false;
	return !is_about_decisions(path) || entry_has_decisions_to_declare(file, entry);
}
