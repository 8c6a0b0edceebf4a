/* A sorted list that doubles. */
#include "probes/traffic/device_set.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

static bool grow(struct device_set *set, struct arena *arena)
{
	uint32_t room = set->room ? set->room * 2 : 8;
	uint64_t *items = arena_take(arena, room, sizeof(*items));

	if (!items)
		return false;
	if (set->count)
		memcpy(items, set->items, set->count * sizeof(*items));
	set->items = items;
	set->room = room;
	return true;
}

int device_set_add(struct device_set *set, struct arena *arena, uint64_t device)
{
	uint32_t low = 0, high = set->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (set->items[middle] < device)
			low = middle + 1;
		else
			high = middle;
	}
	if ((low < set->count && set->items[low] == device) || set->count == DEVICE_SET_MAX)
		return 0;
	if (set->count == set->room && !grow(set, arena))
		return -ENOMEM;
	memmove(set->items + low + 1, set->items + low, (set->count - low) * sizeof(*set->items));
	set->items[low] = device;
	set->count++;
	return 0;
}
