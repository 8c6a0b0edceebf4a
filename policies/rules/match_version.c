/* Major versions, then and now. */
#include "policies/rules/match_version.h"

#include <errno.h>

#include "policies/fields.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"
#include "policies/rules/word_set.h"
#include "policies/version.h"

static int add(const struct match_case *one, struct changes *to, const struct change *change)
{
	struct change *items = arena_take(one->file->arena, to->count + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	for (size_t i = 0; i < to->count; i++)
		items[i] = to->items[i];
	items[to->count++] = *change;
	to->items = items;
	return 0;
}

/* What the catalogue has learned since of the things that were seen in another version. */
static int learned_since(struct match_case *one, const struct baseline *baseline,
                         const struct changes *seen, struct word_set *out)
{
	for (size_t i = 0; i < seen->count; i++) {
		const struct product *product = seen->items[i].finding->product;

		for (size_t c = 0; product && c < product->capability_count; c++)
			if (ability_is_learned(one, baseline, &product->capabilities[c]) &&
			    word_set_add(out, one->file->arena, product->capabilities[c].word))
				return -ENOMEM;
	}
	return 0;
}

int version_look(struct match_case *one, const struct baseline *baseline, struct version_look *out)
{
	int then = version_number(field_text(baseline->members, change_key(CHANGE_VERSION)));
	struct version_look look = { 0 };
	struct word_set abilities = { 0 };
	struct changes seen = { 0 };
	int error = 0;

	if (then != VERSION_UNKNOWN && baseline->superseded == DATE_NONE)
		error = changes_find(one, baseline, CHANGE_VERSION, &seen);
	if (!error)
		error = learned_since(one, baseline, &seen, &abilities);
	for (size_t i = 0; i < seen.count && !error; i++) {
		int now = version_number(seen.items[i].word);
		struct changes *to = now > then && abilities.count ? &look.newer : &look.others;

		if (now == then)
			look.same = true;
		else
			error = add(one, to, &seen.items[i]);
	}
	look.abilities = abilities.words;
	if (!error)
		*out = look;
	return error;
}

static int say(const struct match_case *one, const struct baseline *baseline,
               const struct changes *others, struct sentence *because)
{
	struct word_set now = { 0 };

	for (size_t i = 0; i < others->count; i++)
		if (word_set_add(&now, one->file->arena, others->items[i].word))
			return -ENOMEM;
	if (sentence_word(because, "name", subject_name(one->entry, NULL)) ||
	    sentence_words(because, "now", now.words) ||
	    sentence_word(because, "then",
	                  field_text(baseline->members, change_key(CHANGE_VERSION))))
		return -ENOMEM;
	return sentence_date(because, "baseline", baseline->dated);
}

int version_say_others(struct match_case *one, const struct baseline *baseline,
                       const struct version_look *look)
{
	struct match_outcome outcome = { .made = true,
		                         .status = STATUS_FOR_INFORMATION,
		                         .has_confidence = true,
		                         .because.id = "baseline.other-version",
		                         .does_not_show = "shows-not.substantial" };

	if (!look->others.count)
		return 0;
	outcome.confidence = look->others.items[0].confidence;
	outcome.finding = look->others.items[0].finding;
	if (say(one, baseline, &look->others, &outcome.because)) {
		json_object_put(outcome.because.args);
		return -ENOMEM;
	}
	return match_say(one, change_key(CHANGE_VERSION), &outcome);
}
