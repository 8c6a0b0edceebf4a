/* Link, network and transport headers of one captured packet, as far as names need them: who to
 * whom, and where the payload is. A pure function over the cursor: no state, no allocation, no
 * meaning; a port is only a hint to a tunnel.
 *
 * Links: those of enum packet_link, with VLAN tags (IEEE 802.1Q, 802.1ad, 802.1ah), LLC and SNAP,
 * PPP, MPLS. Networks: IPv4 (RFC 791), IPv6 with extension headers (RFC 8200). Transport: TCP
 * (RFC 9293), UDP (RFC 768). Tunnels are followed to the innermost packet: those of layers.c, and
 * the ones in UDP of tunnels.c. A tunnel in UDP is entered only where its own header and the IP
 * header inside are sound; else the datagram is one like any other.
 *
 * One bound holds for all headers of a packet together, and is kept over what is put together of
 * fragments: PACKET_LAYERS_MAX. */
#pragma once
#include "probes/base/cursor.h"

#define PACKET_LAYERS_MAX                                                                          \
	32                /* headers in front of each other: each tag, label, extension is one     \
	                   */
#define PACKET_TAGS_MAX 8 /* VLAN tags among them */

enum packet_link { /* LINKTYPE_ numbers */
	           LINK_NULL = 0,
	           LINK_ETHERNET = 1,
	           LINK_PPP = 9,
	           LINK_RAW_DLT = 12, /* what some systems wrote for raw IP: their own DLT number */
	           LINK_RAW_OPENBSD = 14,
	           LINK_PPP_SERIAL = 50, /* in HDLC-like framing, or Cisco's HDLC */
	           LINK_PPP_ETHER = 51,  /* PPPoE without Ethernet */
	           LINK_RAW = 101,
	           LINK_CISCO_HDLC = 104,
	           LINK_WIFI = 105,
	           LINK_LOOP = 108,
	           LINK_ENC = 109,
	           LINK_COOKED = 113,
	           LINK_PFLOG = 117,
	           LINK_PRISM = 119,
	           LINK_RADIOTAP = 127,
	           LINK_AVS = 163,
	           LINK_PPP_PPPD = 166,
	           LINK_PPI = 192,
	           LINK_PPP_DIRECTION = 204,
	           LINK_MPLS = 219,
	           LINK_IPV4 = 228,
	           LINK_IPV6 = 229,
	           LINK_NFLOG = 239,
	           LINK_COOKED_2 = 276,
};

enum packet_protocol {
	PROTOCOL_TCP = 6,
	PROTOCOL_UDP = 17,
	PROTOCOL_ESP = 50,
}; /* the ones with ports; any other number is kept */

enum packet_piece { /* what a fragment is a piece of */
	            PIECE_OF_IP,
	            PIECE_OF_WIFI, /* of a frame in CAPWAP */
	            PIECE_OF_ETHERNET,
};

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
	bool fragment;            /* one piece: no transport header, payload is the piece */
	bool more;                /* fragment: others follow */
	uint8_t piece_of;         /* fragment: enum packet_piece */
	uint8_t layers;           /* headers so far */
	uint16_t fragment_offset; /* bytes */
	uint32_t fragment_id;
	uint16_t networks[2]; /* of source and target: the caller's to fill; 0 by packet_decode() */
};

/* True for the link types above. */
bool packet_link_known(uint32_t link_type);

/* 0; -ENOTSUP: another link type, no IP inside, or too many headers; -ENOMSG: a frame that never
 * carries a packet (wireless management, spanning tree, PPP's set-up); -EACCES: encrypted on the
 * link; -EBADMSG: a header lies; -EAGAIN: cut by the snap length within the headers. */
int packet_decode(struct span bytes, uint32_t link_type, struct packet *out);

/* What follows in a payload that was put together: fills `packet`, which is the fragment's, and
 * whose `cut` says whether bytes are missing at the end. The outcome may be a fragment again, of a
 * packet inside. Errors as above; `packet` is written only on success. */
int packet_continue(struct span bytes, struct packet *packet);
