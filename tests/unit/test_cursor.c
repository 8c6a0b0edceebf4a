/* The cursor's promises: it never reads past its end, fails once and for good, and a sub-record
 * hurts only itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/base/cursor.h"

static const uint8_t bytes[] = { 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09 };

static struct cursor cursor_of(size_t len)
{
	return cursor_over((struct span){ bytes, len });
}

static void reads_numbers_in_both_byte_orders(void **state)
{
	struct cursor in = cursor_of(9);

	(void)state;
	assert_int_equal(cursor_u8(&in), 0x01);
	in = cursor_of(9);
	assert_int_equal(cursor_u16(&in), 0x0102);
	in = cursor_of(9);
	assert_int_equal(cursor_u24(&in), 0x010203);
	in = cursor_of(9);
	assert_int_equal(cursor_u32(&in), 0x01020304);
	in = cursor_of(9);
	assert_true(cursor_u64(&in) == 0x0102030405060708u);
	in = cursor_of(9);
	assert_int_equal(cursor_u16_le(&in), 0x0201);
	in = cursor_of(9);
	assert_int_equal(cursor_u32_le(&in), 0x04030201);
	assert_int_equal(cursor_left(&in), 5);
}

static void fails_at_the_end_and_stays_failed(void **state)
{
	struct cursor in = cursor_of(3);

	(void)state;
	cursor_u32(&in);
	assert_true(in.failed);
	assert_int_equal(cursor_u8(&in), 0);
	assert_int_equal(cursor_left(&in), 0);
	assert_null(cursor_take(&in, 0).at);
}

static void takes_exactly_what_is_there(void **state)
{
	struct cursor in = cursor_of(9);

	(void)state;
	assert_ptr_equal(cursor_take(&in, 9).at, bytes);
	assert_int_equal(cursor_left(&in), 0);
	assert_false(in.failed);
	assert_int_equal(cursor_take(&in, SIZE_MAX).len, 0);
	assert_true(in.failed);
}

static void a_record_that_lies_hurts_only_itself(void **state)
{
	struct cursor in = cursor_of(9), sub = cursor_sub(&in, 2);

	(void)state;
	cursor_u32(&sub);
	assert_true(sub.failed);
	assert_false(in.failed);
	assert_int_equal(cursor_u8(&in), 0x03);
}

static void a_sub_record_longer_than_its_parent_fails_both(void **state)
{
	struct cursor in = cursor_of(4), sub = cursor_sub(&in, 5);

	(void)state;
	assert_true(sub.failed);
	assert_true(in.failed);
}

static void reads_nothing_from_no_bytes(void **state)
{
	struct cursor in = cursor_over((struct span){ 0 });

	(void)state;
	assert_int_equal(cursor_left(&in), 0);
	assert_int_equal(cursor_u16(&in), 0);
	assert_true(in.failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers_in_both_byte_orders),
		cmocka_unit_test(fails_at_the_end_and_stays_failed),
		cmocka_unit_test(takes_exactly_what_is_there),
		cmocka_unit_test(a_record_that_lies_hurts_only_itself),
		cmocka_unit_test(a_sub_record_longer_than_its_parent_fails_both),
		cmocka_unit_test(reads_nothing_from_no_bytes),
	};

	return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
