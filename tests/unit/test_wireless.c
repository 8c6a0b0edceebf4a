/* Wireless recordings: several packets in one frame, and frames that are encrypted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/recording.h"

#define STATIONS "\2\0\0\0\0\1\2\0\0\0\0\2\2\0\0\0\0\3\x10\0"

/* A query as a subframe: addresses, length, LLC, padding. */
static void put_subframe(struct craft *frame, const char *name)
{
	struct craft query = dns_message(name, false), packet = { .len = 0 };

	craft_udp(&packet, (struct craft_end){ 0x0a140015, 40000 },
	          (struct craft_end){ 0xc6336407, 53 }, query.at, query.len);
	while (frame->len % 4 != 2) /* behind the first header of 26 bytes */
		craft_u8(frame, 0);
	craft_bytes(frame, packet.at, 12);
	craft_u16(frame, (unsigned)(packet.len - 14 + 8));
	craft_bytes(frame, "\xaa\xaa\3\0\0\0\x08\0", 8);
	craft_bytes(frame, packet.at + 14, packet.len - 14);
}

static void every_packet_of_a_wireless_frame_is_read(void **state)
{
	struct recording r = recording_new(105);
	struct craft frame = { .len = 0 };
	struct capture_totals totals;

	(void)state;
	craft_bytes(&frame, "\x88\1\0\0" STATIONS "\x80\0", 26);
	put_subframe(&frame, "first.example");
	put_subframe(&frame, "second.example");
	put_subframe(&frame, "third.example");
	for (int i = 0; i < 6; i++) /* more than a batch holds */
		record(&r, &frame);
	totals = hears(&r, "dns first.example\ndns second.example\ndns third.example\n"
	                   "dns first.example\ndns second.example\ndns third.example\n"
	                   "dns first.example\ndns second.example\ndns third.example\n"
	                   "dns first.example\ndns second.example\ndns third.example\n"
	                   "dns first.example\ndns second.example\ndns third.example\n"
	                   "dns first.example\ndns second.example\ndns third.example\n");
	assert_int_equal(totals.packets, 18);
}

static void wireless_frames_that_are_encrypted_are_a_gap_and_no_error(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct recording r = recording_new(105);
	struct craft sealed = { .len = 0 }, beacon = { .len = 0 };
	struct observations gaps;
	struct heard *heard;

	(void)state;
	observations_init(&gaps, arena, NULL);
	gaps.probe = "capture";
	craft_bytes(&sealed, "\x08\x41\0\0" STATIONS "secret", 30);
	craft_bytes(&beacon, "\x80\0\0\0" STATIONS "beacon", 30);
	record(&r, &sealed);
	record(&r, &beacon);
	heard = listen_to(&r, 1, NULL, &gaps, 0);
	assert_int_equal(heard->error, 0);
	assert_int_equal(heard->totals.sealed, 1);
	assert_int_equal(heard->totals.not_decoded, 0);
	assert_int_equal(gaps.gap_count, 1);
	assert_string_equal(gaps.gaps[0].reason, "hidden-names");
	assert_string_equal(gaps.gaps[0].what, "wireless frames");
	free(heard);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_packet_of_a_wireless_frame_is_read),
		cmocka_unit_test(wireless_frames_that_are_encrypted_are_a_gap_and_no_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
