/* What the technology list says is withdrawn (or proposed, suspended) must not run (model CHK11).
 */
#include "policies/rules/outcome.h"
#include "policies/rules/prohibit_decision.h"
#include "policies/rules/subject.h"

static void decide_row(const struct seen *seen, const struct register_entry *entry,
                       struct decision *out)
{
	bool withdrawn = entry->status == ENTRY_WITHDRAWN;
	const struct rule *rule = seen->rule;

	*out = (struct decision){ .made = true, .seen = *seen, .withdrawn = DATE_NONE };
	out->status = status_when_unsure(rule);
	if (withdrawn)
		out->withdrawn = entry_date(entry, "withdrawn");
	if (withdrawn && out->withdrawn == DATE_NONE)
		out->sentence = "withdrawn.no-date";
	else if ((int)seen->sighting.level < decision_wanted_level(rule, seen->finding))
		out->sentence = withdrawn ? "withdrawn.remnant" : "product.below-level";
	else if (!decision_is_sure(seen))
		out->sentence = withdrawn ? "withdrawn.not-sure" : "product.not-sure";
	else {
		out->sentence = withdrawn ? "withdrawn.still-there" : "product.seen";
		out->status = status_bounded(rule, rule->result);
	}
}

static int judge_row(const struct rule *rule, const struct case_file *file,
                     const struct register_entry *entry, struct verdict_list *out)
{
	date after = entry->status == ENTRY_WITHDRAWN ? entry_date(entry, "withdrawn") : DATE_NONE;
	struct decision best = { 0 };

	if (after != DATE_NONE && after > file->on)
		return 0; /* it may still be there */
	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		struct decision decision;
		struct seen seen;

		if (finding->entry != entry || !seen_by(file, rule, finding, after, &seen))
			continue;
		decide_row(&seen, entry, &decision);
		decision_keep_stronger(&best, &decision);
	}
	if (best.made)
		return decision_add(&best, out);
	if (!entry->matchable)
		return decision_add_unseeable(rule, entry->id, entry, out);
	return decision_add_absence(file, rule, entry->id, entry, out);
}

int prohibit_rows(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	for (size_t i = 0; i < file->agreement->entry_count; i++) {
		const struct register_entry *entry = &file->agreement->entries[i];
		int error = 0;

		if (subject_has(rule, "register_status", entry_status_word(entry->status)))
			error = judge_row(rule, file, entry, out);
		if (error)
			return error;
	}
	return 0;
}
