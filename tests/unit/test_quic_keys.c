/* Opening Initial packets: the RFCs' own, in every version, and nothing that was changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <openssl/crypto.h>
#include <stdlib.h>

#include "probes/wire/quic_keys.h"
#include "tests/bench/craft_quic.h"

#define FIRST_BYTES 38 /* of a packet: its header and the sample of RFC 9001 section 5.4.2 */

/* RFC 9001 appendix A.2, as RFC 9369 appendix A.2: the id, the frame before 917 bytes of padding,
 * and of each protected packet the first bytes and the tag, which stands for all between. */
static const uint8_t rfc_id[] = { 0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57, 0x08 };
static const uint8_t rfc_frame[] = {
	0x06, 0x00, 0x40, 0xf1, 0x01, 0x00, 0x00, 0xed, 0x03, 0x03, 0xeb, 0xf8, 0xfa, 0x56, 0xf1,
	0x29, 0x39, 0xb9, 0x58, 0x4a, 0x38, 0x96, 0x47, 0x2e, 0xc4, 0x0b, 0xb8, 0x63, 0xcf, 0xd3,
	0xe8, 0x68, 0x04, 0xfe, 0x3a, 0x47, 0xf0, 0x6a, 0x2b, 0x69, 0x48, 0x4c, 0x00, 0x00, 0x04,
	0x13, 0x01, 0x13, 0x02, 0x01, 0x00, 0x00, 0xc0, 0x00, 0x00, 0x00, 0x10, 0x00, 0x0e, 0x00,
	0x00, 0x0b, 0x65, 0x78, 0x61, 0x6d, 0x70, 0x6c, 0x65, 0x2e, 0x63, 0x6f, 0x6d, 0xff, 0x01,
	0x00, 0x01, 0x00, 0x00, 0x0a, 0x00, 0x08, 0x00, 0x06, 0x00, 0x1d, 0x00, 0x17, 0x00, 0x18,
	0x00, 0x10, 0x00, 0x07, 0x00, 0x05, 0x04, 0x61, 0x6c, 0x70, 0x6e, 0x00, 0x05, 0x00, 0x05,
	0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x33, 0x00, 0x26, 0x00, 0x24, 0x00, 0x1d, 0x00, 0x20,
	0x93, 0x70, 0xb2, 0xc9, 0xca, 0xa4, 0x7f, 0xba, 0xba, 0xf4, 0x55, 0x9f, 0xed, 0xba, 0x75,
	0x3d, 0xe1, 0x71, 0xfa, 0x71, 0xf5, 0x0f, 0x1c, 0xe1, 0x5d, 0x43, 0xe9, 0x94, 0xec, 0x74,
	0xd7, 0x48, 0x00, 0x2b, 0x00, 0x03, 0x02, 0x03, 0x04, 0x00, 0x0d, 0x00, 0x10, 0x00, 0x0e,
	0x04, 0x03, 0x05, 0x03, 0x06, 0x03, 0x02, 0x03, 0x08, 0x04, 0x08, 0x05, 0x08, 0x06, 0x00,
	0x2d, 0x00, 0x02, 0x01, 0x01, 0x00, 0x1c, 0x00, 0x02, 0x40, 0x01, 0x00, 0x39, 0x00, 0x32,
	0x04, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x05, 0x04, 0x80, 0x00, 0xff,
	0xff, 0x07, 0x04, 0x80, 0x00, 0xff, 0xff, 0x08, 0x01, 0x10, 0x01, 0x04, 0x80, 0x00, 0x75,
	0x30, 0x09, 0x01, 0x10, 0x0f, 0x08, 0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57, 0x08, 0x06,
	0x04, 0x80, 0x00, 0xff, 0xff
};
static const struct {
	uint32_t version;
	uint8_t first[FIRST_BYTES], tag[16];
} rfc_packets[] = {
	{ CRAFT_QUIC_1,
	  { 0xc0, 0x00, 0x00, 0x00, 0x01, 0x08, 0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57,
	    0x08, 0x00, 0x00, 0x44, 0x9e, 0x7b, 0x9a, 0xec, 0x34, 0xd1, 0xb1, 0xc9, 0x8d,
	    0xd7, 0x68, 0x9f, 0xb8, 0xec, 0x11, 0xd2, 0x42, 0xb1, 0x23, 0xdc, 0x9b },
	  { 0xe2, 0x21, 0xaf, 0x44, 0x86, 0x00, 0x18, 0xab, 0x08, 0x56, 0x97, 0x2e, 0x19, 0x4c,
	    0xd9, 0x34 } },
	{ CRAFT_QUIC_2,
	  { 0xd7, 0x6b, 0x33, 0x43, 0xcf, 0x08, 0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57,
	    0x08, 0x00, 0x00, 0x44, 0x9e, 0xa0, 0xc9, 0x5e, 0x82, 0xff, 0xe6, 0x7b, 0x6a,
	    0xbc, 0xdb, 0x42, 0x98, 0xb4, 0x85, 0xdd, 0x04, 0xde, 0x80, 0x60, 0x71 },
	  { 0xa1, 0x8b, 0x2f, 0xaa, 0x74, 0x5b, 0x6f, 0xe1, 0x89, 0xcf, 0x77, 0x2a, 0x9f, 0x84,
	    0xcb, 0xfc } },
};

static struct quic_keys *keys;
static long allocations; /* of libcrypto */

static void *count_malloc(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	allocations++;
	return malloc(size);
}

static void *count_realloc(void *old, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	allocations++;
	return realloc(old, size);
}

static void count_free(void *old, const char *file, int line)
{
	(void)file;
	(void)line;
	free(old);
}

static struct craft_quic rfc_header(uint32_t version)
{
	struct craft_quic quic = {
		.version = version, .dcid_len = 8, .number = 2, .number_len = 4
	};

	memcpy(quic.dcid, rfc_id, sizeof(rfc_id));
	return quic;
}

static struct craft rfc_packet(uint32_t version)
{
	struct craft_quic quic = rfc_header(version);
	struct craft frames, out;

	frames.len = out.len = 0;
	craft_bytes(&frames, rfc_frame, sizeof(rfc_frame));
	craft_quic_initial(&out, &quic, &frames, 1200);
	return out;
}

/* Opens a copy of exactly that size, so that sanitizers see an overrun. */
static int open_bytes(const struct craft *bytes, struct span dcid, struct span *frames)
{
	uint8_t *copy = malloc(bytes->len);
	struct quic_packet packet;
	int result;

	assert_non_null(copy);
	memcpy(copy, bytes->at, bytes->len);
	result = quic_packet_read((struct span){ copy, bytes->len }, &packet);
	if (!result)
		result = quic_keys_open(keys, &packet, dcid.at ? dcid : packet.dcid, frames);
	free(copy);
	return result;
}

static const struct span own_id = { 0 };

static void opens_the_packets_of_the_rfcs(void **state)
{
	struct span frames;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct craft packet = rfc_packet(rfc_packets[i].version);

		assert_int_equal(packet.len, 1200);
		assert_memory_equal(packet.at, rfc_packets[i].first, FIRST_BYTES);
		assert_memory_equal(packet.at + 1184, rfc_packets[i].tag, 16);
		assert_int_equal(open_bytes(&packet, own_id, &frames), 0);
		assert_int_equal(frames.len, 1162);
		assert_memory_equal(frames.at, rfc_frame, sizeof(rfc_frame));
		for (size_t at = sizeof(rfc_frame); at < frames.len; at++)
			assert_int_equal(frames.at[at], 0);
	}
}

static void opens_every_version_and_length_of_number(void **state)
{
	static const uint32_t versions[] = { CRAFT_QUIC_1, CRAFT_QUIC_2, CRAFT_QUIC_DRAFT_29,
		                             CRAFT_QUIC_Q050, CRAFT_QUIC_T051 };
	struct span frames;

	(void)state;
	for (size_t i = 0; i < 5 * 4; i++) {
		struct craft_quic quic = craft_quic_first(i);
		struct craft text, packet;

		quic.version = versions[i / 4];
		quic.number_len = (uint8_t)(i % 4 + 1);
		quic.number = 0x81;
		quic.token_len = (uint8_t)i;
		quic.scid_len = (uint8_t)i;
		text.len = packet.len = 0;
		craft_text(&text, "frames");
		craft_quic_initial(&packet, &quic, &text, 0);
		assert_int_equal(open_bytes(&packet, own_id, &frames), 0);
		assert_int_equal(frames.len, 6);
		assert_memory_equal(frames.at, "frames", 6);
	}
}

static void refuses_every_truncation(void **state)
{
	struct craft packet = rfc_packet(CRAFT_QUIC_1);
	struct span frames;

	(void)state;
	for (size_t len = packet.len - 1; len >= 42; len--) {
		packet.len = len;
		/* the length says so, and nothing else is wrong */
		packet.at[16] = (uint8_t)(0x40 | (len - 18) >> 8);
		packet.at[17] = (uint8_t)(len - 18);
		assert_int_equal(open_bytes(&packet, own_id, &frames), -EBADMSG);
	}
}

static void refuses_every_changed_byte(void **state)
{
	struct craft packet = rfc_packet(CRAFT_QUIC_1);
	struct span frames;

	(void)state;
	for (size_t at = 0; at < packet.len; at++) {
		packet.at[at] ^= 4;
		assert_int_not_equal(open_bytes(&packet, own_id, &frames), 0);
		packet.at[at] ^= 4;
	}
	assert_int_equal(open_bytes(&packet, own_id, &frames), 0);
}

static void keys_come_from_the_id_that_is_named(void **state)
{
	struct craft_quic quic = craft_quic_first(1), first = quic;
	struct craft text, packet;
	struct span frames;

	(void)state;
	quic.keyed_by = first.dcid;
	quic.keyed_len = first.dcid_len;
	quic.dcid_len = 20;
	quic.dcid[0] ^= 0xff;
	text.len = packet.len = 0;
	craft_text(&text, "frames");
	craft_quic_initial(&packet, &quic, &text, 0);
	assert_int_equal(open_bytes(&packet, own_id, &frames), -EBADMSG);
	assert_int_equal(open_bytes(&packet, (struct span){ first.dcid, 8 }, &frames), 0);
}

static void opening_a_packet_allocates_nothing(void **state)
{
	struct craft packets[] = { rfc_packet(CRAFT_QUIC_1), rfc_packet(CRAFT_QUIC_2) };
	uint64_t tried = quic_keys_tried(keys);
	struct quic_packet packet;
	struct span frames;
	long before;

	(void)state;
	assert_true(allocations > 0);
	before = allocations;
	for (unsigned i = 0; i < 100; i++) {
		struct craft *bytes = &packets[i % 2];

		if (i == 50)
			packets[0].at[1199] ^= 1; /* one that does not open costs none either */
		assert_int_equal(quic_packet_read((struct span){ bytes->at, 1200 }, &packet), 0);
		assert_int_equal(quic_keys_open(keys, &packet, packet.dcid, &frames),
		                 i < 50 || i % 2 ? 0 : -EBADMSG);
	}
	assert_int_equal(allocations, before);
	assert_int_equal(quic_keys_tried(keys), tried + 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_the_packets_of_the_rfcs),
		cmocka_unit_test(opens_every_version_and_length_of_number),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(refuses_every_changed_byte),
		cmocka_unit_test(keys_come_from_the_id_that_is_named),
		cmocka_unit_test(opening_a_packet_allocates_nothing),
	};
	int failed;

	if (!CRYPTO_set_mem_functions(count_malloc, count_realloc, count_free))
		return 1;
	keys = quic_keys_new();
	failed = keys ? cmocka_run_group_tests_name("quic_keys", tests, NULL, NULL) : 1;
	quic_keys_free(keys);
	return failed;
}
