/* `notice`: so many days between the recorded notice and the first day of use (model CHK09). */
#include <errno.h>

#include "policies/rules/outcome.h"
#include "policies/rules/rows.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"

struct notice_dates {
	date given, in_use, first_seen; /* first_seen: DATE_NONE unless it is earlier than in_use */
	int64_t agreed;                 /* days */
};

/* A missing start cannot be shown to lie before the rule, so it is asked for. */
static bool applies(const struct rule *rule, const struct register_entry *entry, date in_use,
                    int64_t *agreed)
{
	date since;

	if (!entry_was_in_use(entry) || !subject_takes_entry(rule, entry))
		return false;
	if (in_use != DATE_NONE && param_date(rule, "applies_to_in_use_from_on_or_after", &since) &&
	    in_use < since)
		return false;
	if (entry->is_ai && param_number(rule, "days_ai", agreed))
		return true;
	return param_number(rule, "days_other", agreed);
}

static int say_missing(const struct register_entry *entry, const struct notice_dates *dates,
                       struct verdict *verdict)
{
	const char *missing[3] = { 0 };
	size_t count = 0;

	if (!entry_field(entry, "dates.notice_given"))
		missing[count++] = "dates.notice_given";
	if (dates->in_use == DATE_NONE)
		missing[count++] = "dates.in_use_from";
	verdict->because.id = "notice.missing";
	verdict->status = status_at_most(verdict->rule, STATUS_INCOMPLETE_RECORD);
	verdict->does_not_show = "shows-not.document-lacking";
	if (sentence_words(&verdict->because, "missing", missing) ||
	    sentence_number(&verdict->because, "agreed", dates->agreed))
		return -ENOMEM;
	return 0;
}

static int say_not_applicable(const struct notice_dates *dates, struct verdict *verdict)
{
	verdict->because.id = "notice.not-applicable";
	verdict->status = STATUS_NEEDS_INTERPRETATION;
	verdict->does_not_show = "shows-not.reason";
	return sentence_number(&verdict->because, "agreed", dates->agreed);
}

/* Seen before its recorded start, though the recorded days suffice: a pilot? (model 2.7) */
static int say_earlier_use(const struct notice_dates *dates, struct verdict *verdict)
{
	char day[DATE_TEXT];

	date_format(dates->first_seen, day);
	verdict->because.id = "notice.earlier-use";
	verdict->status = STATUS_NEEDS_INTERPRETATION;
	if (sentence_word(&verdict->because, "first_seen", day) ||
	    sentence_number(&verdict->because, "days_seen",
	                    (int64_t)dates->first_seen - dates->given))
		return -ENOMEM;
	return 0;
}

static int say_days(const struct notice_dates *dates, struct verdict *verdict)
{
	int64_t days = (int64_t)dates->in_use - dates->given;

	verdict->does_not_show = "shows-not.reason";
	if (sentence_number(&verdict->because, days < 0 ? "late" : "days",
	                    days < 0 ? -days : days) ||
	    sentence_number(&verdict->because, "agreed", dates->agreed))
		return -ENOMEM;
	if (days < dates->agreed) {
		verdict->because.id = days < 0 ? "notice.after-first-use" : "notice.short";
		verdict->status = status_bounded(verdict->rule, verdict->rule->result);
		return 0;
	}
	if (dates->first_seen != DATE_NONE)
		return say_earlier_use(dates, verdict);
	verdict->because.id = "notice.enough";
	verdict->status = STATUS_AGREED;
	return 0;
}

static int decide_row(const struct case_file *file, const struct register_entry *entry,
                      struct verdict *verdict)
{
	struct notice_dates dates = {
		.given = entry_date(entry, "notice_given"),
		.in_use = entry_date(entry, "in_use_from"),
		.first_seen = entry_seen_before_use(file, entry),
	};

	applies(verdict->rule, entry, dates.in_use, &dates.agreed);
	if (!entry_field(entry, "dates.notice_given") || dates.in_use == DATE_NONE)
		return say_missing(entry, &dates, verdict);
	if (dates.given == DATE_NONE)
		return say_not_applicable(&dates, verdict);
	return say_days(&dates, verdict);
}

static bool takes_row(const struct rule *rule, const struct case_file *file,
                      const struct register_entry *entry)
{
	(void)file;
	int64_t agreed;

	return applies(rule, entry, entry_date(entry, "in_use_from"), &agreed);
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	return rows_judge(&(struct row_kind){ takes_row, decide_row }, rule, file, out);
}

const struct rule_kind kind_notice = {
	.name = "notice",
	.subject_keys = (const char *const[]){ "register", NULL },
	.param_keys = (const char *const[]){ "days_ai", "days_other",
	                                     "applies_to_in_use_from_on_or_after", NULL },
	.checks = (const char *const[]){ "CHK09", NULL },
	.apply = apply,
};
