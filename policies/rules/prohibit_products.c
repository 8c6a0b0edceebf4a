/* Products that the parties ruled out by name (model CHK05). */
#include <errno.h>
#include <string.h>

#include "policies/rules/match_changes.h"
#include "policies/rules/outcome.h"
#include "policies/rules/prohibit_decision.h"
#include "policies/rules/subject.h"

static const struct finding *finding_of_product(const struct case_file *file, const char *id)
{
	for (size_t i = 0; i < file->findings->count; i++)
		if (file->findings->items[i].product &&
		    strcmp(file->findings->items[i].product->id, id) == 0)
			return &file->findings->items[i];
	return NULL;
}

static bool is_agreed(const struct register_entry *entry)
{
	return entry && (entry->status == ENTRY_IN_USE || entry->status == ENTRY_PILOT);
}

/* Something that is recorded of the day on which it was agreed has changed since (model 2.7,
 * "within baseline"). 0 or -ENOMEM. */
static int is_beyond_baseline(const struct seen *seen, bool *out)
{
	const struct match_case one = { .file = seen->file,
		                        .rule = seen->rule,
		                        .entry = seen->finding->entry };
	struct baseline baseline;
	bool beyond = false;

	baseline_of(seen->file, one.entry, &baseline);
	for (int kind = 0; kind < CHANGE_VERSION; kind++) {
		struct changes changes;

		if (baseline.superseded != DATE_NONE ||
		    !baseline_list(&baseline, change_key((enum change_kind)kind)))
			continue;
		if (changes_find(&one, &baseline, (enum change_kind)kind, &changes))
			return -ENOMEM;
		beyond |= changes.count > 0;
	}
	*out = beyond;
	return 0;
}

static int decide_product(const struct seen *seen, struct decision *out)
{
	bool beyond = false;
	const struct register_entry *entry = seen->finding->entry;
	const struct rule *rule = seen->rule;

	*out = (struct decision){ .made = true, .seen = *seen, .withdrawn = DATE_NONE };
	out->status = status_when_unsure(rule);
	if (words_have(rule->unless, "agreed") && is_agreed(entry)) {
		/* a mere suspicion of what is agreed anyway needs no talk */
		out->made = seen->sighting.confidence > CONFIDENCE_SUSPECTED;
		out->sentence = "product.agreed-elsewhere";
		if (is_beyond_baseline(seen, &beyond))
			return -ENOMEM;
		if (beyond && seen_where_agreed(seen)) {
			out->sentence = "product.changed";
		} else if (seen_where_agreed(seen)) {
			out->sentence = "product.agreed";
			out->status = STATUS_AGREED;
		}
	} else if ((int)seen->sighting.level < decision_wanted_level(rule, seen->finding)) {
		out->sentence = "product.below-level";
	} else if (!decision_is_sure(seen)) {
		out->sentence = "product.not-sure";
	} else {
		out->sentence = "product.seen";
		out->status = status_bounded(rule, rule->result);
	}
	return 0;
}

/* Several products may stand behind one row: one verdict, the strongest. */
static bool is_first_of_its_row(const struct rule *rule, const struct case_file *file, size_t i)
{
	const struct finding *finding = finding_of_product(file, subject_word(rule, "products", i));

	for (size_t j = 0; finding && finding->entry && j < i; j++) {
		const struct finding *earlier =
			finding_of_product(file, subject_word(rule, "products", j));

		if (earlier && earlier->entry == finding->entry)
			return false;
	}
	return true;
}

static int judge_product(const struct rule *rule, const struct case_file *file, size_t i,
                         struct verdict_list *out)
{
	const char *id = subject_word(rule, "products", i);
	const struct finding *finding = finding_of_product(file, id);
	const char *subject = arena_printf(file->arena, "product:%s", id);
	struct decision best = { 0 };

	for (size_t j = i; finding && j < subject_count(rule, "products"); j++) {
		const struct finding *other =
			finding_of_product(file, subject_word(rule, "products", j));
		struct decision decision;
		struct seen seen;

		if (!other ||
		    (other != finding && (!other->entry || other->entry != finding->entry)) ||
		    !seen_by(file, rule, other, DATE_NONE, &seen))
			continue;
		if (decide_product(&seen, &decision))
			return -ENOMEM;
		decision_keep_stronger(&best, &decision);
	}
	if (!subject)
		return -ENOMEM;
	if (best.made)
		return decision_add(&best, out);
	if (!catalogue_find(file->catalogue, id))
		return decision_add_unseeable(rule, subject, NULL, out);
	return decision_add_absence(file, rule, subject, NULL, out);
}

int prohibit_products(const struct rule *rule, const struct case_file *file,
                      struct verdict_list *out)
{
	for (size_t i = 0; i < subject_count(rule, "products"); i++) {
		int error =
			is_first_of_its_row(rule, file, i) ? judge_product(rule, file, i, out) : 0;

		if (error)
			return error;
	}
	return 0;
}
