/* Kinds of conversation that name no service, counted one a network and kind: how many, of how many
 * devices, from when to when. Fixed in size: the kinds are a table. */
#pragma once
#include "probes/observation.h"
#include "probes/traffic/capture.h"
#include "probes/traffic/device_set.h"

struct conversations {
	struct conversation {
		uint64_t count;
		date first, last;
		struct device_set devices;
	} kinds[TRAFFIC_KINDS];
};

/* 0 or -ENOMEM. */
int conversations_add(struct conversations *all, struct arena *arena, const struct kind_seen *seen);

/* Adds one fact a kind that was seen. 0 or -ENOMEM. */
int conversations_give(const struct conversations *all, const char *probe,
                       struct observations *place);
