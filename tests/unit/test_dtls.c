/* DTLS: pieces of a hello, and what is told by the shape of the records alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>

#include "probes/wire/dtls.h"
#include "tests/bench/craft_dtls.h"

static const struct craft body = { .len = 40, .at = "the body of a hello, as long as it takes" };

static struct craft whole(void)
{
	struct craft out;

	out.len = 0;
	craft_dtls_piece(&out, 1, 0, &body, 0, body.len);
	return out;
}

static struct span span_of(const struct craft *bytes)
{
	return (struct span){ bytes->at, bytes->len };
}

static enum dtls_shape shape_of(const struct craft *bytes, size_t len, bool cut)
{
	uint8_t *copy = malloc(len ? len : 1);
	enum dtls_shape shape;

	assert_non_null(copy);
	memcpy(copy, bytes->at, len);
	shape = dtls_shape_of((struct span){ copy, len }, cut);
	free(copy);
	return shape;
}

static void reads_a_hello_in_one_piece(void **state)
{
	struct craft bytes = whole();
	struct dtls_reading reading = dtls_reading_over(span_of(&bytes));
	struct dtls_piece piece;

	(void)state;
	assert_int_equal(shape_of(&bytes, bytes.len, false), DTLS_HANDSHAKE);
	assert_int_equal(dtls_next_piece(&reading, &piece), 0);
	assert_int_equal(piece.message, 0);
	assert_int_equal(piece.length, 40);
	assert_int_equal(piece.offset, 0);
	assert_int_equal(piece.bytes.len, 40);
	assert_memory_equal(piece.bytes.at, body.at, 40);
	assert_int_equal(dtls_next_piece(&reading, &piece), -ENOENT);
}

static void reads_pieces_in_many_records_and_messages(void **state)
{
	struct craft bytes;
	struct dtls_reading reading;
	struct dtls_piece piece;

	(void)state;
	bytes.len = 0;
	craft_dtls_piece(&bytes, 2, 5, &body, 0, 10); /* no hello of a client */
	craft_dtls_piece(&bytes, 1, 6, &body, 30, 40);
	craft_dtls_piece(&bytes, 1, 6, &body, 0, 10);
	craft_bytes(&bytes, "\x15\xfe\xfd\0\0\0\0\0\0\0\7\0\2\1\0", 15); /* an alert */
	craft_bytes(&bytes, "\x16\xfe\xfd\0\1\0\0\0\0\0\7\0\2\1\0", 15); /* encrypted */
	craft_dtls_piece(&bytes, 1, 6, &body, 10, 30);
	assert_int_equal(shape_of(&bytes, bytes.len, false), DTLS_HANDSHAKE);
	reading = dtls_reading_over(span_of(&bytes));
	assert_int_equal(dtls_next_piece(&reading, &piece), 0);
	assert_int_equal(piece.offset, 30);
	assert_int_equal(piece.message, 6);
	assert_int_equal(dtls_next_piece(&reading, &piece), 0);
	assert_int_equal(piece.offset, 0);
	assert_int_equal(dtls_next_piece(&reading, &piece), 0);
	assert_int_equal(piece.offset, 10);
	assert_int_equal(dtls_next_piece(&reading, &piece), -ENOENT);
}

static void refuses_every_truncation(void **state)
{
	struct craft bytes = whole();
	struct dtls_piece piece;

	(void)state;
	for (size_t len = 0; len < bytes.len; len++) {
		struct dtls_reading reading = dtls_reading_over((struct span){ bytes.at, len });

		assert_int_equal(shape_of(&bytes, len, false), DTLS_NONE);
		assert_int_equal(shape_of(&bytes, len, true),
		                 len < 13 ? DTLS_NONE : DTLS_HANDSHAKE);
		assert_int_not_equal(dtls_next_piece(&reading, &piece), 0);
	}
}

static void a_length_that_lies_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} lies[] = {
		{ 0, 19 },  { 0, 24 },  { 1, 3 },  { 2, 0xfc }, { 11, 0x49 }, { 12, 51 },
		{ 12, 53 }, { 13, 21 }, { 14, 2 }, { 16, 39 },  { 21, 1 },    { 24, 41 },
	};
	struct craft good = whole();

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct craft bytes = good;

		bytes.at[lies[i].at] = lies[i].value;
		assert_int_equal(shape_of(&bytes, bytes.len, false), DTLS_NONE);
	}
}

static void records_that_come_only_after_a_hello_are_late(void **state)
{
	struct craft bytes;

	(void)state;
	bytes.len = 0;
	craft_bytes(&bytes, "\x17\xfe\xfd\0\1\0\0\0\0\0\7\0\3abc", 16);
	assert_int_equal(shape_of(&bytes, bytes.len, false), DTLS_LATE);
	bytes.at[0] = 22;
	assert_int_equal(shape_of(&bytes, bytes.len, false), DTLS_LATE);
	bytes.at[0] = 21;
	bytes.at[4] = 0; /* an alert in the clear is not enough */
	assert_int_equal(shape_of(&bytes, bytes.len, false), DTLS_NONE);
	craft_u8(&bytes, 0); /* a byte that belongs to no record */
	bytes.at[4] = 1;
	assert_int_equal(shape_of(&bytes, bytes.len, false), DTLS_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_hello_in_one_piece),
		cmocka_unit_test(reads_pieces_in_many_records_and_messages),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(a_length_that_lies_is_refused),
		cmocka_unit_test(records_that_come_only_after_a_hello_are_late),
	};

	return cmocka_run_group_tests_name("dtls", tests, NULL, NULL);
}
