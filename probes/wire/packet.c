/* Walks the headers of a packet, each chain bounded, each length checked against what was captured.
 */
#include "probes/wire/packet.h"

#include <errno.h>

#include "probes/wire/link.h"

enum ip_next {
	NEXT_HOP_BY_HOP = 0,
	NEXT_IPV4 = 4,
	NEXT_IPV6 = 41,
	NEXT_ROUTING = 43,
	NEXT_FRAGMENT = 44,
	NEXT_AUTHENTICATION = 51,
	NEXT_DESTINATION = 60,
};

#define MAPPED_PREFIX 0x0000ffff00000000u /* ::ffff:0:0/96, lower half */

/* Narrows `in` to the `claimed` bytes that the header says belong to the packet: link padding goes,
 * and what the snap length took is noted. */
static void narrow(struct cursor *in, size_t claimed, struct packet *packet)
{
	size_t left = cursor_left(in);

	packet->cut = claimed > left;
	*in = cursor_sub(in, packet->cut ? left : claimed);
}

static int ipv4_header(struct cursor *in, struct packet *packet)
{
	uint8_t first = cursor_u8(in);
	size_t header = (size_t)(first & 15) * 4;
	size_t total, place;

	cursor_u8(in);
	total = cursor_u16(in);
	packet->fragment_id = cursor_u16(in);
	place = cursor_u16(in);
	cursor_u8(in);
	packet->protocol = cursor_u8(in);
	cursor_u16(in);
	packet->source = (struct packet_address){ 0, MAPPED_PREFIX | cursor_u32(in) };
	packet->target = (struct packet_address){ 0, MAPPED_PREFIX | cursor_u32(in) };
	if (in->failed)
		return -EAGAIN;
	if (first >> 4 != 4 || header < 20 || (total && total < header))
		return -EBADMSG;
	cursor_take(in, header - 20);
	if (in->failed)
		return -EAGAIN;
	/* a length of zero: segmentation was left to the network card, the packet is as long as
	 * captured */
	narrow(in, total ? total - header : cursor_left(in), packet);
	packet->more = place & 0x2000;
	packet->fragment_offset = (uint16_t)((place & 0x1fff) * 8);
	packet->fragment = packet->more || packet->fragment_offset;
	return 0;
}

static void fragment_header(struct cursor *in, struct packet *packet)
{
	uint16_t place;

	packet->protocol = cursor_u8(in);
	cursor_u8(in);
	place = cursor_u16(in);
	packet->fragment_id = cursor_u32(in);
	packet->more = place & 1;
	packet->fragment_offset = place & 0xfff8;
	packet->fragment = packet->more || packet->fragment_offset; /* else atomic, RFC 6946 */
}

/* True while there was an extension header to step over. */
static bool step_over_extension(struct cursor *in, struct packet *packet)
{
	uint8_t next;

	switch (packet->protocol) {
	case NEXT_HOP_BY_HOP:
	case NEXT_ROUTING:
	case NEXT_DESTINATION:
		next = cursor_u8(in);
		cursor_take(in, (size_t)cursor_u8(in) * 8 + 6);
		break;
	case NEXT_AUTHENTICATION: /* RFC 4302: in words of four bytes, less two */
		next = cursor_u8(in);
		cursor_take(in, ((size_t)cursor_u8(in) + 2) * 4 - 2);
		break;
	case NEXT_FRAGMENT: fragment_header(in, packet); return true;
	default: return false;
	}
	packet->protocol = next;
	return true;
}

static int ipv6_header(struct cursor *in, struct packet *packet)
{
	uint8_t version = cursor_u32(in) >> 28;
	size_t length = cursor_u16(in);
	int steps = 0;

	packet->protocol = cursor_u8(in);
	cursor_u8(in);
	packet->source.high = cursor_u64(in);
	packet->source.low = cursor_u64(in);
	packet->target.high = cursor_u64(in);
	packet->target.low = cursor_u64(in);
	if (in->failed)
		return -EAGAIN;
	if (version != 6)
		return -EBADMSG;
	narrow(in, length ? length : cursor_left(in), packet);
	packet->fragment = packet->more = false;
	packet->fragment_offset = 0;
	while (!in->failed && !packet->fragment && steps++ < PACKET_EXTENSIONS_MAX &&
	       step_over_extension(in, packet))
		;
	if (in->failed)
		return packet->cut ? -EAGAIN : -EBADMSG;
	return steps > PACKET_EXTENSIONS_MAX ? -EBADMSG : 0;
}

static int tcp_header(struct cursor *in, struct packet *packet)
{
	size_t header;

	packet->source_port = cursor_u16(in);
	packet->target_port = cursor_u16(in);
	packet->sequence = cursor_u32(in);
	cursor_u32(in);
	header = (size_t)(cursor_u8(in) >> 4) * 4;
	packet->flags = cursor_u8(in);
	cursor_take(in, 6);
	if (!in->failed && header < 20)
		return -EBADMSG;
	cursor_take(in, header - 20);
	return 0;
}

static int udp_header(struct cursor *in, struct packet *packet)
{
	size_t length;

	packet->source_port = cursor_u16(in);
	packet->target_port = cursor_u16(in);
	length = cursor_u16(in);
	cursor_u16(in);
	if (in->failed || !length) /* RFC 2675: a jumbo datagram */
		return 0;
	if (length < 8)
		return -EBADMSG;
	if (length - 8 > cursor_left(in))
		packet->cut = true;
	else
		*in = cursor_sub(in, length - 8);
	return 0;
}

int packet_transport(struct span bytes, struct packet *packet)
{
	struct cursor in = cursor_over(bytes);
	struct packet local = *packet;
	int error = 0;

	local.source_port = local.target_port = 0;
	if (local.protocol == PROTOCOL_TCP)
		error = tcp_header(&in, &local);
	else if (local.protocol == PROTOCOL_UDP)
		error = udp_header(&in, &local);
	if (error)
		return error;
	if (in.failed)
		return local.cut ? -EAGAIN : -EBADMSG;
	local.payload = cursor_take(&in, cursor_left(&in));
	*packet = local;
	return 0;
}

/* IP, and IP inside IP, down to the innermost. */
static int network_headers(struct cursor *in, uint16_t type, struct packet *packet)
{
	for (int nesting = 0; nesting < PACKET_NESTING_MAX; nesting++) {
		int error;

		if (type != ETHER_IPV4 && type != ETHER_IPV6)
			return -ENOTSUP;
		error = type == ETHER_IPV4 ? ipv4_header(in, packet) : ipv6_header(in, packet);
		if (error || packet->fragment)
			return error;
		if (packet->protocol == NEXT_IPV4)
			type = ETHER_IPV4;
		else if (packet->protocol == NEXT_IPV6)
			type = ETHER_IPV6;
		else
			return 0;
	}
	return -ENOTSUP;
}

int packet_decode(struct span bytes, uint32_t link_type, struct packet *out)
{
	struct cursor in = cursor_over(bytes);
	struct packet packet = { 0 };
	uint16_t type = link_enter(&in, link_type, NULL);
	int error;

	if (in.failed)
		return -EAGAIN;
	error = network_headers(&in, type, &packet);
	if (error)
		return error;
	if (packet.fragment)
		packet.payload = cursor_take(&in, cursor_left(&in));
	else if ((error = packet_transport(cursor_take(&in, cursor_left(&in)), &packet)))
		return error;
	*out = packet;
	return 0;
}
