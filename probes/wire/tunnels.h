/* Tunnels in UDP, told by their shape, or by their port where the shape says little. */
#pragma once
#include "probes/wire/layers.h"

#define TUNNEL_INNER_MIN 20 /* the shortest IP header */

/* One bit for each port of the table in tunnels.c, modulo 64. */
#define TUNNEL_BIT(port) ((uint64_t)1 << (port) % 64)
#define TUNNEL_BITS                                                                                \
	(TUNNEL_BIT(4789) | TUNNEL_BIT(8472) | TUNNEL_BIT(4790) | TUNNEL_BIT(6081) |               \
	 TUNNEL_BIT(2152) | TUNNEL_BIT(3544) | TUNNEL_BIT(37008) | TUNNEL_BIT(5247) |              \
	 TUNNEL_BIT(1701) | TUNNEL_BIT(5072) | TUNNEL_BIT(6635))

#define TUNNEL_PORT_MIN 1024  /* the ports of services that everybody knows lie below */
#define TUNNEL_FIRST_MAX 0x3f /* the first byte of all that are told by shape, but IPv6 alone */

/* IPv6 right behind the UDP header (Teredo) has the version first, and tells its length. */
static inline bool may_be_ipv6(struct cursor in, const struct packet *packet)
{
	size_t there = cursor_left(&in);

	if (cursor_u32(&in) >> 28 != 6)
		return false;
	return cursor_u16(&in) + 40u == there || packet->cut;
}

/* False for most datagrams, before the table is asked. */
static inline bool may_be_tunnel(const struct cursor *in, const struct packet *packet)
{
	if (cursor_left(in) < TUNNEL_INNER_MIN)
		return false;
	if (in->at[0] <= TUNNEL_FIRST_MAX || may_be_ipv6(*in, packet))
		return true;
	return packet->source_port >= TUNNEL_PORT_MIN && packet->target_port >= TUNNEL_PORT_MIN &&
	       (TUNNEL_BIT(packet->source_port) | TUNNEL_BIT(packet->target_port)) & TUNNEL_BITS;
}

/* Behind a UDP header: the layer inside the tunnel that this datagram may be, with a guess in
 * `walk`, or LAYER_END. */
int tunnel_in_datagram(struct cursor *in, struct walk *walk);
