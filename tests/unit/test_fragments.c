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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
