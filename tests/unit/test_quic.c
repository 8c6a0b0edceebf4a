/* QUIC's long headers and CRYPTO frames, and nothing from what lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>

#include "probes/wire/quic.h"
#include "tests/bench/craft.h"

static struct span span_of(const struct craft *bytes)
{
	return (struct span){ bytes->at, bytes->len };
}

/* Reads a copy of exactly the span's size, so that sanitizers see an overrun; only numbers of the
 * answer may be used. */
static int read_copy(const struct craft *bytes, size_t len, struct quic_packet *out)
{
	uint8_t *copy = malloc(len ? len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, bytes->at, len);
	result = quic_packet_read((struct span){ copy, len }, out);
	free(copy);
	return result;
}

/* Ids of 8 and 5 bytes, a token of 3, 40 bytes behind the lengths. */
static struct craft initial(uint8_t first, uint32_t version)
{
	struct craft out;

	out.len = 0;
	craft_u8(&out, first);
	craft_u32(&out, version);
	craft_u8(&out, 8);
	craft_text(&out, "to-here!");
	craft_u8(&out, 5);
	craft_text(&out, "from!");
	craft_u8(&out, 3);
	craft_text(&out, "tok");
	craft_u16(&out, 0x4000 | 40);
	for (int i = 0; i < 40; i++)
		craft_u8(&out, 0xee);
	return out;
}

#define NUMBER_AT 26 /* of initial() */

static void reads_a_long_header(void **state)
{
	struct craft bytes = initial(0xc3, 1);
	struct quic_packet packet;

	(void)state;
	craft_text(&bytes, "behind");
	assert_int_equal(quic_packet_read(span_of(&bytes), &packet), 0);
	assert_int_equal(packet.type, QUIC_INITIAL);
	assert_int_equal(packet.version->salt, QUIC_SALT_1);
	assert_int_equal(packet.dcid.len, 8);
	assert_memory_equal(packet.dcid.at, "to-here!", 8);
	assert_true(packet.has_token);
	assert_int_equal(packet.number_at, NUMBER_AT);
	assert_int_equal(packet.bytes.len, NUMBER_AT + 40);
}

static void types_are_those_of_the_version(void **state)
{
	static const enum quic_type first[] = { QUIC_INITIAL, QUIC_ZERO_RTT, QUIC_HANDSHAKE,
		                                QUIC_RETRY };
	static const enum quic_type second[] = { QUIC_RETRY, QUIC_INITIAL, QUIC_ZERO_RTT,
		                                 QUIC_HANDSHAKE };
	struct quic_packet packet;

	(void)state;
	for (unsigned type = 0; type < 4; type++) {
		struct craft one = initial((uint8_t)(0xc0 | type << 4), 1);
		struct craft two = initial((uint8_t)(0xc0 | type << 4), 0x6b3343cf);

		if (first[type] == QUIC_INITIAL || first[type] == QUIC_RETRY) {
			assert_int_equal(quic_packet_read(span_of(&one), &packet), 0);
			assert_int_equal(packet.type, first[type]);
		}
		if (second[type] == QUIC_INITIAL || second[type] == QUIC_RETRY) {
			assert_int_equal(quic_packet_read(span_of(&two), &packet), 0);
			assert_int_equal(packet.type, second[type]);
		}
	}
}

static void packets_in_one_datagram_follow_each_other(void **state)
{
	struct craft bytes = initial(0xc0, 1), more = initial(0xc0, 1);
	struct quic_packet packet;
	struct span rest;

	(void)state;
	bytes.len = 0; /* 0-RTT has no token */
	craft_bytes(&bytes, "\xd0\0\0\0\1\1a\0\x14number and 16 bytes.", 29);
	craft_append(&bytes, &more);
	rest = span_of(&bytes);
	assert_int_equal(quic_packet_read(rest, &packet), 0);
	assert_int_equal(packet.type, QUIC_ZERO_RTT);
	rest = span_from(rest, packet.bytes.len);
	assert_int_equal(quic_packet_read(rest, &packet), 0);
	assert_int_equal(packet.type, QUIC_INITIAL);
	rest = span_from(rest, packet.bytes.len);
	assert_int_equal(quic_packet_read(rest, &packet), -ENOENT);
}

static void knows_versions_by_their_salt(void **state)
{
	static const struct {
		uint32_t version;
		int salt;
	} known[] = {
		{ 1, QUIC_SALT_1 },
		{ 0x6b3343cf, QUIC_SALT_2 },
		{ 0xff000017, QUIC_SALT_DRAFT_23 },
		{ 0xff00001c, QUIC_SALT_DRAFT_23 },
		{ 0xff00001d, QUIC_SALT_DRAFT_29 },
		{ 0xff000020, QUIC_SALT_DRAFT_29 },
		{ 0xff000021, QUIC_SALT_1 },
		{ 0xff000022, QUIC_SALT_1 },
		{ 0xfaceb002, QUIC_SALT_DRAFT_23 },
		{ 0x51303530, QUIC_SALT_Q050 },
		{ 0x54303530, QUIC_SALT_T050 },
		{ 0x54303531, QUIC_SALT_T051 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		assert_non_null(quic_version_find(known[i].version));
		assert_int_equal(quic_version_find(known[i].version)->salt, known[i].salt);
	}
	assert_null(quic_version_find(0));
	assert_null(quic_version_find(2));
	assert_null(quic_version_find(0xff000016));
	assert_null(quic_version_find(0xff000023));
	assert_null(quic_version_find(0x51303436));
	assert_true(quic_version_is_reserved(0x1a2a3a4a));
	assert_false(quic_version_is_reserved(1));
}

static void waits_for_every_missing_byte(void **state)
{
	struct craft bytes = initial(0xc3, 1);
	struct quic_packet packet;

	(void)state;
	assert_int_equal(read_copy(&bytes, 0, &packet), -ENOENT);
	for (size_t len = 1; len < bytes.len; len++)
		assert_int_equal(read_copy(&bytes, len, &packet), len < 5 ? -EBADMSG : -EAGAIN);
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), 0);
}

static void a_length_that_lies_is_refused(void **state)
{
	struct craft bytes = initial(0xc3, 1), good = bytes;
	struct quic_packet packet;

	(void)state;
	bytes.at[5] = 21; /* an id longer than any */
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EBADMSG);
	bytes = good;
	bytes.at[14] = 21;
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EBADMSG);
	bytes = good;
	bytes.at[20] = 63; /* a token beyond the end */
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EAGAIN);
	bytes = good;
	memset(bytes.at + 20, 0xff, 4); /* a token of 2^62 bytes */
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EBADMSG);
	bytes = good;
	bytes.at[25] = 19; /* too short to be protected */
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EBADMSG);
	bytes = good;
	bytes.at[25] = 41;
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EAGAIN);
	bytes = good;
	bytes.at[0] = 0x83; /* without the fixed bit */
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EBADMSG);
	bytes.at[0] = 0x43; /* a short header */
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -ENOENT);
}

static void an_id_longer_than_any_is_refused(void **state)
{
	struct quic_packet packet;

	(void)state;
	for (unsigned len = 19; len < 23; len++) {
		struct craft bytes;

		for (int second = 0; second < 2; second++) {
			bytes.len = 0;
			craft_bytes(&bytes, "\xc3\0\0\0\1", 5);
			craft_u8(&bytes, second ? 0 : len);
			craft_bytes(&bytes, "an id of many bytes ...", second ? 0 : len);
			craft_u8(&bytes, second ? len : 0);
			craft_bytes(&bytes, "an id of many bytes ...", second ? len : 0);
			craft_bytes(&bytes, "\0\x14number and 16 bytes.", 22);
			assert_int_equal(read_copy(&bytes, bytes.len, &packet),
			                 len > 20 ? -EBADMSG : 0);
		}
	}
}

static void a_negotiation_lists_a_version_that_is_known(void **state)
{
	struct craft bytes;
	struct quic_packet packet;

	(void)state;
	bytes.len = 0;
	craft_bytes(&bytes, "\x80\0\0\0\0\1a\1b\x1a\x2a\x3a\x4a\0\0\0\1", 17);
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), 0);
	assert_int_equal(packet.type, QUIC_NEGOTIATION);
	for (size_t len = 1; len < bytes.len; len++)
		assert_int_equal(read_copy(&bytes, len, &packet), -EBADMSG);
	bytes.at[16] = 9;
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), -EBADMSG);
}

static void of_an_unknown_version_only_the_ids_are_read(void **state)
{
	struct craft bytes = initial(0xc3, 0x1a2a3a4a);
	struct quic_packet packet;

	(void)state;
	assert_int_equal(read_copy(&bytes, bytes.len, &packet), 0);
	assert_int_equal(packet.type, QUIC_UNKNOWN);
	assert_int_equal(packet.dcid.len, 8);
	assert_int_equal(packet.bytes.len, bytes.len);
}

static const struct quic_version *version_1(void)
{
	return quic_version_find(1);
}

/* Padding, a ping, an ACK with one range, an ACK with counts, a piece, padding, another piece. */
static const uint8_t frames[] = "\0\0\1"
				"\2\5\0\1\2\3\4"
				"\3\5\0\0\2\1\1\1"
				"\6\0\3abc"
				"\0\0"
				"\6\x40\x05\2de";

static void finds_crypto_frames_among_others(void **state)
{
	struct cursor in = cursor_over((struct span){ frames, sizeof(frames) - 1 });
	struct quic_crypto crypto;

	(void)state;
	assert_int_equal(quic_crypto_next(&in, version_1(), &crypto), 0);
	assert_int_equal(crypto.offset, 0);
	assert_int_equal(crypto.bytes.len, 3);
	assert_memory_equal(crypto.bytes.at, "abc", 3);
	assert_int_equal(quic_crypto_next(&in, version_1(), &crypto), 0);
	assert_int_equal(crypto.offset, 5);
	assert_memory_equal(crypto.bytes.at, "de", 2);
	assert_int_equal(quic_crypto_next(&in, version_1(), &crypto), -ENOENT);
}

static void skips_any_length_of_padding(void **state)
{
	struct craft bytes;
	struct quic_crypto crypto;

	(void)state;
	for (size_t padding = 0; padding < 300; padding++) {
		struct cursor in;

		bytes.len = 0;
		for (size_t i = 0; i < padding; i++)
			craft_u8(&bytes, 0);
		craft_bytes(&bytes, "\6\1\1x", 4);
		in = cursor_over(span_of(&bytes));
		assert_int_equal(quic_crypto_next(&in, version_1(), &crypto), 0);
		assert_int_equal(crypto.bytes.at[0], 'x');
		assert_int_equal(quic_crypto_next(&in, version_1(), &crypto), -ENOENT);
	}
}

static void cut_or_lying_frames_give_no_more_than_what_came_before(void **state)
{
	struct quic_crypto crypto;

	(void)state;
	for (size_t len = 0; len < sizeof(frames) - 1; len++) {
		uint8_t *copy = malloc(len ? len : 1);
		struct cursor in = cursor_over((struct span){ copy, len });
		unsigned found = 0;

		assert_non_null(copy);
		memcpy(copy, frames, len);
		while (!quic_crypto_next(&in, version_1(), &crypto))
			found++;
		assert_int_equal(found, len >= 24);
		free(copy);
	}
}

static int next_of(const char *bytes, size_t len)
{
	struct cursor in = cursor_over((struct span){ (const uint8_t *)bytes, len });
	struct quic_crypto crypto;

	return quic_crypto_next(&in, version_1(), &crypto);
}

static void refuses_frames_that_an_initial_may_not_hold(void **state)
{
	(void)state;
	assert_int_equal(next_of("\6\0\4abc", 6), -EBADMSG); /* beyond the end */
	assert_int_equal(next_of("\6\0\xff\xff\xff\xff\xff\xff\xff\xffx", 11), -EBADMSG);
	assert_int_equal(next_of("\x08\0\1x", 4), -EBADMSG);        /* STREAM */
	assert_int_equal(next_of("\x1c\0\0\0\6\0\1x", 8), -ENOENT); /* CONNECTION_CLOSE */
	assert_int_equal(next_of("\2\0\0\xff\xff\xff\xff\xff\xff\xff\xff\0", 12), -EBADMSG);
}

static void google_numbers_its_frames_otherwise(void **state)
{
	static const uint8_t bytes[] = "\0\7\x08\x02\1x\6\0\1y";
	struct cursor in = cursor_over((struct span){ bytes, sizeof(bytes) - 1 });
	struct quic_crypto crypto;

	(void)state;
	assert_int_equal(quic_crypto_next(&in, quic_version_find(0x54303531), &crypto), 0);
	assert_int_equal(crypto.offset, 2);
	assert_int_equal(crypto.bytes.at[0], 'x');
	assert_int_equal(quic_crypto_next(&in, quic_version_find(0x54303531), &crypto), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_long_header),
		cmocka_unit_test(types_are_those_of_the_version),
		cmocka_unit_test(packets_in_one_datagram_follow_each_other),
		cmocka_unit_test(knows_versions_by_their_salt),
		cmocka_unit_test(waits_for_every_missing_byte),
		cmocka_unit_test(a_length_that_lies_is_refused),
		cmocka_unit_test(an_id_longer_than_any_is_refused),
		cmocka_unit_test(a_negotiation_lists_a_version_that_is_known),
		cmocka_unit_test(of_an_unknown_version_only_the_ids_are_read),
		cmocka_unit_test(finds_crypto_frames_among_others),
		cmocka_unit_test(skips_any_length_of_padding),
		cmocka_unit_test(cut_or_lying_frames_give_no_more_than_what_came_before),
		cmocka_unit_test(refuses_frames_that_an_initial_may_not_hold),
		cmocka_unit_test(google_numbers_its_frames_otherwise),
	};

	return cmocka_run_group_tests_name("quic", tests, NULL, NULL);
}
