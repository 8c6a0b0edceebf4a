/* Goes through the technology list for the kinds that judge each row by itself. */
#include "policies/rules/rows.h"

#include <errno.h>

#include "policies/rules/outcome.h"

static int judge_row(const struct row_kind *kind, const struct case_file *file,
                     const struct register_entry *entry, struct verdict *verdict)
{
	int error;

	verdict->entry = entry;
	verdict->has_confidence = true;
	verdict->confidence = CONFIDENCE_ON_RECORD;
	error = kind->decide(file, entry, verdict);
	return error ? error : verdict_except(file, verdict);
}

int rows_judge(const struct row_kind *kind, const struct rule *rule, const struct case_file *file,
               struct verdict_list *out)
{
	for (size_t i = 0; i < file->agreement->entry_count; i++) {
		const struct register_entry *entry = &file->agreement->entries[i];
		struct verdict *verdict;
		int error;

		if (!kind->takes(rule, file, entry))
			continue;
		verdict = verdict_add(out, rule, entry->id);
		error = verdict ? judge_row(kind, file, entry, verdict) : -ENOMEM;
		if (error)
			return error;
	}
	return 0;
}
