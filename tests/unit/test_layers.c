/* Every link and tunnel of the table: a good packet, all its truncations, a lie for each length. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/wrapped.h"

#define NOTHING AROUND_NOTHING
#define UDP AROUND_UDP
#define IP AROUND_IP
#define TYPE AROUND_TYPE
#define HEADER(bytes) sizeof(bytes) - 1, bytes
#define LIE(place, value)                                                                          \
	{                                                                                          \
		place, value, true                                                                 \
	}
#define IP_INSIDE                                                                                  \
	INNER_IP, 0, 0,                                                                            \
	{                                                                                          \
		{                                                                                  \
			0                                                                          \
		}                                                                                  \
	}
#define FRAME_INSIDE                                                                               \
	INNER_ETHERNET, 0, 0,                                                                      \
	{                                                                                          \
		{                                                                                  \
			0                                                                          \
		}                                                                                  \
	}
#define SNAP "\xaa\xaa\3\0\0\0\x08\0"
#define ADDRESSES "\2\0\0\0\0\1\2\0\0\0\0\2\2\0\0\0\0\3"
#define DATA_FRAME "\x08\1\0\0" ADDRESSES "\x10\0"
#define QUALITY_FRAME "\x88\1\0\0" ADDRESSES "\x10\0\0\0"
#define ZEROS_8 "\0\0\0\0\0\0\0\0"

static const struct wrapping links[] = {
	{ "null", NOTHING, LINK_NULL, HEADER("\2\0\0\0"), IP_INSIDE },
	{ "loop", NOTHING, LINK_LOOP, HEADER("\0\0\0\2"), IP_INSIDE },
	{ "raw", NOTHING, LINK_RAW, HEADER(""), IP_INSIDE },
	{ "cooked", NOTHING, LINK_COOKED, HEADER("\0\0\0\1\0\6\2\0\0\0\0\1\0\0\x08\0"), IP_INSIDE },
	{ "cooked LLC", NOTHING, LINK_COOKED, HEADER("\0\0\0\1\0\6\2\0\0\0\0\1\0\0\0\4" SNAP),
	  IP_INSIDE },
	{ "cooked 2", NOTHING, LINK_COOKED_2, HEADER("\x08\0\0\0\0\0\0\2\0\1\0\6\2\0\0\0\0\1\0\0"),
	  IP_INSIDE },
	{ "ENC", NOTHING, LINK_ENC, HEADER("\2\0\0\0" ZEROS_8), IP_INSIDE },
	{ "PFLOG",
	  NOTHING,
	  LINK_PFLOG,
	  HEADER("\x0d\2\0\0" ZEROS_8 "\0\0\0\0"),
	  0,
	  0,
	  0,
	  { LIE(0, 1), LIE(0, 9), LIE(0, 255) } },
	{ "NFLOG",
	  NOTHING,
	  LINK_NFLOG,
	  HEADER("\2\0\0\1\x05\0\x0a\0x\0\0\0\x31\0\x09\0"),
	  0,
	  0,
	  0,
	  { LIE(4, 3), LIE(4, 0xf0), LIE(12, 3), LIE(12, 0x20) } },
	{ "NFLOG big-endian", NOTHING, LINK_NFLOG,
	  HEADER("\2\0\0\1\0\x05\0\x0ax\0\0\0\0\x31\0\x09"), IP_INSIDE },
	{ "LLC",
	  NOTHING,
	  LINK_ETHERNET,
	  HEADER("\2\0\0\0\0\1\2\0\0\0\0\2\0\0" SNAP),
	  0,
	  12,
	  0,
	  { LIE(13, 40) } },
	{ "VLAN", TYPE, 0x8100, HEADER("\0\7\x08\0"), IP_INSIDE },
	{ "VN-Tag", TYPE, 0x8926, HEADER("\0\1\0\2\x08\0"), IP_INSIDE },
	{ "PBB", TYPE, 0x88e7, HEADER("\0\0\0\7"), FRAME_INSIDE },
	{ "PPP", NOTHING, LINK_PPP, HEADER("\xff\3\0\x21"), IP_INSIDE },
	{ "PPP, protocol of one byte", NOTHING, LINK_PPP, HEADER("\x21"), IP_INSIDE },
	{ "PPP, flags", NOTHING, LINK_PPP_SERIAL, HEADER("\x7e\xff\3\0\x21"), IP_INSIDE },
	{ "PPP, bridged", NOTHING, LINK_PPP, HEADER("\xff\3\0\x31\0\1"), FRAME_INSIDE },
	{ "PPP, multilink", NOTHING, LINK_PPP, HEADER("\xff\3\0\x3d\xc0\0\0\1\x21"), IP_INSIDE },
	{ "PPP, direction", NOTHING, LINK_PPP_DIRECTION, HEADER("\1\xff\3\0\x21"), IP_INSIDE },
	{ "PPP of pppd", NOTHING, LINK_PPP_PPPD, HEADER("\1\3\0\x21"), IP_INSIDE },
	{ "Cisco HDLC", NOTHING, LINK_CISCO_HDLC, HEADER("\x0f\0\x08\0"), IP_INSIDE },
	{ "Cisco HDLC as PPP", NOTHING, LINK_PPP_SERIAL, HEADER("\x8f\0\x08\0"), IP_INSIDE },
	{ "PPPoE", TYPE, 0x8864, HEADER("\x11\0\0\1\0\0\0\x21"), 0, 4, 0, { LIE(5, 40) } },
	{ "PPPoE alone",
	  NOTHING,
	  LINK_PPP_ETHER,
	  HEADER("\x11\0\0\1\0\0\0\x21"),
	  0,
	  4,
	  0,
	  { LIE(5, 40) } },
	{ "802.11", NOTHING, LINK_WIFI, HEADER(DATA_FRAME SNAP), IP_INSIDE },
	{ "802.11, quality", NOTHING, LINK_WIFI, HEADER(QUALITY_FRAME SNAP), IP_INSIDE },
	{ "802.11, four addresses", NOTHING, LINK_WIFI,
	  HEADER("\x08\3\0\0" ADDRESSES "\x10\0\2\0\0\0\0\4" SNAP), IP_INSIDE },
	{ "802.11, throughput", NOTHING, LINK_WIFI,
	  HEADER("\x88\x81\0\0" ADDRESSES "\x10\0\0\0\0\0\0\0" SNAP), IP_INSIDE },
	{ "802.11, aggregate",
	  NOTHING,
	  LINK_WIFI,
	  HEADER("\x88\1\0\0" ADDRESSES "\x10\0\x80\0\2\0\0\0\0\1\2\0\0\0\0\2\0\0" SNAP),
	  0,
	  38,
	  0,
	  { LIE(39, 40) } },
	{ "radiotap",
	  NOTHING,
	  LINK_RADIOTAP,
	  HEADER("\0\0\x08\0\0\0\0\0" DATA_FRAME SNAP),
	  0,
	  0,
	  0,
	  { LIE(2, 7), LIE(2, 9), LIE(2, 0xff), LIE(7, 0x80) } },
	{ "radiotap, time and padding",
	  NOTHING,
	  LINK_RADIOTAP,
	  HEADER("\0\0\x19\0\3\0\0\x80\0\0\0\0\0\0\0\0" ZEROS_8 "\x20" QUALITY_FRAME "\0\0" SNAP),
	  0,
	  0,
	  0,
	  { LIE(2, 0x10), LIE(24, 0x40) } },
	{ "Prism",
	  NOTHING,
	  LINK_PRISM,
	  HEADER("\x44\0\0\0\x10\0\0\0" ZEROS_8 DATA_FRAME SNAP),
	  0,
	  0,
	  0,
	  { LIE(4, 7), LIE(4, 0xf0) } },
	{ "AVS",
	  NOTHING,
	  LINK_AVS,
	  HEADER("\x80\x21\x10\1\0\0\0\x10" ZEROS_8 DATA_FRAME SNAP),
	  0,
	  0,
	  0,
	  { LIE(7, 7), LIE(7, 0xf0) } },
	{ "PPI",
	  NOTHING,
	  LINK_PPI,
	  HEADER("\0\0\x0c\0\x69\0\0\0\0\0\0\0" DATA_FRAME SNAP),
	  0,
	  0,
	  0,
	  { LIE(2, 7), LIE(2, 0xf0) } },
	{ "MPLS", TYPE, 0x8847, HEADER("\0\1\0\x40\0\2\1\x40"), IP_INSIDE },
	{ "MPLS alone", NOTHING, LINK_MPLS, HEADER("\0\2\1\x40"), IP_INSIDE },
	{ "MPLS, Ethernet", TYPE, 0x8847, HEADER("\0\2\1\x40"), FRAME_INSIDE },
	{ "MPLS, control word", TYPE, 0x8848, HEADER("\0\2\1\x40\0\0\0\1"), FRAME_INSIDE },
	{ "NSH",
	  TYPE,
	  0x894f,
	  HEADER("\x0f\xc2\1\1\0\0\1\xff"),
	  0,
	  0,
	  0,
	  { LIE(1, 1), LIE(1, 0xff) } },
};
static const struct wrapping tunnels[] = {
	{ "GRE", IP, 47, HEADER("\0\0\x08\0"), IP_INSIDE },
	{ "GRE, all fields",
	  IP,
	  47,
	  HEADER("\xf0\0\x08\0" ZEROS_8 "\0\0\0\7\0\2\0\4\1\2\3\4\0\0\0\0"),
	  0,
	  0,
	  0,
	  { LIE(19, 3), LIE(19, 200) } },
	{ "GRE, key and Ethernet", IP, 47, HEADER("\x20\0\x65\x58\0\0\7\0"), FRAME_INSIDE },
	{ "GRE, MPLS", IP, 47, HEADER("\0\0\x88\x47\0\1\1\x40"), IP_INSIDE },
	{ "PPTP",
	  IP,
	  47,
	  HEADER("\x30\x81\x88\x0b\0\0\0\1\0\0\0\1\0\0\0\1\xff\3\0\x21"),
	  0,
	  4,
	  10,
	  { LIE(5, 0), LIE(5, 30) } },
	{ "WCCP", IP, 47, HEADER("\0\0\x88\x3e\0\0\0\0"), IP_INSIDE },
	{ "ERSPAN I", IP, 47, HEADER("\0\0\x88\xbe"), FRAME_INSIDE },
	{ "ERSPAN II", IP, 47, HEADER("\x10\0\x88\xbe\0\0\0\1\x10\1\0\1\0\0\0\0"), FRAME_INSIDE },
	{ "ERSPAN III", IP, 47, HEADER("\x10\0\x22\xeb\0\0\0\1\x20\1\0\1\0\0\0\0\0\0\0\1" ZEROS_8),
	  FRAME_INSIDE },
	{ "IP in IP", IP, 4, HEADER(""), IP_INSIDE },
	{ "EtherIP", IP, 97, HEADER("\x30\0"), FRAME_INSIDE },
	{ "MPLS in IP", IP, 137, HEADER("\0\1\1\x40"), IP_INSIDE },
	{ "L2TP version 3", IP, 115, HEADER("\0\0\0\1\1\2\3\4\0\0\0\0"), FRAME_INSIDE },
	{ "authentication header",
	  IP,
	  51,
	  HEADER("\4\4\0\0\0\0\0\1\0\0\0\1" ZEROS_8 "\0\0\0\0"),
	  0,
	  0,
	  0,
	  { LIE(1, 3), LIE(1, 0xff) } },
	{ "VXLAN", UDP, 4789, HEADER("\x08\0\0\0\0\0\7\0"), FRAME_INSIDE },
	{ "VXLAN, group", UDP, 4789, HEADER("\x88\0\0\1\0\0\7\0"), FRAME_INSIDE },
	{ "VXLAN, next protocol", UDP, 4790, HEADER("\x0c\0\0\1\0\0\7\0"), IP_INSIDE },
	{ "VXLAN, NSH",
	  UDP,
	  4790,
	  HEADER("\x0c\0\0\4\0\0\7\0\x0f\xc2\1\1\0\0\1\xff"),
	  0,
	  0,
	  0,
	  { LIE(9, 1), LIE(9, 0xff) } },
	{ "Geneve",
	  UDP,
	  6081,
	  HEADER("\0\0\x65\x58\0\0\7\0"),
	  INNER_ETHERNET,
	  0,
	  0,
	  { LIE(0, 0x3f) } },
	{ "Geneve, options",
	  UDP,
	  6081,
	  HEADER("\3\0\x08\0\0\0\7\0\0\1\1\1\1\2\3\4\0\1\2\0"),
	  0,
	  0,
	  0,
	  { LIE(0, 2), LIE(0, 4), LIE(11, 3), LIE(19, 1) } },
	{ "GTP-U",
	  UDP,
	  2152,
	  HEADER("\x30\xff\0\0\0\0\0\1"),
	  0,
	  2,
	  4,
	  { LIE(3, 40), LIE(3, 0xff) } },
	{ "GTP-U, extension",
	  UDP,
	  2152,
	  HEADER("\x34\xff\0\0\0\0\0\1\0\0\0\x85\1\0\1\0"),
	  0,
	  2,
	  4,
	  { LIE(12, 0), LIE(12, 2), LIE(12, 0xff) } },
	{ "TZSP",
	  UDP,
	  37008,
	  HEADER("\1\0\0\1\x0a\1\x20\0\1"),
	  INNER_ETHERNET,
	  0,
	  0,
	  { LIE(5, 3), LIE(5, 0xff) } },
	{ "TZSP, wireless", UDP, 37008, HEADER("\1\0\0\x12\1" DATA_FRAME SNAP), IP_INSIDE },
	{ "L2TP", UDP, 1701, HEADER("\0\2\0\1\0\2\xff\3\0\x21"), IP_INSIDE },
	{ "L2TP, all fields",
	  UDP,
	  1701,
	  HEADER("\x4a\2\0\0\0\1\0\2\0\0\0\0\0\2\1\2\xff\3\0\x21"),
	  0,
	  0,
	  0,
	  { LIE(3, 5), LIE(3, 0xff), LIE(13, 3), LIE(13, 0xf0) } },
	{ "L2TP version 3 in UDP", UDP, 1701, HEADER("\0\3\0\0\0\0\0\1"), FRAME_INSIDE },
	{ "CAPWAP",
	  UDP,
	  5247,
	  HEADER("\0\x10\x02\0\0\0\0\0"),
	  INNER_ETHERNET,
	  0,
	  0,
	  { LIE(1, 0x08), LIE(1, 0xf8) } },
	{ "CAPWAP, wireless",
	  UDP,
	  5247,
	  HEADER("\0\x10\x03\0\0\0\0\0" DATA_FRAME SNAP),
	  0,
	  0,
	  0,
	  { LIE(1, 0x08), LIE(1, 0xf8) } },
	{ "CAPWAP, swapped", UDP, 5247,
	  HEADER("\0\x10\x03\0\0\0\0\0\1\x08\0\0" ADDRESSES "\x11\0" SNAP), IP_INSIDE },
	{ "AYIYA",
	  UDP,
	  5072,
	  HEADER("\x41\x52\x11\4\0\0\0\0" ZEROS_8 ZEROS_8 ZEROS_8 ZEROS_8 "\0\0\0\0"),
	  0,
	  0,
	  0,
	  { LIE(0, 0x31), LIE(1, 0x42), LIE(0, 0x81) } },
	{ "MPLS in UDP", UDP, 6635, HEADER("\0\1\1\x40"), IP_INSIDE },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static struct craft wrapped(const struct wrapping *w, const struct lie *lie)
{
	struct craft content = wrap_inner(w);
	size_t start;

	if (!strcmp(w->name, "L2TP, all fields"))
		content.at[3] = (uint8_t)content.len;
	if (lie)
		content.at[lie->place] = lie->value;
	return wrap_around(w, &content, &start);
}

static void all_give_their_packet(const struct wrapping *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct craft bytes = wrapped(&table[i], NULL);
		struct packet packet = { 0 };
		int result = wrap_decode(&table[i], &bytes, &packet);

		if (result || !is_inner(&packet))
			fail_msg("%s: %d", table[i].name, result);
	}
}

/* What is cut is missing, cut, or (of a tunnel in UDP) the datagram around. */
static void all_can_be_cut(const struct wrapping *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct craft whole = wrapped(&table[i], NULL);

		for (size_t len = 0; len < whole.len; len++) {
			struct craft bytes = whole;
			struct packet packet = { .sequence = 99 };
			int result;

			bytes.len = len;
			result = wrap_decode(&table[i], &bytes, &packet);
			if (result ? packet.sequence != 99
			           : !packet.cut && table[i].around != AROUND_TYPE)
				fail_msg("%s: %d of %zu bytes", table[i].name, result, len);
			if (!result && is_inner(&packet))
				fail_msg("%s: whole with %zu bytes", table[i].name, len);
		}
	}
}

static void all_lies_are_seen(const struct wrapping *table, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t l = 0; l < LIES_MAX && table[i].lies[l].set; l++) {
			struct craft bytes = wrapped(&table[i], &table[i].lies[l]);
			struct packet packet = { 0 };
			int result = wrap_decode(&table[i], &bytes, &packet);

			if (!result && is_inner(&packet))
				fail_msg("%s: lie %zu is believed", table[i].name, l);
			if (table[i].around == AROUND_UDP && result != 0)
				fail_msg("%s: lie %zu hides the datagram", table[i].name, l);
		}
}

static void every_link_gives_its_packet(void **state)
{
	(void)state;
	all_give_their_packet(links, COUNT(links));
}

static void every_tunnel_gives_its_packet(void **state)
{
	(void)state;
	all_give_their_packet(tunnels, COUNT(tunnels));
}

static void every_truncation_of_a_link_is_missing_or_cut(void **state)
{
	(void)state;
	all_can_be_cut(links, COUNT(links));
}

static void every_truncation_of_a_tunnel_is_missing_or_cut(void **state)
{
	(void)state;
	all_can_be_cut(tunnels, COUNT(tunnels));
}

static void no_length_that_lies_is_believed(void **state)
{
	(void)state;
	all_lies_are_seen(links, COUNT(links));
	all_lies_are_seen(tunnels, COUNT(tunnels));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_link_gives_its_packet),
		cmocka_unit_test(every_tunnel_gives_its_packet),
		cmocka_unit_test(every_truncation_of_a_link_is_missing_or_cut),
		cmocka_unit_test(every_truncation_of_a_tunnel_is_missing_or_cut),
		cmocka_unit_test(no_length_that_lies_is_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
