/* One fact after the other: is it in the baseline? */
#include "policies/rules/match_changes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/destination.h"
#include "policies/fields.h"
#include "policies/rules/interception.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"
#include "policies/unmentioned.h"
#include "policies/version.h"

const char *change_key(enum change_kind kind)
{
	static const char *const keys[CHANGE_KINDS] = {
		[CHANGE_ABILITY] = "capabilities",       [CHANGE_PERMISSION] = "permissions",
		[CHANGE_ORGANISATION] = "organisations", [CHANGE_COUNTRY] = "countries",
		[CHANGE_VERSION] = "version_major",
	};

	return keys[kind];
}

/* --- what one fact says --------------------------------------------------------- */

/* A function that is on: a switch, a thing of one purpose at work, a connection that was opened. */
static const char *ability_of(const struct finding *finding,
                              const struct finding_evidence *evidence)
{
	const struct product *product = finding->product;

	if (evidence_is_of_function(evidence))
		return evidence->indicator->turns_off ? NULL : evidence->indicator->function;
	if (evidence_is_of_interception(evidence))
		return INTERCEPTION;
	if (product && product->single_purpose && product->capability_count == 1 &&
	    evidence->level >= LEVEL_ACTIVE)
		return product->capabilities[0].word;
	return NULL;
}

/* 0, with the word or NULL; or -ENOMEM. Where data goes is what list and supplier say of the host
 * (CHK14); a name that was only looked up is no contact. */
static int word_of(const struct match_case *one, const struct finding *finding,
                   const struct finding_evidence *evidence, enum change_kind kind, const char **out)
{
	const struct observation *fact = evidence->fact;
	struct destination destination;
	int error;

	*out = NULL;
	if (kind == CHANGE_ABILITY)
		*out = ability_of(finding, evidence);
	else if (kind == CHANGE_PERMISSION)
		/* an extension that holds none says so with an empty word */
		*out = fact->kind == OBSERVED_EXTENSION && fact->detail && *fact->detail
		               ? fact->detail
		               : NULL;
	else if (kind == CHANGE_VERSION)
		*out = evidence_version(finding, evidence);
	if ((kind != CHANGE_ORGANISATION && kind != CHANGE_COUNTRY) ||
	    fact->kind != OBSERVED_CONTACT || !evidence_is_connection(evidence))
		return 0;
	error = destination_of(one->file, finding, evidence, &destination);
	if (!error)
		*out = kind == CHANGE_COUNTRY ? destination.country : destination.organisation;
	return error;
}

/* "Tool Ltd" and "TOOL Limited" are one organisation; the supplier that the row names is known. */
static bool is_in_baseline(const struct match_case *one, const struct baseline *baseline,
                           enum change_kind kind, const char *word)
{
	struct json_object *list = baseline_list(baseline, change_key(kind));

	for (size_t i = 0; kind == CHANGE_COUNTRY && i < list_length(list); i++)
		if (country_may_be(json_object_get_string(json_object_array_get_idx(list, i)),
		                   word))
			return true;
	if (kind != CHANGE_ORGANISATION)
		return baseline_has(baseline, change_key(kind), word);
	if (one->entry->vendor && organisation_is(one->entry->vendor, word))
		return true;
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		const char *known = json_object_get_string(json_object_array_get_idx(list, i));

		if (known && organisation_is(known, word))
			return true;
	}
	return false;
}

/* How sure the fact makes of the change. An extension's id is made from its publisher's key, and an
 * enforced setting names the product: neither needs a second sign (model 2.6). */
static enum confidence sure_of(const struct seen *seen, const struct finding_evidence *evidence)
{
	if (evidence->fact->kind == OBSERVED_EXTENSION || evidence->fact->kind == OBSERVED_SETTING)
		return CONFIDENCE_CONFIRMED;
	return seen->sighting.confidence;
}

/* --- all facts of a row ---------------------------------------------------------- */

static struct change *change_named(struct changes *changes, const char *word)
{
	for (size_t i = 0; i < changes->count; i++)
		if (strcmp(changes->items[i].word, word) == 0)
			return &changes->items[i];
	return NULL;
}

static int add(const struct match_case *one, struct changes *changes, const struct change *change)
{
	struct change *known = change_named(changes, change->word), *items;

	if (known) {
		if (change->first != DATE_NONE &&
		    (known->first == DATE_NONE || change->first < known->first))
			known->first = change->first;
		if (change->confidence > known->confidence)
			known->confidence = change->confidence;
		return 0;
	}
	/* few: a new list for each */
	items = arena_take(one->file->arena, changes->count + 1, sizeof(*items));
	if (!items)
		return -ENOMEM;
	if (changes->count)
		memcpy(items, changes->items, changes->count * sizeof(*items));
	items[changes->count++] = *change;
	changes->items = items;
	return 0;
}

static int find_in(const struct match_case *one, const struct baseline *baseline,
                   enum change_kind kind, const struct seen *seen, struct changes *changes)
{
	const struct finding_evidence *all;
	size_t count;

	all = finding_all(seen->finding, &count);
	for (size_t i = 0; i < count; i++) {
		const char *word;
		struct change change;

		if (!evidence_counts(&all[i], CONFIDENCE_PROBABLE) || !seen_takes(seen, &all[i]))
			continue;
		if (word_of(one, seen->finding, &all[i], kind, &word))
			return -ENOMEM;
		if (!word || (kind != CHANGE_VERSION && is_in_baseline(one, baseline, kind, word)))
			continue;
		change = (struct change){ word, evidence_first(&all[i], one->file->places),
			                  sure_of(seen, &all[i]), seen->finding };
		if (add(one, changes, &change))
			return -ENOMEM;
	}
	return 0;
}

static int compare_changes(const void *left, const void *right)
{
	return strcmp(((const struct change *)left)->word, ((const struct change *)right)->word);
}

int changes_find(const struct match_case *one, const struct baseline *baseline,
                 enum change_kind kind, struct changes *out)
{
	struct changes changes = { 0 };

	for (size_t i = 0; i < one->file->findings->count; i++) {
		const struct finding *finding = &one->file->findings->items[i];
		struct seen seen;

		if (finding->entry == one->entry &&
		    seen_by(one->file, one->rule, finding, DATE_NONE, &seen) &&
		    find_in(one, baseline, kind, &seen, &changes))
			return -ENOMEM;
	}
	if (changes.count)
		qsort(changes.items, changes.count, sizeof(*changes.items), compare_changes);
	*out = changes;
	return 0;
}

/* --- what our catalogue has learned ------------------------------------------------ */

static date learned_on(const struct product_capability *capability)
{
	date day = DATE_NONE;

	if (capability->seen_on && date_parse(capability->seen_on, &day))
		return DATE_NONE;
	return day;
}

bool ability_is_learned(const struct match_case *one, const struct baseline *baseline,
                        const struct product_capability *capability)
{
	date day = learned_on(capability);

	return day != DATE_NONE && baseline->dated != DATE_NONE && day > baseline->dated &&
	       baseline_list(baseline, "capabilities") &&
	       !baseline_has(baseline, "capabilities", capability->word) &&
	       !entry_mentions(one->entry, "functions_allowed", capability->word) &&
	       !entry_mentions(one->entry, "functions_off", capability->word);
}

static bool is_learned(const struct match_case *one, const struct baseline *baseline,
                       const struct seen *seen, const struct product_capability *capability)
{
	return ability_is_learned(one, baseline, capability) &&
	       seen_level(seen, capability->word) < LEVEL_ACTIVE;
}

static int say_learned(struct match_case *one, const struct baseline *baseline,
                       const struct seen *seen, const struct product_capability *capability)
{
	struct match_outcome outcome = { .made = true,
		                         .status = STATUS_FOR_INFORMATION,
		                         .has_confidence = true,
		                         .confidence = seen->sighting.confidence,
		                         .finding = seen->finding,
		                         .because.id = "catalogue.updated",
		                         .does_not_show = "shows-not.use" };
	struct sentence *because = &outcome.because;

	if (sentence_word(because, "name", subject_name(one->entry, NULL)) ||
	    sentence_word(because, "function", capability->word) ||
	    sentence_date(because, "learned_on", learned_on(capability)) ||
	    sentence_date(because, "baseline", baseline->dated)) {
		json_object_put(because->args);
		return -ENOMEM;
	}
	return match_say(one, capability->word, &outcome);
}

/* Several products of one row may have learned the same. */
static bool was_said(const struct match_case *one, size_t before, const char *word)
{
	for (size_t i = 0; i < before; i++) {
		const struct finding *finding = &one->file->findings->items[i];
		const struct product *product =
			finding->entry == one->entry ? finding->product : NULL;

		for (size_t c = 0; product && c < product->capability_count; c++)
			if (strcmp(product->capabilities[c].word, word) == 0)
				return true;
	}
	return false;
}

int changes_of_catalogue(struct match_case *one, const struct baseline *baseline,
                         const char *const *told)
{
	if (!subject_has(one->rule, "compare", "capabilities") ||
	    !baseline_list(baseline, "capabilities") || baseline->dated == DATE_NONE ||
	    baseline->superseded != DATE_NONE)
		return 0;
	for (size_t i = 0; i < one->file->findings->count; i++) {
		const struct finding *finding = &one->file->findings->items[i];
		const struct product *product = finding->product;
		struct seen seen;

		if (finding->entry != one->entry || !product ||
		    !seen_by(one->file, one->rule, finding, DATE_NONE, &seen))
			continue;
		for (size_t c = 0; c < product->capability_count; c++) {
			const struct product_capability *capability = &product->capabilities[c];

			if (is_learned(one, baseline, &seen, capability) &&
			    !words_have(told, capability->word) &&
			    !was_said(one, i, capability->word) &&
			    say_learned(one, baseline, &seen, capability))
				return -ENOMEM;
		}
	}
	return 0;
}
