/* Fragments: whole again in any order, first bytes win, and nothing waits for ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "probes/traffic/fragments.h"

/* A UDP datagram of 32 bytes: ports 40000 to 53, then 24 letters. */
static const char datagram[] = "\x9c\x40\0\x35\0\x20\0\0abcdefghijklmnopqrstuvwx";

static uint64_t lost;

static struct packet piece(uint32_t id, uint16_t offset, const char *bytes, size_t len, bool more)
{
	return (struct packet){
		.source = { 0, 1 },
		.target = { 0, 2 },
		.protocol = PROTOCOL_UDP,
		.fragment = true,
		.fragment_id = id,
		.fragment_offset = offset,
		.more = more,
		.payload = { (const uint8_t *)bytes, len },
	};
}

static bool add(struct fragments *fragments, struct packet *packet, uint16_t offset, size_t len,
                bool more)
{
	*packet = piece(9, offset, datagram + offset, len, more);
	return fragments_add(fragments, packet, 100, &lost);
}

static void assert_whole(const struct packet *packet)
{
	assert_int_equal(packet->source_port, 40000);
	assert_int_equal(packet->target_port, 53);
	assert_int_equal(packet->payload.len, 24);
	assert_memory_equal(packet->payload.at, datagram + 8, 24);
	assert_false(packet->cut);
}

static void joins_pieces_that_come_in_any_order(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet;

	(void)state;
	assert_false(add(fragments, &packet, 24, 8, false));
	assert_false(add(fragments, &packet, 8, 16, true));
	assert_true(add(fragments, &packet, 0, 8, true));
	assert_whole(&packet);
	assert_false(fragments_take_unfinished(fragments, &packet));
	fragments_free(fragments);
}

static void the_first_bytes_win_where_pieces_overlap(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet;

	(void)state;
	add(fragments, &packet, 0, 16, true);
	packet = piece(9, 8, "XXXXXXXXijklmnopqrstuvwx", 24, false);
	assert_true(fragments_add(fragments, &packet, 100, &lost));
	assert_memory_equal(packet.payload.at, "abcdefghijklmnopqrstuvwx", 24);
	fragments_free(fragments);
}

static void an_old_id_that_comes_back_is_a_new_packet(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet;

	(void)state;
	add(fragments, &packet, 0, 16, true);
	packet = piece(9, 16, datagram + 16, 16, false);
	assert_false(fragments_add(fragments, &packet, 100 + FRAGMENTS_SECONDS + 1, &lost));
	fragments_free(fragments);
}

static void a_first_piece_that_was_cut_is_handed_out_at_once(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet = piece(9, 0, datagram, 20, true);

	(void)state;
	packet.cut = true;
	assert_true(fragments_add(fragments, &packet, 100, &lost));
	assert_int_equal(packet.payload.len, 12);
	assert_true(packet.cut);
	fragments_free(fragments);
}

static void what_stays_unfinished_is_handed_out_at_the_end_in_order(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet = piece(1, 0, datagram, 16, true);

	(void)state;
	fragments_add(fragments, &packet, 100, &lost);
	packet = piece(2, 0, datagram, 24, true);
	fragments_add(fragments, &packet, 100, &lost);
	packet = piece(3, 8, datagram, 16, true); /* without a beginning */
	fragments_add(fragments, &packet, 100, &lost);
	assert_true(fragments_take_unfinished(fragments, &packet));
	assert_int_equal(packet.payload.len, 8);
	assert_true(packet.cut);
	assert_true(fragments_take_unfinished(fragments, &packet));
	assert_int_equal(packet.payload.len, 16);
	assert_false(fragments_take_unfinished(fragments, &packet));
	fragments_free(fragments);
}

static void refuses_pieces_that_cannot_be(void **state)
{
	static char big[FRAGMENTS_BYTES];
	struct fragments *fragments = fragments_new();
	struct packet packet = piece(9, 65528, big, 16, false); /* ends beyond 64 KiB */

	(void)state;
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	packet = piece(9, 0, datagram, 13, true); /* not a multiple of eight, yet more follow */
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	packet = piece(9, 0, datagram, 0, true);
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	assert_false(fragments_take_unfinished(fragments, &packet));
	fragments_free(fragments);
}

static void a_full_table_lets_the_oldest_go_and_counts_it(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet;

	(void)state;
	lost = 0;
	for (uint32_t id = 0; id < FRAGMENTS_SLOTS; id++) {
		packet = piece(id, 0, datagram, 16, true);
		fragments_add(fragments, &packet, 100, &lost);
	}
	assert_int_equal(lost, 0);
	packet = piece(1000, 0, datagram, 16, true);
	fragments_add(fragments, &packet, 100, &lost);
	assert_int_equal(lost, 1);
	packet = piece(1, 16, datagram + 16, 16, false); /* the second is still there */
	assert_true(fragments_add(fragments, &packet, 100, &lost));
	assert_whole(&packet);
	fragments_free(fragments);
}

static void a_last_piece_that_ends_too_early_is_ignored(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet;

	(void)state;
	add(fragments, &packet, 0, 24, true);
	packet = piece(9, 16, "XXXX", 4, false); /* teardrop: inside what is there */
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	assert_true(add(fragments, &packet, 24, 8, false));
	assert_whole(&packet);
	fragments_free(fragments);
}

static void nothing_goes_beyond_the_last_piece(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet;

	(void)state;
	add(fragments, &packet, 24, 8, false);
	packet = piece(9, 32, "XXXXXXXX", 8, true);
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	packet = piece(9, 24, "XXXXXXXXYYYYYYYY", 16, false); /* another end */
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	assert_true(add(fragments, &packet, 0, 24, true));
	assert_whole(&packet);
	fragments_free(fragments);
}

static void a_packet_whose_time_is_over_is_counted_also_by_a_clock_that_runs_back(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet;

	(void)state;
	lost = 0;
	add(fragments, &packet, 0, 16, true);
	packet = piece(9, 16, datagram + 16, 16, false);
	assert_false(fragments_add(fragments, &packet, 100 - FRAGMENTS_SECONDS - 1, &lost));
	assert_int_equal(lost, 1);
	packet = piece(9, 0, datagram, 16, true); /* within the time, though earlier */
	assert_true(fragments_add(fragments, &packet, 99 - FRAGMENTS_SECONDS - FRAGMENTS_SECONDS,
	                          &lost));
	assert_whole(&packet);
	assert_int_equal(lost, 1);
	fragments_free(fragments);
}

/* An IPv4 header for the datagram, or a piece of it. */
static size_t put_header(uint8_t *at, size_t len, uint16_t place)
{
	static const uint8_t header[20] = {
		0x45, [8] = 64, [9] = PROTOCOL_UDP, [12] = 10, [19] = 7
	};

	memcpy(at, header, sizeof(header));
	at[3] = (uint8_t)(sizeof(header) + len);
	at[5] = 77;
	at[6] = (uint8_t)(place >> 8);
	at[7] = (uint8_t)place;
	return sizeof(header);
}

static bool add_outer(struct fragments *fragments, struct packet *packet, uint32_t id,
                      struct span bytes, uint16_t offset, size_t len)
{
	bool more = offset + len < bytes.len;

	*packet = piece(id, offset, (const char *)bytes.at + offset, len, more);
	packet->protocol = 4;
	packet->source.low = packet->target.low = 0x0000ffff0a000001u;
	return fragments_add(fragments, packet, 100, &lost);
}

static void a_tunnel_is_entered_in_what_was_put_together(void **state)
{
	struct fragments *fragments = fragments_new();
	uint8_t bytes[52];
	struct packet packet;

	(void)state;
	memcpy(bytes + put_header(bytes, 32, 0), datagram, 32);
	assert_false(add_outer(fragments, &packet, 5, (struct span){ bytes, 52 }, 24, 28));
	assert_true(add_outer(fragments, &packet, 5, (struct span){ bytes, 52 }, 0, 24));
	assert_whole(&packet);
	assert_true(packet.source.low == 0x0000ffff0a000000u);
	fragments_free(fragments);
}

static void fragments_of_what_travels_in_fragments_are_joined(void **state)
{
	struct fragments *fragments = fragments_new();
	uint8_t first[36], last[36];
	struct packet packet;

	(void)state;
	memcpy(first + put_header(first, 16, 0x2000), datagram, 16);
	memcpy(last + put_header(last, 16, 2), datagram + 16, 16);
	add_outer(fragments, &packet, 5, (struct span){ last, 36 }, 0, 16);
	assert_false(add_outer(fragments, &packet, 5, (struct span){ last, 36 }, 16, 20));
	add_outer(fragments, &packet, 6, (struct span){ first, 36 }, 16, 20);
	assert_true(add_outer(fragments, &packet, 6, (struct span){ first, 36 }, 0, 16));
	assert_whole(&packet);
	assert_false(fragments_take_unfinished(fragments, &packet));
	fragments_free(fragments);
}

static void of_ipv6_the_first_piece_alone_tells_the_protocol(void **state)
{
	struct fragments *fragments = fragments_new();
	struct packet packet = piece(9, 16, datagram + 16, 16, false);

	(void)state;
	packet.source.high = 1;
	packet.protocol = 60;
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	packet = piece(9, 0, datagram, 16, true);
	packet.source.high = 1;
	assert_true(fragments_add(fragments, &packet, 100, &lost));
	assert_whole(&packet);
	fragments_free(fragments);
}

static void pieces_of_capwap_are_frames(void **state)
{
	static const uint8_t header[] = "\2\0\0\0\0\1\2\0\0\0\0\2\x08\0";
	struct fragments *fragments = fragments_new();
	uint8_t frame[14 + 52];
	struct packet packet;

	(void)state;
	memcpy(frame, header, 14);
	memcpy(frame + 14 + put_header(frame + 14, 32, 0), datagram, 32);
	packet = piece(3, 40, (const char *)frame + 40, 26, false);
	packet.piece_of = PIECE_OF_ETHERNET;
	assert_false(fragments_add(fragments, &packet, 100, &lost));
	packet = piece(3, 0, (const char *)frame, 40, true);
	assert_false(fragments_add(fragments, &packet, 100, &lost)); /* of IP: another packet */
	packet = piece(3, 0, (const char *)frame, 40, true);
	packet.piece_of = PIECE_OF_ETHERNET;
	assert_true(fragments_add(fragments, &packet, 100, &lost));
	assert_whole(&packet);
	fragments_free(fragments);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_pieces_that_come_in_any_order),
		cmocka_unit_test(the_first_bytes_win_where_pieces_overlap),
		cmocka_unit_test(an_old_id_that_comes_back_is_a_new_packet),
		cmocka_unit_test(a_first_piece_that_was_cut_is_handed_out_at_once),
		cmocka_unit_test(what_stays_unfinished_is_handed_out_at_the_end_in_order),
		cmocka_unit_test(refuses_pieces_that_cannot_be),
		cmocka_unit_test(a_full_table_lets_the_oldest_go_and_counts_it),
		cmocka_unit_test(a_last_piece_that_ends_too_early_is_ignored),
		cmocka_unit_test(nothing_goes_beyond_the_last_piece),
		cmocka_unit_test(
			a_packet_whose_time_is_over_is_counted_also_by_a_clock_that_runs_back),
		cmocka_unit_test(a_tunnel_is_entered_in_what_was_put_together),
		cmocka_unit_test(fragments_of_what_travels_in_fragments_are_joined),
		cmocka_unit_test(of_ipv6_the_first_piece_alone_tells_the_protocol),
		cmocka_unit_test(pieces_of_capwap_are_frames),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
