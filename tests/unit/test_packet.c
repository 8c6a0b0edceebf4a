/* Headers of packets: every link that is read, every bound, one lie per length field, every
 * truncation. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/wire/packet.h"
#include "tests/bench/craft.h"

#define HEADER 14 /* Ethernet */

static const struct craft_end client = { 0x0a140015, 40000 }, server = { 0xc6336407, 443 };

static struct craft tcp_packet(void)
{
	struct craft out;

	out.len = 0;
	craft_tcp(&out, client, server, 7000, 0, CRAFT_ACK, "hello", 5);
	return out;
}

static struct craft udp_packet(void)
{
	struct craft out;

	out.len = 0;
	craft_udp(&out, client, server, "hello", 5);
	return out;
}

/* The IP packet of `packet` behind another link header. */
static struct craft behind(const void *header, size_t len, const struct craft *packet)
{
	struct craft out;

	out.len = 0;
	craft_bytes(&out, header, len);
	craft_bytes(&out, packet->at + HEADER, packet->len - HEADER);
	return out;
}

/* An IPv6 packet with a chain of extension headers before what follows. */
static struct craft ipv6_packet(unsigned next, const void *chain, size_t chain_len)
{
	static const uint8_t udp[] = { 0x9c, 0x40, 0, 53, 0, 10, 0, 0, 'h', 'i' };
	struct craft out;

	out.len = 0;
	craft_u32(&out, 0x60000000);
	craft_u16(&out, (unsigned)(chain_len + sizeof(udp)));
	craft_u8(&out, next);
	craft_u8(&out, 64);
	craft_bytes(&out, "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1", 16);
	craft_bytes(&out, "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\2", 16);
	craft_bytes(&out, chain, chain_len);
	craft_bytes(&out, udp, sizeof(udp));
	return out;
}

static int decode(const struct craft *bytes, uint32_t link, struct packet *out)
{
	return packet_decode((struct span){ bytes->at, bytes->len }, link, out);
}

static void assert_hello(const struct packet *packet)
{
	assert_int_equal(packet->payload.len, 5);
	assert_memory_equal(packet->payload.at, "hello", 5);
	assert_int_equal(packet->source_port, 40000);
	assert_int_equal(packet->target_port, 443);
	assert_true(packet->source.low == 0x0000ffff0a140015u && !packet->source.high);
	assert_false(packet->cut);
}

static void reads_tcp_and_udp_over_ethernet(void **state)
{
	struct craft bytes = tcp_packet();
	struct packet packet;

	(void)state;
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_hello(&packet);
	assert_int_equal(packet.protocol, PROTOCOL_TCP);
	assert_int_equal(packet.sequence, 7000);
	assert_int_equal(packet.flags, TCP_ACK);
	bytes = udp_packet();
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_hello(&packet);
	assert_int_equal(packet.protocol, PROTOCOL_UDP);
}

static void reads_every_link_that_it_claims(void **state)
{
	static const struct {
		uint32_t link;
		size_t len;
		const char *header;
	} links[] = {
		{ LINK_RAW, 0, "" },
		{ LINK_RAW_DLT, 0, "" },
		{ LINK_RAW_OPENBSD, 0, "" },
		{ LINK_IPV4, 0, "" },
		{ LINK_NULL, 4, "\2\0\0\0" },
		{ LINK_NULL, 4, "\0\0\0\2" },
		{ LINK_LOOP, 4, "\0\0\0\2" },
		{ LINK_COOKED, 16, "\0\0\0\1\0\6\2\0\0\0\0\1\0\0\x08\0" },
		{ LINK_COOKED_2, 20, "\x08\0\0\0\0\0\0\2\0\1\0\6\2\0\0\0\0\1\0\0" },
		{ LINK_ETHERNET, 22, "\2\0\0\0\0\1\2\0\0\0\0\2\x88\x64\x11\0\0\1\0\x2f\0\x21" },
	};
	struct craft inner = tcp_packet();

	(void)state;
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		struct craft bytes = behind(links[i].header, links[i].len, &inner);
		struct packet packet;

		assert_true(packet_link_known(links[i].link));
		assert_int_equal(decode(&bytes, links[i].link, &packet), 0);
		assert_hello(&packet);
	}
}

static void reads_ipv6_behind_null_in_both_byte_orders(void **state)
{
	static const char *const families[] = { "\0\0\0\x1e", "\x1e\0\0\0", "\0\0\0\x18",
		                                "\x1c\0\0\0", "\x0a\0\0\0" };

	(void)state;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		struct craft inner = ipv6_packet(17, "", 0), bytes;
		struct packet packet;

		bytes.len = 0;
		craft_bytes(&bytes, families[i], 4);
		craft_append(&bytes, &inner);
		assert_int_equal(decode(&bytes, LINK_NULL, &packet), 0);
		assert_int_equal(packet.payload.len, 2);
		assert_int_equal(packet.target_port, 53);
	}
}

static void steps_over_stacked_tags_but_not_without_end(void **state)
{
	static const char *const tags[] = { "\x81\0\0\1", "\x88\xa8\0\1", "\x91\0\0\1" };
	struct craft inner = tcp_packet();

	(void)state;
	for (size_t depth = 1; depth <= PACKET_TAGS_MAX + 1; depth++) {
		struct craft bytes;
		struct packet packet;

		bytes.len = 0;
		craft_bytes(&bytes, inner.at, 12);
		for (size_t i = 0; i < depth; i++)
			craft_bytes(&bytes, tags[i % 3], 4);
		craft_bytes(&bytes, inner.at + 12, inner.len - 12);
		assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet),
		                 depth <= PACKET_TAGS_MAX ? 0 : -ENOTSUP);
		if (depth <= PACKET_TAGS_MAX)
			assert_hello(&packet);
	}
}

static void says_which_packets_it_does_not_read(void **state)
{
	struct craft bytes = tcp_packet();
	struct packet packet;

	(void)state;
	assert_false(packet_link_known(147));
	assert_int_equal(decode(&bytes, 147, &packet), -ENOTSUP);
	bytes.at[12] = 8; /* ARP */
	bytes.at[13] = 6;
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), -ENOTSUP);
}

static void drops_padding_and_tells_what_the_snap_length_took(void **state)
{
	struct craft bytes = tcp_packet();
	struct packet packet;

	(void)state;
	craft_bytes(&bytes, "padding", 7);
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_hello(&packet);
	bytes.len -= 9;
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_int_equal(packet.payload.len, 3);
	assert_true(packet.cut);
}

static void reads_ipv4_options_and_a_length_left_to_the_card(void **state)
{
	struct craft bytes = tcp_packet();
	struct packet packet;

	(void)state;
	bytes.at[HEADER + 2] = bytes.at[HEADER + 3] = 0; /* segmentation offload */
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_hello(&packet);
	bytes = tcp_packet();
	memmove(bytes.at + HEADER + 28, bytes.at + HEADER + 20, bytes.len - HEADER - 20);
	memset(bytes.at + HEADER + 20, 1, 8); /* two words of no-operation */
	bytes.len += 8;
	bytes.at[HEADER] = 0x47;
	bytes.at[HEADER + 3] += 8;
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_hello(&packet);
}

static void walks_ipv6_extension_headers_within_a_bound(void **state)
{
	/* hop-by-hop -> routing -> authentication -> destination -> UDP */
	static const uint8_t chain[] = { 43, 0, 1, 4, 0, 0, 0, 0, 51, 0, 0,  0, 0, 0, 0, 0, 60, 1,
		                         0,  0, 0, 0, 0, 1, 0, 0, 0,  9, 17, 0, 1, 4, 0, 0, 0,  0 };
	uint8_t loop[8 * (PACKET_LAYERS_MAX + 1)] = { 0 };
	struct craft bytes = ipv6_packet(0, chain, sizeof(chain));
	struct packet packet;

	(void)state;
	assert_int_equal(decode(&bytes, LINK_IPV6, &packet), 0);
	assert_int_equal(packet.protocol, PROTOCOL_UDP);
	assert_int_equal(packet.target_port, 53);
	bytes = ipv6_packet(0, loop, sizeof(loop)); /* hop-by-hop names hop-by-hop as next */
	assert_int_equal(decode(&bytes, LINK_IPV6, &packet), -ENOTSUP);
}

static void marks_fragments_and_leaves_their_ports_alone(void **state)
{
	static const uint8_t atomic[] = { 17, 0, 0, 0, 0, 0, 0, 9 },
			     piece[] = { 17, 0, 0, 0x11, 0, 0, 0, 9 };
	struct craft bytes = ipv6_packet(44, piece, sizeof(piece));
	struct packet packet;

	(void)state;
	assert_int_equal(decode(&bytes, LINK_RAW, &packet), 0);
	assert_true(packet.fragment && packet.more);
	assert_int_equal(packet.fragment_offset, 16);
	assert_int_equal(packet.fragment_id, 9);
	assert_int_equal(packet.source_port, 0);
	bytes = ipv6_packet(44, atomic, sizeof(atomic));
	assert_int_equal(decode(&bytes, LINK_RAW, &packet), 0);
	assert_false(packet.fragment);
	assert_int_equal(packet.target_port, 53);
	bytes = tcp_packet();
	bytes.at[HEADER + 6] = 0x20;
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_true(packet.fragment && packet.more && !packet.fragment_offset);
}

static void opens_ip_inside_ip_within_a_bound(void **state)
{
	struct craft inner = tcp_packet();

	(void)state;
	for (size_t depth = 1; depth <= PACKET_LAYERS_MAX; depth++) {
		bool fits = depth * 2 + 4 <= PACKET_LAYERS_MAX + 1; /* a header and its protocol */
		struct craft bytes;
		struct packet packet;

		bytes.len = 0;
		for (size_t i = 0; i < depth; i++) {
			uint8_t header[20] = { 0x45, [9] = 4, [12] = 10 };

			craft_bytes(&bytes, header,
			            sizeof(header)); /* total length 0: as long as captured */
		}
		craft_bytes(&bytes, inner.at + HEADER, inner.len - HEADER);
		assert_int_equal(decode(&bytes, LINK_RAW, &packet), fits ? 0 : -ENOTSUP);
		if (fits)
			assert_hello(&packet);
	}
}

static void an_icmp_error_shows_no_ports_of_what_it_quotes(void **state)
{
	struct craft bytes = udp_packet();
	struct packet packet;

	(void)state;
	bytes.at[HEADER + 9] = 1;
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_int_equal(packet.protocol, 1);
	assert_int_equal(packet.source_port | packet.target_port, 0);
}

/* Each line changes one byte of a good packet so that one length field lies. */
static void refuses_each_length_that_lies(void **state)
{
	static const struct {
		bool udp;
		size_t place;
		uint8_t value;
	} lies[] = {
		{ false, HEADER, 0x44 },      /* IPv4 header shorter than 20 bytes */
		{ false, HEADER, 0x65 },      /* not version 4 */
		{ false, HEADER + 3, 19 },    /* total length below the header's */
		{ false, HEADER + 32, 0x40 }, /* TCP header shorter than 20 bytes */
		{ false, HEADER + 32, 0xf0 }, /* TCP header longer than the packet */
		{ true, HEADER + 25, 7 },     /* UDP length below its header's */
	};
	struct packet packet;

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct craft bytes = lies[i].udp ? udp_packet() : tcp_packet();

		bytes.at[lies[i].place] = lies[i].value;
		assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), -EBADMSG);
	}
}

static void a_udp_length_beyond_the_packet_reads_as_cut(void **state)
{
	struct craft bytes = udp_packet();
	struct packet packet;

	(void)state;
	bytes.at[HEADER + 25] = 200;
	assert_int_equal(decode(&bytes, LINK_ETHERNET, &packet), 0);
	assert_int_equal(packet.payload.len, 5);
	assert_true(packet.cut);
}

static void every_truncation_is_missing_or_cut(void **state)
{
	struct craft whole = tcp_packet();
	struct packet packet = { .sequence = 99 };

	(void)state;
	for (size_t len = 0; len < whole.len; len++) {
		struct craft bytes = whole;
		int result;

		bytes.len = len;
		result = decode(&bytes, LINK_ETHERNET, &packet);
		if (len < whole.len - 5) {
			assert_int_equal(result, -EAGAIN);
			assert_int_equal(packet.sequence, 99); /* out is written only on success */
			continue;
		}
		assert_int_equal(result, 0);
		assert_true(packet.cut);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_tcp_and_udp_over_ethernet),
		cmocka_unit_test(reads_every_link_that_it_claims),
		cmocka_unit_test(reads_ipv6_behind_null_in_both_byte_orders),
		cmocka_unit_test(steps_over_stacked_tags_but_not_without_end),
		cmocka_unit_test(says_which_packets_it_does_not_read),
		cmocka_unit_test(drops_padding_and_tells_what_the_snap_length_took),
		cmocka_unit_test(reads_ipv4_options_and_a_length_left_to_the_card),
		cmocka_unit_test(walks_ipv6_extension_headers_within_a_bound),
		cmocka_unit_test(marks_fragments_and_leaves_their_ports_alone),
		cmocka_unit_test(opens_ip_inside_ip_within_a_bound),
		cmocka_unit_test(an_icmp_error_shows_no_ports_of_what_it_quotes),
		cmocka_unit_test(refuses_each_length_that_lies),
		cmocka_unit_test(a_udp_length_beyond_the_packet_reads_as_cut),
		cmocka_unit_test(every_truncation_is_missing_or_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
