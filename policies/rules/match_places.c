/* A technology stays with the groups, classes of devices and networks that it was agreed for (model
 * CHK20; CHK26 for what keeps learners safe). Who uses a device is not guessed: a class that shares
 * one agreed group is within. */
#include "policies/rules/match_places.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/rules/match_agreed.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

#define MIN_DEVICES 5 /* where neither the rule nor the permission says another number */

enum side { SIDE_GROUPS, SIDE_CLASSES, SIDE_NETWORKS, SIDES };

static const struct {
	const char *word, *field;
} sides[SIDES] = {
	[SIDE_GROUPS] = { "groups", "groups_covered" },
	[SIDE_CLASSES] = { "device_classes", "device_classes" },
	[SIDE_NETWORKS] = { "networks", "networks" },
};

struct places {
	struct match_case *one;
	struct spot *spots; /* distinct ones of the rule's scope */
	size_t spot_count;
	bool missing[SIDES]; /* seen where the list says nothing to compare with */
	bool fits, unknown, said;
};

static bool speaks_of(enum side side, const struct spot *spot)
{
	if (side == SIDE_GROUPS)
		return true;
	return spot->is_network == (side == SIDE_NETWORKS);
}

static bool group_is_agreed(const void *entry, const char *group)
{
	return entry_has_word(entry, "groups_covered", group) ||
	       entry_has_word(entry, "groups_incidental", group);
}

static bool is_agreed_here(const struct match_case *one, enum side side, const struct spot *spot)
{
	if (entry_says_not_applicable(one->entry, sides[side].field))
		return true;
	if (side == SIDE_GROUPS)
		return scope_groups_meet(one->file->agreement, spot->id, spot->is_network,
		                         group_is_agreed, one->entry);
	return entry_has_word(one->entry, sides[side].field, spot->id);
}

/* The side on which the spot lies outside what was agreed, or SIDES. */
static enum side side_outside(struct places *places, const struct spot *spot)
{
	enum side outside = SIDES;

	for (enum side side = SIDE_GROUPS; side < SIDES; side++) {
		if (!subject_has(places->one->rule, "compare", sides[side].word) ||
		    !speaks_of(side, spot))
			continue;
		if (!entry_field(places->one->entry, sides[side].field))
			places->missing[side] = true;
		else if (is_agreed_here(places->one, side, spot))
			places->fits = true;
		else
			outside = side;
	}
	return outside;
}

static int64_t min_devices(const struct match_case *one)
{
	const struct authorisation *authorisation = one->file->agreement->authorisation;
	int64_t number;

	if (param_number(one->rule, "min_devices", &number))
		return number;
	return authorisation && authorisation->k_min ? authorisation->k_min : MIN_DEVICES;
}

static int decide(const struct match_case *one, const struct seen *seen, const struct spot *spot,
                  enum side side, struct match_outcome *out)
{
	struct match_outcome outcome = { .made = true,
		                         .has_confidence = true,
		                         .finding = seen->finding,
		                         .status = status_when_unsure(one->rule),
		                         .does_not_show = "shows-not.use" };
	const char *const *agreed = match_words(one, entry_field(one->entry, sides[side].field));
	struct sentence *because = &outcome.because;
	struct spot_sighting spotted;

	spot_look(seen, spot, &spotted);
	outcome.confidence = spotted.confidence;
	if (spotted.sure && spotted.devices < min_devices(one)) {
		because->id = seen->finding->of == 1 ? "place.one-looked-at" : "place.few";
		outcome.confidence = CONFIDENCE_SUSPECTED;
	} else if (spotted.sure && spotted.confidence >= one->rule->confidence) {
		because->id = "place.outside";
		outcome.status = status_bounded(one->rule, one->rule->result);
	} else if (spotted.sure || spotted.suspected) {
		because->id = "place.not-sure";
	} else if (spotted.seen) {
		because->id = "place.below-level";
	} else {
		return 0;
	}
	if (!agreed || sentence_word(because, "name", subject_name(one->entry, NULL)) ||
	    sentence_word(because, "place", spot->id) ||
	    sentence_word(because, "level", level_word(spotted.level)) ||
	    sentence_words(because, "agreed", agreed)) {
		json_object_put(because->args);
		return -ENOMEM;
	}
	*out = outcome;
	return 0;
}

/* One spot: what the findings of the row show there. */
static int judge_spot(struct places *places, const struct spot *spot)
{
	struct match_outcome best = { 0 };
	struct match_case *one = places->one;
	int error = 0;

	for (size_t i = 0; i < one->file->findings->count && !error; i++) {
		struct seen seen = { .file = one->file,
			             .rule = one->rule,
			             .finding = &one->file->findings->items[i],
			             .after = DATE_NONE };
		struct match_outcome next = { 0 };
		struct spot_sighting spotted;
		enum side side;

		if (seen.finding->entry != one->entry)
			continue;
		spot_look(&seen, spot, &spotted);
		if (!spotted.seen && !spotted.suspected)
			continue;
		if (!spot->id) {
			places->unknown = true;
			continue;
		}
		side = side_outside(places, spot);
		if (side != SIDES)
			error = decide(one, &seen, spot, side, &next);
		match_keep(&best, &next);
	}
	if (error || !best.made) {
		json_object_put(best.because.args);
		return error;
	}
	places->said = true;
	return match_say(one, spot->id, &best);
}

static int compare_spots(const void *left, const void *right)
{
	const struct spot *a = left, *b = right;

	if (!a->id || !b->id)
		return (a->id != NULL) - (b->id != NULL);
	if (a->is_network != b->is_network)
		return a->is_network ? 1 : -1;
	return strcmp(a->id, b->id);
}

static int find_spots(struct places *places)
{
	const struct match_case *one = places->one;
	struct spot *spots =
		arena_take(one->file->arena, one->file->place_count * 2 + 1, sizeof(*spots));
	size_t count = 0, kept = 0;

	if (!spots)
		return -ENOMEM;
	for (size_t i = 0; i < one->file->place_count; i++) {
		const struct observations *place = &one->file->places[i];

		if (!scope_takes_place(one->file->agreement, one->rule, &place->location))
			continue;
		spots[count++] = spot_of(place, OBSERVED_PROCESS);
		spots[count++] = spot_of(place, OBSERVED_CERTIFICATE_CHECK);
	}
	if (count)
		qsort(spots, count, sizeof(*spots), compare_spots);
	for (size_t i = 0; i < count; i++)
		if (!kept || compare_spots(&spots[kept - 1], &spots[i]) != 0)
			spots[kept++] = spots[i];
	places->spots = spots;
	places->spot_count = kept;
	return 0;
}

static const char *const *missing_fields(const struct places *places)
{
	const char **words = arena_take(places->one->file->arena, SIDES + 1, sizeof(*words));
	size_t count = 0;

	for (enum side side = SIDE_GROUPS; words && side < SIDES; side++)
		if (places->missing[side])
			words[count++] = sides[side].field;
	return words;
}

/* Nothing lies outside: say how well that is known. */
static int say_whole(struct places *places, struct match_outcome *out)
{
	struct match_case *one = places->one;
	const char *const *missing = missing_fields(places);
	struct sentence because = { .id = "place.agreed" };
	struct seen seen;

	if (!missing)
		return -ENOMEM;
	if (!match_sees(one, &seen) || (!places->fits && !*missing && !places->unknown))
		return one->entry->matchable ? match_absent(one, out) : match_unseeable(one, out);
	if (!places->fits)
		because.id = *missing ? "place.not-recorded" : "place.unknown";
	if (sentence_word(&because, "name", subject_name(one->entry, NULL)) ||
	    (!places->fits && *missing && sentence_words(&because, "missing", missing))) {
		json_object_put(because.args);
		return -ENOMEM;
	}
	if (places->fits)
		return match_fits(one, &seen, &because, out);
	match_cannot_compare(&seen, &because, out);
	return 0;
}

int match_places(struct match_case *one)
{
	struct places places = { .one = one };
	struct match_outcome whole = { 0 };
	bool wanted = false;
	int error;

	for (enum side side = SIDE_GROUPS; side < SIDES; side++)
		wanted |= subject_has(one->rule, "compare", sides[side].word);
	if (!wanted)
		return 0;
	error = find_spots(&places);
	for (size_t i = 0; i < places.spot_count && !error; i++)
		error = judge_spot(&places, &places.spots[i]);
	if (!error && !places.said)
		error = say_whole(&places, &whole);
	match_keep(&one->whole, &whole);
	return error;
}
