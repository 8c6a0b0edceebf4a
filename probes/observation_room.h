/* Room for facts, gaps and coverage in the arena, and what is said when there is none left. */
#pragma once
#include "probes/observation.h"

#define OBSERVATIONS_FIRST 64 /* rows of a table when it is first taken */

/* Says, once, that memory ran out; one slot of `gaps` is kept for this. -ENOMEM. */
int observations_full(struct observations *all);

/* A copy of the table with room for one more at least, or NULL on no memory. The old one stays
 * behind in the arena, so the sum of all is at most twice the last. */
void *observations_grown(struct arena *arena, const void *items, size_t count, size_t *room,
                         size_t size);
