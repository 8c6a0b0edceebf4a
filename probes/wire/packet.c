/* Walks the headers of a packet, each length checked against what was captured. */
#include "probes/wire/packet.h"

#include <errno.h>

#include "probes/wire/tunnels.h"

enum ip_next {
	NEXT_HOP_BY_HOP = 0,
	NEXT_ROUTING = 43,
	NEXT_FRAGMENT = 44,
	NEXT_AUTHENTICATION = 51,
	NEXT_DESTINATION = 60,
};

#define COMMON_LAYERS 3
#define MAPPED_PREFIX 0x0000ffff00000000u /* ::ffff:0:0/96, lower half */

/* Inlined at both of its places: nearly every packet passes there. */
#define EVERYWHERE static inline __attribute__((always_inline))

/* Narrows `in` to the `claimed` bytes that the header says belong to the packet: link padding goes,
 * and what the snap length took is noted. */
EVERYWHERE void narrow(struct cursor *in, size_t claimed, struct walk *walk)
{
	size_t left = cursor_left(in);

	walk->packet.cut = claimed > left;
	walk->missing = claimed > left ? claimed - left : 0;
	walk->inside = true;
	*in = cursor_sub(in, claimed > left ? left : claimed);
}

/* A tunnel that was only guessed is one if the IP header inside it is right. */
static bool is_guess_right(const struct cursor *in, struct walk *walk)
{
	if (!ip_is_sound(*in, walk->missing, walk->guess == GUESS_SHAPE))
		return false;
	walk->guess = GUESS_NONE;
	return true;
}

EVERYWHERE int ipv4_header(struct cursor *in, struct walk *walk)
{
	struct packet *packet = &walk->packet;
	uint8_t first;
	size_t header, total, place;

	if (walk->guess && !is_guess_right(in, walk))
		return -EBADMSG;
	first = cursor_u8(in);
	header = (size_t)(first & 15) * 4;
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
	narrow(in, total ? total - header : cursor_left(in), walk);
	packet->more = place & 0x2000;
	packet->fragment_offset = (uint16_t)((place & 0x1fff) * 8);
	packet->fragment = packet->more || packet->fragment_offset;
	return packet->fragment ? LAYER_END : LAYER_PROTOCOL;
}

static int ipv6_header(struct cursor *in, struct walk *walk)
{
	struct packet *packet = &walk->packet;
	uint8_t version;
	size_t length;

	if (walk->guess && !is_guess_right(in, walk))
		return -EBADMSG;
	version = cursor_u32(in) >> 28;
	length = cursor_u16(in);
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
	narrow(in, length ? length : cursor_left(in), walk);
	return LAYER_PROTOCOL;
}

static int fragment_header(struct cursor *in, struct packet *packet)
{
	uint16_t place;

	packet->protocol = cursor_u8(in);
	cursor_u8(in);
	place = cursor_u16(in);
	packet->fragment_id = cursor_u32(in);
	packet->more = place & 1;
	packet->fragment_offset = place & 0xfff8;
	packet->fragment = packet->more || packet->fragment_offset; /* else atomic, RFC 6946 */
	return packet->fragment ? LAYER_END : LAYER_PROTOCOL;
}

/* Extension headers tell the next protocol, and their length in words of eight bytes less one. */
static int extension(struct cursor *in, struct packet *packet)
{
	packet->protocol = cursor_u8(in);
	cursor_take(in, (size_t)cursor_u8(in) * 8 + 6);
	return LAYER_PROTOCOL;
}

/* RFC 4302: in words of four bytes, less two. */
static int authentication(struct cursor *in, struct packet *packet)
{
	packet->protocol = cursor_u8(in);
	cursor_take(in, ((size_t)cursor_u8(in) + 2) * 4 - 2);
	return LAYER_PROTOCOL;
}

static bool is_ipv4(const struct packet *packet)
{
	return !packet->source.high && packet->source.low >> 32 == MAPPED_PREFIX >> 32;
}

static int other_protocol(struct cursor *in, struct packet *packet)
{
	if (packet->protocol == NEXT_AUTHENTICATION)
		return authentication(in, packet);
	if (is_ipv4(packet))
		return layer_of_protocol(packet->protocol);
	switch (packet->protocol) {
	case NEXT_HOP_BY_HOP:
	case NEXT_ROUTING:
	case NEXT_DESTINATION: return extension(in, packet);
	case NEXT_FRAGMENT: return fragment_header(in, packet);
	default: return layer_of_protocol(packet->protocol);
	}
}

EVERYWHERE int tcp_header(struct cursor *in, struct packet *packet)
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
	return LAYER_END;
}

EVERYWHERE int udp_header(struct cursor *in, struct packet *packet)
{
	size_t length;

	packet->source_port = cursor_u16(in);
	packet->target_port = cursor_u16(in);
	length = cursor_u16(in);
	cursor_u16(in);
	if (in->failed || !length) /* RFC 2675: a jumbo datagram */
		return LAYER_END;
	if (length < 8)
		return -EBADMSG;
	if (length - 8 > cursor_left(in))
		packet->cut = true;
	else
		*in = cursor_sub(in, length - 8);
	return LAYER_END;
}

static int datagram(struct cursor *in, struct walk *walk)
{
	int layer = udp_header(in, &walk->packet);

	if (layer || !may_be_tunnel(in, &walk->packet))
		return layer;
	return tunnel_in_datagram(in, walk);
}

static int protocol_header(struct cursor *in, struct walk *walk)
{
	if (walk->packet.protocol == PROTOCOL_TCP)
		return tcp_header(in, &walk->packet);
	if (walk->packet.protocol == PROTOCOL_UDP)
		return datagram(in, walk);
	return other_protocol(in, &walk->packet);
}

static int read_layer(struct cursor *in, int layer, struct walk *walk)
{
	if (walk->packet.layers++ == PACKET_LAYERS_MAX) {
		walk->packet.layers--;
		return -ENOTSUP;
	}
	switch (layer) {
	case LAYER_IPV4: layer = ipv4_header(in, walk); break;
	case LAYER_IPV6: layer = ipv6_header(in, walk); break;
	case LAYER_PROTOCOL: layer = protocol_header(in, walk); break;
	default: layer = layer_reader_of(layer)(in, walk);
	}
	if (in->failed)
		return walk->inside && !walk->packet.cut ? -EBADMSG : -EAGAIN;
	return layer;
}

/* To the end; `out` is written only on success. */
static int read_layers(struct cursor *in, int layer, struct walk *walk, struct packet *out)
{
	while (layer > LAYER_END)
		layer = read_layer(in, layer, walk);
	if (layer == LAYER_END) {
		*out = walk->packet;
		out->payload = cursor_take(in, cursor_left(in));
		return 0;
	}
	if (!walk->guess)
		return layer;
	*out = walk->plain; /* no tunnel after all */
	return 0;
}

void walk_begin(struct walk *walk)
{
	walk->packet = (struct packet){ 0 };
	walk->tags.count = 0;
	walk->missing = 0;
	walk->guess = GUESS_NONE;
	walk->inside = false;
}

int walk_to_network(struct cursor *in, int layer, struct walk *walk)
{
	while (layer > LAYER_END && layer != LAYER_IPV4 && layer != LAYER_IPV6)
		layer = read_layer(in, layer, walk);
	return layer;
}

/* Ethernet, IPv4, TCP or UDP: most packets are nothing else, and need no table. False: this one
 * does, or is not right. */
static bool read_common(struct cursor in, struct packet *out)
{
	struct walk walk;

	walk.guess = GUESS_NONE;
	walk.missing = 0;
	walk.packet = (struct packet){ .layers = COMMON_LAYERS };
	cursor_take(&in, 12);
	if (cursor_u16(&in) != ETHER_IPV4 || ipv4_header(&in, &walk) != LAYER_PROTOCOL)
		return false;
	if (walk.packet.protocol == PROTOCOL_TCP) {
		if (tcp_header(&in, &walk.packet))
			return false;
	} else if (walk.packet.protocol != PROTOCOL_UDP || udp_header(&in, &walk.packet) ||
	           may_be_tunnel(&in, &walk.packet)) {
		return false;
	}
	if (in.failed)
		return false;
	walk.packet.payload = cursor_take(&in, cursor_left(&in));
	*out = walk.packet;
	return true;
}

int packet_decode(struct span bytes, uint32_t link_type, struct packet *out)
{
	struct cursor in = cursor_over(bytes);
	struct walk walk;

	if (link_type == LINK_ETHERNET && read_common(in, out))
		return 0;
	walk_begin(&walk);
	return read_layers(&in, layer_of_link(link_type), &walk, out);
}

static int layer_of_piece(uint8_t piece_of)
{
	switch (piece_of) {
	case PIECE_OF_WIFI: return LAYER_CAPWAP_WIFI;
	case PIECE_OF_ETHERNET: return LAYER_ETHERNET;
	default: return LAYER_PROTOCOL;
	}
}

int packet_continue(struct span bytes, struct packet *packet)
{
	struct cursor in = cursor_over(bytes);
	struct walk walk;

	walk_begin(&walk);
	walk.packet = *packet;
	walk.packet.fragment = walk.packet.more = false;
	walk.packet.piece_of = PIECE_OF_IP;
	walk.packet.source_port = walk.packet.target_port = walk.packet.fragment_offset = 0;
	walk.inside = true;
	return read_layers(&in, layer_of_piece(packet->piece_of), &walk, packet);
}
