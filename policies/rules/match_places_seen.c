/* Counting what was seen at one spot (model CHK20, CHK26): running, in contact, or put there by
 * policy. */
#include <string.h>

#include "policies/rules/interception.h"
#include "policies/rules/match_places.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

struct spot spot_of(const struct observations *place, enum observation_kind kind)
{
	const struct location *location = &place->location;
	bool of_network = !scope_is_device(location) || kind == OBSERVED_CERTIFICATE_CHECK;

	if (of_network || !location->device_class)
		return (struct spot){ location->network, true };
	return (struct spot){ location->device_class, false };
}

static bool spot_is(const struct spot *a, const struct spot *b)
{
	if (!a->id || !b->id)
		return !a->id && !b->id;
	return a->is_network == b->is_network && strcmp(a->id, b->id) == 0;
}

struct look {
	const struct seen *seen;
	const struct spot *spot;
};

static bool is_here(void *arg, const struct finding_evidence *evidence)
{
	const struct look *look = arg;
	struct spot spot =
		spot_of(&look->seen->file->places[evidence->place], evidence->fact->kind);

	return spot_is(&spot, look->spot) && seen_takes(look->seen, evidence);
}

/* What management put there counts as used, running or not (CHK20). */
static bool is_put_by_policy(const struct observation *fact)
{
	return fact->kind == OBSERVED_BROWSER_POLICY || fact->kind == OBSERVED_PROXY ||
	       fact->kind == OBSERVED_ENROLMENT;
}

static bool reaches_level(const struct seen *seen, const struct finding_evidence *evidence)
{
	int wanted = seen->rule->level < 0 ? LEVEL_PRESENT : seen->rule->level;
	int level = (int)evidence->level;

	/* a switch shows that the thing is there, not that it runs */
	if (evidence_is_of_function(evidence) && evidence->level == LEVEL_FUNCTION_ON)
		level = LEVEL_PRESENT;
	return level >= wanted || is_put_by_policy(evidence->fact);
}

static bool is_same_device(const struct seen *seen, const struct finding_evidence *a,
                           const struct finding_evidence *b)
{
	const char *one = seen->file->places[a->place].location.device,
		   *two = seen->file->places[b->place].location.device;

	return a->place == b->place || (one && two && strcmp(one, two) == 0);
}

/* Of a network: as many as its recording counted; who asks for certificates asks for all. */
static uint32_t devices_behind(const struct finding_evidence *evidence)
{
	if (evidence->fact->kind == OBSERVED_CERTIFICATE_CHECK)
		return UINT32_MAX;
	return evidence->fact->devices ? evidence->fact->devices : 1;
}

void spot_look(const struct seen *seen, const struct spot *spot, struct spot_sighting *out)
{
	struct look look = { seen, spot };
	const struct finding_evidence *all, *last = NULL;
	struct spot_sighting spotted = { 0 };
	enum confidence opened;
	struct sighting sighting;
	size_t count;

	all = finding_all(seen->finding, &count);
	sighting_of(all, count, is_here, &look, &sighting);
	spotted.level = sighting.level;
	spotted.confidence = sighting.confidence;
	if (spot->is_network && interception_sure(seen, spot->id, &opened) &&
	    opened > spotted.confidence)
		spotted.confidence = opened;
	for (size_t i = 0; i < count; i++) {
		if (!is_here(&look, &all[i]))
			continue;
		spotted.suspected |= reaches_level(seen, &all[i]);
		if (!evidence_counts(&all[i], CONFIDENCE_PROBABLE))
			continue;
		spotted.seen = true;
		if (!reaches_level(seen, &all[i]))
			continue;
		spotted.sure = true;
		if (spot->is_network && devices_behind(&all[i]) > spotted.devices)
			spotted.devices = devices_behind(&all[i]);
		else if (!spot->is_network && (!last || !is_same_device(seen, last, &all[i])))
			spotted.devices++;
		last = &all[i];
	}
	*out = spotted;
}
