/* What the baseline lacks: an ability that is switched on, a permission, an organisation or a
 * country that data goes to, a new major version with new abilities (model CHK08). What only our
 * catalogue has learned since, and another version alone, are told apart, for information. Hosts
 * that others share, and where an address seems to lie, show nothing new. */
#include <errno.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/rules/match_agreed.h"
#include "policies/rules/match_version.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

struct comparison {
	struct match_case *one;
	struct baseline baseline;
	struct changes changes[CHANGE_KINDS];
	/* words with a list in the baseline; those without; of these: those with evidence */
	const char *compared[CHANGE_KINDS + 1], *unrecorded[CHANGE_KINDS + 1],
		*missing[CHANGE_KINDS + 1];
	size_t compared_count, unrecorded_count, missing_count;
	size_t unlooked; /* words with a list, and nothing seen to compare with it */
	struct version_look version;
};

static bool is_sure(const struct match_case *one, const struct change *change)
{
	return change->confidence > CONFIDENCE_SUSPECTED &&
	       change->confidence >= one->rule->confidence;
}

static bool any_sure(const struct comparison *comparison)
{
	for (int kind = 0; kind < CHANGE_KINDS; kind++)
		for (size_t i = 0; i < comparison->changes[kind].count; i++)
			if (is_sure(comparison->one, &comparison->changes[kind].items[i]))
				return true;
	return false;
}

struct report { /* of the changes that are told: the sure ones, else all */
	const char *const *words[CHANGE_KINDS];
	int kinds, last_kind;
	date first;
	enum confidence confidence;
	const struct finding *finding;
};

static int note(const struct comparison *comparison, bool sure, struct report *out)
{
	struct report report = { .first = DATE_NONE, .confidence = CONFIDENCE_CONFIRMED };

	for (int kind = 0; kind < CHANGE_KINDS; kind++) {
		const struct changes *changes = &comparison->changes[kind];
		const char **words = arena_take(comparison->one->file->arena, changes->count + 1,
		                                sizeof(*words));
		size_t count = 0;

		if (!words)
			return -ENOMEM;
		for (size_t i = 0; i < changes->count; i++) {
			const struct change *change = &changes->items[i];

			if (sure && !is_sure(comparison->one, change))
				continue;
			words[count++] = change->word;
			if (change->first != DATE_NONE &&
			    (report.first == DATE_NONE || change->first < report.first))
				report.first = change->first;
			if (change->confidence < report.confidence)
				report.confidence = change->confidence;
			report.finding = report.finding ? report.finding : change->finding;
		}
		report.words[kind] = words;
		report.kinds += count > 0;
		report.last_kind = count ? kind : report.last_kind;
	}
	*out = report;
	return 0;
}

/* One kind of change has a sentence of its own, several share one. */
static int say_words(const struct comparison *comparison, const struct report *report,
                     struct sentence *because)
{
	static const char *const ids[CHANGE_KINDS] = {
		[CHANGE_ABILITY] = "baseline.new-ability",
		[CHANGE_PERMISSION] = "baseline.new-permission",
		[CHANGE_ORGANISATION] = "baseline.new-organisation",
		[CHANGE_COUNTRY] = "baseline.new-country",
		[CHANGE_VERSION] = "baseline.new-version",
	};
	const char *key = change_key((enum change_kind)report->last_kind);
	const char *const *had =
		match_words(comparison->one, baseline_list(&comparison->baseline, key));
	int error = 0;

	if (!had)
		return -ENOMEM;
	if (report->kinds == 1) {
		because->id = ids[report->last_kind];
		error = sentence_words(because, "added", report->words[report->last_kind]);
		if (error || report->last_kind != CHANGE_VERSION)
			return error ? error : sentence_words(because, "had", had);
		error = sentence_words(because, "abilities", comparison->version.abilities);
		return error ? error
		             : sentence_word(because, "had",
		                             field_text(comparison->baseline.members, key));
	}
	because->id = "baseline.new-several";
	for (int kind = 0; kind < CHANGE_KINDS && !error; kind++)
		error = sentence_words(because, change_key((enum change_kind)kind),
		                       report->words[kind]);
	return error;
}

static int say_changes(const struct comparison *comparison, struct match_outcome *out)
{
	const struct rule *rule = comparison->one->rule;
	bool sure = any_sure(comparison);
	struct match_outcome outcome = { .made = true,
		                         .has_confidence = true,
		                         .does_not_show = "shows-not.substantial" };
	struct sentence *because = &outcome.because;
	struct report report;
	int error = note(comparison, sure, &report);

	if (error)
		return error;
	outcome.status = sure ? status_bounded(rule, rule->result) : status_when_unsure(rule);
	outcome.confidence = report.confidence;
	outcome.finding = report.finding;
	error = sentence_word(because, "name", subject_name(comparison->one->entry, NULL));
	if (!error)
		error = say_words(comparison, &report, because);
	if (!error)
		error = sentence_date(because, "first_seen", report.first);
	if (!error)
		error = sentence_date(because, "baseline", comparison->baseline.dated);
	if (error)
		json_object_put(because->args);
	else
		*out = outcome;
	return error;
}

static const char *sentence_of(const struct comparison *comparison)
{
	if (comparison->baseline.superseded != DATE_NONE)
		return "baseline.superseded";
	if (!comparison->compared_count)
		return "baseline.missing";
	return comparison->missing_count ? "baseline.same-partly" : "baseline.same";
}

/* Nothing new was seen: which words that rests on. */
static int say_same(struct comparison *comparison, const struct seen *seen,
                    struct match_outcome *out)
{
	struct match_case *one = comparison->one;
	struct sentence because = { .id = sentence_of(comparison) };
	bool superseded = comparison->baseline.superseded != DATE_NONE;
	int error = sentence_word(&because, "name", subject_name(one->entry, NULL));

	if (!error && superseded)
		error = sentence_date(&because, "changed_on", comparison->baseline.superseded);
	if (!error && !superseded && !comparison->compared_count)
		error = sentence_words(&because, "missing", comparison->unrecorded);
	if (!error && !superseded && comparison->compared_count)
		error = sentence_words(&because, "compared", comparison->compared);
	if (!error && comparison->compared_count && comparison->missing_count)
		error = sentence_words(&because, "missing", comparison->missing);
	if (!error && (superseded || comparison->compared_count))
		error = sentence_date(&because, "baseline", comparison->baseline.dated);
	if (error) {
		json_object_put(because.args);
		return error;
	}
	if (!superseded && comparison->compared_count)
		return match_fits(one, seen, &because, out);
	match_cannot_compare(seen, &because, out);
	return 0;
}

static bool is_of(const struct observation *fact, enum change_kind kind)
{
	if (kind == CHANGE_PERMISSION)
		return fact->kind == OBSERVED_EXTENSION || fact->kind == OBSERVED_BROWSER_POLICY;
	return kind == CHANGE_ABILITY || fact->kind == OBSERVED_CONTACT;
}

/* Whether there is anything to compare: without one contact nothing can be said about where data
 * goes, without one extension nothing about permissions. */
static bool has_evidence(const struct match_case *one, enum change_kind kind)
{
	const struct case_file *file = one->file;

	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		size_t count;
		const struct finding_evidence *all = finding_all(finding, &count);

		for (size_t j = 0; finding->entry == one->entry && j < count; j++)
			if (is_of(all[j].fact, kind) &&
			    scope_takes_place(file->agreement, one->rule,
			                      &file->places[all[j].place].location))
				return true;
	}
	return false;
}

/* One word of `compare`: what is new, or what is there to compare and nothing to compare it with.
 */
static int compare_kind(struct comparison *comparison, enum change_kind kind)
{
	const char *key = change_key(kind);
	bool recorded = baseline_list(&comparison->baseline, key);
	struct changes changes;
	int error;

	if (recorded && has_evidence(comparison->one, kind))
		comparison->compared[comparison->compared_count++] = key;
	else if (recorded)
		comparison->unlooked++;
	else
		comparison->unrecorded[comparison->unrecorded_count++] = key;
	if (comparison->baseline.superseded != DATE_NONE)
		return 0;
	error = changes_find(comparison->one, &comparison->baseline, kind, &changes);
	if (error)
		return error;
	if (recorded)
		comparison->changes[kind] = changes;
	else if (changes.count && comparison->baseline.members)
		comparison->missing[comparison->missing_count++] = key;
	return 0;
}

/* A new version with new abilities is new; the same one was compared; others are told apart. */
static int compare_version(struct comparison *comparison)
{
	int error = version_look(comparison->one, &comparison->baseline, &comparison->version);

	if (error)
		return error;
	comparison->changes[CHANGE_VERSION] = comparison->version.newer;
	if (comparison->compared_count && comparison->version.same &&
	    !comparison->version.others.count)
		comparison->compared[comparison->compared_count++] = change_key(CHANGE_VERSION);
	return 0;
}

static int compare_all(struct comparison *comparison)
{
	const struct rule *rule = comparison->one->rule;
	int error = 0;

	for (int kind = 0; kind < CHANGE_VERSION && !error; kind++)
		if (subject_has(rule, "compare", change_key((enum change_kind)kind)))
			error = compare_kind(comparison, (enum change_kind)kind);
	if (!error && subject_has(rule, "compare", change_key(CHANGE_ABILITY)))
		error = compare_version(comparison);
	return error;
}

int match_baseline(struct match_case *one)
{
	struct comparison comparison = { .one = one };
	struct match_outcome whole = { 0 };
	struct seen seen;
	int error;

	baseline_of(one->file, one->entry, &comparison.baseline);
	error = compare_all(&comparison);
	if (error)
		return error;
	if (comparison.compared_count + comparison.unrecorded_count + comparison.unlooked == 0)
		return 0;
	for (int kind = 0; kind < CHANGE_KINDS; kind++)
		whole.made |= comparison.changes[kind].count > 0;
	if (whole.made)
		error = say_changes(&comparison, &whole);
	else if (!one->entry->matchable)
		error = match_unseeable(one, &whole);
	else if (!match_sees(one, &seen) || (comparison.unlooked && !comparison.compared_count &&
	                                     !comparison.unrecorded_count))
		error = match_absent(one, &whole);
	else
		error = say_same(&comparison, &seen, &whole);
	if (error)
		return error;
	match_keep(&one->whole, &whole);
	error = version_say_others(one, &comparison.baseline, &comparison.version);
	if (error)
		return error;
	return changes_of_catalogue(one, &comparison.baseline,
	                            comparison.version.newer.count ? comparison.version.abilities
	                                                           : NULL);
}
