/* Several packets in one wireless frame (IEEE 802.11 section 9.3.2.2, A-MSDU). Each subframe has
 * the form of an Ethernet frame: packet_decode() reads it as LINK_ETHERNET. A pure function. */
#pragma once
#include "probes/base/cursor.h"

#define SUBFRAMES_MAX                                                                              \
	64 /* of one frame: they have 15 bytes at least, a frame 11454 at most; real               \
	      ones hold a few */

/* False: frames of this link are one packet each. */
bool packet_may_aggregate(uint32_t link_type);

/* The subframe of that number, from 0. False: the frame is no aggregate that can be read, or has
 * fewer. */
bool packet_subframe(struct span bytes, uint32_t link_type, size_t number, struct span *out);
