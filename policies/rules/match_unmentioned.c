/* Silent abilities (model A16): what the catalogue says that a technology of the list is able to
 * do, and the row neither allows nor wants to stay off. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/rules/match_agreed.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"
#include "policies/unmentioned.h"

static bool is_mere_hint(const struct match_case *one, const struct finding *finding)
{
	struct seen seen;

	return seen_by(one->file, one->rule, finding, DATE_NONE, &seen) &&
	       seen.sighting.confidence <= CONFIDENCE_SUSPECTED;
}

/* The products that stand behind the row: those it names, and those seen that it covers; a hint is
 * none of them. */
static const struct product **products_of(const struct match_case *one)
{
	size_t named = 0, count = 0;
	const struct product **products;

	while (one->entry->products && one->entry->products[named])
		named++;
	products = arena_take(one->file->arena, named + one->file->findings->count + 1,
	                      sizeof(struct product *));
	for (size_t i = 0; products && i < named; i++) {
		const struct product *product =
			catalogue_find(one->file->catalogue, one->entry->products[i]);

		if (product)
			products[count++] = product;
	}
	for (size_t i = 0; products && i < one->file->findings->count; i++)
		if (one->file->findings->items[i].entry == one->entry &&
		    one->file->findings->items[i].product &&
		    !is_mere_hint(one, &one->file->findings->items[i]))
			products[count++] = one->file->findings->items[i].product;
	return products;
}

static int say(struct match_case *one, const char *const *words, bool known,
               struct match_outcome *out)
{
	struct match_outcome outcome = { .made = true,
		                         .status = STATUS_NOT_OBSERVABLE,
		                         .because.id = "unmentioned.unknown",
		                         .does_not_show = "shows-not.absence" };
	struct seen seen;

	if (known) {
		outcome.status = *words ? status_bounded(one->rule, STATUS_NEEDS_INTERPRETATION)
		                        : STATUS_AGREED;
		outcome.because.id = *words ? "unmentioned.able" : "unmentioned.none";
		outcome.does_not_show = "shows-not.use";
	}
	/* what the row names stands there, whatever hint was seen besides */
	if (known && match_sees(one, &seen) && seen.sighting.confidence > CONFIDENCE_SUSPECTED) {
		outcome.finding = seen.finding;
		outcome.has_confidence = true;
		outcome.confidence = seen.sighting.confidence;
	}
	if (sentence_word(&outcome.because, "name", subject_name(one->entry, NULL)) ||
	    (*words && sentence_words(&outcome.because, "capabilities", words))) {
		json_object_put(outcome.because.args);
		return -ENOMEM;
	}
	*out = outcome;
	return 0;
}

int match_unmentioned(struct match_case *one)
{
	const struct product **products;
	const char *const *words;
	struct match_outcome whole = { 0 };
	int error;

	if (!subject_has(one->rule, "compare", "unmentioned"))
		return 0;
	products = products_of(one);
	words = products ? unmentioned_abilities(one->entry, products, one->file->arena) : NULL;
	error = words ? say(one, words, *products != NULL, &whole) : -ENOMEM;
	match_keep(&one->whole, &whole);
	return error;
}
