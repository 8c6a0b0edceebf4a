/* `register`: what is able to do these things must be on the technology list (model CHK01). */
#include <errno.h>
#include <string.h>

#include "policies/collectors.h"
#include "policies/rules/outcome.h"
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"
#include "policies/rules/subject.h"

struct decision {
	enum status status;
	const char *sentence, *does_not_show;
};

static struct decision decide_listed(const struct seen *seen)
{
	enum entry_status status = seen->finding->entry->status;

	if (status == ENTRY_IN_USE || status == ENTRY_PILOT)
		return (struct decision){ STATUS_AGREED, "register.listed", "shows-not.use" };
	return (struct decision){ STATUS_NEEDS_INTERPRETATION, "register.listed-not-in-use",
		                  "shows-not.use" };
}

static struct decision decide_unlisted(const struct seen *seen)
{
	const struct rule *rule = seen->rule;

	if (seen_serves_its_user(seen))
		return (struct decision){ STATUS_FOR_INFORMATION, "register.used-by-person",
			                  "shows-not.use" };
	if (seen->sighting.confidence == CONFIDENCE_SUSPECTED ||
	    seen->sighting.confidence < rule->confidence)
		return (struct decision){ status_when_unsure(rule), "register.not-sure",
			                  "shows-not.use" };
	return (struct decision){ status_bounded(rule, rule->result), "register.not-listed",
		                  "shows-not.secret" };
}

static int say(const struct seen *seen, const char *const *words, struct verdict *verdict)
{
	struct sentence *because = &verdict->because;

	if (sentence_word(because, "name", subject_name(verdict->entry, verdict->finding)) ||
	    sentence_words(because, "capabilities", words))
		return -ENOMEM;
	if (strcmp(because->id, "register.not-listed") == 0)
		return sentence_word(because, "level", level_word(seen->sighting.level));
	if (strcmp(because->id, "register.listed-not-in-use") == 0)
		return sentence_word(because, "entry_status",
		                     entry_status_word(verdict->entry->status));
	return 0;
}

static int add(const struct seen *seen, const struct decision *decision, struct verdict_list *out)
{
	const char *const *words = seen_words(seen, LEVEL_CAPABLE, NULL);
	const char *subject = seen_subject(seen);
	struct verdict *verdict;
	int error;

	if (!words || !subject)
		return -ENOMEM;
	verdict = verdict_add(out, seen->rule, subject);
	if (!verdict)
		return -ENOMEM;
	verdict_of_seen(verdict, seen);
	verdict->status = decision->status;
	verdict->because.id = decision->sentence;
	verdict->does_not_show = decision->does_not_show;
	error = say(seen, words, verdict);
	return error ? error : verdict_except(seen->file, verdict);
}

/* The thing itself at the rule's level, and able to do one of the things that the rule names. 1
 * true, 0 false. */
static int concerns(const struct case_file *file, const struct rule *rule,
                    const struct finding *finding, struct seen *seen)
{
	int level = rule->level < 0 ? LEVEL_PRESENT : rule->level;
	const char *const *words;

	if (!seen_by(file, rule, finding, DATE_NONE, seen) || (int)seen->sighting.level < level)
		return 0;
	words = seen_words(seen, LEVEL_CAPABLE, NULL);
	if (!words)
		return -ENOMEM;
	return *words != NULL;
}

/* One verdict per row, on the finding of which is best known. A mere suspicion of something that is
 * on the list anyway needs no talk. */
static int judge_row(const struct case_file *file, const struct rule *rule,
                     const struct register_entry *entry, struct verdict_list *out)
{
	struct decision decision;
	struct seen best = { 0 };

	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		struct seen seen;
		int concerned = finding->entry == entry ? concerns(file, rule, finding, &seen) : 0;

		if (concerned < 0)
			return concerned;
		if (!concerned || seen.sighting.confidence == CONFIDENCE_SUSPECTED)
			continue;
		if (!best.finding || seen.sighting.confidence > best.sighting.confidence)
			best = seen;
	}
	if (!best.finding)
		return 0;
	decision = decide_listed(&best);
	return add(&best, &decision, out);
}

static int judge_unlisted(const struct case_file *file, const struct rule *rule, bool *raised,
                          struct verdict_list *out)
{
	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		struct decision decision;
		struct seen seen;
		int concerned = finding->entry ? 0 : concerns(file, rule, finding, &seen);

		if (concerned < 0)
			return concerned;
		if (!concerned)
			continue;
		decision = decide_unlisted(&seen);
		*raised |= decision.status <= STATUS_NEEDS_INTERPRETATION;
		if (add(&seen, &decision, out))
			return -ENOMEM;
	}
	return 0;
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	struct verdict *verdict;
	bool raised = false;
	int error = 0;

	for (size_t i = 0; i < file->agreement->entry_count && !error; i++)
		error = judge_row(file, rule, &file->agreement->entries[i], out);
	if (!error)
		error = judge_unlisted(file, rule, &raised, out);
	if (error || raised)
		return error;
	verdict = verdict_add(out, rule, "register");
	return verdict ? verdict_of_absence(file, verdict) : -ENOMEM;
}

const struct rule_kind kind_register = {
	.name = "register",
	.subject_keys = (const char *const[]){ "capability_any", NULL },
	.param_keys = (const char *const[]){ NULL },
	.checks = (const char *const[]){ "CHK01", NULL },
	.apply = apply,
};
