/* The canonical order of facts, gaps and coverage, and what becomes one. */
#include "probes/observation_order.h"

#include <string.h>

#include "probes/base/sort.h"
#include "probes/observation_room.h"

#define GAPS_NAMED_MAX 20 /* of one probe and reason; the others are only counted */

static uint64_t sum(uint64_t a, uint64_t b)
{
	uint64_t out;

	return __builtin_add_overflow(a, b, &out) ? UINT64_MAX : out;
}

static int order_text(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int order_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int order_day(date a, date b)
{
	return (a > b) - (a < b);
}

/* 0 for facts that are to be one. */
static int order_facts(const struct observation *a, const struct observation *b)
{
	int order = order_number(a->kind, b->kind);

	order = order ? order : order_text(a->probe, b->probe);
	order = order ? order : order_text(a->subject, b->subject);
	order = order ? order : order_text(a->detail, b->detail);
	order = order ? order : order_text(a->actor, b->actor);
	return order ? order : order_text(a->version_major, b->version_major);
}

static int compare_facts(const void *left, const void *right)
{
	const struct observation *a = left, *b = right;
	int order = order_facts(a, b);

	order = order ? order : order_number(a->level, b->level);
	order = order ? order : order_day(a->first, b->first);
	order = order ? order : order_day(a->last, b->last);
	order = order ? order : order_number(a->count, b->count);
	order = order ? order : order_number(a->bytes, b->bytes);
	order = order ? order : order_number(a->bytes_up, b->bytes_up);
	order = order ? order : order_number(a->devices, b->devices);
	order = order ? order : order_text(a->country, b->country);
	order = order ? order : order_number(a->label, b->label);
	return order ? order : bands_compare(a, b);
}

#define NOWHERE "" /* while merging: two facts said different countries, so neither is known */

static void merge_country(struct observation *into, const struct observation *from)
{
	if (order_text(into->country, from->country) != 0)
		into->country = into->country && from->country ? NOWHERE
		                : into->country                ? into->country
		                                               : from->country;
}

static void merge_fact(struct observations *all, struct observation *into,
                       const struct observation *from)
{
	if (from->level > into->level)
		into->level = from->level;
	if (into->first == DATE_NONE || (from->first != DATE_NONE && from->first < into->first))
		into->first = from->first;
	if (from->last > into->last) /* DATE_NONE is the lowest */
		into->last = from->last;
	if (from->devices > into->devices)
		into->devices = from->devices;
	if (from->label > into->label)
		into->label = from->label;
	into->count = sum(into->count, from->count);
	into->bytes = sum(into->bytes, from->bytes);
	into->bytes_up = sum(into->bytes_up, from->bytes_up);
	merge_country(into, from);
	if (bands_merge(all->arena, into, from))
		observations_full(all);
}

void observations_merge_facts(struct observations *all)
{
	size_t kept = 0;

	sort_items(all->items, all->count, sizeof(*all->items), compare_facts);
	for (size_t i = 0; i < all->count; i++) {
		if (kept && order_facts(&all->items[kept - 1], &all->items[i]) == 0)
			merge_fact(all, &all->items[kept - 1], &all->items[i]);
		else
			all->items[kept++] = all->items[i];
	}
	all->count = kept;
}

static bool same_cause(const struct gap *a, const struct gap *b)
{
	return order_text(a->probe, b->probe) == 0 && order_text(a->reason, b->reason) == 0;
}

static int compare_gaps(const void *left, const void *right)
{
	const struct gap *a = left, *b = right;
	int order = order_text(a->probe, b->probe);

	order = order ? order : order_text(a->reason, b->reason);
	order = order ? order : order_text(a->what, b->what);
	order = order ? order : order_number((uint64_t)a->error, (uint64_t)b->error);
	return order ? order : order_number(a->count, b->count);
}

static void merge_equal_gaps(struct observations *all)
{
	size_t kept = 0;

	sort_items(all->gaps, all->gap_count, sizeof(*all->gaps), compare_gaps);
	for (size_t i = 0; i < all->gap_count; i++) {
		struct gap *last = kept ? &all->gaps[kept - 1] : NULL;

		if (last && same_cause(last, &all->gaps[i]) && last->error == all->gaps[i].error &&
		    order_text(last->what, all->gaps[i].what) == 0)
			last->count = sum(last->count, all->gaps[i].count);
		else
			all->gaps[kept++] = all->gaps[i];
	}
	all->gap_count = kept;
}

/* A tree of ten thousand unreadable files is one cause: name some, count the rest. */
static void merge_gaps(struct observations *all)
{
	size_t named = 0;

	merge_equal_gaps(all);
	for (size_t i = 0; i < all->gap_count; i++) {
		if (i && !same_cause(&all->gaps[i - 1], &all->gaps[i]))
			named = 0;
		if (all->gaps[i].what && ++named > GAPS_NAMED_MAX)
			all->gaps[i].what = NULL;
	}
	merge_equal_gaps(all);
}

static int compare_coverages(const void *left, const void *right)
{
	const struct coverage *a = left, *b = right;
	int order = order_text(a->probe, b->probe);

	order = order ? order : order_number(a->state, b->state);
	order = order ? order : order_text(a->reason, b->reason);
	order = order ? order : order_number(a->looked_at, b->looked_at);
	order = order ? order : order_number(a->seen, b->seen);
	order = order ? order : order_number(a->denied, b->denied);
	order = order ? order : order_number(a->connections, b->connections);
	order = order ? order : order_number(a->hidden, b->hidden);
	order = order ? order : order_number(a->days, b->days);
	order = order ? order : order_number(a->targets, b->targets);
	return order ? order : (a->attributed > b->attributed) - (a->attributed < b->attributed);
}

/* The sum says no more than its weakest part. */
static void merge_coverage(struct coverage *into, const struct coverage *from)
{
	if (from->state > into->state || (from->state == into->state && !into->reason))
		into->reason = from->reason;
	if (from->state > into->state)
		into->state = from->state;
	into->looked_at = sum(into->looked_at, from->looked_at);
	into->seen = sum(into->seen, from->seen);
	into->denied = sum(into->denied, from->denied);
	into->connections = sum(into->connections, from->connections);
	into->hidden = sum(into->hidden, from->hidden);
	if (from->days > into->days)
		into->days = from->days;
	into->targets = sum(into->targets, from->targets);
	if (into->attributed < 0 || (from->attributed >= 0 && from->attributed < into->attributed))
		into->attributed = from->attributed;
}

static void merge_coverages(struct observations *all)
{
	size_t kept = 0;

	sort_items(all->coverages, all->coverage_count, sizeof(*all->coverages), compare_coverages);
	for (size_t i = 0; i < all->coverage_count; i++) {
		if (kept &&
		    order_text(all->coverages[kept - 1].probe, all->coverages[i].probe) == 0)
			merge_coverage(&all->coverages[kept - 1], &all->coverages[i]);
		else
			all->coverages[kept++] = all->coverages[i];
	}
	all->coverage_count = kept;
}

void observations_sort(struct observations *all)
{
	observations_merge_facts(all);
	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].country && !*all->items[i].country)
			all->items[i].country = NULL;
	merge_gaps(all);
	merge_coverages(all);
}
