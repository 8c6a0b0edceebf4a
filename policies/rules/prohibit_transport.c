/* Nothing that is on the technology list, or able to do what the rule names, is reached without
 * encryption (model CHK22). A name asked for in the clear shows a contact with that service; not
 * what was sent, nor by which program. */
#include <errno.h>

#include "policies/rules/outcome.h"
#include "policies/rules/prohibit_decision.h"
#include "policies/rules/subject.h"

/* 1: the rule speaks of it, and it was seen so; 0: not; or -ENOMEM. */
static int decide(const struct case_file *file, const struct rule *rule,
                  const struct finding *finding, struct decision *out)
{
	struct decision decision = { .made = true, .withdrawn = DATE_NONE };
	const char *const *words;

	if (!seen_in_clear_text(file, rule, finding, &decision.seen))
		return 0;
	words = seen_words(&decision.seen, LEVEL_CAPABLE, NULL);
	if (!words)
		return -ENOMEM;
	if (!finding->entry && !*words)
		return 0;
	decision.status = status_when_unsure(rule);
	decision.sentence = "clear-text.not-sure";
	if (decision.seen.sighting.confidence > CONFIDENCE_SUSPECTED)
		decision.sentence = "clear-text.seen";
	if (decision_is_sure(&decision.seen))
		decision.status = status_bounded(rule, rule->result);
	*out = decision;
	return 1;
}

/* All findings of that row, or the one finding without a row. */
static int judge_findings(const struct rule *rule, const struct case_file *file, size_t first,
                          size_t end, const struct register_entry *entry, size_t *added,
                          struct verdict_list *out)
{
	struct decision best = { 0 };

	for (size_t i = first; i < end; i++) {
		struct decision decision;
		int decided = 0;

		if (file->findings->items[i].entry == entry)
			decided = decide(file, rule, &file->findings->items[i], &decision);
		if (decided < 0)
			return decided;
		if (decided)
			decision_keep_stronger(&best, &decision);
	}
	*added += best.made;
	return best.made ? decision_add(&best, out) : 0;
}

int prohibit_clear_text(const struct rule *rule, const struct case_file *file,
                        struct verdict_list *out)
{
	size_t findings = file->findings->count, added = 0;
	int error = 0;

	for (size_t i = 0; i < file->agreement->entry_count && !error; i++)
		error = judge_findings(rule, file, 0, findings, &file->agreement->entries[i],
		                       &added, out);
	for (size_t i = 0; i < findings && !error; i++)
		error = judge_findings(rule, file, i, i + 1, NULL, &added, out);
	if (error || added)
		return error;
	return decision_add_absence(file, rule, "register", NULL, out);
}
