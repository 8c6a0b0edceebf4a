/* Which exceptions of the log cover a verdict. */
#include "policies/rules/exception.h"

#include <errno.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/fields.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"

static bool list_has(struct json_object *object, const char *key, const char *id)
{
	struct json_object *list = field_object(object, key);

	for (size_t i = 0; i < field_count(object, key); i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(list, i));

		if (text && strcmp(text, id) == 0)
			return true;
	}
	return false;
}

/* No subject: every subject. A row stands for its parts ("REG-003" for "REG-003/staff-laptop"); a
 * product may also be named where the verdict's subject is its row. */
static bool names_subject(struct json_object *exception, const struct verdict *verdict)
{
	static const char prefix[] = "product:";
	const char *subject = field_text(exception, "subject");
	size_t len = subject ? strlen(subject) : 0;

	if (!subject || (strncmp(verdict->subject, subject, len) == 0 &&
	                 (!verdict->subject[len] || verdict->subject[len] == '/')))
		return true;
	return strncmp(subject, prefix, strlen(prefix)) == 0 && verdict->finding &&
	       verdict->finding->product &&
	       strcmp(subject + strlen(prefix), verdict->finding->product->id) == 0;
}

/* The row of the log that names the verdict's rule and subject and is live on that day; or NULL. */
static struct json_object *exception_live(const struct case_file *file,
                                          const struct verdict *verdict)
{
	for (size_t i = 0; i < file->agreement->log_count; i++) {
		struct json_object *exception = field_object(file->agreement->log[i], "exception");
		date from = field_date(exception, "from"), until = field_date(exception, "until");

		/* an exception is time-limited: without both ends it suspends nothing */
		if (from == DATE_NONE || until == DATE_NONE || file->on < from || file->on > until)
			continue;
		if (list_has(exception, "rules", verdict->rule->id) &&
		    names_subject(exception, verdict))
			return exception;
	}
	return NULL;
}

static struct json_object *terms_of(struct json_object *root)
{
	return field_object(field_object(root, "processes"), "exceptions");
}

/* A rule may be suspended on the terms of whoever signed it: a school's own terms may take more
 * away from its trust's, and give nothing back. */
const char *exception_void(const struct agreement *agreement, const struct rule *rule)
{
	struct json_object *own = terms_of(agreement->root);
	struct json_object *terms =
		rule->inherited ? terms_of(agreement->documents_open[FILE_PARENT].root) : own;

	if (list_has(own, "may_not_suspend", rule->id) ||
	    list_has(terms, "may_not_suspend", rule->id) ||
	    (field_count(terms, "may_suspend") && !list_has(terms, "may_suspend", rule->id)))
		return "may-not-suspend";
	return words_have(rule->unless, "exception") ? NULL : "rule-allows-none";
}

int verdict_except(const struct case_file *file, struct verdict *verdict)
{
	struct json_object *exception;

	if (verdict->status > STATUS_NEEDS_INTERPRETATION)
		return 0;
	exception = exception_live(file, verdict);
	if (!exception)
		return 0;
	verdict->exception = exception;
	verdict->exception_void = exception_void(file->agreement, verdict->rule);
	if (verdict->exception_void)
		return 0;
	verdict->without = verdict->status;
	verdict->without_because = verdict->because;
	verdict->because = (struct sentence){ .id = "exception.live" };
	verdict->status = STATUS_EXCEPTED;
	if (sentence_word(&verdict->because, "name",
	                  subject_name(verdict->entry, verdict->finding)) ||
	    sentence_date(&verdict->because, "until", field_date(exception, "until")))
		return -ENOMEM;
	return 0;
}
