/* The headers that packets are wrapped in, as one table: links, tags, tunnels. A reader steps over
 * its own header and says what comes next; a new link or tunnel is one function and one line of the
 * table (or of the one of tunnels.c, where it travels in UDP).
 *
 * A reader gives the next layer, or -errno: -ENOTSUP: nothing that is read; -ENOMSG: a frame that
 * carries no packet; -EACCES: encrypted on the link; -EBADMSG: lies. Where bytes run out it leaves
 * in->failed set, and what it gives does not matter. It never goes back, and may narrow `in`. */
#pragma once
#include "probes/wire/packet.h"

enum ether_type { /* IEEE 802 numbers that are read */
	          ETHER_IPV4 = 0x0800,
	          ETHER_WCCP = 0x883e,
	          ETHER_BRIDGED = 0x6558,
	          ETHER_VLAN = 0x8100,
	          ETHER_IPV6 = 0x86dd,
	          ETHER_PPP = 0x880b,
	          ETHER_MPLS = 0x8847,
	          ETHER_MPLS_MULTICAST = 0x8848,
	          ETHER_PPPOE = 0x8864,
	          ETHER_QINQ = 0x88a8,
	          ETHER_ERSPAN = 0x88be,
	          ETHER_PBB = 0x88e7,
	          ETHER_VN_TAG = 0x8926,
	          ETHER_NSH = 0x894f,
	          ETHER_QINQ_OLD = 0x9100,
	          ETHER_ERSPAN_3 = 0x22eb,
};

enum layer {
	LAYER_END, /* what is left is the payload */
	LAYER_IPV4,
	LAYER_IPV6,
	LAYER_PROTOCOL, /* what packet.protocol says */
	LAYER_IP,       /* either version: the first four bits tell */
	/* links */
	LAYER_ETHERNET,
	LAYER_VLAN,
	LAYER_VN_TAG,
	LAYER_PBB,
	LAYER_LLC,
	LAYER_COOKED,
	LAYER_COOKED_2,
	LAYER_FAMILY,
	LAYER_ENC,
	LAYER_PFLOG,
	LAYER_NFLOG,
	LAYER_PPP,
	LAYER_PPP_SERIAL,
	LAYER_PPP_DIRECTION,
	LAYER_PPPOE,
	LAYER_CISCO_HDLC,
	LAYER_RADIOTAP,
	LAYER_PRISM,
	LAYER_PPI,
	LAYER_WIFI,
	LAYER_WIFI_SWAPPED, /* the two bytes of its control the other way round */
	/* tunnels */
	LAYER_MPLS,
	LAYER_GRE,
	LAYER_ERSPAN_2,
	LAYER_ERSPAN_3,
	LAYER_WCCP,
	LAYER_ETHERIP,
	LAYER_L2TP_3,
	LAYER_NSH,
	LAYER_CAPWAP_WIFI,
	LAYERS
};

struct link_tags {                       /* VLAN tags */
	uint16_t vlans[PACKET_TAGS_MAX]; /* outermost first; 0 is a priority without a VLAN */
	size_t count;
};

enum guess { /* how sure it is that a tunnel was entered */
	     GUESS_NONE,
	     GUESS_PORT,  /* a port says so: the lengths inside have to agree */
	     GUESS_SHAPE, /* nothing but the shape: the IP header inside has to be whole in each way
	                   */
};

/* A packet on its way through its layers. */
struct walk {
	struct packet packet; /* so far */
	struct packet plain;  /* with a guess: what the packet is if that proves wrong */
	struct link_tags tags;
	size_t missing; /* bytes that the innermost IP header claims beyond those captured */
	enum guess guess;
	bool inside; /* an IP header was read: its length bounds what follows */
};

typedef int layer_reader(struct cursor *in, struct walk *walk);

/* The reader of a layer that is not IP. */
layer_reader *layer_reader_of(int layer);

/* The layer of a link type (tcpdump.org/linktypes.html), an ether type, an IP protocol that carries
 * packets: -ENOTSUP where it is not read; for a protocol, LAYER_END. */
int layer_of_link(uint32_t link_type);
int layer_of_ether(uint16_t type);
int layer_of_protocol(uint8_t protocol);

/* Before the first header. */
void walk_begin(struct walk *walk);

/* Reads links and tags, up to the outermost IP header: LAYER_IPV4, LAYER_IPV6, or an error. */
int walk_to_network(struct cursor *in, int layer, struct walk *walk);

/* True where the next bytes begin an Ethernet frame with a whole and right IP header. */
bool ethernet_is_sound(struct cursor in, size_t missing);

/* The same of an IP header. `exact`: its checksum is right, and it claims all bytes that are there
 * (less what pads a short frame). */
bool ip_is_sound(struct cursor in, size_t missing, bool exact);

/* Narrows `in` to `claimed` bytes, or leaves it where fewer were captured. */
void layer_narrow(struct cursor *in, size_t claimed);

/* One reader a layer. */
layer_reader ethernet_read, vlan_read, vn_tag_read, pbb_read, llc_read, cooked_read, cooked_2_read;
layer_reader family_read, enc_read, pflog_read, nflog_read;
layer_reader ppp_read, ppp_serial_read, ppp_direction_read, pppoe_read, cisco_hdlc_read;
layer_reader radiotap_read, prism_read, ppi_read, wifi_read, wifi_swapped_read;
layer_reader mpls_read, gre_read, erspan_2_read, erspan_3_read, wccp_read, etherip_read;
layer_reader l2tp_3_read, nsh_read;
/* One a tunnel in UDP. */
layer_reader vxlan_read, geneve_read, gtp_read, tzsp_read, l2tp_read, capwap_read, teredo_read;
layer_reader ayiya_read, capwap_wifi_read;
