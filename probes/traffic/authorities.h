/* Who signed the certificates that servers showed, counted one a network and authority: where the
 * catalogue knows it as one by which connections are opened on the way, that is what was seen. Of
 * others nothing is kept. Nothing about a certificate was checked; the server and what it is for do
 * not enter. */
#pragma once
#include "probes/observation.h"
#include "probes/traffic/capture.h"
#include "probes/traffic/device_set.h"

#define AUTHORITIES_MAX 256 /* a network; what is beyond them is a gap */

struct authorities { /* zeroed is empty; memory from the arena */
	struct authority *first;
	uint32_t count;
	uint64_t beyond; /* certificates of authorities that found no room */
};

/* One that `place` takes an interest in is counted. 0 or -ENOMEM. */
int authorities_add(struct authorities *all, struct observations *place, const char *probe,
                    const struct certificate_seen *seen);

/* Adds one fact (authority) each, in the order they were first seen. 0 or -ENOMEM. */
int authorities_give(const struct authorities *all, const char *probe, struct observations *place);
