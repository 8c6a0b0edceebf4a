/* A pilot ends on the day that the technology list says (model A18). */
#include <errno.h>

#include "policies/fields.h"
#include "policies/rules/deadline_more.h"
#include "policies/rules/outcome.h"
#include "policies/rules/rows.h"
#include "policies/rules/subject.h"

static bool takes_row(const struct rule *rule, const struct case_file *file,
                      const struct register_entry *entry)
{
	(void)file;
	return entry->status == ENTRY_PILOT && subject_takes_entry(rule, entry);
}

static int decide_row(const struct case_file *file, const struct register_entry *entry,
                      struct verdict *verdict)
{
	static const char *const missing[] = { "pilot.until", NULL };
	date until = field_date(field_object(entry->row, "pilot"), "until");

	if (until == DATE_NONE) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = "review.missing";
		verdict->does_not_show = "shows-not.document-lacking";
		return sentence_words(&verdict->because, "missing", missing);
	}
	if (until >= file->on) {
		verdict->status = STATUS_AGREED;
		verdict->because.id = "pilot.in-time";
		verdict->does_not_show = "shows-not.quality";
		return sentence_date(&verdict->because, "until", until);
	}
	verdict->status = status_bounded(verdict->rule, verdict->rule->result);
	verdict->because.id = "pilot.passed";
	verdict->does_not_show = "shows-not.not-done";
	return sentence_number(&verdict->because, "days", (int64_t)file->on - until);
}

int pilots_judge(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	return rows_judge(&(struct row_kind){ takes_row, decide_row }, rule, file, out);
}
