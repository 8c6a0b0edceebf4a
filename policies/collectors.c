/* Which probes stand behind a need, where they can look at all, and on how much of the scope they
 * did. */
#include "policies/collectors_count.h"

#include <string.h>

#include "policies/fields.h"
#include "policies/scope.h"

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* `blind_on`: programs of these systems are shut off from each other, and none of the probes has a
 * list of what runs there. */
static const struct collector collectors[] = {
	{ "certificate-check", WORDS("certificate-checks"), NULL, false },
	{ "network-metadata", WORDS("capture-names"), NULL, true },
	{ "policy-settings", WORDS("settings"), NULL, false },
	{ "scripted-page-visit", WORDS("page-recordings"), NULL, true },
	{ "software-inventory", WORDS("packages", "processes", "services"),
	  WORDS("ios", "android", "chromeos"), false },
	{ 0 },
};

const char *const *collectors_for(const struct rule *rule, const char *ability, struct arena *arena)
{
	const char **words =
		arena_take(arena, sizeof(collectors) / sizeof(*collectors), sizeof(*words));
	size_t count = 0;

	for (const struct collector *one = collectors; words && one->word; one++)
		if (collector_can_show(one->word, rule, ability))
			words[count++] = one->word;
	return words;
}

const struct collector *collector_find(const char *word)
{
	for (const struct collector *collector = collectors; collector->word; collector++)
		if (strcmp(collector->word, word) == 0)
			return collector;
	return NULL;
}

static const struct coverage *coverage_find(const struct observations *place, const char *probe)
{
	for (size_t i = 0; i < place->coverage_count; i++)
		if (strcmp(place->coverages[i].probe, probe) == 0)
			return &place->coverages[i];
	return NULL;
}

static bool probe_has(const struct observations *place, const char *probe, bool complete)
{
	const struct coverage *coverage = coverage_find(place, probe);

	if (!coverage)
		return false;
	return complete ? coverage->state == COVERAGE_COMPLETE
	                : coverage->state != COVERAGE_NOT_RUN;
}

bool place_has(const struct observations *place, const struct collector *collector, bool complete)
{
	bool every = !collector->of_traffic && complete;

	for (const char *const *probe = collector->probes; *probe; probe++)
		if (probe_has(place, *probe, complete) != every)
			return !every;
	return every && *collector->probes;
}

static struct json_object *list_of_scope(const struct agreement *agreement, const char *key)
{
	return field_object(field_object(agreement->root, "scope"), key);
}

/* What the agreement says of that class's systems: the row's recognise.platform. */
static struct json_object *platforms_of(const struct agreement *agreement, const char *class)
{
	struct json_object *rows = list_of_scope(agreement, "device_classes");

	for (size_t i = 0; class && i < list_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		const char *id = json_object_get_string(field_object(row, "id"));

		if (id && strcmp(id, class) == 0)
			return field_object(field_object(row, "recognise"), "platform");
	}
	return NULL;
}

bool is_unseeable(const struct rule_scope *scope, const char *class)
{
	const char *const *blind_on = scope->collector ? scope->collector->blind_on : NULL;
	struct json_object *platforms =
		blind_on ? platforms_of(scope->file->agreement, class) : NULL;

	for (size_t i = 0; i < list_length(platforms); i++)
		if (!texts_hold(blind_on,
		                json_object_get_string(json_object_array_get_idx(platforms, i))))
			return false;
	return list_length(platforms) > 0;
}

const struct observations *place_at(const struct rule_scope *scope, size_t i)
{
	const struct observations *place = &scope->file->places[i];

	return scope_takes_place(scope->file->agreement, scope->rule, &place->location) ? place
	                                                                                : NULL;
}

bool ran_somewhere(const struct rule_scope *scope)
{
	for (size_t i = 0; i < scope->file->place_count; i++) {
		const struct observations *place = place_at(scope, i);

		if (place && place_has(place, scope->collector, false))
			return true;
	}
	return false;
}

bool one_complete_look(const struct rule_scope *scope, const char *ability)
{
	for (size_t i = 0; i < scope->file->place_count; i++) {
		const struct observations *place = place_at(scope, i);

		for (const struct collector *one = collectors; place && one->word; one++)
			if (collector_can_show(one->word, scope->rule, ability) &&
			    place_has(place, one, true))
				return true;
	}
	return false;
}

/* Over the probes of the collector that ran at that place. */
static const struct coverage *next_coverage(const struct observations *place,
                                            const char *const **probe)
{
	while (place && **probe) {
		const struct coverage *coverage = coverage_find(place, *(*probe)++);

		if (coverage && coverage->state != COVERAGE_NOT_RUN)
			return coverage;
	}
	return NULL;
}

static int64_t targets_at(const struct rule_scope *scope, const struct observations *place)
{
	const char *const *probe = scope->collector->probes;
	const struct coverage *coverage;
	uint64_t most = 0;

	while ((coverage = next_coverage(place, &probe)))
		if (coverage->targets > most)
			most = coverage->targets;
	return most < INT32_MAX ? (int64_t)most : INT32_MAX;
}

int64_t most_targets_of(const struct rule_scope *scope)
{
	int64_t most = 0;

	for (size_t i = 0; i < scope->file->place_count; i++) {
		int64_t targets = targets_at(scope, place_at(scope, i));

		if (targets > most)
			most = targets;
	}
	return most;
}

static bool was_looked_at(const struct rule_scope *scope, const char *network, int64_t least)
{
	for (size_t i = 0; i < scope->file->place_count; i++) {
		const struct observations *place = place_at(scope, i);

		if (place && place->location.network &&
		    strcmp(place->location.network, network) == 0 &&
		    place_has(place, scope->collector, false) && targets_at(scope, place) >= least)
			return true;
	}
	return false;
}

void count_networks_of(const struct rule_scope *scope, int64_t least, struct share *out)
{
	struct json_object *networks = list_of_scope(scope->file->agreement, "networks");

	*out = (struct share){ 0 };
	for (size_t i = 0; i < list_length(networks); i++) {
		const char *id = json_object_get_string(
			field_object(json_object_array_get_idx(networks, i), "id"));
		const struct location recorded = { .network = id, .kind = "capture" };

		if (!id || !scope_takes_place(scope->file->agreement, scope->rule, &recorded))
			continue;
		out->of++;
		out->looked += was_looked_at(scope, id, least);
	}
}

void count_pages_of(const struct rule_scope *scope, struct share *out)
{
	int64_t pages = (int64_t)list_length(list_of_scope(scope->file->agreement, "staff_pages"));
	int64_t looked = most_targets_of(scope);

	*out = (struct share){ looked < pages ? looked : pages, pages };
}

static bool is_enough(const struct recording *one, const struct recording *needed)
{
	return one->days >= needed->days && one->attributed >= needed->attributed;
}

static bool is_better(const struct recording *one, const struct recording *than,
                      const struct recording *needed)
{
	if (is_enough(one, needed) != is_enough(than, needed))
		return is_enough(one, needed);
	return one->days != than->days ? one->days > than->days
	                               : one->attributed > than->attributed;
}

void best_recording_of(const struct rule_scope *scope, const struct recording *needed,
                       struct recording *out)
{
	*out = (struct recording){ 0, -1 };
	for (size_t i = 0; i < scope->file->place_count; i++) {
		const char *const *probe = scope->collector->probes;
		const struct observations *place = place_at(scope, i);
		const struct coverage *coverage;

		while ((coverage = next_coverage(place, &probe))) {
			const struct recording one = { coverage->days, coverage->attributed };

			if (is_better(&one, out, needed))
				*out = one;
		}
	}
}
