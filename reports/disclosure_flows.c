/* Flows as they are disclosed: to whom each finding's connections go, how much, and in which hours
 * of the day, over so many devices that no single one shows. Look-ups of names are no flows. */
#include <errno.h>
#include <string.h>

#include "policies/destination.h"
#include "policies/hours.h"
#include "policies/rules/seen.h"
#include "policies/sealing.h"
#include "probes/base/sort.h"
#include "reports/disclosure_parts.h"

#define SLOTS 96 /* quarters of an hour at which an hour of UTC may begin on a local clock */

#define NAMED_BY_MAX 12

struct flow {
	const char *device_class; /* NULL: a network */
	struct destination to;
	uint32_t devices;
	uint64_t bytes, bytes_up;
	const char *named_by[NAMED_BY_MAX]; /* distinct */
	size_t named_count;
	bool several;       /* more than one device may stand behind it */
	const char *device; /* the last one that was counted */
	struct {
		uint32_t devices;
		uint64_t bytes;
	} slots[SLOTS];
};

struct flows {
	struct flow **items; /* in the arena */
	size_t count, room;
};

static bool same_word(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static bool is_same_flow(const struct flow *flow, const struct destination *to, const char *class)
{
	return same_word(flow->device_class, class) &&
	       same_word(flow->to.organisation, to->organisation) &&
	       same_word(flow->to.country, to->country) && same_word(flow->to.role, to->role) &&
	       same_word(flow->to.located, to->located);
}

static struct flow *flow_of(struct builder *builder, struct flows *all,
                            const struct destination *to, const char *class)
{
	struct arena *arena = builder->file->arena;
	struct flow *flow;

	for (size_t i = 0; i < all->count; i++)
		if (is_same_flow(all->items[i], to, class))
			return all->items[i];
	if (all->count == all->room) {
		size_t room = all->room ? all->room * 2 : 8;
		struct flow **grown = arena_take(arena, room, sizeof(struct flow *));

		if (!grown)
			return NULL;
		if (all->count)
			memcpy(grown, all->items, all->count * sizeof(struct flow *));
		all->items = grown;
		all->room = room;
	}
	flow = arena_take(arena, 1, sizeof(*flow));
	if (!flow)
		return NULL;
	flow->device_class = class;
	flow->to = *to;
	return all->items[all->count++] = flow;
}

/* Without the agreement's zone nobody can say which hour of the day it was. */
static bool knows_zone(const struct case_file *file)
{
	const char *name = file->agreement ? file->agreement->time_zone : NULL;

	return file->zone || !name || strcmp(name, "UTC") == 0;
}

static void add_bands(const struct case_file *file, const struct observation *fact,
                      struct flow *flow)
{
	for (size_t i = 0; knows_zone(file) && i < fact->band_count; i++) {
		const struct hour_band *band = &fact->bands[i];
		unsigned int minute;
		size_t slot;
		date day;

		hours_local(file->zone, band->day, band->hour, &day, &minute);
		slot = minute / 15 % SLOTS;
		if (band->devices > flow->slots[slot].devices)
			flow->slots[slot].devices = band->devices;
		flow->slots[slot].bytes += band->bytes;
	}
}

/* On a network hosts share devices: the most is a safe lower bound. Places of one device stand side
 * by side. */
static void count_devices(const struct location *location, const struct observation *fact,
                          struct flow *flow)
{
	if (!location->device) {
		flow->several = true;
		if (fact->devices > flow->devices)
			flow->devices = fact->devices;
		return;
	}
	flow->devices += !same_word(flow->device, location->device);
	flow->device = location->device;
}

static int compare_words(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* How the other side is known: it was asked for by that name, or an address was looked up. */
static void note_how(const struct observation *fact, struct flow *flow)
{
	for (size_t i = 0; i < flow->named_count; i++)
		if (same_word(flow->named_by[i], fact->detail))
			return;
	if (!fact->detail || flow->named_count == NAMED_BY_MAX)
		return;
	flow->named_by[flow->named_count++] = fact->detail;
	sort_items(flow->named_by, flow->named_count, sizeof(*flow->named_by), compare_words);
}

static int add_contact(struct builder *builder, const struct finding *finding,
                       const struct finding_evidence *evidence, struct flows *all)
{
	const struct location *location = &builder->file->places[evidence->place].location;
	struct destination to;
	struct flow *flow;

	if (destination_of(builder->file, finding, evidence, &to))
		return -ENOMEM;
	if (to.country) /* then the network's hint adds nothing */
		to.located = NULL;
	flow = flow_of(builder, all, &to, location->device_class);
	if (!flow)
		return -ENOMEM;
	flow->several |= finding->of > 1;
	flow->bytes += evidence->fact->bytes;
	flow->bytes_up += evidence->fact->bytes_up;
	note_how(evidence->fact, flow);
	count_devices(location, evidence->fact, flow);
	add_bands(builder->file, evidence->fact, flow);
	return 0;
}

/* Hours of the day over all days, by their local start; those of fewer than k devices are left out.
 */
static struct json_object *hours_row(struct builder *builder, const struct flow *flow)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < SLOTS; i++) {
		struct json_object *row;
		char band[sizeof("00:00")];

		if (!flow->slots[i].devices || flow->slots[i].devices < part_k(builder))
			continue;
		row = part_object(builder);
		memcpy(band,
		       (char[]){ (char)('0' + i / 40), (char)('0' + i / 4 % 10), ':',
		                 (char)('0' + i % 4 * 15 / 10), (char)('0' + i % 4 * 15 % 10),
		                 '\0' },
		       sizeof(band));
		part_string(builder, row, "band", band);
		part_devices(builder, row, "devices", flow->slots[i].devices, true);
		part_number(builder, row, "bytes", (int64_t)flow->slots[i].bytes);
		part_append(builder, array, row);
	}
	return array;
}

static struct json_object *named_row(struct builder *builder, const struct flow *flow)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < flow->named_count; i++)
		part_append(builder, array, json_object_new_string(flow->named_by[i]));
	return array;
}

static struct json_object *flow_row(struct builder *builder, const struct finding *finding,
                                    const struct flow *flow)
{
	struct json_object *row = part_object(builder);

	part_string(builder, row, "finding", finding->id);
	part_string(builder, row, "device_class", flow->device_class);
	part_string(builder, row, "organisation", flow->to.organisation);
	part_string(builder, row, "country", flow->to.country);
	part_string(builder, row, "role", flow->to.role);
	part_devices(builder, row, "devices", flow->devices ? flow->devices : 1, flow->several);
	part_number(builder, row, "bytes", (int64_t)flow->bytes);
	if (flow->bytes_up)
		part_number(builder, row, "bytes_up", (int64_t)flow->bytes_up);
	part_put(builder, row, "named_by", named_row(builder, flow));
	part_put(builder, row, "hours", hours_row(builder, flow));
	if (flow->to.located)
		part_string(builder, row, "located", flow->to.located);
	return row;
}

static int add_finding(struct builder *builder, const struct finding *finding,
                       struct json_object *array)
{
	struct flows all = { 0 };
	size_t count;
	const struct finding_evidence *evidence = finding_all(finding, &count);

	for (size_t i = 0; i < count; i++)
		if (evidence_is_connection(&evidence[i]) && evidence[i].indicator &&
		    evidence[i].place < builder->file->place_count &&
		    evidence_counts(&evidence[i], finding->confidence) &&
		    add_contact(builder, finding, &evidence[i], &all))
			return -ENOMEM;
	for (size_t i = 0; i < all.count; i++)
		part_row(builder, array, flow_row(builder, finding, all.items[i]));
	return 0;
}

struct json_object *disclosure_flows(struct builder *builder)
{
	const struct findings *findings = builder->file->findings;
	struct json_object *array = part_array(builder);

	for (size_t i = 0; findings && i < findings->count && !builder->failed; i++)
		if (!finding_is_sealed(builder->verdicts, &findings->items[i]) &&
		    add_finding(builder, &findings->items[i], array))
			builder->failed = true;
	return array;
}
