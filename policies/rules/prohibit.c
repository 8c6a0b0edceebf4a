/* `prohibit`: abilities, products or rows of the technology list that must not be seen at a level
 * (model CHK05, CHK11, CHK23, CHK24); hidden software (CHK06) and clear text (CHK22) are in files
 * of their own. */
#include <errno.h>
#include <string.h>

#include "policies/rules/interception.h"
#include "policies/rules/outcome.h"
#include "policies/rules/prohibit_decision.h"
#include "policies/rules/subject.h"

static bool is_open(const char *const *words)
{
	return words && *words;
}

/* Connections that are opened on the way are told network by network. */
static bool is_settled(const struct seen *seen, const char *word)
{
	return interception_is_apart(seen, word) || seen_is_agreed(seen, word);
}

static bool are_switched_off(const struct seen *seen, const char *const *words)
{
	for (; *words; words++)
		if (!seen_switched_off(seen, *words))
			return false;
	return true;
}

/* How surely the best known of them was seen at the level that the rule names. */
static enum confidence confidence_of_hits(const struct seen *seen, const char *const *hits)
{
	int wanted = decision_wanted_level(seen->rule, seen->finding);
	enum confidence best = CONFIDENCE_SUSPECTED;

	for (; *hits; hits++)
		if (seen_confidence(seen, *hits, wanted) > best)
			best = seen_confidence(seen, *hits, wanted);
	return best;
}

/* No more than a suspicion of what is on the list anyway needs no talk; one of which it is neither
 * sure what it is nor seen doing it says nothing. */
static bool is_worth_saying(const struct seen *seen, const char *const *hits)
{
	return is_open(hits) || seen->sighting.confidence > CONFIDENCE_SUSPECTED;
}

/* 0, and out->made where there is something to say; or -ENOMEM. */
static int decide_abilities(const struct seen *seen, struct decision *out)
{
	const struct rule *rule = seen->rule;
	const char *const *able = seen_words(seen, LEVEL_CAPABLE, interception_is_apart);
	const char *const *open = seen_words(seen, LEVEL_CAPABLE, is_settled);
	const char *const *hits =
		seen_words(seen, decision_wanted_level(rule, seen->finding), is_settled);

	*out = (struct decision){ .seen = *seen, .withdrawn = DATE_NONE };
	if (!able || !open || !hits)
		return -ENOMEM;
	out->words = is_open(hits) ? hits : is_open(open) ? open : able;
	out->made = is_open(able) && is_worth_saying(seen, hits);
	if (is_open(hits))
		out->seen.sighting.confidence = confidence_of_hits(seen, hits);
	out->status = status_when_unsure(rule);
	if (!is_open(open)) {
		out->sentence = "prohibit.agreed-elsewhere";
		if (out->made && seen_where_agreed(seen)) {
			out->status = STATUS_AGREED;
			out->sentence = "prohibit.agreed";
		}
	} else if (is_open(hits) && decision_is_sure(&out->seen)) {
		out->status = status_bounded(rule, rule->result);
		out->sentence = decision_wanted_level(rule, seen->finding) == LEVEL_FUNCTION_ON
		                        ? "prohibit.switched-on"
		                        : "prohibit.seen";
	} else if (is_open(hits)) {
		out->sentence = "prohibit.not-sure";
	} else if (seen_serves_its_user(seen)) {
		out->status = STATUS_FOR_INFORMATION;
		out->sentence = "prohibit.used-by-person";
	} else {
		out->sentence = are_switched_off(seen, open) ? "prohibit.switched-off"
		                                             : "prohibit.able-only";
	}
	return 0;
}

/* The abilities that some verdict speaks of, so that nothing else says that they were not seen. */
struct spoken_of {
	const char *const **lists; /* room for one per finding */
	size_t count;
	bool interception; /* connections that are opened */
};

static bool was_spoken_of(const struct spoken_of *spoken, const char *word)
{
	if (spoken->interception && strcmp(word, INTERCEPTION) == 0)
		return true;
	for (size_t i = 0; i < spoken->count; i++)
		if (words_have(spoken->lists[i], word))
			return true;
	return false;
}

/* All findings of that row, or the one finding without a row: one verdict, the strongest. */
static int judge_findings(const struct rule *rule, const struct case_file *file, size_t first,
                          size_t end, const struct register_entry *entry, struct spoken_of *spoken,
                          struct verdict_list *out)
{
	struct decision best = { 0 };

	for (size_t i = first; i < end; i++) {
		struct decision decision;
		struct seen seen;
		int error;

		if (file->findings->items[i].entry != entry ||
		    !seen_by(file, rule, &file->findings->items[i], DATE_NONE, &seen))
			continue;
		error = decide_abilities(&seen, &decision);
		if (error)
			return error;
		if (decision.made)
			spoken->lists[spoken->count++] =
				seen_words(&seen, LEVEL_CAPABLE, interception_is_apart);
		decision_keep_stronger(&best, &decision);
	}
	return best.made ? decision_add(&best, out) : 0;
}

static int judge_absences(const struct rule *rule, const struct case_file *file,
                          const struct spoken_of *spoken, struct verdict_list *out)
{
	for (size_t i = 0; i < subject_count(rule, "capability_any"); i++) {
		const char *word = subject_word(rule, "capability_any", i);
		int error = was_spoken_of(spoken, word)
		                    ? 0
		                    : decision_add_absence(file, rule, word, NULL, out);

		if (error)
			return error;
	}
	return 0;
}

static int judge_abilities(const struct rule *rule, const struct case_file *file,
                           struct verdict_list *out)
{
	size_t findings = file->findings->count;
	struct spoken_of spoken = { .lists = arena_take(file->arena, findings + 1,
		                                        sizeof(*spoken.lists)) };
	int error = spoken.lists ? 0 : -ENOMEM;

	for (size_t i = 0; i < file->agreement->entry_count && !error; i++)
		error = judge_findings(rule, file, 0, findings, &file->agreement->entries[i],
		                       &spoken, out);
	for (size_t i = 0; i < findings && !error; i++)
		error = judge_findings(rule, file, i, i + 1, NULL, &spoken, out);
	if (!error && subject_has(rule, "capability_any", INTERCEPTION))
		error = prohibit_interception(rule, file, &spoken.interception, out);
	return error ? error : judge_absences(rule, file, &spoken, out);
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	bool abilities = subject_count(rule, "capability_any") > 0;
	bool products = subject_count(rule, "products") > 0;
	bool rows = subject_count(rule, "register_status") > 0;

	if (subject_is_true(rule, "concealed"))
		return prohibit_hidden(rule, file, out);
	if (subject_has(rule, "transport", "clear-text") && !products && !rows)
		return prohibit_clear_text(rule, file, out);
	/* two conditions are two rules (model 2.4) */
	if (subject_count(rule, "transport") || abilities + products + rows != 1)
		return verdict_skip(out, rule, "subject-unclear");
	if (rows)
		return prohibit_rows(rule, file, out);
	return products ? prohibit_products(rule, file, out) : judge_abilities(rule, file, out);
}

const struct rule_kind kind_prohibit = {
	.name = "prohibit",
	.subject_keys = (const char *const[]){ "capability_any", "products", "register_status",
	                                       "concealed", "transport", NULL },
	.param_keys = (const char *const[]){ "min_independent_signs", "route", NULL },
	.checks = (const char *const[]){ "CHK05", "CHK06", "CHK07", "CHK11", "CHK22", "CHK23",
	                                 "CHK24", NULL },
	.apply = apply,
};
