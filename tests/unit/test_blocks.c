/* Capture files: every packet of good ones, what was readable of bad ones, and a word for why it
 * ended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>
#include <zlib.h>

#include "probes/base/cleanup.h"
#include "probes/traffic/blocks.h"

#define PACKET_ROOM ((size_t)64)

/* A file in the making. */
struct file {
	uint8_t *at;
	size_t len, room;
	bool big;
};

struct outcome {
	int result;
	size_t packets;
	struct block_packet last;
	uint8_t first_bytes[PACKET_ROOM]; /* first byte of each packet */
	const char *problem, *remedy;
	uint64_t offset;
};

static void put(struct file *file, const void *bytes, size_t len)
{
	if (file->len + len > file->room) {
		file->room = 2 * (file->len + len);
		file->at = realloc(file->at, file->room);
		assert_non_null(file->at);
	}
	memcpy(file->at + file->len, bytes, len);
	file->len += len;
}

static void put_u16(struct file *file, uint32_t n)
{
	uint8_t little[2] = { (uint8_t)n, (uint8_t)(n >> 8) }, big[2] = { little[1], little[0] };

	put(file, file->big ? big : little, 2);
}

static void put_u32(struct file *file, uint32_t n)
{
	put_u16(file, file->big ? n >> 16 : n & 0xffff);
	put_u16(file, file->big ? n & 0xffff : n >> 16);
}

static void put_filler(struct file *file, uint8_t byte, size_t len)
{
	for (size_t i = 0; i < len; i++)
		put(file, &byte, 1);
}

static void put_pcap_header(struct file *file, uint32_t magic)
{
	put_u32(file, magic);
	put_u16(file, 2);
	put_u16(file, 4);
	put_u32(file, 0);
	put_u32(file, 0);
	put_u32(file, 65535);
	put_u32(file, 0xf4000001); /* four bytes of frame check sequence, Ethernet */
}

static void put_record(struct file *file, uint8_t byte, size_t len)
{
	put_u32(file, 1700000000);
	put_u32(file, 123456);
	put_u32(file, (uint32_t)len);
	put_u32(file, (uint32_t)len + 9);
	put_filler(file, byte, len);
}

static void put_block(struct file *file, uint32_t type, const struct file *body)
{
	uint32_t len = (uint32_t)(12 + ((body->len + 3) & ~(size_t)3));

	put_u32(file, type);
	put_u32(file, len);
	put(file, body->at ? body->at : (const uint8_t *)"", body->len);
	put_filler(file, 0, len - 12 - body->len);
	put_u32(file, len);
}

static void put_section(struct file *file)
{
	struct file body = { .big = file->big };

	put_u32(&body, 0x1a2b3c4d);
	put_u16(&body, 1);
	put_u16(&body, 0);
	put_u32(&body, 0xffffffff);
	put_u32(&body, 0xffffffff);
	put_block(file, 0x0a0d0d0a, &body);
	free(body.at);
}

/* An interface with a clock of `resolution` (0xff: none given) that is `offset` seconds late. */
static void put_interface(struct file *file, uint16_t link_type, uint32_t snap_length,
                          uint8_t resolution, uint32_t offset)
{
	struct file body = { .big = file->big };

	put_u16(&body, link_type);
	put_u16(&body, 0);
	put_u32(&body, snap_length);
	put_u16(&body, 2); /* if_name, as long as a resolution */
	put_u16(&body, 1);
	put(&body, "l\0\0\0", 4);
	put_u16(&body, 8); /* if_speed, as long as an offset */
	put_u16(&body, 8);
	put_filler(&body, 1, 8);
	if (resolution != 0xff) {
		put_u16(&body, 9);
		put_u16(&body, 1);
		put(&body, (uint8_t[4]){ resolution }, 4);
	}
	put_u16(&body, 14);
	put_u16(&body, 8);
	put_u32(&body, file->big ? 0 : offset);
	put_u32(&body, file->big ? offset : 0);
	put_u32(&body, 0);
	put_block(file, 1, &body);
	free(body.at);
}

static void put_enhanced(struct file *file, uint32_t interface, uint64_t ticks, uint8_t byte,
                         uint32_t len)
{
	struct file body = { .big = file->big };

	put_u32(&body, interface);
	put_u32(&body, (uint32_t)(ticks >> 32));
	put_u32(&body, (uint32_t)ticks);
	put_u32(&body, len);
	put_u32(&body, len + 9);
	put_filler(&body, byte, len);
	put_block(file, 6, &body);
	free(body.at);
}

static void put_simple(struct file *file, uint8_t byte, uint32_t original, uint32_t captured)
{
	struct file body = { .big = file->big };

	put_u32(&body, original);
	put_filler(&body, byte, captured);
	put_block(file, 3, &body);
	free(body.at);
}

static void put_old_packet(struct file *file, uint16_t interface, uint8_t byte, uint32_t len)
{
	struct file body = { .big = file->big };

	put_u16(&body, interface);
	put_u16(&body, 7); /* drops */
	put_u32(&body, 0);
	put_u32(&body, 5);
	put_u32(&body, len);
	put_u32(&body, len);
	put_filler(&body, byte, len);
	put_block(file, 2, &body);
	free(body.at);
}

static struct outcome read_descriptor(int fd, uint64_t limit)
{
	struct outcome outcome = { .packets = 0 };
	struct blocks blocks;

	outcome.result = blocks_open(&blocks, fd, limit);
	while (outcome.result == 0 && (outcome.result = blocks_next(&blocks, &outcome.last)) == 1) {
		assert_int_equal(outcome.last.ordinal, outcome.packets + 1);
		if (outcome.packets < PACKET_ROOM && outcome.last.bytes.len)
			outcome.first_bytes[outcome.packets] = outcome.last.bytes.at[0];
		outcome.packets++;
		outcome.result = 0;
	}
	assert_int_equal(blocks_next(&blocks, &outcome.last),
	                 outcome.result); /* the end stays the end */
	outcome.problem = blocks.problem;
	outcome.remedy = blocks.remedy;
	outcome.offset = blocks.offset;
	blocks_close(&blocks);
	blocks_close(&blocks);
	return outcome;
}

static struct outcome read_bytes(const void *bytes, size_t len, uint64_t limit)
{
	_cleanup_(close_at) int fd = memfd_create("capture", 0);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return read_descriptor(fd, limit);
}

static struct outcome read_file(const struct file *file)
{
	return read_bytes(file->at, file->len, 0);
}

static void expect_problem(const struct outcome *outcome, int result, const char *problem,
                           size_t packets)
{
	assert_int_equal(outcome->result, result);
	assert_string_equal(outcome->problem, problem);
	assert_int_equal(outcome->packets, packets);
}

/* One gzip member. */
static void pack(struct file *out, const void *bytes, size_t len)
{
	z_stream stream = { .next_in = (void *)(uintptr_t)bytes, .avail_in = (uInt)len };
	uint8_t *packed = malloc(len + 1024);

	assert_non_null(packed);
	assert_int_equal(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
	                 Z_OK);
	stream.next_out = packed;
	stream.avail_out = (uInt)len + 1024;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	put(out, packed, stream.total_out);
	deflateEnd(&stream);
	free(packed);
}

static void make_pcap(struct file *file)
{
	put_pcap_header(file, 0xa1b2c3d4);
	put_record(file, 'a', 60);
	put_record(file, 'b', 0);
	put_record(file, 'c', 77);
}

static void make_pcapng(struct file *file)
{
	put_section(file);
	put_interface(file, 1, 0, 0xff, 0);
	put_enhanced(file, 0, 1700000000123456, 'a', 61);
	put_block(file, 0x0000000a,
	          &(struct file){ .at = (uint8_t *)(uintptr_t) "secrets", .len = 7 });
	put_enhanced(file, 0, 1700000000123457, 'b', 64);
}

static void reads_pcap_in_both_byte_orders_and_resolutions(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		struct file file = { .big = i & 1 };
		struct outcome outcome;

		put_pcap_header(&file, i & 2 ? 0xa1b23c4d : 0xa1b2c3d4);
		put_record(&file, 'a', 60);
		outcome = read_file(&file);
		assert_int_equal(outcome.result, 0);
		assert_int_equal(outcome.packets, 1);
		assert_int_equal(outcome.last.bytes.len, 60);
		assert_int_equal(outcome.last.original_length, 69);
		assert_int_equal(outcome.last.link_type, 1);
		assert_int_equal(outcome.last.seconds, 1700000000);
		assert_int_equal(outcome.last.nanoseconds, i & 2 ? 123456 : 123456000);
		assert_true(outcome.last.timed);
		assert_int_equal(outcome.first_bytes[0], 'a');
		free(file.at);
	}
}

/* Interfaces that differ in everything: libpcap refuses such a file. */
static void reads_interfaces_with_link_types_and_clocks_of_their_own(void **state)
{
	static const struct {
		uint8_t resolution;
		uint64_t ticks;
		int64_t seconds;
		uint32_t nanoseconds;
		bool timed;
	} clocks[] = {
		{ 0xff, 1700000000123456, 1700000000, 123456000, true },
		{ 9, 1700000000123456789, 1700000000, 123456789, true },
		{ 0, 1700000000, 1700000000, 0, true },
		{ 0x80 | 10, (1700000000ull << 10) + 512, 1700000000, 500000000, true },
		{ 19, 15000000000000000000ull, 1, 500000000, true },
		{ 20, 1, 0, 0, false },
		{ 0xc0, 1, 0, 0, false },
	};

	(void)state;
	for (int big = 0; big < 2; big++) {
		for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
			struct file file = { .big = big };
			struct outcome outcome;

			put_section(&file);
			put_interface(&file, 113, 96, 6, 0);
			put_interface(&file, 101, 0, clocks[i].resolution, 100);
			put_enhanced(&file, 1, clocks[i].ticks, 'x', 5);
			outcome = read_file(&file);
			assert_int_equal(outcome.result, 0);
			assert_int_equal(outcome.packets, 1);
			assert_int_equal(outcome.last.interface, 1);
			assert_int_equal(outcome.last.link_type, 101);
			assert_int_equal(outcome.last.timed, clocks[i].timed);
			assert_int_equal(outcome.last.seconds,
			                 clocks[i].timed ? clocks[i].seconds + 100 : 0);
			assert_int_equal(outcome.last.nanoseconds, clocks[i].nanoseconds);
			assert_int_equal(outcome.last.bytes.len, 5);
			assert_int_equal(outcome.last.original_length, 14);
			free(file.at);
		}
	}
}

static void a_new_section_brings_its_byte_order_and_forgets_interfaces(void **state)
{
	struct file file = { 0 };
	struct outcome outcome;

	(void)state;
	make_pcapng(&file);
	file.big = true;
	put_section(&file);
	put_interface(&file, 12, 0, 0xff, 0);
	put_enhanced(&file, 0, 1, 'c', 3);
	put_section(&file);
	put_enhanced(&file, 0, 1, 'd', 3);
	outcome = read_file(&file);
	expect_problem(&outcome, -EBADMSG, "bad-interface", 3);
	assert_int_equal(outcome.last.link_type, 12);
	assert_memory_equal(outcome.first_bytes, "abc", 3);
	free(file.at);
}

static void reads_simple_and_old_packet_blocks(void **state)
{
	struct file file = { 0 };
	struct outcome outcome;

	(void)state;
	put_section(&file);
	put_interface(&file, 1, 10, 0xff, 0);
	put_old_packet(&file, 0, 'o', 9);
	put_simple(&file, 's', 8, 8);
	put_simple(&file, 't', 4000, 10);
	outcome = read_file(&file);
	assert_int_equal(outcome.result, 0);
	assert_int_equal(outcome.packets, 3);
	assert_memory_equal(outcome.first_bytes, "ost", 3);
	assert_int_equal(outcome.last.bytes.len, 10);
	assert_int_equal(outcome.last.original_length, 4000);
	assert_false(outcome.last.timed);
	free(file.at);
}

/* Packets of every size up to the largest, so that they straddle the buffer's end in many ways;
 * packed too. */
static void packets_that_straddle_the_buffer_are_whole(void **state)
{
	for (int packed = 0; packed < 2; packed++) {
		struct file file = { 0 }, gzip = { 0 };
		struct blocks blocks;
		struct block_packet packet;
		_cleanup_(close_at) int fd = memfd_create("capture", 0);
		size_t count = 0;

		(void)state;
		put_pcap_header(&file, 0xa1b2c3d4);
		for (size_t len = 1; len <= BLOCKS_PACKET_MAX; len = len * 3 / 2 + 7)
			put_record(&file, (uint8_t)len, len);
		put_record(&file, 9, BLOCKS_PACKET_MAX);
		if (packed)
			pack(&gzip, file.at, file.len);
		assert_true(write(fd, packed ? gzip.at : file.at, packed ? gzip.len : file.len) >
		            0);
		lseek(fd, 0, SEEK_SET);
		assert_int_equal(blocks_open(&blocks, fd, 0), 0);
		while (blocks_next(&blocks, &packet) == 1) {
			uint8_t byte = packet.bytes.len == BLOCKS_PACKET_MAX
			                       ? 9
			                       : (uint8_t)packet.bytes.len;

			assert_int_equal(packet.bytes.at[0], byte);
			assert_int_equal(packet.bytes.at[packet.bytes.len - 1], byte);
			count++;
		}
		assert_int_equal(packet.bytes.len, BLOCKS_PACKET_MAX);
		assert_true(count > 20);
		blocks_close(&blocks);
		free(file.at);
		free(gzip.at);
	}
}

static void reads_from_a_pipe(void **state)
{
	struct file file = { 0 };
	struct outcome outcome;
	int ends[2];

	(void)state;
	make_pcapng(&file);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], file.at, file.len), file.len);
	close(ends[1]);
	outcome = read_descriptor(ends[0], 0);
	close(ends[0]);
	assert_int_equal(outcome.result, 0);
	assert_int_equal(outcome.packets, 2);
	free(file.at);
}

static void wake(int signal)
{
	(void)signal;
}

/* A capture that is still being written: the caller may look at its own signals and go on. */
static void comes_back_from_a_signal_and_goes_on(void **state)
{
	struct sigaction action = { .sa_handler = wake };
	struct itimerval soon = { { 0, 10000 }, { 0, 10000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct file file = { 0 };
	struct block_packet packet;
	struct blocks blocks;
	int ends[2];

	(void)state;
	make_pcap(&file);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], file.at, 50), 50);
	assert_int_equal(blocks_open(&blocks, ends[0], 0), 0);
	assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &soon, NULL), 0);
	assert_int_equal(blocks_next(&blocks, &packet), -EINTR);
	assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
	assert_int_equal(write(ends[1], file.at + 50, file.len - 50), file.len - 50);
	close(ends[1]);
	for (int i = 0; i < 3; i++)
		assert_int_equal(blocks_next(&blocks, &packet), 1);
	assert_int_equal(blocks_next(&blocks, &packet), 0);
	assert_int_equal(packet.bytes.len, 77);
	blocks_close(&blocks);
	close(ends[0]);
	free(file.at);
}

static void reads_joined_gzip_members(void **state)
{
	struct file file = { 0 }, gzip = { 0 };
	struct outcome outcome;

	(void)state;
	make_pcap(&file);
	pack(&gzip, file.at, 30);
	pack(&gzip, "", 0);
	pack(&gzip, file.at + 30, file.len - 30);
	put_filler(&gzip, 0, 512);
	outcome = read_file(&gzip);
	assert_int_equal(outcome.result, 0);
	assert_int_equal(outcome.packets, 3);
	put(&gzip, "garbage", 7);
	outcome = read_file(&gzip);
	expect_problem(&outcome, -EBADMSG, "bad-compression", 3);
	free(file.at);
	free(gzip.at);
}

/* However it is cut, what was whole before is handed out and the end is told from a good one. */
static void hands_out_what_was_whole_before_every_truncation(void **state)
{
	void (*const make[])(struct file *) = { make_pcap, make_pcapng };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct file file = { 0 };
		size_t packets = 0;

		make[i](&file);
		for (size_t len = 1; len < file.len; len++) {
			struct outcome outcome = read_bytes(file.at, len, 0);

			assert_true(outcome.packets >= packets);
			packets = outcome.packets;
			if (outcome.result == 0) /* cut between two records: nobody can tell */
				continue;
			assert_int_equal(outcome.result, -EBADMSG);
			assert_string_equal(outcome.problem,
			                    len < 4 ? "not-a-capture" : "truncated");
			assert_true(outcome.offset < len);
		}
		free(file.at);
	}
}

static void a_gzip_member_cut_short_is_told_at_every_length(void **state)
{
	struct file file = { 0 }, gzip = { 0 };

	(void)state;
	make_pcap(&file);
	pack(&gzip, file.at, file.len);
	for (size_t len = 3; len < gzip.len; len++) {
		struct outcome outcome = read_bytes(gzip.at, len, 0);

		assert_int_equal(outcome.result, -EBADMSG);
		assert_string_equal(outcome.problem, "truncated");
	}
	gzip.at[gzip.len - 5] ^= 1; /* the checksum */
	assert_int_equal(read_file(&gzip).result, -EBADMSG);
	free(file.at);
	free(gzip.at);
}

static void names_the_place_of_a_record_that_lies(void **state)
{
	struct file file = { 0 };
	struct outcome outcome;

	(void)state;
	make_pcap(&file);
	file.at[24 + 76 + 10] = 0x10; /* the second record claims a megabyte */
	outcome = read_file(&file);
	expect_problem(&outcome, -EBADMSG, "bad-block-length", 1);
	assert_int_equal(outcome.offset, 24 + 76);
	free(file.at);
}

static void a_length_that_lies_is_refused_in_pcapng(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
		const char *problem;
	} lies[] = {
		{ 4, 29, "bad-block-length" },             /* section: not by four */
		{ 4, 8, "bad-block-length" },              /* less than the least */
		{ 6, 0xff, "truncated" },                  /* more than there is */
		{ 4, 32, "bad-block-length" },             /* unlike its twin */
		{ 24, 32, "bad-block-length" },            /* the twin lies */
		{ 8, 0, "not-a-capture" },                 /* byte order */
		{ 32, 12, "bad-block-length" },            /* interface */
		{ 28 + 56 + 8, 1, "bad-interface" },       /* packet: another interface */
		{ 28 + 56 + 20, 250, "bad-block-length" }, /* captured length */
		{ 28 + 56 + 22, 0xff, "bad-block-length" },
	};
	struct file file = { 0 };

	(void)state;
	make_pcapng(&file);
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		uint8_t truth = file.at[lies[i].at];
		struct outcome outcome;

		file.at[lies[i].at] = lies[i].value;
		outcome = read_file(&file);
		expect_problem(&outcome, -EBADMSG, lies[i].problem, 0);
		file.at[lies[i].at] = truth;
	}
	assert_int_equal(read_file(&file).result, 0);
	free(file.at);
}

/* Secrets and other things of no concern may be far larger than the buffer. */
static void steps_over_blocks_of_any_size(void **state)
{
	struct file file = { 0 }, large = { 0 };
	struct outcome outcome;
	size_t cut;

	(void)state;
	put_filler(&large, 'x', 3 * INPUT_CHUNK + 8);
	make_pcapng(&file);
	put_block(&file, 0x0000000a, &large);
	cut = file.len - 5;
	put_enhanced(&file, 0, 1, 'c', 3);
	outcome = read_file(&file);
	assert_int_equal(outcome.result, 0);
	assert_int_equal(outcome.packets, 3);
	put_block(&file, 0x0bad, &(struct file){ .at = NULL }); /* one without a body */
	assert_int_equal(read_file(&file).result, 0);
	outcome = read_bytes(file.at, cut, 0);
	expect_problem(&outcome, -EBADMSG, "truncated", 2);
	free(file.at);
	free(large.at);
}

/* Whoever asks for packets can look at a signal, or say how far it is, also where none come. */
static void comes_back_from_much_that_holds_no_packet(void **state)
{
	struct file file = { 0 }, large = { 0 };
	struct block_packet packet;
	struct blocks blocks;
	int back[2] = { 0, 0 };

	(void)state;
	put_filler(&large, 'x', 20 << 20);
	for (int i = 0; i < 2; i++) {
		_cleanup_(close_at) int fd = memfd_create("capture", 0);
		int result;

		file.len = 0;
		make_pcapng(&file);
		if (i)
			put_block(&file, 0x0bad, &large);
		for (int k = 0; !i && k < 5000; k++)
			put_block(&file, 0x0bad, &(struct file){ .at = NULL });
		put_enhanced(&file, 0, 1, 'c', 3);
		assert_int_equal(write(fd, file.at, file.len), file.len);
		lseek(fd, 0, SEEK_SET);
		assert_int_equal(blocks_open(&blocks, fd, 0), 0);
		while ((result = blocks_next(&blocks, &packet)))
			back[i] += result == -EINTR;
		assert_int_equal(packet.ordinal, 3);
		blocks_close(&blocks);
	}
	assert_int_equal(back[0], 1);
	assert_int_equal(back[1], 1);
	free(file.at);
	free(large.at);
}

static void holds_the_number_of_interfaces(void **state)
{
	struct file file = { 0 };
	struct outcome outcome;

	(void)state;
	put_section(&file);
	for (size_t i = 0; i < BLOCKS_INTERFACES_MAX; i++)
		put_interface(&file, 1, 0, 0xff, 0);
	assert_int_equal(read_file(&file).result, 0);
	put_interface(&file, 1, 0, 0xff, 0);
	outcome = read_file(&file);
	expect_problem(&outcome, -EBADMSG, "bad-interface", 0);
	free(file.at);
}

static void stops_at_the_bound_in_bytes(void **state)
{
	struct file file = { 0 }, gzip = { 0 };
	struct outcome outcome;

	(void)state;
	make_pcap(&file);
	pack(&gzip, file.at, file.len);
	assert_int_equal(read_bytes(file.at, file.len, file.len).result, 0);
	assert_int_equal(read_bytes(gzip.at, gzip.len, file.len).result, 0);
	outcome = read_bytes(file.at, file.len, file.len - 1);
	expect_problem(&outcome, -EFBIG, "too-large", 2);
	outcome = read_bytes(gzip.at, gzip.len, file.len - 1);
	expect_problem(&outcome, -EFBIG, "too-large", 2);
	free(file.at);
	free(gzip.at);
}

static void says_which_formats_it_does_not_read(void **state)
{
	static const struct {
		char bytes[16];
		const char *name;
	} known[] = {
		{ "\x04\x22\x4d\x18", "lz4" },
		{ "BZh9", "bzip2" },
		{ "snoop\0\0\0\0\0\0\4", "snoop (another version than 2)" },
	};
	struct outcome outcome;

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		outcome = read_bytes(known[i].bytes, sizeof(known[i].bytes), 0);
		expect_problem(&outcome, -ENOTSUP, known[i].name, 0);
		assert_non_null(outcome.remedy);
	}
	outcome = read_bytes("", 0, 0);
	expect_problem(&outcome, -EBADMSG, "empty", 0);
	outcome = read_bytes("plain text of some length", 25, 0);
	expect_problem(&outcome, -EBADMSG, "not-a-capture", 0);
	outcome = read_bytes("\xd4\xc3\xb2\xa1\x03\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24, 0);
	expect_problem(&outcome, -EBADMSG, "not-a-capture", 0); /* version 3 */
}

static void passes_on_what_read_says(void **state)
{
	struct outcome outcome = read_descriptor(-1, 0);

	(void)state;
	expect_problem(&outcome, -EBADF, "unreadable", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_pcap_in_both_byte_orders_and_resolutions),
		cmocka_unit_test(reads_interfaces_with_link_types_and_clocks_of_their_own),
		cmocka_unit_test(a_new_section_brings_its_byte_order_and_forgets_interfaces),
		cmocka_unit_test(reads_simple_and_old_packet_blocks),
		cmocka_unit_test(packets_that_straddle_the_buffer_are_whole),
		cmocka_unit_test(reads_from_a_pipe),
		cmocka_unit_test(comes_back_from_a_signal_and_goes_on),
		cmocka_unit_test(reads_joined_gzip_members),
		cmocka_unit_test(hands_out_what_was_whole_before_every_truncation),
		cmocka_unit_test(a_gzip_member_cut_short_is_told_at_every_length),
		cmocka_unit_test(names_the_place_of_a_record_that_lies),
		cmocka_unit_test(a_length_that_lies_is_refused_in_pcapng),
		cmocka_unit_test(steps_over_blocks_of_any_size),
		cmocka_unit_test(comes_back_from_much_that_holds_no_packet),
		cmocka_unit_test(holds_the_number_of_interfaces),
		cmocka_unit_test(stops_at_the_bound_in_bytes),
		cmocka_unit_test(says_which_formats_it_does_not_read),
		cmocka_unit_test(passes_on_what_read_says),
	};

	return cmocka_run_group_tests_name("blocks", tests, NULL, NULL);
}
