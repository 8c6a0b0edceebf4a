/* The networks that a recording may hold, and the signs by which their frames are told (model A2,
 * scope.networks[].recognise). Another seam between probes and policies: probes may not know the
 * agreement, yet frames of a network that is not looked at must be left out before anything behind
 * their addresses is read. policies/networks.h fills this in, agent hands it over,
 * probes/traffic/recognise.h asks it. Pointers are the caller's, as long as the reading goes on. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probes/prefix.h"

#define NETWORKS_MAX 4096
#define NETWORK_NONE UINT16_MAX
#define VLAN_MIN 1 /* IEEE 802.1Q: 0 is no VLAN, 4095 is reserved */
#define VLAN_MAX 4094

struct network_signs {
	const char *id;
	const uint16_t *vlans;
	size_t vlan_count;
	const struct prefix *prefixes;
	size_t prefix_count;
	bool read; /* false: its frames are left out, and only counted */
};

struct networks {
	const struct network_signs *items; /* no VLAN and no prefix twice among them */
	size_t count;                      /* at most NETWORKS_MAX */
	uint16_t meant; /* the only one to read, said by a person or by the permission; or
	                   NETWORK_NONE */
};
