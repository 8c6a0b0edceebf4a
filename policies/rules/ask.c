/* `ask`: questions that only people can answer, with what they are about: every clause that no
 * evidence reaches (model 2.4). Nothing is decided. */
#include <errno.h>

#include "policies/rules/outcome.h"
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"
#include "policies/rules/subject.h"

/* What was only proposed has recorded nothing yet. */
static bool is_about_entry(const struct rule *rule, const struct register_entry *entry)
{
	return entry->status != ENTRY_PROPOSED && subject_takes_entry(rule, entry);
}

static bool is_about_finding(const struct case_file *file, const struct rule *rule,
                             const struct finding *finding)
{
	struct seen seen;

	return !finding->entry && seen_by(file, rule, finding, DATE_NONE, &seen) &&
	       seen.sighting.confidence > CONFIDENCE_SUSPECTED && !seen_serves_its_user(&seen);
}

/* What is on the list, and what was seen and is not on it. */
static int say_about(const struct rule *rule, const struct case_file *file, struct verdict *verdict)
{
	size_t entries = file->agreement->entry_count, findings = file->findings->count;
	const char **listed = arena_take(file->arena, entries + 1, sizeof(*listed));
	const char **seen = arena_take(file->arena, findings + 1, sizeof(*seen));
	size_t count = 0;

	if (!listed || !seen)
		return -ENOMEM;
	for (size_t i = 0; i < entries; i++)
		if (is_about_entry(rule, &file->agreement->entries[i]))
			listed[count++] = subject_name(&file->agreement->entries[i], NULL);
	count = 0;
	for (size_t i = 0; i < findings && !verdict->entry; i++)
		if (is_about_finding(file, rule, &file->findings->items[i]))
			seen[count++] = subject_name(NULL, &file->findings->items[i]);
	if (sentence_words(&verdict->because, "listed", listed))
		return -ENOMEM;
	return verdict->entry ? 0 : sentence_words(&verdict->because, "seen", seen);
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	const char *id = subject_word(rule, "register", 0);
	const struct register_entry *entry = id ? agreement_entry(file->agreement, id) : NULL;
	struct verdict *verdict = verdict_add(out, rule, entry ? entry->id : "register");

	if (!verdict)
		return -ENOMEM;
	verdict->entry = entry;
	verdict->status = STATUS_ASK;
	verdict->because.id = entry ? "ask.entry" : "ask.about";
	verdict->does_not_show = "shows-not.answer";
	return say_about(rule, file, verdict);
}

const struct rule_kind kind_ask = {
	.name = "ask",
	.subject_keys = (const char *const[]){ "register", NULL },
	.param_keys = (const char *const[]){ NULL },
	.checks = (const char *const[]){ NULL }, /* a question serves every clause */
	.apply = apply,
};
