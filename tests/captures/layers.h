/* Headers that are put in front of a packet, from the inside outwards: links, networks, tunnels.
 * Each layer says by what number the next one outside calls it. Written from the standards and
 * apart from the decoders that undo them; the layouts' sources are named where they are not plain.
 */
#pragma once
#include "tests/bench/craft.h"

struct layered { /* a packet while headers are put in front of it */
	struct craft bytes;
	unsigned ether;    /* the type by which a link calls what is outermost now */
	unsigned protocol; /* the number by which IP calls it */
};

typedef void layer(struct layered *);

#define IPV4 0x0800u
#define IPV6 0x86ddu
#define BRIDGED 0x6558u

static inline void prepend(struct layered *to, const struct craft *header)
{
	struct craft whole = *header;

	craft_append(&whole, &to->bytes);
	to->bytes = whole;
}

/* Puts `len` bytes in front; then an `ether` or `protocol` of 0 stays what it was. */
static inline void put(struct layered *to, const char *bytes, size_t len, unsigned ether,
                       unsigned protocol)
{
	struct craft header;

	header.len = 0;
	craft_bytes(&header, bytes, len);
	prepend(to, &header);
	to->ether = ether ? ether : to->ether;
	to->protocol = protocol ? protocol : to->protocol;
}

#define PUT(to, bytes, ether, protocol) put(to, bytes, sizeof(bytes) - 1, ether, protocol)

static inline void put_type(struct layered *to, const char *before, size_t len, unsigned ether)
{
	struct craft header;

	header.len = 0;
	craft_bytes(&header, before, len);
	craft_u16(&header, to->ether);
	prepend(to, &header);
	to->ether = ether;
}

#define PUT_TYPE(to, before, ether) put_type(to, before, sizeof(before) - 1, ether)

/* --- links --- */

static inline void ethernet(struct layered *to)
{
	PUT_TYPE(to, "\0\0\x5e\0\x53\1\0\0\x5e\0\x53\2", BRIDGED);
	to->protocol = 143;
}

static inline void ethernet_llc(struct layered *to)
{
	struct craft header;

	PUT_TYPE(to, "\xaa\xaa\3\0\0\0", 0);
	header.len = 0;
	craft_bytes(&header, "\x02\0\0\0\0\1\x02\0\0\0\0\2", 12);
	craft_u16(&header, (unsigned)to->bytes.len);
	prepend(to, &header);
	to->ether = BRIDGED;
}

static inline void vlan(struct layered *to)
{
	struct craft header;

	header.len = 0;
	craft_u16(&header, 7);
	craft_u16(&header, to->ether);
	prepend(to, &header);
	to->ether = to->ether == 0x8100 ? 0x88a8 : 0x8100;
}

static inline void vlan_old(struct layered *to)
{
	PUT_TYPE(to, "\0\7", 0x9100);
}

static inline void backbone(struct layered *to)
{
	PUT(to, "\0\0\1\0", 0x88e7, 0);
}

static inline void null_little(struct layered *to)
{
	put(to, to->ether == IPV6 ? "\x1e\0\0\0" : "\2\0\0\0", 4, 0, 0);
}

static inline void null_big(struct layered *to)
{
	put(to, to->ether == IPV6 ? "\0\0\0\x1e" : "\0\0\0\2", 4, 0, 0);
}

static inline void cooked(struct layered *to)
{
	PUT_TYPE(to, "\0\0\0\1\0\6\2\0\0\0\0\1\0\0", 0);
}

static inline void cooked_2(struct layered *to)
{
	struct craft header;

	header.len = 0;
	craft_u16(&header, to->ether);
	craft_bytes(&header, "\0\0\0\0\0\2\0\1\0\6\2\0\0\0\0\1\0\0", 18);
	prepend(to, &header);
}

static inline void ppp(struct layered *to)
{
	put(to, to->ether == IPV6 ? "\0\x57" : "\0\x21", 2, 0x880b, 0);
}

static inline void ppp_short(struct layered *to) /* RFC 1661 section 6.5 */
{
	put(to, to->ether == IPV6 ? "\x57" : "\x21", 1, 0x880b, 0);
}

static inline void ppp_framing(struct layered *to)
{
	PUT(to, "\xff\3", 0, 0);
}

static inline void ppp_direction(struct layered *to)
{
	PUT(to, "\1", 0, 0);
}

static inline void cisco_hdlc(struct layered *to)
{
	PUT_TYPE(to, "\x0f\0", 0);
}

static inline void pppoe(struct layered *to)
{
	struct craft header;

	header.len = 0;
	craft_u32(&header, 0x11000042);
	craft_u16(&header, (unsigned)to->bytes.len);
	prepend(to, &header);
	to->ether = 0x8864;
}

static inline void snap(struct layered *to)
{
	PUT_TYPE(to, "\xaa\xaa\3\0\0\0", 0);
}

#define MACS "\2\0\0\0\0\1\2\0\0\0\0\2\2\0\0\0\0\3\0\0"

static inline void wifi(struct layered *to)
{
	PUT(to, "\x08\x01\0\0" MACS, 0, 0);
}

static inline void wifi_quality(struct layered *to)
{
	PUT(to, "\x88\x02\0\0" MACS "\0\0", 0, 0);
}

static inline void wifi_bridge(struct layered *to) /* four addresses */
{
	PUT(to, "\x08\x03\0\0" MACS "\2\0\0\0\0\4", 0, 0);
}

/* Two frames in one (IEEE 802.11 9.3.2.2): the first carries nothing that is read. */
static inline void wifi_aggregate(struct layered *to)
{
	static const char first[] = "\2\0\0\0\0\7\2\0\0\0\0\x08\0\x0a\xaa\xaa\3\0\0\0\x88\xcc\0\0";
	struct craft header;

	header.len = 0;
	craft_bytes(&header, "\x88\x01\0\0" MACS "\x80\0", 26);
	craft_bytes(&header, first, sizeof(first) - 1);
	craft_bytes(&header, "\2\0\0\0\0\1\2\0\0\0\0\2", 12);
	craft_u16(&header, (unsigned)to->bytes.len);
	prepend(to, &header);
}

static inline void radiotap(struct layered *to)
{
	PUT(to, "\0\0\x08\0\0\0\0\0", 0, 0);
}

static void
radiotap_long(struct layered *to) /* two words of what is present; flags: a sum ends it */
{
	PUT(to, "\0\0\x10\0\2\0\0\x80\0\0\0\0\x10\0\0\0", 0, 0);
	craft_bytes(&to->bytes, "\1\2\3\4", 4);
}

static inline void per_packet_information(struct layered *to)
{
	PUT(to, "\0\0\x08\0\x69\0\0\0", 0, 0);
}

static inline void netfilter_log(struct layered *to)
{
	struct craft header;

	header.len = 0;
	craft_bytes(&header, to->ether == IPV6 ? "\x0a\0\0\5" : "\2\0\0\5", 4);
	craft_bytes(&header, "\x08\0\1\0\x08\0\1\0\6\0\x0a\0x\0\0\0", 16);
	craft_u8(&header, (unsigned)to->bytes.len + 4);
	craft_u8(&header, ((unsigned)to->bytes.len + 4) >> 8);
	craft_bytes(&header, "\x09\0", 2);
	prepend(to, &header);
	while (to->bytes.len % 4)
		craft_u8(&to->bytes, 0);
}

/* --- networks --- */

static inline void over_ipv4(struct layered *to)
{
	struct craft_end from = { 0xc0000201, 0 }, end = { 0xc0000202, 0 };
	struct craft header, bare;

	header.len = bare.len = 0;
	craft_ipv4(&header, from, end, to->protocol, to->bytes.len);
	craft_bytes(&bare, header.at + 14, header.len - 14);
	prepend(to, &bare);
	to->ether = IPV4;
	to->protocol = 4;
}

#define ADDRESS "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0"

static inline void over_ipv6(struct layered *to)
{
	struct craft header;

	header.len = 0;
	craft_u32(&header, 0x60000000);
	craft_u16(&header, (unsigned)to->bytes.len);
	craft_u8(&header, to->protocol);
	craft_u8(&header, 64);
	craft_bytes(&header, ADDRESS "\0\0\0\x71" ADDRESS "\0\0\0\x72", 32);
	prepend(to, &header);
	to->ether = IPV6;
	to->protocol = 41;
}

static inline void put_extension(struct layered *to, const char *rest, size_t len,
                                 unsigned protocol)
{
	struct craft header;

	header.len = 0;
	craft_u8(&header, to->protocol);
	craft_bytes(&header, rest, len);
	prepend(to, &header);
	to->protocol = protocol;
}

static inline void extensions(struct layered *to)
{
	put_extension(to, "\4\0\0\0\0\1\0\0\0\0\1authenticated", 23, 51);
	put_extension(to, "\0\0\0\0\0\0\7", 7, 44); /* a fragment that is whole */
	put_extension(to, "\0\xfd\0\0\0\0\0", 7, 43);
	put_extension(to, "\1\1\x0c\0\0\0\0\0\0\0\0\0\0\0\0", 15, 60);
	put_extension(to, "\0\1\4\0\0\0\0", 7, 0);
	to->protocol = 0;
}

/* An extension that comes first has number 0, which put() reads as "as it was". */
static inline void over_ipv6_extended(struct layered *to)
{
	extensions(to);
	over_ipv6(to);
}

static inline void put_udp(struct layered *to, unsigned port)
{
	struct craft header;

	header.len = 0;
	craft_u16(&header, 49321);
	craft_u16(&header, port);
	craft_u16(&header, (unsigned)to->bytes.len + 8);
	craft_u16(&header, 0);
	prepend(to, &header);
	to->protocol = 17;
}

/* --- tunnels --- */

static inline void gre(struct layered *to)
{
	PUT_TYPE(to, "\0\0", 0);
	to->protocol = 47;
}

static inline void gre_full(struct layered *to) /* a sum, a key, a number */
{
	PUT(to, "\0\0\0\0\0\0\0\x17\0\0\0\1", 0, 0);
	PUT_TYPE(to, "\xb0\0", 0);
	to->protocol = 47;
}

static inline void gre_key(struct layered *to)
{
	PUT(to, "\0\x12\x34\0", 0, 0);
	PUT_TYPE(to, "\x20\0", 0);
	to->protocol = 47;
}

static inline void gre_point_to_point(struct layered *to) /* RFC 2637 */
{
	struct craft header;

	header.len = 0;
	craft_u32(&header, 0x3001880b);
	craft_u16(&header, (unsigned)to->bytes.len);
	craft_u16(&header, 9);
	craft_u32(&header, 1);
	prepend(to, &header);
	to->protocol = 47;
}

static inline void erspan_1(struct layered *to)
{
	PUT(to, "\0\0\x88\xbe", 0, 47);
}

static inline void erspan_2(struct layered *to)
{
	PUT(to, "\x10\0\x88\xbe\0\0\0\1\x10\7\0\5\0\0\0\1", 0, 47);
}

static inline void erspan_3(struct layered *to)
{
	PUT(to, "\x10\0\x22\xeb\0\0\0\1\x20\7\0\5\0\0\0\1\0\0\0\0", 0, 47);
}

static inline void erspan_3_long(struct layered *to) /* with a platform's own header */
{
	PUT(to, "\x10\0\x22\xeb\0\0\0\1\x20\7\0\5\0\0\0\1\0\0\0\1\x0c\0\0\0\0\0\0\0", 0, 47);
}

static inline void mpls(struct layered *to)
{
	put(to, to->ether == 0x8847 ? "\0\1\x10\x40" : "\0\1\x21\x40", 4, 0x8847, 137);
}

static inline void control_word(struct layered *to)
{
	PUT(to, "\0\0\0\0", 0, 0);
}

static inline void vxlan(struct layered *to)
{
	PUT(to, "\x08\0\0\0\0\0\x2a\0", 0, 0);
	put_udp(to, 4789);
}

static inline void vxlan_generic(struct layered *to) /* IPv4 inside */
{
	PUT(to, "\x0c\0\0\1\0\0\x2a\0", 0, 0);
	put_udp(to, 4790);
}

static inline void geneve(struct layered *to)
{
	PUT(to, "\0\0\x2a\0\1\2\x80\1abcd", 0, 0);
	PUT_TYPE(to, "\2\0", 0);
	put_udp(to, 6081);
}

static inline void put_mobile(struct layered *to, const char *more, size_t len)
{
	struct craft header;

	header.len = 0;
	craft_u16(&header, len ? 0x34ff : 0x30ff);
	craft_u16(&header, (unsigned)(to->bytes.len + len));
	craft_u32(&header, 0x1234);
	craft_bytes(&header, more, len);
	prepend(to, &header);
	put_udp(to, 2152);
}

static inline void mobile(struct layered *to) /* GTP-U, 3GPP TS 29.281 */
{
	put_mobile(to, "", 0);
}

static inline void mobile_extended(struct layered *to)
{
	put_mobile(to, "\0\0\0\x85\1\x10\1\0", 8);
}

static inline void tzsp(struct layered *to)
{
	PUT(to, "\1\0\0\1\x0a\1\xce\0\1", 0, 0);
	put_udp(to, 37008);
}

static inline void tzsp_wifi(struct layered *to)
{
	PUT(to, "\1\0\0\x12\1", 0, 0);
	put_udp(to, 37008);
}

static inline void l2tp(struct layered *to)
{
	PUT(to, "\0\2\0\7\0\x08", 0, 0);
	put_udp(to, 1701);
}

static inline void l2tp_full(struct layered *to) /* length, numbers, an offset */
{
	struct craft header;

	header.len = 0;
	craft_u16(&header, 0x4a02);
	craft_u16(&header, (unsigned)to->bytes.len + 16);
	craft_bytes(&header, "\0\7\0\x08\0\1\0\0\0\2\0\0", 12);
	prepend(to, &header);
	put_udp(to, 1701);
}

static inline void capwap(struct layered *to)
{
	PUT(to, "\0\x10\2\0\0\0\0\0", 0, 0);
	put_udp(to, 5247);
}

static inline void capwap_wifi(struct layered *to)
{
	PUT(to, "\0\x10\3\0\0\0\0\0", 0, 0);
	put_udp(to, 5247);
}

static inline void teredo(struct layered *to)
{
	put_udp(to, 3544);
}

static inline void teredo_full(struct layered *to) /* authentication, then origin (RFC 4380) */
{
	PUT(to, "\0\1\0\0\1\2\3\4\5\6\7\x08\0\0\0\x12\x34\x3f\xff\xfd\xfe", 0, 0);
	put_udp(to, 3544);
}

static inline void
service_chain(struct layered *to) /* NSH, RFC 8300; `ether` says what is inside */
{
	PUT(to,
	    "\0\0\1\xff"
	    "0123456789abcdef",
	    0, 0);
	put(to, to->ether == BRIDGED ? "\x0f\xc6\1\3" : "\x0f\xc6\1\1", 4, 0x894f, 0);
}

static inline void ayiya(struct layered *to)
{
	PUT(to,
	    "\x41\x52\x11\x29\x6a\0\0\0"
	    "0123456789abcdef"
	    "0123456789abcdefghij",
	    0, 0);
	put_udp(to, 5072);
}

static inline void etherip(struct layered *to)
{
	PUT(to, "\x30\0", 0, 97);
}

static inline void mpls_udp(struct layered *to)
{
	put_udp(to, 6635);
}
