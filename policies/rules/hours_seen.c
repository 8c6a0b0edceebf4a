/* From the bands of contacts to hours outside what was agreed. */
#include "policies/rules/hours_seen.h"

#include <errno.h>
#include <string.h>

#include "policies/destination.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"
#include "probes/base/sort.h"

#define DAY_MINUTES 1440
#define K_DEFAULT 5

int64_t hours_devices(const struct case_file *file, const struct rule *rule)
{
	const struct authorisation *authorisation = file->agreement->authorisation;
	int64_t k = authorisation ? authorisation->k_min : K_DEFAULT, devices;

	return param_number(rule, "min_devices", &devices) && devices > k ? devices : k;
}

static bool rule_ignores(const struct rule *rule, const char *word)
{
	struct json_object *list = NULL;

	if (!json_object_object_get_ex(rule->params, "ignore", &list) ||
	    !json_object_is_type(list, json_type_array))
		return true; /* updates and signs of life are no collection (CHK17) */
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		const char *ignored = json_object_get_string(json_object_array_get_idx(list, i));

		if (ignored && strcmp(ignored, word) == 0)
			return true;
	}
	return false;
}

static bool is_ignored(const struct rule *rule, enum traffic_purpose purpose)
{
	if (purpose == PURPOSE_UPDATE)
		return rule_ignores(rule, "update");
	return purpose == PURPOSE_HEARTBEAT &&
	       (rule_ignores(rule, "security-heartbeat") || rule_ignores(rule, "heartbeat"));
}

/* While the agreement is in force, and after the end of what was withdrawn. */
static bool is_in_time(const struct hours_seen *all, date day)
{
	const struct agreement *agreement = all->file->agreement;
	date withdrawn = DATE_NONE;

	if (all->entry && all->entry->status == ENTRY_WITHDRAWN)
		withdrawn = entry_date(all->entry, "withdrawn");
	return agreement_in_force(agreement, day) && (withdrawn == DATE_NONE || day > withdrawn);
}

static int hit_add(struct hours_seen *all, const struct hour_hit *hit)
{
	if (all->count == all->room) {
		size_t room = all->room ? all->room * 2 : 64;
		struct hour_hit *grown = arena_take(all->file->arena, room, sizeof(*grown));

		if (!grown)
			return -ENOMEM;
		if (all->count)
			memcpy(grown, all->hits, all->count * sizeof(*grown));
		all->hits = grown;
		all->room = room;
	}
	all->hits[all->count++] = *hit;
	return 0;
}

static int add_band(struct hours_seen *all, const struct hour_band *band, bool is_weak)
{
	struct hour_hit hit = { .is_weak = is_weak,
		                .is_small = band->bytes / band->devices < HOURS_SMALL_BYTES };
	enum hour_kind kind = HOUR_QUIET;

	if (!all->any_hour)
		kind = hours_kind(all->hours, band->day, band->hour);
	hours_local(all->hours->zone, band->day, band->hour, &hit.day, &hit.minute);
	if (kind == HOUR_WORKING || !is_in_time(all, hit.day))
		return 0;
	hit.is_quiet = kind == HOUR_QUIET || !all->hours->quiet.count;
	return hit_add(all, &hit);
}

int hours_add(struct hours_seen *all, const struct seen *seen)
{
	size_t count, before = all->count;
	bool certain = false;
	const struct finding_evidence *evidence = finding_all(seen->finding, &count);

	for (size_t i = 0; i < count; i++) {
		const struct observation *fact = evidence[i].fact;
		bool is_weak = !evidence_is_exclusive(&evidence[i]);

		if (!evidence_is_connection(&evidence[i]) ||
		    is_ignored(all->rule, evidence[i].indicator->purpose) ||
		    !scope_takes_place(all->file->agreement, all->rule,
		                       &all->file->places[evidence[i].place].location))
			continue;
		for (size_t b = 0; b < fact->band_count; b++)
			if (fact->bands[b].devices && fact->bands[b].devices >= all->devices &&
			    add_band(all, &fact->bands[b], is_weak))
				return -ENOMEM;
	}
	for (size_t i = before; i < all->count; i++)
		certain |= !all->hits[i].is_weak;
	if (all->count > before && !all->finding)
		all->finding = seen->finding;
	if (certain && seen->sighting.confidence > all->confidence) {
		all->finding = seen->finding;
		all->confidence = seen->sighting.confidence;
	}
	return 0;
}

static bool is_chosen(const struct hour_hit *hit, struct hour_choice choice)
{
	return !(choice.quiet_alone && !hit->is_quiet) && !(choice.large_alone && hit->is_small) &&
	       (choice.weak_too || !hit->is_weak);
}

static int compare_days(const void *left, const void *right)
{
	const date *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

int hours_count_days(const struct hours_seen *all, struct hour_choice choice, int64_t *out)
{
	date *days = arena_take(all->file->arena, all->count + 1, sizeof(*days));
	size_t count = 0;
	int64_t distinct = 0;

	if (!days)
		return -ENOMEM;
	for (size_t i = 0; i < all->count; i++)
		if (is_chosen(&all->hits[i], choice))
			days[count++] = all->hits[i].day;
	sort_items(days, count, sizeof(*days), compare_days);
	for (size_t i = 0; i < count; i++)
		distinct += !i || days[i] != days[i - 1];
	*out = distinct;
	return 0;
}

static const char *band_text(struct arena *arena, unsigned int from, unsigned int to)
{
	return arena_printf(arena, "%02u:%02u/%02u:%02u", from / 60, from % 60, to / 60, to % 60);
}

/* Stretches of marked minutes; one over midnight is one stretch. */
const char *const *hours_bands(const struct hours_seen *all, struct hour_choice choice)
{
	struct arena *arena = all->file->arena;
	const char **bands = arena_take(arena, DAY_MINUTES / 2 + 1, sizeof(*bands));
	bool marked[DAY_MINUTES + 1] = { false };
	unsigned int head = 0, at;
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++)
		for (unsigned int m = 0; m < 60 && is_chosen(&all->hits[i], choice); m++)
			marked[(all->hits[i].minute + m) % DAY_MINUTES] = true;
	while (head < DAY_MINUTES && marked[head])
		head++;
	if (!bands || head == DAY_MINUTES) {
		if (bands)
			bands[0] = band_text(arena, 0, DAY_MINUTES);
		return bands && bands[0] ? bands : NULL;
	}
	if (head && !marked[DAY_MINUTES - 1])
		bands[count++] = band_text(arena, 0, head);
	for (at = head; at < DAY_MINUTES; at++) {
		unsigned int from = at;

		while (at < DAY_MINUTES && marked[at])
			at++;
		if (at > from)
			bands[count++] = band_text(arena, from,
			                           at < DAY_MINUTES ? at
			                           : head           ? head
			                                            : DAY_MINUTES);
	}
	for (size_t i = 0; i < count; i++)
		if (!bands[i])
			return NULL;
	return bands;
}
