/* Bytes that come compressed: whole, joined, padded, cut, damaged, and packed so as to hurt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "probes/base/cleanup.h"
#include "probes/traffic/input.h"
#include "probes/traffic/unpack.h"

#define KINDS 3
#define ROOM ((size_t)4 << 20)
#define PLAIN ((size_t)900 << 10) /* several buffers */

struct bytes {
	uint8_t at[ROOM];
	size_t len;
};

struct outcome {
	uint8_t *at; /* freed by the caller */
	size_t len;
	int status;
	bool cut;
	const struct unpacker *kind;
};

static const char *const kind_names[KINDS] = { "gzip", "xz", "zstd" };

static void pack_gzip(struct bytes *out, const uint8_t *at, size_t len)
{
	z_stream stream = { .next_in = (void *)(uintptr_t)at, .avail_in = (uInt)len };

	assert_int_equal(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
	                 Z_OK);
	stream.next_out = out->at + out->len;
	stream.avail_out = (uInt)(ROOM - out->len);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	out->len += stream.total_out;
	deflateEnd(&stream);
}

static void pack_xz(struct bytes *out, const uint8_t *at, size_t len)
{
	assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, at, len, out->at,
	                                         &out->len, ROOM),
	                 LZMA_OK);
}

static void pack_zstd(struct bytes *out, const uint8_t *at, size_t len)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();
	size_t count;

	ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
	count = ZSTD_compress2(context, out->at + out->len, ROOM - out->len, at, len);
	assert_false(ZSTD_isError(count));
	out->len += count;
	ZSTD_freeCCtx(context);
}

static void (*const packers[KINDS])(struct bytes *, const uint8_t *, size_t) = { pack_gzip, pack_xz,
	                                                                         pack_zstd };

static struct bytes *no_bytes(void)
{
	struct bytes *bytes = calloc(1, sizeof(*bytes));

	assert_non_null(bytes);
	return bytes;
}

/* Bytes that pack to about a half. */
static uint8_t *plain_bytes(void)
{
	uint8_t *at = malloc(PLAIN);
	uint32_t n = 1;

	assert_non_null(at);
	for (size_t i = 0; i < PLAIN; i++) {
		n = n * 1664525 + 1013904223;
		at[i] = (uint8_t)(n >> 28);
	}
	return at;
}

static struct outcome read_all(int fd, uint64_t limit, size_t most)
{
	struct outcome out = { .at = malloc(most) };
	struct input input;

	assert_non_null(out.at);
	out.status = input_open(&input, fd, limit);
	while (!out.status && input_need(&input, 1) == 0) {
		size_t step = input.left < 70000 ? input.left : 70000;

		if (out.len < most)
			memcpy(out.at + out.len, input.at,
			       step < most - out.len ? step : most - out.len);
		out.len += step;
		input_pass(&input, step);
	}
	out.status = out.status ? out.status : input.status;
	out.cut = input.cut;
	out.kind = input_packing(&input);
	input_close(&input);
	return out;
}

static struct outcome read_bytes(const struct bytes *bytes, size_t len, uint64_t limit)
{
	_cleanup_(close_at) int fd = memfd_create("packed", 0);

	assert_int_equal(write(fd, bytes->at, len), len);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return read_all(fd, limit, ROOM);
}

/* True where `out` is the beginning of `plain`; frees it. */
static bool begins_as(struct outcome *out, const uint8_t *plain)
{
	bool same = out->len <= PLAIN && memcmp(out->at, plain, out->len) == 0;

	free(out->at);
	return same;
}

static void unpacks_each_format(void **state)
{
	uint8_t *plain = plain_bytes();

	(void)state;
	for (int i = 0; i < KINDS; i++) {
		struct bytes *packed = no_bytes();
		struct outcome out;

		packers[i](packed, plain, PLAIN);
		out = read_bytes(packed, packed->len, 0);
		assert_int_equal(out.status, 1);
		assert_int_equal(out.len, PLAIN);
		assert_string_equal(out.kind->name, kind_names[i]);
		assert_true(begins_as(&out, plain));
		free(packed);
	}
	free(plain);
}

static void joined_members_are_one_with_padding_between(void **state)
{
	uint8_t *plain = plain_bytes();

	(void)state;
	for (int i = 0; i < KINDS; i++) {
		struct bytes *packed = no_bytes();
		struct outcome out;

		packers[i](packed, plain, 5);
		packed->len += 8;
		packers[i](packed, plain + 5, 0);
		packers[i](packed, plain + 5, PLAIN - 5);
		packed->len += 600 << 10; /* more zeros than one read() */
		out = read_bytes(packed, packed->len, 0);
		assert_int_equal(out.status, 1);
		assert_int_equal(out.len, PLAIN);
		assert_true(begins_as(&out, plain));
		packers[i](packed, plain, 7);
		out = read_bytes(packed, packed->len, 0);
		assert_int_equal(out.len, PLAIN + 7);
		free(out.at);
		free(packed);
	}
	free(plain);
}

/* Two members whose border lies at every place around the end of a read(). */
static void a_member_begins_at_any_place_of_a_read(void **state)
{
	uint8_t *plain = plain_bytes();
	struct bytes *packed = no_bytes();

	(void)state;
	for (size_t i = 0; i < 2 * UNPACK_HEAD; i++) {
		struct outcome out;

		packed->len = 0;
		memset(packed->at, 0, ROOM);
		pack_xz(packed, plain, 1000);
		assert_true(packed->len < INPUT_CHUNK - UNPACK_HEAD);
		packed->len = INPUT_CHUNK - UNPACK_HEAD + i;
		pack_xz(packed, plain + 1000, 1000);
		out = read_bytes(packed, packed->len, 0);
		assert_int_equal(out.status, 1);
		assert_int_equal(out.len, 2000);
		assert_true(begins_as(&out, plain));
	}
	free(packed);
	free(plain);
}

static void another_thing_behind_a_member_is_damage_and_half_a_head_a_cut(void **state)
{
	uint8_t *plain = plain_bytes();

	(void)state;
	for (int i = 0; i < KINDS; i++) {
		struct bytes *packed = no_bytes();
		struct outcome out;

		packers[i](packed, plain, 5);
		memcpy(packed->at + packed->len, "garbage", 7);
		out = read_bytes(packed, packed->len + 7, 0);
		assert_int_equal(out.status, -EBADMSG);
		assert_false(out.cut);
		assert_int_equal(out.len, 5);
		free(out.at);
		out = read_bytes(packed, packed->len + 3, 0);
		assert_int_equal(out.status, -EBADMSG);
		assert_true(out.cut);
		assert_int_equal(out.len, 5);
		free(out.at);
		free(packed);
	}
	free(plain);
}

static void every_truncation_keeps_what_came_and_is_called_cut(void **state)
{
	uint8_t *plain = plain_bytes();

	(void)state;
	for (int i = 0; i < KINDS; i++) {
		struct bytes *packed = no_bytes();
		size_t before = 0;

		packers[i](packed, plain, 2000);
		for (size_t len = UNPACK_HEAD; len < packed->len; len++) {
			struct outcome out = read_bytes(packed, len, 0);

			assert_int_equal(out.status, -EBADMSG);
			assert_true(out.cut);
			assert_true(out.len >= before);
			before = out.len;
			assert_true(begins_as(&out, plain));
		}
		free(packed);
	}
	free(plain);
}

/* Damage in the last quarter leaves at least a third. */
static void what_came_before_the_damage_is_kept(void **state)
{
	uint8_t *plain = plain_bytes();

	(void)state;
	for (int i = 0; i < KINDS; i++) {
		struct bytes *packed = no_bytes();
		struct outcome out;

		packers[i](packed, plain, PLAIN);
		for (size_t k = 0; k < 64; k++)
			packed->at[packed->len * 3 / 4 + k] ^= 0x55;
		out = read_bytes(packed, packed->len, 0);
		assert_int_equal(out.status, -EBADMSG);
		assert_false(out.cut);
		assert_true(out.len >= PLAIN / 3);
		free(out.at);

		packed->len = 0;
		packers[i](packed, plain, 2000);
		packed->at[packed->len - (i == 1 ? 30 : 3)] ^= 1; /* the check at the end */
		out = read_bytes(packed, packed->len, 0);
		assert_int_equal(out.status, -EBADMSG);
		assert_int_equal(out.len, 2000);
		assert_true(begins_as(&out, plain));
		free(packed);
	}
	free(plain);
}

static void what_wants_too_much_memory_is_refused(void **state)
{
	lzma_options_lzma options;
	lzma_filter filters[] = { { LZMA_FILTER_LZMA2, &options }, { LZMA_VLI_UNKNOWN, NULL } };
	struct bytes *packed = no_bytes();
	struct outcome out;

	(void)state;
	lzma_lzma_preset(&options, 0);
	options.dict_size = 256u << 20;
	/* the header alone: an encoder for such a one would want a gigabyte */
	pack_xz(packed, (const uint8_t *)"x", 1);
	assert_int_equal(lzma_properties_encode(filters, packed->at + 16), LZMA_OK);
	{
		uint32_t check = lzma_crc32(packed->at + 12, 8, 0);

		for (int i = 0; i < 4; i++)
			packed->at[20 + i] = (uint8_t)(check >> 8 * i);
	}
	out = read_bytes(packed, packed->len, 0);
	assert_int_equal(out.status, -ENOTSUP);
	assert_non_null(strstr(out.kind->remedy, "xz -d"));
	free(out.at);

	memcpy(packed->at, "\x28\xb5\x2f\xfd\0\x78\1\0\0", 9); /* 32 MiB of window */
	out = read_bytes(packed, 9, 0);
	assert_int_equal(out.status, -ENOTSUP);
	free(out.at);
	packed->at[5] = 0x70; /* 16 MiB */
	out = read_bytes(packed, 9, 0);
	assert_int_equal(out.status, 1);
	free(out.at);
	free(packed);
}

static void a_bomb_ends_at_the_bound(void **state)
{
	uint8_t *zeros = calloc(1, ROOM);

	(void)state;
	assert_non_null(zeros);
	for (int i = 0; i < KINDS; i++) {
		struct bytes *packed = no_bytes();
		struct outcome out;

		packers[i](packed, zeros, ROOM);
		assert_true(packed->len < ROOM / 100);
		out = read_bytes(packed, packed->len, 100000);
		assert_int_equal(out.status, -EFBIG);
		assert_int_equal(out.len, 100000);
		free(out.at);
		free(packed);
	}
	free(zeros);
}

static void a_frame_to_step_over_may_come_first(void **state)
{
	struct bytes *packed = no_bytes();
	struct outcome out;

	(void)state;
	memcpy(packed->at, "\x50\x2a\x4d\x18\4\0\0\0pzst", 12);
	packed->len = 12;
	pack_zstd(packed, (const uint8_t *)"hello", 5);
	out = read_bytes(packed, packed->len, 0);
	assert_int_equal(out.status, 1);
	assert_int_equal(out.len, 5);
	assert_memory_equal(out.at, "hello", 5);
	free(out.at);
	free(packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unpacks_each_format),
		cmocka_unit_test(joined_members_are_one_with_padding_between),
		cmocka_unit_test(a_member_begins_at_any_place_of_a_read),
		cmocka_unit_test(another_thing_behind_a_member_is_damage_and_half_a_head_a_cut),
		cmocka_unit_test(every_truncation_keeps_what_came_and_is_called_cut),
		cmocka_unit_test(what_came_before_the_damage_is_kept),
		cmocka_unit_test(what_wants_too_much_memory_is_refused),
		cmocka_unit_test(a_bomb_ends_at_the_bound),
		cmocka_unit_test(a_frame_to_step_over_may_come_first),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
