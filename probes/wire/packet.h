/* Link, network and transport headers of one captured packet, as far as names need them: who to
 * whom, and where the payload is. A pure function over the cursor: no state, no allocation, no
 * ports, no meaning.
 *
 * Links: Ethernet and Linux cooked v1 and v2 with stacked VLAN tags (IEEE 802.1Q, 802.1ad) and
 * PPPoE sessions (RFC 2516), raw IP, null and loopback in either byte order
 * (tcpdump.org/linktypes.html). Networks: IPv4 (RFC 791), IPv6 with extension headers (RFC 8200),
 * each also inside the other (RFC 2003, 2473, 4213). Transport: TCP (RFC 9293), UDP (RFC 768).
 * Every chain of headers is bounded. */
#pragma once
#include "probes/base/cursor.h"

#define PACKET_TAGS_MAX 8       /* VLAN tags on top of each other */
#define PACKET_EXTENSIONS_MAX 8 /* IPv6 extension headers */
#define PACKET_NESTING_MAX 4    /* IP inside IP */

enum packet_link { /* LINKTYPE_ numbers */
	           LINK_NULL = 0,
	           LINK_ETHERNET = 1,
	           LINK_RAW_DLT = 12, /* what some systems wrote for raw IP: their own DLT number */
	           LINK_RAW_OPENBSD = 14,
	           LINK_RAW = 101,
	           LINK_LOOP = 108,
	           LINK_COOKED = 113,
	           LINK_IPV4 = 228,
	           LINK_IPV6 = 229,
	           LINK_COOKED_2 = 276,
};

enum packet_protocol {
	PROTOCOL_TCP = 6,
	PROTOCOL_UDP = 17
}; /* the ones with ports; any other number is kept */

enum packet_flag { TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_ACK = 16 };

struct packet_address {
	uint64_t high, low; /* in host order; IPv4 as ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2) */
};

struct packet {
	struct packet_address source, target;
	struct span
		payload; /* of TCP or UDP, or what follows the IP headers; points into the input */
	uint32_t sequence;                 /* TCP */
	uint16_t source_port, target_port; /* 0 without a transport header */
	uint8_t protocol;                  /* after the extension headers */
	uint8_t flags;                     /* TCP */
	bool cut;                          /* the payload was longer than what was captured */
	bool fragment;            /* one piece of an IP packet: no ports, payload is the piece */
	bool more;                /* fragment: others follow */
	uint16_t fragment_offset; /* bytes */
	uint32_t fragment_id;
	uint16_t networks[2]; /* of source and target: the caller's to fill; 0 by packet_decode() */
};

/* True for the link types above. */
bool packet_link_known(uint32_t link_type);

/* 0; -ENOTSUP: another link type, or no IP inside (ARP, LLC, a tunnel that is not read); -EBADMSG:
 * a header lies; -EAGAIN: cut by the snap length within the headers. */
int packet_decode(struct span bytes, uint32_t link_type, struct packet *out);

/* The transport header of a reassembled payload: fills ports, flags, sequence and payload of
 * `packet`, whose protocol is known and whose `cut` says whether bytes are missing at the end.
 * Errors as above. */
int packet_transport(struct span bytes, struct packet *packet);
