/* The order of observations_sort(), for observations_add() too: before the table grows, equal facts
 * become one. Orders are total and bytewise, merging is commutative, so that the order of adding
 * leaves no trace. */
#pragma once
#include "probes/observation.h"

void observations_merge_facts(struct observations *all);
