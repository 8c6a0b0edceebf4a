/* The study of workload is published once it has ended (model A18). */
#include <errno.h>

#include "policies/fields.h"
#include "policies/rules/deadline_more.h"
#include "policies/rules/outcome.h"

struct study {
	date to, published; /* published: DATE_NONE too where that day has not come */
};

static struct study study_of(const struct case_file *file)
{
	struct json_object *processes = field_object(file->agreement->root, "processes");
	struct json_object *object = field_object(processes, "workload_study");
	struct study study = { field_date(object, "to"), field_date(object, "published") };

	if (study.published > file->on)
		study.published = DATE_NONE;
	return study;
}

static int decide_missing(struct verdict *verdict)
{
	static const char *const missing[] = { "workload_study.to", NULL };

	verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
	verdict->because.id = "review.missing";
	verdict->does_not_show = "shows-not.document-lacking";
	return sentence_words(&verdict->because, "missing", missing);
}

static int decide(const struct case_file *file, const struct study *study, struct verdict *verdict)
{
	if (study->to == DATE_NONE)
		return decide_missing(verdict);
	verdict->status = STATUS_AGREED;
	verdict->does_not_show = "shows-not.quality";
	if (study->published != DATE_NONE && study->published > study->to) {
		verdict->because.id = "study.published-late";
		return sentence_number(&verdict->because, "days",
		                       (int64_t)study->published - study->to);
	}
	if (study->published != DATE_NONE) {
		verdict->because.id = "study.published";
		return sentence_date(&verdict->because, "published", study->published);
	}
	if (study->to >= file->on) {
		verdict->because.id = "study.running";
		return sentence_date(&verdict->because, "to", study->to);
	}
	verdict->status = status_bounded(verdict->rule, verdict->rule->result);
	verdict->because.id = "study.late";
	verdict->does_not_show = "shows-not.not-done";
	return sentence_number(&verdict->because, "days", (int64_t)file->on - study->to);
}

int workload_study_judge(const struct rule *rule, const struct case_file *file,
                         struct verdict_list *out)
{
	struct verdict *verdict = verdict_add(out, rule, "workload_study");
	struct study study = study_of(file);
	int error = verdict ? decide(file, &study, verdict) : -ENOMEM;

	if (error)
		return error;
	verdict->has_confidence = true;
	verdict->confidence = CONFIDENCE_ON_RECORD;
	return verdict_except(file, verdict);
}
