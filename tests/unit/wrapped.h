/* Packets behind the headers of links and tunnels, made byte by byte: for the tests of the layers.
 */
#pragma once
#include "probes/wire/packet.h"
#include "tests/bench/craft.h"

#define ETHERNET_HEADER 14
#define LIES_MAX 4

/* What is around. */
enum around {
	AROUND_NOTHING, /* the link's header is all there is */
	AROUND_IP,      /* Ethernet and IPv4 of that protocol */
	AROUND_UDP,     /* and UDP, to that port */
	AROUND_TYPE,    /* Ethernet with that type */
};

enum inner { INNER_IP, INNER_ETHERNET };

/* One length field that lies. */
struct lie {
	uint16_t place; /* in the header */
	uint8_t value;
	bool set; /* a place of 0 is one too */
};

struct wrapping {
	const char *name;
	enum around around;
	uint32_t number; /* link type, protocol, port, ether type */
	size_t len;
	const char *header;
	enum inner inner;
	uint8_t length_at, length_less; /* a field of two bytes that counts what follows it, and so
	                                   many bytes less; 0: none */
	struct lie lies[LIES_MAX];
};

static inline struct craft inner_packet(void)
{
	struct craft out;

	out.len = 0;
	craft_tcp(&out, (struct craft_end){ 0x0a140015, 40000 },
	          (struct craft_end){ 0xc6336407, 443 }, 7000, 0, CRAFT_ACK, "hello", 5);
	return out;
}

static inline bool is_inner(const struct packet *packet)
{
	return packet->payload.len == 5 && !memcmp(packet->payload.at, "hello", 5) &&
	       packet->source_port == 40000 && packet->target_port == 443 && !packet->cut &&
	       packet->source.low == 0x0000ffff0a140015u && packet->protocol == PROTOCOL_TCP;
}

/* The tunnel's header and the packet in it. */
static inline struct craft wrap_inner(const struct wrapping *w)
{
	struct craft out, inner = inner_packet();
	size_t skip = w->inner == INNER_IP ? ETHERNET_HEADER : 0;

	out.len = 0;
	craft_bytes(&out, w->header, w->len);
	craft_bytes(&out, inner.at + skip, inner.len - skip);
	if (w->length_at) {
		size_t length = out.len - w->length_at - 2 - w->length_less;

		out.at[w->length_at] = (uint8_t)(length >> 8);
		out.at[w->length_at + 1] = (uint8_t)length;
	}
	return out;
}

/* With what is around; `*start` is where the header begins. */
static inline struct craft wrap_around(const struct wrapping *w, const struct craft *content,
                                       size_t *start)
{
	static const struct craft_end from = { 0xc0000201, 50001 };
	struct craft_end to = { 0xc0000202, (uint16_t)w->number };
	struct craft out;

	out.len = 0;
	if (w->around == AROUND_UDP) {
		craft_udp(&out, from, to, content->at, content->len);
	} else if (w->around == AROUND_IP) {
		craft_ipv4(&out, from, to, w->number, content->len);
		craft_append(&out, content);
	} else {
		if (w->around == AROUND_TYPE) {
			craft_bytes(&out, "\2\0\0\0\0\1\2\0\0\0\0\2", 12);
			craft_u16(&out, w->number);
		}
		craft_append(&out, content);
	}
	*start = out.len - content->len;
	return out;
}

static inline int wrap_decode(const struct wrapping *w, const struct craft *bytes,
                              struct packet *out)
{
	uint32_t link = w->around == AROUND_NOTHING ? w->number : LINK_ETHERNET;

	return packet_decode((struct span){ bytes->at, bytes->len }, link, out);
}
