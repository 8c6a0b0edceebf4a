/* Buffers for first bytes: any order gives the same bytes, the first ones win, and the pool stays
 * fixed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "probes/traffic/streams.h"

static const struct stream_owner nobody = { 0, 0 };

static struct span text(const char *string)
{
	return (struct span){ (const uint8_t *)string, strlen(string) };
}

static uint16_t take(struct streams *streams)
{
	struct stream_owner from;
	bool taken;

	return streams_take(streams, nobody, &from, &taken);
}

static void assert_prefix(const struct streams *streams, uint16_t buffer, const char *want)
{
	struct span have = streams_prefix(streams, buffer);

	assert_int_equal(have.len, strlen(want));
	assert_memory_equal(have.at, want, have.len);
}

static void joins_pieces_that_come_in_any_order(void **state)
{
	struct streams *streams = streams_new();
	uint16_t buffer = take(streams);

	(void)state;
	assert_int_equal(streams_put(streams, buffer, 6, text("stream")), 0);
	assert_prefix(streams, buffer, "");
	assert_int_equal(streams_put(streams, buffer, 3, text("a ")), 0);
	assert_int_equal(streams_put(streams, buffer, 0, text("of ")), 0);
	assert_prefix(streams, buffer, "of a ");
	assert_int_equal(streams_put(streams, buffer, 5, text("?")), 0);
	assert_prefix(streams, buffer, "of a ?stream");
	streams_free(streams);
}

static void the_first_bytes_win(void **state)
{
	struct streams *streams = streams_new();
	uint16_t buffer = take(streams);

	(void)state;
	streams_put(streams, buffer, 2, text("cd"));
	streams_put(streams, buffer, 6, text("gh"));
	streams_put(streams, buffer, 0, text("XXXXXXXXXX"));
	assert_prefix(streams, buffer, "XXcdXXghXX");
	streams_put(streams, buffer, 0, text("abcdefghij"));
	assert_prefix(streams, buffer, "XXcdXXghXX");
	streams_free(streams);
}

static void holds_no_more_than_it_has_room_for(void **state)
{
	static uint8_t big[STREAM_BYTES + 1];
	struct streams *streams = streams_new();
	uint16_t buffer = take(streams);

	(void)state;
	assert_int_equal(streams_put(streams, buffer, STREAM_BYTES, text("x")), -EFBIG);
	assert_int_equal(streams_put(streams, buffer, SIZE_MAX, text("x")), -EFBIG);
	assert_int_equal(streams_put(streams, buffer, 0, (struct span){ big, sizeof(big) }),
	                 -EFBIG);
	assert_int_equal(streams_put(streams, buffer, 0, (struct span){ big, STREAM_BYTES }), 0);
	assert_int_equal(streams_prefix(streams, buffer).len, STREAM_BYTES);
	streams_free(streams);
}

static void bounds_the_number_of_separate_pieces(void **state)
{
	struct streams *streams = streams_new();
	uint16_t buffer = take(streams);

	(void)state;
	for (size_t i = 0; i < STREAM_RANGES; i++)
		assert_int_equal(streams_put(streams, buffer, 2 + 2 * i, text("x")), 0);
	assert_int_equal(streams_put(streams, buffer, 1000, text("x")), -ENOSPC);
	streams_free(streams);
}

static void shifting_keeps_what_lies_behind_a_hole(void **state)
{
	struct streams *streams = streams_new();
	uint16_t buffer = take(streams);

	(void)state;
	streams_put(streams, buffer, 0, text("done, rest"));
	streams_put(streams, buffer, 12, text("later"));
	streams_shift(streams, buffer, 6);
	assert_prefix(streams, buffer, "rest");
	streams_put(streams, buffer, 4, text(", "));
	assert_prefix(streams, buffer, "rest, later");
	streams_free(streams);
}

static void an_empty_pool_takes_the_buffer_touched_longest_ago(void **state)
{
	struct streams *streams = streams_new();
	struct stream_owner from = nobody;
	uint16_t buffers[STREAM_BUFFERS];
	bool taken;

	(void)state;
	for (uint32_t i = 0; i < STREAM_BUFFERS; i++) {
		struct stream_owner owner = { i, i & 1 };

		buffers[i] = streams_take(streams, owner, &from, &taken);
		assert_false(taken);
	}
	streams_put(streams, buffers[0], 0, text("busy"));
	assert_int_equal(streams_take(streams, nobody, &from, &taken), buffers[1]);
	assert_true(taken);
	assert_int_equal(from.flow, 1);
	assert_int_equal(from.side, 1);
	streams_give_back(streams, buffers[9]);
	streams_give_back(streams, buffers[9]); /* twice is harmless */
	streams_give_back(streams, STREAM_NONE);
	assert_int_equal(streams_take(streams, nobody, &from, &taken), buffers[9]);
	assert_false(taken);
	streams_take(streams, nobody, &from, &taken);
	assert_true(taken);
	streams_free(streams);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_pieces_that_come_in_any_order),
		cmocka_unit_test(the_first_bytes_win),
		cmocka_unit_test(holds_no_more_than_it_has_room_for),
		cmocka_unit_test(bounds_the_number_of_separate_pieces),
		cmocka_unit_test(shifting_keeps_what_lies_behind_a_hole),
		cmocka_unit_test(an_empty_pool_takes_the_buffer_touched_longest_ago),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
