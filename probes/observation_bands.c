/* Hours of a contact: sorted, merged, and only where several devices stand behind them. */
#include <errno.h>
#include <string.h>

#include "probes/base/sort.h"
#include "probes/observation_order.h"

static int compare_when(const struct hour_band *a, const struct hour_band *b)
{
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (int)a->hour - (int)b->hour;
}

static int compare_all(const void *left, const void *right)
{
	const struct hour_band *a = left, *b = right;
	int order = compare_when(a, b);

	if (!order && a->devices != b->devices)
		order = a->devices < b->devices ? -1 : 1;
	return order ? order : (a->bytes > b->bytes) - (a->bytes < b->bytes);
}

/* Sorts, and makes one of those of the same hour; how many are left. */
static size_t fold(struct hour_band *bands, size_t count)
{
	size_t kept = 0;

	sort_items(bands, count, sizeof(*bands), compare_all);
	for (size_t i = 0; i < count; i++) {
		struct hour_band *last = kept ? &bands[kept - 1] : NULL;

		if (!last || compare_when(last, &bands[i]) != 0) {
			bands[kept++] = bands[i];
			continue;
		}
		if (bands[i].devices > last->devices)
			last->devices = bands[i].devices;
		if (__builtin_add_overflow(last->bytes, bands[i].bytes, &last->bytes))
			last->bytes = UINT64_MAX;
	}
	return kept < HOUR_BANDS_MAX ? kept : HOUR_BANDS_MAX;
}

int bands_keep(struct arena *arena, struct observation *fact)
{
	struct hour_band *bands = NULL;
	size_t count = 0;

	if (fact->kind == OBSERVED_CONTACT && fact->band_count) {
		bands = arena_take(arena, fact->band_count, sizeof(*bands));
		if (!bands)
			return -ENOMEM;
		for (size_t i = 0; i < fact->band_count; i++)
			if (fact->bands[i].hour < 24 && fact->bands[i].devices >= HOUR_BAND_DEVICES)
				bands[count++] = fact->bands[i];
		count = fold(bands, count);
	}
	fact->bands = count ? bands : NULL;
	fact->band_count = count;
	return 0;
}

int bands_merge(struct arena *arena, struct observation *into, const struct observation *from)
{
	size_t count = into->band_count + from->band_count;
	struct hour_band *bands;

	if (!from->band_count)
		return 0;
	bands = arena_take(arena, count, sizeof(*bands));
	if (!bands)
		return -ENOMEM;
	if (into->band_count)
		memcpy(bands, into->bands, into->band_count * sizeof(*bands));
	memcpy(bands + into->band_count, from->bands, from->band_count * sizeof(*bands));
	into->band_count = fold(bands, count);
	into->bands = bands;
	return 0;
}

int bands_compare(const struct observation *a, const struct observation *b)
{
	size_t shorter = a->band_count < b->band_count ? a->band_count : b->band_count;

	for (size_t i = 0; i < shorter; i++) {
		int order = compare_all(&a->bands[i], &b->bands[i]);

		if (order)
			return order;
	}
	return (a->band_count > b->band_count) - (a->band_count < b->band_count);
}
