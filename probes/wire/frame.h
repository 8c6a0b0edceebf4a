/* Whose network a frame is of: the VLAN tags in front of its network layer and the addresses of its
 * outermost IP header, nothing behind them. What is inside a tunnel is not asked. A pure function.
 */
#pragma once
#include "probes/wire/layers.h"

struct frame {
	struct link_tags tags;
	struct packet_address source, target;
	bool addressed; /* false: no IP, or cut before the addresses end */
};

/* Never fails: what is not there is not told. Bytes behind the addresses are not touched. */
void frame_read(struct span bytes, uint32_t link_type, struct frame *out);
