/* `record`: fields are filled in, and what must come before use is dated on or before the first day
 * of use (model CHK02, CHK03, CHK12, CHK13, CHK18, CHK25). */
#include <errno.h>
#include <string.h>

#include "policies/rules/outcome.h"
#include "policies/rules/rows.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"

struct record_check {
	const struct case_file *file;
	const struct register_entry *entry;
	date in_use, first_seen;       /* first_seen: DATE_NONE unless earlier than in_use */
	const char **missing, **after; /* end with NULL */
	size_t missing_count, after_count;
	bool after_first_seen; /* something came before the recorded start, but after the first
	                          sighting */
};

/* "dpia" in a rule stands for "refs.dpia" in the row; a path is taken as it is. */
static const char *full_path(const struct record_check *check, const char *block, const char *name)
{
	return strchr(name, '.') ? name : arena_printf(check->file->arena, "%s.%s", block, name);
}

/* The document that a row refers to; "DOC-DPIA-01#necessity" is a place in DOC-DPIA-01. */
static const struct agreement_document *referred(const struct record_check *check,
                                                 struct json_object *value)
{
	const char *reference = json_object_get_string(value), *id;

	if (!json_object_is_type(value, json_type_string))
		return NULL;
	id = arena_string(check->file->arena, reference, strcspn(reference, "#"));
	return id ? agreement_document(check->file->agreement, id) : NULL;
}

/* Filled in; a reference must also be in the list of documents (model CHK12). */
static bool is_recorded(const struct record_check *check, const char *path)
{
	struct json_object *value = entry_field(check->entry, path);

	if (!value)
		return false;
	if (strncmp(path, "refs.", strlen("refs.")) != 0 ||
	    entry_says_not_applicable(check->entry, path))
		return true;
	return referred(check, value) != NULL;
}

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

/* Decisions are declared of what is AI, or is known to decide; of nothing else. */
static bool has_decisions_to_declare(const struct case_file *file,
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

static int check_fields(struct record_check *check, const struct rule *rule)
{
	bool decides = has_decisions_to_declare(check->file, check->entry);

	for (size_t i = 0; i < subject_count(rule, "fields"); i++) {
		const char *path = subject_word(rule, "fields", i);

		if (!decides && is_about_decisions(path))
			continue;
		if (!is_recorded(check, path))
			check->missing[check->missing_count++] = path;
	}
	return 0;
}

static void check_day(struct record_check *check, const char *path, date day)
{
	if (day == DATE_NONE) {
		check->missing[check->missing_count++] = path;
		return;
	}
	if (check->in_use != DATE_NONE && day > check->in_use)
		check->after[check->after_count++] = path;
	if (check->first_seen != DATE_NONE && day > check->first_seen)
		check->after_first_seen = true;
}

static int check_dates(struct record_check *check, const struct rule *rule)
{
	for (size_t i = 0; i < subject_count(rule, "before_use"); i++) {
		const char *path = full_path(check, "dates", subject_word(rule, "before_use", i));

		if (!path)
			return -ENOMEM;
		if (!entry_says_not_applicable(check->entry, path))
			check_day(check, path, entry_date(check->entry, strchr(path, '.') + 1));
	}
	return 0;
}

static int check_documents(struct record_check *check, const struct rule *rule)
{
	for (size_t i = 0; i < subject_count(rule, "documents_before_use"); i++) {
		const char *path =
			full_path(check, "refs", subject_word(rule, "documents_before_use", i));
		const struct agreement_document *document;

		if (!path)
			return -ENOMEM;
		if (entry_says_not_applicable(check->entry, path))
			continue;
		document = referred(check, entry_field(check->entry, path));
		check_day(check, path, document ? document->dated : DATE_NONE);
	}
	return 0;
}

static bool looks_at_dates(const struct rule *rule)
{
	return subject_count(rule, "before_use") || subject_count(rule, "documents_before_use");
}

static int check_entry(struct record_check *check, const struct rule *rule)
{
	size_t dated =
		subject_count(rule, "before_use") + subject_count(rule, "documents_before_use");
	int error;

	check->missing = arena_take(check->file->arena, subject_count(rule, "fields") + dated + 2,
	                            sizeof(char *));
	check->after = arena_take(check->file->arena, dated + 1, sizeof(char *));
	if (!check->missing || !check->after)
		return -ENOMEM;
	error = check_fields(check, rule);
	if (!error)
		error = check_dates(check, rule);
	if (!error)
		error = check_documents(check, rule);
	if (!error && dated && check->in_use == DATE_NONE)
		check->missing[check->missing_count++] = "dates.in_use_from";
	return error;
}

/* A date that came too late is not a gap in the list: where the parties signed no more than
 * `incomplete-record`, only people can say what it means. */
static enum status status_when_late(const struct rule *rule)
{
	return status_bounded(rule, rule->result == STATUS_INCOMPLETE_RECORD ? rule->otherwise
	                                                                     : rule->result);
}

static void decide(const struct record_check *check, struct verdict *verdict)
{
	bool dated = looks_at_dates(verdict->rule);

	if (check->after_count) {
		verdict->status = status_when_late(verdict->rule);
		verdict->because.id = "record.after-first-use";
		verdict->does_not_show = "shows-not.reason";
		return;
	}
	if (check->missing_count) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = dated ? "record.before-use-missing" : "record.missing";
		verdict->does_not_show = "shows-not.document-lacking";
		return;
	}
	if (check->after_first_seen) {
		verdict->status = STATUS_NEEDS_INTERPRETATION;
		verdict->because.id = "record.earlier-use";
		verdict->does_not_show = "shows-not.reason";
		return;
	}
	verdict->status = STATUS_AGREED;
	verdict->because.id = dated ? "record.before-use" : "record.complete";
	verdict->does_not_show = "shows-not.quality";
}

static int say(const struct record_check *check, struct verdict *verdict)
{
	char day[DATE_TEXT];

	if (looks_at_dates(verdict->rule) &&
	    sentence_words(&verdict->because, "after_first_use", check->after))
		return -ENOMEM;
	if (sentence_words(&verdict->because, "missing", check->missing))
		return -ENOMEM;
	if (strcmp(verdict->because.id, "record.earlier-use") != 0)
		return 0;
	date_format(check->first_seen, day);
	return sentence_word(&verdict->because, "first_seen", day);
}

static int decide_row(const struct case_file *file, const struct register_entry *entry,
                      struct verdict *verdict)
{
	struct record_check check = {
		.file = file,
		.entry = entry,
		.in_use = entry_date(entry, "in_use_from"),
		.first_seen = entry_seen_before_use(file, entry),
	};
	int error = check_entry(&check, verdict->rule);

	if (error)
		return error;
	decide(&check, verdict);
	return say(&check, verdict);
}

static bool takes_row(const struct rule *rule, const struct case_file *file,
                      const struct register_entry *entry)
{
	size_t fields = subject_count(rule, "fields"), about_decisions = 0;

	if (!entry_was_in_use(entry) || !subject_takes_entry(rule, entry))
		return false;
	for (size_t i = 0; i < fields; i++)
		about_decisions += is_about_decisions(subject_word(rule, "fields", i));
	return looks_at_dates(rule) || about_decisions < fields ||
	       has_decisions_to_declare(file, entry);
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	return rows_judge(&(struct row_kind){ takes_row, decide_row }, rule, file, out);
}

const struct rule_kind kind_record = {
	.name = "record",
	.subject_keys = (const char *const[]){ "register", "fields", "before_use",
	                                       "documents_before_use", NULL },
	.param_keys = (const char *const[]){ NULL },
	.checks =
		(const char *const[]){ "CHK02", "CHK03", "CHK12", "CHK13", "CHK18", "CHK25", NULL },
	.apply = apply,
};
