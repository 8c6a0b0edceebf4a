/* Tables that grow within the arena, up to its limit. */
#include "probes/observation_room.h"

#include <errno.h>
#include <string.h>

int observations_full(struct observations *all)
{
	if (!all->full && all->gap_count < all->gap_room)
		all->gaps[all->gap_count++] = (struct gap){
			.probe = all->probe ? all->probe : "",
			.reason = "memory-limit",
			.error = ENOMEM,
			.count = 1,
		};
	all->full = true;
	return -ENOMEM;
}

void *observations_grown(struct arena *arena, const void *items, size_t count, size_t *room,
                         size_t size)
{
	size_t want = *room ? *room * 2 : OBSERVATIONS_FIRST;
	void *more = arena_take(arena, want, size);

	if (!more)
		return NULL;
	if (count)
		memcpy(more, items, count * size);
	*room = want;
	return more;
}
