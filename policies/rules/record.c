/* `record`: fields are filled in, and what must come before use is dated on or before the first day
 * of use (model CHK02, CHK03, CHK12, CHK13, CHK18, CHK25). */
#include <errno.h>
#include <string.h>

#include "policies/rules/outcome.h"
#include "policies/rules/record_fields.h"
#include "policies/rules/record_pages.h"
#include "policies/rules/record_quiet.h"
#include "policies/rules/rows.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "policies/rules/told.h"

struct record_check {
	const struct case_file *file;
	const struct register_entry *entry;
	date in_use, first_seen;       /* first_seen: DATE_NONE unless earlier than in_use */
	const char **missing, **after; /* end with NULL */
	const char **after_seen; /* dated before the recorded start, but after the first sighting */
	size_t missing_count, after_count, after_seen_count;
	date changed; /* a substantial change that staff were not told of, or DATE_NONE */
	bool too_few; /* hours of training: recorded, and agreed at least */
	int64_t recorded, agreed;
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

/* Once, though the rule may ask for it as a field and for its date too. */
static void note_missing(struct record_check *check, const char *path)
{
	for (size_t i = 0; i < check->missing_count; i++)
		if (strcmp(check->missing[i], path) == 0)
			return;
	check->missing[check->missing_count++] = path;
}

static bool is_telling(const char *path)
{
	return strcmp(path, "dates.communicated_to_staff") == 0;
}

/* Less is recorded than the agreement asks for; "n/a" is no amount, and says why elsewhere. */
static void check_amount(struct record_check *check, const struct rule *rule, const char *path)
{
	struct json_object *value = entry_field(check->entry, path);
	int64_t least;

	if (strcmp(path, "training_hours") != 0 || !json_object_is_type(value, json_type_int) ||
	    !param_number(rule, "min", &least) || json_object_get_int64(value) >= least)
		return;
	check->too_few = true;
	check->recorded = json_object_get_int64(value);
	check->agreed = least;
}

/* A day to come is no confirmation yet. */
static bool is_confirmed(const struct record_check *check, const char *path)
{
	return strcmp(path, "dates.data_deleted_confirmed") != 0 ||
	       entry_says_not_applicable(check->entry, path) ||
	       entry_date(check->entry, "data_deleted_confirmed") <= check->file->on;
}

/* Staff were told: of that the list holds a date and the notice. */
static void check_telling(struct record_check *check)
{
	check->changed = change_not_told(check->file, check->entry);
	if (entry_date(check->entry, "communicated_to_staff") != DATE_NONE &&
	    !notice_is_named(check->file, check->entry))
		note_missing(check, "refs.staff_notice");
}

static int check_fields(struct record_check *check, const struct rule *rule)
{
	for (size_t i = 0; i < subject_count(rule, "fields"); i++) {
		const char *path = subject_word(rule, "fields", i);

		if (!field_is_asked_of(check->file, check->entry, path))
			continue;
		if (!is_recorded(check, path) || !is_confirmed(check, path))
			note_missing(check, path);
		else if (is_telling(path))
			check_telling(check);
		else
			check_amount(check, rule, path);
	}
	return 0;
}

static void check_day(struct record_check *check, const char *path, date day)
{
	if (day == DATE_NONE) {
		note_missing(check, path);
		return;
	}
	if (check->in_use != DATE_NONE && day > check->in_use)
		check->after[check->after_count++] = path;
	if (check->first_seen != DATE_NONE && day > check->first_seen)
		check->after_seen[check->after_seen_count++] = path;
}

static int check_dates(struct record_check *check, const struct rule *rule)
{
	for (size_t i = 0; i < subject_count(rule, "before_use"); i++) {
		const char *path = full_path(check, "dates", subject_word(rule, "before_use", i));

		if (!path)
			return -ENOMEM;
		if (entry_says_not_applicable(check->entry, path))
			continue;
		if (is_telling(path))
			check_telling(check);
		if (!is_telling(path) || !change_was_told(check->file, check->entry))
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

/* What comes before use is asked of what is in use. */
static size_t dated_parts(const struct record_check *check, const struct rule *rule)
{
	if (!entry_was_in_use(check->entry))
		return 0;
	return subject_count(rule, "before_use") + subject_count(rule, "documents_before_use");
}

static int check_entry(struct record_check *check, const struct rule *rule)
{
	size_t dated = dated_parts(check, rule);
	int error;

	check->missing = arena_take(check->file->arena, subject_count(rule, "fields") + dated + 3,
	                            sizeof(char *));
	check->after = arena_take(check->file->arena, dated + 1, sizeof(char *));
	check->after_seen = arena_take(check->file->arena, dated + 1, sizeof(char *));
	if (!check->missing || !check->after || !check->after_seen)
		return -ENOMEM;
	error = check_fields(check, rule);
	if (!error && dated)
		error = check_dates(check, rule);
	if (!error && dated)
		error = check_documents(check, rule);
	if (!error && dated && check->in_use == DATE_NONE)
		note_missing(check, "dates.in_use_from");
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
	bool dated = dated_parts(check, verdict->rule) > 0;

	if (check->after_count) {
		verdict->status = status_when_late(verdict->rule);
		verdict->because.id = "record.after-first-use";
		verdict->does_not_show = "shows-not.reason";
		return;
	}
	if (check->too_few) {
		verdict->status = status_bounded(verdict->rule, verdict->rule->result);
		verdict->because.id = "record.too-few";
		verdict->does_not_show = "shows-not.not-done";
		return;
	}
	if (check->changed != DATE_NONE) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = "record.told-before-change";
		verdict->does_not_show = "shows-not.not-done";
		return;
	}
	if (check->missing_count) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = dated ? "record.before-use-missing" : "record.missing";
		verdict->does_not_show = "shows-not.document-lacking";
		return;
	}
	if (check->after_seen_count) {
		verdict->status = STATUS_NEEDS_INTERPRETATION;
		verdict->because.id = "record.earlier-use";
		verdict->does_not_show = "shows-not.reason";
		return;
	}
	verdict->status = STATUS_AGREED;
	verdict->because.id = dated ? "record.before-use" : "record.complete";
	verdict->does_not_show = "shows-not.quality";
}

static bool says(const struct verdict *verdict, const char *id)
{
	return strcmp(verdict->because.id, id) == 0;
}

static int say(const struct record_check *check, struct verdict *verdict)
{
	struct sentence *because = &verdict->because;
	bool dated = strncmp(because->id, "record.before-use", strlen("record.before-use")) == 0 ||
	             says(verdict, "record.after-first-use") || says(verdict, "record.earlier-use");

	if (dated &&
	    sentence_words(because, "after_first_use",
	                   says(verdict, "record.earlier-use") ? check->after_seen : check->after))
		return -ENOMEM;
	if (sentence_words(because, "missing", check->missing))
		return -ENOMEM;
	if (says(verdict, "record.earlier-use"))
		return sentence_date(because, "first_seen", check->first_seen);
	if (says(verdict, "record.told-before-change"))
		return sentence_date(because, "changed_on", check->changed);
	if (!says(verdict, "record.too-few"))
		return 0;
	if (sentence_number(because, "recorded", check->recorded))
		return -ENOMEM;
	return sentence_number(because, "agreed", check->agreed);
}

static int decide_row(const struct case_file *file, const struct register_entry *entry,
                      struct verdict *verdict)
{
	struct record_check check = {
		.file = file,
		.entry = entry,
		.in_use = entry_date(entry, "in_use_from"),
		.first_seen = entry_seen_before_use(file, entry),
		.changed = DATE_NONE,
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
	if (!subject_takes_entry(rule, entry))
		return false;
	if (entry_was_in_use(entry) && (looks_at_dates(rule) || !subject_count(rule, "fields")))
		return true;
	for (size_t i = 0; i < subject_count(rule, "fields"); i++)
		if (field_is_asked_of(file, entry, subject_word(rule, "fields", i)))
			return true;
	return false;
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	bool pages = subject_count(rule, "pages");
	int error = pages ? pages_label(rule, file, out) : 0;

	if (!error && (!pages || subject_count(rule, "fields") || looks_at_dates(rule)))
		error = rows_judge(&(struct row_kind){ takes_row, decide_row }, rule, file, out);
	if (!error && rule_is_of_quiet_hours(rule))
		error = quiet_judge(rule, file, out);
	return error;
}

const struct rule_kind kind_record = {
	.name = "record",
	.subject_keys = (const char *const[]){ "register", "fields", "before_use",
	                                       "documents_before_use", "pages", NULL },
	.param_keys = (const char *const[]){ "min", NULL },
	.checks =
		(const char *const[]){ "CHK02", "CHK03", "CHK12", "CHK13", "CHK18", "CHK25", NULL },
	.apply = apply,
};
