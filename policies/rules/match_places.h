/* Where a technology was seen, as `match-agreed` counts it: a spot is a device class, or a network.
 * A device speaks for its class; a recording, or a certificate that was asked for, for its network.
 * Private to policies/rules/match_places*.c. */
#pragma once
#include "policies/rules/match_case.h"

struct spot {
	const char *id; /* NULL: neither class nor network is known */
	bool is_network;
};

/* What the evidence of one spot says. */
struct spot_sighting {
	bool seen;            /* anything of it, by a sign of its own */
	bool sure, suspected; /* at the rule's level: by signs of its own; by any */
	enum level level;
	enum confidence confidence;
	uint32_t devices; /* distinct ones on which signs of its own reach the rule's level */
};

struct spot spot_of(const struct observations *place, enum observation_kind kind);

void spot_look(const struct seen *seen, const struct spot *spot, struct spot_sighting *out);
