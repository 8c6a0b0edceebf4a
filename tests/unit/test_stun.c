/* STUN and TURN, told by their shape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/wire/stun.h"
#include "tests/unit/shapes.h"

#define COOKIE "\x21\x12\xa4\x42"
#define TRANSACTION "abcdefghijkl"
#define SOFTWARE "\x80\x22\0\5phone\0\0\0"
#define FINGERPRINT "\x80\x28\0\4\x12\x34\x56\x78"

static const char request[] = "\0\1\0\x14" COOKIE TRANSACTION SOFTWARE FINGERPRINT;
static const char channel[] = "\x40\1\0\4talk";

static int looks_like(struct span message)
{
	bool is_answer = false;
	enum stun_kind kind = stun_looks_like(message, &is_answer);

	return kind == STUN_NONE ? 0 : (int)kind * 2 + is_answer;
}

static int channel_looks_like(struct span message)
{
	return stun_channel_looks_like(message);
}

static void knows_a_request_and_its_answers(void **state)
{
	(void)state;
	assert_int_equal(shape_of(SPAN(request), looks_like), STUN_MESSAGE * 2);
	assert_int_equal(shape_with(SPAN(request), 0, 1, looks_like), STUN_MESSAGE * 2 + 1);
	assert_int_equal(shape_of(SPAN("\1\1\0\0" COOKIE TRANSACTION), looks_like),
	                 STUN_MESSAGE * 2 + 1);
}

static void knows_a_relay_by_the_method(void **state)
{
	(void)state;
	assert_int_equal(shape_with(SPAN(request), 1, 3, looks_like), STUN_RELAY * 2);
	assert_int_equal(shape_with(SPAN(request), 1, 0x16, looks_like), STUN_RELAY * 2); /* Send */
	assert_int_equal(shape_of(SPAN("\1\x13\0\0" COOKIE TRANSACTION), looks_like),
	                 STUN_RELAY * 2 + 1);                             /* Allocate refused */
	assert_int_equal(shape_with(SPAN(request), 1, 5, looks_like), 0); /* no method */
}

static void refuses_every_truncation(void **state)
{
	(void)state;
	only_whole(SPAN(request), looks_like, 0, false);
	only_whole(SPAN(channel), channel_looks_like, 0, false);
}

static void refuses_lengths_that_lie(void **state)
{
	(void)state;
	assert_int_equal(shape_with(SPAN(request), 3, 0x10, looks_like), 0);
	assert_int_equal(shape_with(SPAN(request), 3, 0x18, looks_like), 0);
	assert_int_equal(shape_with(SPAN(request), 23, 9, looks_like), 0); /* an attribute's */
	assert_int_equal(shape_with(SPAN(request), 22, 1, looks_like), 0);
	assert_int_equal(shape_with(SPAN(channel), 3, 9, channel_looks_like), 0);
	assert_int_equal(shape_with(SPAN(channel), 3, 5, channel_looks_like), 0);
}

static void other_shapes_are_not_stun(void **state)
{
	(void)state;
	assert_int_equal(shape_with(SPAN(request), 0, 0x80, looks_like), 0); /* RTP */
	assert_int_equal(shape_with(SPAN(request), 7, 0x43, looks_like), 0); /* the cookie */
	assert_int_equal(
		shape_of(SPAN("\0\1\0\x14" COOKIE TRANSACTION FINGERPRINT SOFTWARE), looks_like),
		0); /* a fingerprint that is not last */
	assert_int_equal(
		shape_of(SPAN("\0\1\0\x08" COOKIE TRANSACTION "\x80\x28\0\0\0\0\0\0"), looks_like),
		0); /* one of another length */
	assert_int_equal(shape_with(SPAN(channel), 0, 0x50, channel_looks_like), 0);
	assert_int_equal(shape_of(SPAN("\x40\1\0\0"), channel_looks_like), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_a_request_and_its_answers),
		cmocka_unit_test(knows_a_relay_by_the_method),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_lengths_that_lie),
		cmocka_unit_test(other_shapes_are_not_stun),
	};

	return cmocka_run_group_tests_name("stun", tests, NULL, NULL);
}
