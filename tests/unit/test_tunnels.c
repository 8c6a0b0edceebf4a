/* When a datagram is a tunnel and when it only looks like one; what wireless frames say; bounds. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/wire/frame.h"
#include "probes/wire/link_wifi.h"
#include "tests/unit/wrapped.h"

#define HEADER(bytes) sizeof(bytes) - 1, bytes
#define INNER_IPV4_SUM 10 /* places in an IPv4 header */
#define INNER_IPV4_LENGTH 3
#define DATA_FRAME "\x08\1\0\0\2\0\0\0\0\1\2\0\0\0\0\2\2\0\0\0\0\3\x10\0"
#define SNAP "\xaa\xaa\3\0\0\0\x08\0"

static const struct wrapping told_by_shape[] = {
	{ "VXLAN",
	  AROUND_UDP,
	  40001,
	  HEADER("\x08\0\0\0\0\0\7\0"),
	  INNER_ETHERNET,
	  0,
	  0,
	  { { 0 } } },
	{ "Geneve",
	  AROUND_UDP,
	  443,
	  HEADER("\0\0\x65\x58\0\0\7\0"),
	  INNER_ETHERNET,
	  0,
	  0,
	  { { 0 } } },
	{ "Geneve, IP", AROUND_UDP, 40001, HEADER("\0\0\x08\0\0\0\7\0"), 0, 0, 0, { { 0 } } },
	{ "GTP-U", AROUND_UDP, 40001, HEADER("\x30\xff\0\0\0\0\0\1"), 0, 2, 4, { { 0 } } },
	{ "TZSP", AROUND_UDP, 40001, HEADER("\1\0\0\1\1"), INNER_ETHERNET, 0, 0, { { 0 } } },
};

static const struct wrapping told_by_port[] = {
	{ "L2TP", AROUND_UDP, 40001, HEADER("\0\2\0\1\0\2\xff\3\0\x21"), 0, 0, 0, { { 0 } } },
	{ "CAPWAP",
	  AROUND_UDP,
	  40001,
	  HEADER("\0\x10\2\0\0\0\0\0"),
	  INNER_ETHERNET,
	  0,
	  0,
	  { { 0 } } },
};

static const struct wrapping vxlan = {
	"VXLAN", AROUND_UDP, 4789, HEADER("\x08\0\0\0\0\0\7\0"), INNER_ETHERNET, 0, 0, { { 0 } }
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Changes one byte of the IP header inside. */
static struct craft spoilt(const struct wrapping *w, size_t place, uint8_t change)
{
	struct craft content = wrap_inner(w);
	size_t start;

	content.at[w->len + (w->inner == INNER_ETHERNET ? ETHERNET_HEADER : 0) + place] ^= change;
	return wrap_around(w, &content, &start);
}

static void assert_plain(const struct wrapping *w, const struct craft *bytes)
{
	struct packet packet;

	assert_int_equal(wrap_decode(w, bytes, &packet), 0);
	assert_int_equal(packet.source_port, 50001);
	assert_int_equal(packet.target_port, w->number);
	assert_int_equal(packet.protocol, PROTOCOL_UDP);
	assert_int_equal(packet.payload.len, bytes->len - ETHERNET_HEADER - 28);
	assert_true(packet.source.low == 0x0000ffffc0000201u);
}

static void a_tunnel_is_known_by_its_shape_at_any_port(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(told_by_shape); i++) {
		struct craft bytes = spoilt(&told_by_shape[i], 0, 0);
		struct packet packet;

		assert_int_equal(wrap_decode(&told_by_shape[i], &bytes, &packet), 0);
		assert_true(is_inner(&packet));
	}
}

static void off_its_port_the_checksum_inside_has_to_be_right(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(told_by_shape); i++) {
		struct craft bytes = spoilt(&told_by_shape[i], INNER_IPV4_SUM, 1);

		assert_plain(&told_by_shape[i], &bytes);
	}
}

static void where_the_shape_says_little_the_port_has_to(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(told_by_port); i++) {
		struct craft bytes = spoilt(&told_by_port[i], 0, 0);

		assert_plain(&told_by_port[i], &bytes);
	}
}

static void at_its_port_a_checksum_left_to_the_card_does_not_matter(void **state)
{
	struct craft bytes = spoilt(&vxlan, INNER_IPV4_SUM, 1);
	struct packet packet;

	(void)state;
	assert_int_equal(wrap_decode(&vxlan, &bytes, &packet), 0);
	assert_true(is_inner(&packet));
}

static void a_header_inside_that_is_not_sound_leaves_a_plain_datagram(void **state)
{
	struct craft bytes = spoilt(&vxlan, 0, 0x50); /* version */

	(void)state;
	assert_plain(&vxlan, &bytes);
	bytes = spoilt(&vxlan, 0, 0x01); /* a header of 16 bytes */
	assert_plain(&vxlan, &bytes);
	bytes = spoilt(&vxlan, INNER_IPV4_LENGTH, 0x80); /* more bytes than the datagram has */
	assert_plain(&vxlan, &bytes);
}

static void a_query_from_the_port_of_a_tunnel_stays_a_query(void **state)
{
	static const uint16_t ports[] = { 4789,  8472, 4790, 6081, 2152, 3544,
		                          37008, 5247, 1701, 5072, 6635 };
	struct craft query = { .len = 0 };

	(void)state;
	craft_dns(&query, 0x0800, "a.example", false);
	for (size_t i = 0; i < sizeof(ports) / sizeof(ports[0]); i++) {
		struct wrapping w = { .around = AROUND_UDP, .number = ports[i] };
		struct craft bytes;
		size_t start;

		bytes = wrap_around(&w, &query, &start);
		assert_plain(&w, &bytes);
	}
}

static void tunnels_in_tunnels_end_at_the_bound(void **state)
{
	struct craft content = inner_packet();

	(void)state;
	for (size_t depth = 1; depth <= 16; depth++) {
		struct craft header = { .len = 0 };
		struct packet packet = { 0 };
		/* Ethernet, IP and UDP each, and the innermost three */
		bool fits = depth * 3 + 3 <= PACKET_LAYERS_MAX;
		size_t start;

		craft_bytes(&header, vxlan.header, vxlan.len);
		craft_append(&header, &content);
		content = wrap_around(&vxlan, &header, &start);
		assert_int_equal(wrap_decode(&vxlan, &content, &packet) == 0 && is_inner(&packet),
		                 fits);
		assert_true(packet.layers <= PACKET_LAYERS_MAX);
	}
}

/* IPv6 and UDP of no ports in particular. */
static size_t put_ipv6(struct craft *out, uint32_t prefix)
{
	static const uint8_t udp[] = { 0x9c, 0x40, 0, 53, 0, 13, 0, 0, 'h', 'e', 'l', 'l', 'o' };

	craft_u32(out, 0x60000000);
	craft_u16(out, sizeof(udp));
	craft_u16(out, 17 << 8 | 64);
	craft_u32(out, prefix);
	craft_bytes(out, "\0\0\0\0\0\0\0\0\0\0\0\1", 12);
	craft_bytes(out, "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\2", 16);
	craft_bytes(out, udp, sizeof(udp));
	return out->len;
}

static int decode_teredo(const char *indicators, size_t len, uint32_t prefix, uint16_t port,
                         struct packet *out)
{
	struct wrapping w = { .around = AROUND_UDP, .number = port };
	struct craft content = { .len = 0 }, bytes;
	size_t start;

	craft_bytes(&content, indicators, len);
	put_ipv6(&content, prefix);
	bytes = wrap_around(&w, &content, &start);
	return wrap_decode(&w, &bytes, out);
}

static void teredo_has_its_port_or_its_prefix(void **state)
{
	static const char indicators[] = "\0\1\2\2aabb\0\0\0\0\0\0\0\0\0\0\0\1\2\3\4\5\6";
	struct packet packet;

	(void)state;
	assert_int_equal(decode_teredo("", 0, 0x20010db8, 3544, &packet), 0);
	assert_int_equal(packet.target_port, 53);
	assert_int_equal(
		decode_teredo(indicators, sizeof(indicators) - 1, 0x20010000, 3544, &packet), 0);
	assert_int_equal(packet.target_port, 53);
	assert_int_equal(decode_teredo("", 0, 0x20010000, 40001, &packet), 0);
	assert_int_equal(packet.target_port, 53);
	assert_int_equal(decode_teredo("", 0, 0x20010db8, 40001, &packet), 0);
	assert_int_equal(packet.target_port, 40001);
}

static void lengths_of_teredos_indicators_are_checked(void **state)
{
	static const char too_long[] = "\0\1\xff\xff"
				       "aabb\0\0\0\0\0\0\0\0\0";
	struct packet packet;

	(void)state;
	assert_int_equal(decode_teredo(too_long, sizeof(too_long) - 1, 0x20010000, 3544, &packet),
	                 0);
	assert_int_equal(packet.target_port, 3544);
}

static int decode_wifi(const char *frame, size_t len, uint32_t link)
{
	struct wrapping w = { .header = frame, .len = len };
	struct craft bytes = wrap_inner(&w);
	struct packet packet;

	return packet_decode((struct span){ bytes.at, bytes.len }, link, &packet);
}

static void wireless_frames_say_what_they_are(void **state)
{
	static const struct {
		const char *change;
		size_t place;
		uint8_t value;
		int result;
	} frames[] = {
		{ "data", 0, 0x08, 0 },
		{ "protected", 1, 0x41, -EACCES },
		{ "a beacon", 0, 0x80, -ENOMSG },
		{ "an acknowledgement", 0, 0xd4, -ENOMSG },
		{ "no data", 0, 0x48, -ENOMSG },
		{ "another version", 0, 0x09, -ENOTSUP },
		{ "a later piece", 22, 0x11, -ENOTSUP },
		{ "spanning tree", 24, 0x42, -ENOMSG },
		{ "another organisation", 28, 0x0c, -ENOTSUP },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(frames); i++) {
		char frame[] = DATA_FRAME SNAP;

		frame[frames[i].place] = (char)frames[i].value;
		assert_int_equal(decode_wifi(frame, sizeof(frame) - 1, LINK_WIFI),
		                 frames[i].result);
	}
}

static void a_frame_received_with_errors_is_not_read(void **state)
{
	char frame[] = "\0\0\x09\0\2\0\0\0\0" DATA_FRAME SNAP;

	(void)state;
	assert_int_equal(decode_wifi(frame, sizeof(frame) - 1, LINK_RADIOTAP), 0);
	frame[8] = 0x40;
	assert_int_equal(decode_wifi(frame, sizeof(frame) - 1, LINK_RADIOTAP), -EBADMSG);
}

static void the_set_up_of_ppp_carries_nothing(void **state)
{
	(void)state;
	assert_int_equal(decode_wifi("\xff\3\xc0\x21", 4, LINK_PPP), -ENOMSG);
	assert_int_equal(decode_wifi("\xff\3\0\xfd", 4, LINK_PPP), -ENOTSUP); /* compressed */
}

static void an_aggregate_is_one_frame_after_the_other(void **state)
{
	static const char header[] = "\x88\1\0\0\2\0\0\0\0\1\2\0\0\0\0\2\2\0\0\0\0\3\x10\0\x80\0";
	struct craft bytes = { .len = 0 };
	struct span part, whole;

	(void)state;
	craft_bytes(&bytes, header, sizeof(header) - 1);
	craft_bytes(&bytes, "\2\0\0\0\0\1\2\0\0\0\0\2\0\5first\0", 20); /* and padding */
	craft_bytes(&bytes, "\2\0\0\0\0\1\2\0\0\0\0\2\0\6second", 20);
	craft_bytes(&bytes, "\2\0\0\0\0\1\2\0\0\0\0\2\0\xffrest", 18);
	whole = (struct span){ bytes.at, bytes.len };
	assert_true(packet_subframe(whole, LINK_WIFI, 0, &part));
	assert_int_equal(part.len, 19);
	assert_memory_equal(part.at + 14, "first", 5);
	assert_true(packet_subframe(whole, LINK_WIFI, 1, &part));
	assert_memory_equal(part.at + 14, "second", 6);
	assert_true(packet_subframe(whole, LINK_WIFI, 2, &part)); /* cut */
	assert_int_equal(part.len, 18);
	assert_false(packet_subframe(whole, LINK_WIFI, 3, &part));
	bytes.at[24] = 0; /* no aggregate */
	assert_false(packet_subframe(whole, LINK_WIFI, 0, &part));
	assert_true(packet_may_aggregate(LINK_RADIOTAP));
	assert_false(packet_may_aggregate(LINK_ETHERNET));
}

static void a_frame_in_pieces_is_handed_on_as_one(void **state)
{
	static const struct wrapping pieces[] = {
		{ "first", AROUND_UDP, 5247, HEADER("\0\x10\3\x80\0\7\0\0"), 0, 0, 0, { { 0 } } },
		{ "last", AROUND_UDP, 5247, HEADER("\0\x10\2\xc0\0\7\0\x48"), 0, 0, 0, { { 0 } } },
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct craft bytes = spoilt(&pieces[i], 0, 0);
		struct packet packet;

		assert_int_equal(wrap_decode(&pieces[i], &bytes, &packet), 0);
		assert_true(packet.fragment);
		assert_int_equal(packet.more, i == 0);
		assert_int_equal(packet.fragment_id, 7);
		assert_int_equal(packet.fragment_offset, i ? 72 : 0);
		assert_int_equal(packet.piece_of, i ? PIECE_OF_ETHERNET : PIECE_OF_WIFI);
		assert_int_equal(packet.payload.len, inner_packet().len - ETHERNET_HEADER);
	}
}

static void a_frame_tells_the_outermost_addresses_alone(void **state)
{
	static const struct wrapping labelled = { "", AROUND_TYPE, 0x8847, HEADER("\0\2\1\x40"),
		                                  0,  0,           0,      { { 0 } } };
	struct craft bytes = spoilt(&vxlan, 0, 0);
	struct frame frame;

	(void)state;
	frame_read((struct span){ bytes.at, bytes.len }, LINK_ETHERNET, &frame);
	assert_true(frame.addressed);
	assert_true(frame.source.low == 0x0000ffffc0000201u);
	bytes = spoilt(&labelled, 0, 0);
	frame_read((struct span){ bytes.at, bytes.len }, LINK_ETHERNET, &frame);
	assert_true(frame.addressed);
	assert_true(frame.source.low == 0x0000ffff0a140015u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tunnel_is_known_by_its_shape_at_any_port),
		cmocka_unit_test(off_its_port_the_checksum_inside_has_to_be_right),
		cmocka_unit_test(where_the_shape_says_little_the_port_has_to),
		cmocka_unit_test(at_its_port_a_checksum_left_to_the_card_does_not_matter),
		cmocka_unit_test(a_header_inside_that_is_not_sound_leaves_a_plain_datagram),
		cmocka_unit_test(a_query_from_the_port_of_a_tunnel_stays_a_query),
		cmocka_unit_test(tunnels_in_tunnels_end_at_the_bound),
		cmocka_unit_test(teredo_has_its_port_or_its_prefix),
		cmocka_unit_test(lengths_of_teredos_indicators_are_checked),
		cmocka_unit_test(wireless_frames_say_what_they_are),
		cmocka_unit_test(a_frame_received_with_errors_is_not_read),
		cmocka_unit_test(the_set_up_of_ppp_carries_nothing),
		cmocka_unit_test(an_aggregate_is_one_frame_after_the_other),
		cmocka_unit_test(a_frame_in_pieces_is_handed_on_as_one),
		cmocka_unit_test(a_frame_tells_the_outermost_addresses_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
