/* `deadline`: a recorded date has not passed (model CHK10, CHK21, CHK03). A due date passes at the
 * end of its day. */
#include <errno.h>
#include <string.h>

#include "policies/rules/deadline_more.h"
#include "policies/rules/outcome.h"
#include "policies/rules/publication.h"
#include "policies/rules/rows.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "policies/rules/told.h"

struct deadline_check {
	const char **missing, **not_applicable; /* paths; end with NULL */
	size_t missing_count, not_applicable_count;
	struct sentence
		passed; /* one number of days per date that has passed, named by its field */
	size_t passed_count;
	bool review_passed, sunset_passed, suspended, told_late;
	date changed; /* a substantial change that staff were not told of, or DATE_NONE */
};

static const char *field_of(const char *name)
{
	return strncmp(name, "dates.", strlen("dates.")) == 0 ? name + strlen("dates.") : name;
}

static bool is_on_the_way(const struct register_entry *entry)
{
	return entry->status == ENTRY_PILOT || entry_was_in_use(entry);
}

/* The row itself says that it goes on, or it was seen. */
static bool is_still_used(const struct case_file *file, const struct register_entry *entry)
{
	if (entry->status != ENTRY_SUSPENDED)
		return true;
	for (size_t i = 0; file->findings && i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];

		if (finding->entry == entry && finding->confidence >= CONFIDENCE_PROBABLE &&
		    finding->level >= LEVEL_PRESENT)
			return true;
	}
	return false;
}

/* One fact counts once: where a signed sentence says "told before use", lateness is that rule's
 * (model A3). */
static bool is_told_by_another_rule(const struct agreement *agreement,
                                    const struct register_entry *entry)
{
	for (size_t i = 0; i < agreement->rule_count; i++) {
		const struct rule *rule = &agreement->rules[i];

		if (strcmp(rule->kind->name, "record") == 0 && subject_takes_entry(rule, entry) &&
		    (subject_has(rule, "before_use", "communicated_to_staff") ||
		     subject_has(rule, "before_use", "dates.communicated_to_staff")))
			return true;
	}
	return false;
}

static int note_passed(struct deadline_check *check, const char *field, int64_t days)
{
	check->passed_count++;
	return sentence_number(&check->passed, field, days);
}

static bool was_reviewed(const struct case_file *file, const struct register_entry *entry, date due)
{
	date last = entry_date(entry, "last_review");

	return last != DATE_NONE && last >= due && last <= file->on;
}

/* Staff are told on or before the first day of use. */
static int check_told(struct deadline_check *check, const struct case_file *file,
                      const struct register_entry *entry, date told)
{
	date in_use = entry_date(entry, "in_use_from");

	if (in_use == DATE_NONE) {
		check->missing[check->missing_count++] = "dates.in_use_from";
		return 0;
	}
	check->changed = change_not_told(file, entry);
	if (!notice_is_named(file, entry))
		check->missing[check->missing_count++] = "refs.staff_notice";
	if (told <= in_use || change_was_told(file, entry) ||
	    is_told_by_another_rule(file->agreement, entry))
		return 0;
	check->told_late = true;
	return note_passed(check, "communicated_to_staff", (int64_t)told - in_use);
}

static int check_due(struct deadline_check *check, const struct case_file *file,
                     const struct register_entry *entry, const char *field, date due)
{
	bool is_sunset = strcmp(field, "sunset") == 0;

	if (due >= file->on || (is_sunset && !is_still_used(file, entry)))
		return 0;
	if (strcmp(field, "next_review") == 0 && was_reviewed(file, entry, due))
		return 0;
	check->sunset_passed |= is_sunset;
	check->suspended |= entry->status == ENTRY_SUSPENDED;
	check->review_passed |= !is_sunset;
	return note_passed(check, field, (int64_t)file->on - due);
}

static int check_field(struct deadline_check *check, const struct case_file *file,
                       const struct register_entry *entry, const char *path)
{
	const char *field = field_of(path);
	date due = entry_date(entry, field);

	/* an end that does not apply is no end, as where none is recorded */
	if (entry_says_not_applicable(entry, path) && strcmp(field, "sunset") != 0) {
		check->not_applicable[check->not_applicable_count++] = path;
		return 0;
	}
	if (due == DATE_NONE) {
		/* no end was agreed: nothing can pass */
		if (strcmp(field, "sunset") != 0)
			check->missing[check->missing_count++] = path;
		return 0;
	}
	if (strcmp(field, "communicated_to_staff") == 0)
		return check_told(check, file, entry, due);
	return check_due(check, file, entry, field, due);
}

static int check_entry(struct deadline_check *check, const struct rule *rule,
                       const struct case_file *file, const struct register_entry *entry)
{
	size_t count = subject_count(rule, "fields");

	check->missing = arena_take(file->arena, count + 3, sizeof(char *));
	check->not_applicable = arena_take(file->arena, count + 1, sizeof(char *));
	if (!check->missing || !check->not_applicable)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const char *field = field_of(subject_word(rule, "fields", i));
		const char *path = arena_printf(file->arena, "dates.%s", field);
		int error = path ? check_field(check, file, entry, path) : -ENOMEM;

		if (error)
			return error;
	}
	return 0;
}

static const char *sentence_for_passed(const struct deadline_check *check)
{
	if (check->sunset_passed && check->review_passed)
		return "review.dates-passed";
	if (check->sunset_passed)
		return check->suspended ? "sunset.passed-still-seen" : "sunset.passed";
	return check->review_passed ? "review.passed" : "told.late";
}

/* Takes check->passed over into the verdict. */
static int decide(struct deadline_check *check, struct verdict *verdict)
{
	verdict->because = check->passed;
	if (check->passed_count) {
		verdict->status = status_bounded(verdict->rule, verdict->rule->result);
		verdict->because.id = sentence_for_passed(check);
		verdict->does_not_show = "shows-not.not-done";
		return check->missing_count
		               ? sentence_words(&verdict->because, "missing", check->missing)
		               : 0;
	}
	if (check->changed != DATE_NONE) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = "record.told-before-change";
		verdict->does_not_show = "shows-not.not-done";
		if (sentence_words(&verdict->because, "missing", check->missing))
			return -ENOMEM;
		return sentence_date(&verdict->because, "changed_on", check->changed);
	}
	if (check->missing_count) {
		verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
		verdict->because.id = "review.missing";
		verdict->does_not_show = "shows-not.document-lacking";
		return sentence_words(&verdict->because, "missing", check->missing);
	}
	if (check->not_applicable_count) {
		verdict->status = STATUS_NEEDS_INTERPRETATION;
		verdict->because.id = "review.not-applicable";
		verdict->does_not_show = "shows-not.reason";
		return sentence_words(&verdict->because, "fields", check->not_applicable);
	}
	verdict->status = STATUS_AGREED;
	verdict->because.id = "review.in-time";
	verdict->does_not_show = "shows-not.quality";
	return 0;
}

static int decide_row(const struct case_file *file, const struct register_entry *entry,
                      struct verdict *verdict)
{
	struct deadline_check check = { .changed = DATE_NONE };
	int error = check_entry(&check, verdict->rule, file, entry);

	if (error) {
		json_object_put(check.passed.args);
		return error;
	}
	return decide(&check, verdict);
}

/* A rule on the end alone says nothing about a row for which no end was agreed. */
static bool has_date_to_pass(const struct rule *rule, const struct register_entry *entry)
{
	for (size_t i = 0; i < subject_count(rule, "fields"); i++) {
		const char *name = subject_word(rule, "fields", i);

		if (strcmp(field_of(name), "sunset") != 0 ||
		    (entry_field(entry, "dates.sunset") &&
		     !entry_says_not_applicable(entry, "dates.sunset")))
			return true;
	}
	return false;
}

static bool takes_row(const struct rule *rule, const struct case_file *file,
                      const struct register_entry *entry)
{
	(void)file;
	return is_on_the_way(entry) && subject_takes_entry(rule, entry) &&
	       has_date_to_pass(rule, entry);
}

static bool fields_are_due_dates(const struct rule *rule)
{
	static const char *const due[] = { "next_review", "sunset", "communicated_to_staff", NULL };

	for (size_t i = 0; i < subject_count(rule, "fields"); i++)
		if (!words_have(due, field_of(subject_word(rule, "fields", i))))
			return false;
	return true;
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	if (subject_is_true(rule, "publication"))
		return publication_judge(rule, file, out);
	if (subject_is_true(rule, "workload_study"))
		return workload_study_judge(rule, file, out);
	if (subject_is_true(rule, "pilot"))
		return pilots_judge(rule, file, out);
	if (!fields_are_due_dates(rule))
		return verdict_skip(out, rule, "field-not-a-due-date");
	return rows_judge(&(struct row_kind){ takes_row, decide_row }, rule, file, out);
}

const struct rule_kind kind_deadline = {
	.name = "deadline",
	.subject_keys = (const char *const[]){ "register", "fields", "publication", "pilot",
	                                       "workload_study", NULL },
	.param_keys = (const char *const[]){ "publish_every_days", NULL },
	.checks = (const char *const[]){ "CHK03", "CHK10", "CHK21", NULL },
	.apply = apply,
};
