/* Tells packets apart: streams go to probes/traffic/segments.c, datagrams are read here. */
#include "probes/traffic/names.h"

#include "probes/traffic/segments.h"
#include "probes/wire/dns.h"

#define PORT_DNS 53
#define PORT_MDNS 5353
#define PORT_LLMNR 5355
#define PORT_HTTPS 443
#define DATAGRAM_TRIES 4 /* datagrams of one side that are asked for their shape */

static bool has_port(const struct packet *packet, uint16_t port)
{
	return packet->source_port == port || packet->target_port == port;
}

/* A long header with a version in use (RFC 8999, 9000, 9369, the drafts, Google's Q046 and T051).
 */
static bool looks_like_quic(struct span payload)
{
	struct cursor in = cursor_over(payload);
	uint8_t first = cursor_u8(&in);
	uint32_t version = cursor_u32(&in);

	if (in.failed || (first & 0xc0) != 0xc0)
		return false;
	return version == 1 || version == 0x6b3343cf || version >> 8 == 0xff0000 ||
	       version >> 16 == 0x5130 || version >> 16 == 0x5430;
}

/* Ports that are not DNS's: the shape decides. */
static int read_datagram(struct names *names, const struct packet *packet,
                         const struct flow_key *key)
{
	struct flow *flow = names_flow(names, key);
	struct flow_side *side = &flow->sides[key->side];

	if (side->state == SIDE_DONE || !packet->payload.len)
		return 0;
	if (dns_looks_like(packet->payload)) {
		flow->marks |= FLOW_DNS;
		return names_say_dns(names, packet->payload, NAME_DNS, packet);
	}
	if (has_port(packet, PORT_HTTPS) || looks_like_quic(packet->payload)) {
		names_count(names, flow, true);
		flow->sides[0].state = flow->sides[1].state = SIDE_DONE;
	} else if (++side->tries >= DATAGRAM_TRIES && !(flow->marks & FLOW_DNS)) {
		side->state = SIDE_DONE;
	}
	return 0;
}

int names_packet(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	names->totals = &names->all[packet->networks[0]];
	if (packet->protocol == PROTOCOL_TCP)
		return segments_follow(names, packet, key);
	if (packet->protocol != PROTOCOL_UDP)
		return 0;
	if (has_port(packet, PORT_DNS))
		return names_say_dns(names, packet->payload, NAME_DNS, packet);
	if (has_port(packet, PORT_MDNS))
		return names_say_dns(names, packet->payload, NAME_MDNS, packet);
	if (has_port(packet, PORT_LLMNR))
		return names_say_dns(names, packet->payload, NAME_LLMNR, packet);
	return read_datagram(names, packet, key);
}
