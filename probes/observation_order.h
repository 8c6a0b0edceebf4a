/* The order of observations_sort(), for observations_add() too: before the table grows, equal facts
 * become one. Orders are total and bytewise, merging is commutative, so that the order of adding
 * leaves no trace. */
#pragma once
#include "probes/observation.h"

void observations_merge_facts(struct observations *all);

/* Both lists of hours as one, in the arena: bytes added, devices the higher; at most
 * HOUR_BANDS_MAX, the earliest. 0 or -ENOMEM. */
int bands_merge(struct arena *arena, struct observation *into, const struct observation *from);
int bands_compare(const struct observation *a, const struct observation *b);

/* A sorted copy in the arena of those that enough devices stand behind. 0 or -ENOMEM. */
int bands_keep(struct arena *arena, struct observation *fact);
