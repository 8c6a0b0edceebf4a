/* Link headers: from a frame's first byte to its network layer, over VLAN tags (IEEE 802.1Q,
 * 802.1ad) and a PPPoE session header (RFC 2516). Pure functions over the cursor; links are those
 * of tcpdump.org/linktypes.html that packet_link_known() names. */
#pragma once
#include "probes/wire/packet.h"

enum ether_type {
	ETHER_NONE = 0, /* nothing that is read */
	ETHER_IPV4 = 0x0800,
	ETHER_VLAN = 0x8100,
	ETHER_IPV6 = 0x86dd,
	ETHER_PPPOE = 0x8864,
	ETHER_QINQ = 0x88a8,
	ETHER_QINQ_OLD = 0x9100,
};

struct link_tags {
	uint16_t vlans[PACKET_TAGS_MAX]; /* outermost first; 0 is a priority without a VLAN */
	size_t count;
};

/* The type of the network layer, at which `in` then stands; in->failed where the frame is cut
 * before it. The tags on the way go to `tags`, or nowhere (NULL). */
uint16_t link_enter(struct cursor *in, uint32_t link_type, struct link_tags *tags);
