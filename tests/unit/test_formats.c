/* Formats beside pcap and pcapng: what is read of them, and the word for what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "probes/base/cleanup.h"
#include "probes/traffic/blocks.h"

struct file {
	uint8_t at[4096];
	size_t len;
};

struct outcome {
	int result;
	size_t packets;
	struct block_packet first, last;
	char firsts[8]; /* first byte of each packet */
	const char *problem, *remedy;
};

static void put(struct file *file, const void *bytes, size_t len)
{
	assert_true(file->len + len <= sizeof(file->at));
	memcpy(file->at + file->len, bytes, len);
	file->len += len;
}

static void put_numbers(struct file *file, size_t count, const uint32_t *numbers, bool big)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t n = big ? __builtin_bswap32(numbers[i]) : numbers[i];

		put(file, &n, sizeof(n)); /* the machines of the tests are little-endian */
	}
}

#define NUMBERS(file, big, ...)                                                                    \
	put_numbers(file, sizeof((uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t),                  \
	            (uint32_t[]){ __VA_ARGS__ }, big)

static struct outcome read_bytes(const struct file *file, size_t len)
{
	_cleanup_(close_at) int fd = memfd_create("capture", 0);
	struct outcome out = { 0 };
	struct block_packet packet;
	struct blocks blocks;

	assert_int_equal(write(fd, file->at, len), len);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	out.result = blocks_open(&blocks, fd, 0);
	while (!out.result && (out.result = blocks_next(&blocks, &packet)) == 1) {
		if (packet.bytes.len && out.packets + 1 < sizeof(out.firsts))
			out.firsts[out.packets] = (char)packet.bytes.at[0];
		if (!out.packets++)
			out.first = packet;
		out.last = packet;
		out.result = 0;
	}
	out.problem = blocks.problem;
	out.remedy = blocks.remedy;
	blocks_close(&blocks);
	return out;
}

static void put_pcap_header(struct file *file, bool big, uint32_t magic, uint32_t minor,
                            uint32_t link_type)
{
	NUMBERS(file, big, magic, big ? 2 << 16 | minor : minor << 16 | 2, 0, 0, 65535, link_type);
}

static void put_record(struct file *file, bool big, const char *packet, uint32_t original)
{
	NUMBERS(file, big, 1700000000, 250000, (uint32_t)strlen(packet), original);
	put(file, packet, strlen(packet));
}

static void reads_modified_pcap_in_both_byte_orders(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++) {
		struct file file = { .len = 0 };
		struct outcome out;

		put_pcap_header(&file, big, 0xa1b2cd34, 4, 101);
		for (int i = 0; i < 2; i++) {
			NUMBERS(&file, big, 1700000000, 250000, 5, 900, 7, 0x08000001);
			put(&file, i ? "world" : "hello", 5);
		}
		out = read_bytes(&file, file.len);
		assert_int_equal(out.result, 0);
		assert_int_equal(out.packets, 2);
		assert_string_equal(out.firsts, "hw");
		assert_int_equal(out.last.bytes.len, 5);
		assert_int_equal(out.last.original_length, 900);
		assert_int_equal(out.last.link_type, 101);
		assert_int_equal(out.last.seconds, 1700000000);
		assert_int_equal(out.last.nanoseconds, 250000000);
	}
}

static void the_lengths_of_old_pcap_change_places(void **state)
{
	(void)state;
	for (uint32_t minor = 1; minor < 5; minor++) {
		struct file file = { .len = 0 };
		struct outcome out;
		uint32_t lengths[] = { 5, 900 };

		put_pcap_header(&file, true, 0xa1b2c3d4, minor, 1);
		for (int i = 0; i < 2; i++) {
			NUMBERS(&file, true, 1700000000, 0, lengths[minor < 3],
			        lengths[minor >= 3]);
			put(&file, i ? "world" : "hello", 5);
		}
		out = read_bytes(&file, file.len);
		assert_int_equal(out.result, 0);
		assert_int_equal(out.packets, 2);
		assert_string_equal(out.firsts, "hw");
		assert_int_equal(out.last.original_length, 900);
	}
}

/* cat(1) of rotated files; each may differ in byte order, clock and link type. */
static void joined_pcaps_are_read_one_after_the_other(void **state)
{
	struct file file = { .len = 0 };
	struct outcome out;
	size_t ends[3];

	(void)state;
	put_pcap_header(&file, false, 0xa1b2c3d4, 4, 1);
	put_record(&file, false, "hello", 5);
	put_record(&file, false, "", 0); /* an empty packet is none */
	ends[0] = file.len;
	put_pcap_header(&file, true, 0xa1b23c4d, 4, 101);
	put_record(&file, true, "world", 9);
	ends[1] = file.len;
	put_pcap_header(&file, false, 0xa1b2cd34, 4, 0);
	ends[2] = file.len;
	out = read_bytes(&file, file.len);
	assert_int_equal(out.result, 0);
	assert_int_equal(out.packets, 3);
	assert_int_equal(out.first.link_type, 1);
	assert_int_equal(out.first.nanoseconds, 250000000);
	assert_int_equal(out.last.link_type, 101);
	assert_int_equal(out.last.nanoseconds, 250000);
	assert_int_equal(out.firsts[2], 'w');
	for (size_t len = ends[0] + 1; len < ends[2]; len++) {
		out = read_bytes(&file, len);
		assert_int_equal(out.packets, len < ends[1] ? 2 : 3);
		if (len != ends[0] + 24 && len != ends[1])
			assert_string_equal(out.problem, "truncated");
	}
}

static void make_snoop(struct file *file, uint32_t datalink)
{
	put(file, "snoop\0\0", 8);
	NUMBERS(file, true, 2, datalink);
	NUMBERS(file, true, 900, 5, 24 + 8, 0, 1700000000, 250000);
	put(file, "hello\0\0", 8);
	NUMBERS(file, true, 4, 4, 24 + 4, 3, 1700000001, 999999);
	put(file, "bytes", 4);
}

static void reads_snoop(void **state)
{
	struct file file = { .len = 0 };
	struct outcome out;

	(void)state;
	make_snoop(&file, 4);
	out = read_bytes(&file, file.len);
	assert_int_equal(out.result, 0);
	assert_int_equal(out.packets, 2);
	assert_string_equal(out.firsts, "hb");
	assert_int_equal(out.first.bytes.len, 5);
	assert_int_equal(out.first.original_length, 900);
	assert_int_equal(out.first.link_type, 1);
	assert_int_equal(out.first.seconds, 1700000000);
	assert_int_equal(out.first.nanoseconds, 250000000);
	assert_int_equal(out.last.seconds, 1700000001);
	assert_int_equal(out.last.nanoseconds, 999999000);
	assert_true(out.last.timed);
	file.at[15] = 7;
	assert_int_equal(read_bytes(&file, file.len).first.link_type, 0xffff);
	file.at[11] = 4;
	out = read_bytes(&file, file.len);
	assert_int_equal(out.result, -ENOTSUP);
	assert_non_null(strstr(out.remedy, "editcap"));
}

static void snoop_is_called_cut_at_every_length(void **state)
{
	struct file file = { .len = 0 };

	(void)state;
	make_snoop(&file, 4);
	for (size_t len = 8; len < file.len; len++) {
		struct outcome out = read_bytes(&file, len);

		assert_int_equal(out.packets, len < 16 + 32 ? 0 : 1);
		if (len == 16 || len == 16 + 32) { /* between two records: nobody can tell */
			assert_int_equal(out.result, 0);
			continue;
		}
		assert_int_equal(out.result, -EBADMSG);
		assert_string_equal(out.problem, "truncated");
	}
}

static void lengths_that_lie_are_refused_in_snoop(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} lies[] = {
		{ 16 + 4, 1 },  /* captured: more than the largest */
		{ 16 + 7, 9 },  /* captured: more than the record */
		{ 16 + 8, 1 },  /* record: more than is held */
		{ 16 + 11, 23 } /* record: less than its header */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct file file = { .len = 0 };
		struct outcome out;

		make_snoop(&file, 4);
		file.at[lies[i].at] = lies[i].value;
		out = read_bytes(&file, file.len);
		assert_int_equal(out.result, -EBADMSG);
		assert_string_equal(out.problem, "bad-block-length");
	}
}

static void says_what_others_are_and_what_to_do(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *name, *remedy;
	} known[] = {
		{ "BZh91AY", 8, "bzip2", "bzip2 -d" },
		{ "RTSS\1\1\1\1", 9, "Network Monitor", "editcap" },
		{ "\1\20\x4c\0\1\5Trace Display Trace File", 27, "LANalyzer", "editcap" },
		{ "{\"log\": {\"version\": \"1.2\"", 26, "HAR", "tcpdump -w" },
		{ "12:34:56.789012 IP 10.0.0.1.4 > 10.0.0.2.53: 7+ A? a.example. (27)\n", 68,
		  "printed text", "tcpdump -w" },
		{ "tcpdump: listening on eth0\n", 27, "printed text", "tcpdump -w" },
		{ "plain text of some length", 25, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct file file = { .len = 0 };
		struct outcome out;

		put(&file, known[i].bytes, known[i].len);
		out = read_bytes(&file, file.len - 1);
		if (!known[i].name) {
			assert_string_equal(out.problem, "not-a-capture");
			continue;
		}
		assert_int_equal(out.result, -ENOTSUP);
		assert_string_equal(out.problem, known[i].name);
		assert_non_null(strstr(out.remedy, known[i].remedy));
	}
}

static void knows_formats_without_a_magic_by_their_shape(void **state)
{
	struct file erf = { .len = 0 }, trace = { .len = 600 };
	struct outcome out;

	(void)state;
	for (uint32_t i = 0; i < 4; i++) {
		NUMBERS(&erf, false, 0x80000000, 1700000000 + i);
		put(&erf, "\2\4\0\x5a\0\0\0\x48", 8); /* Ethernet; 90 bytes here, 72 on the wire */
		erf.len += 90 - 16;
	}
	out = read_bytes(&erf, erf.len);
	assert_int_equal(out.result, -ENOTSUP);
	assert_string_equal(out.problem, "ERF");
	erf.at[90 + 11] = 8; /* less than a record's header */
	assert_int_equal(read_bytes(&erf, erf.len).result, -EBADMSG);

	trace.at[2] = 1; /* 64 KiB a buffer */
	trace.at[54] = 4;
	memcpy(trace.at + 72, "\2\0\2\xc0", 4);
	out = read_bytes(&trace, trace.len);
	assert_int_equal(out.result, -ENOTSUP);
	assert_non_null(strstr(out.remedy, "etl2pcap"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_modified_pcap_in_both_byte_orders),
		cmocka_unit_test(the_lengths_of_old_pcap_change_places),
		cmocka_unit_test(joined_pcaps_are_read_one_after_the_other),
		cmocka_unit_test(reads_snoop),
		cmocka_unit_test(snoop_is_called_cut_at_every_length),
		cmocka_unit_test(lengths_that_lie_are_refused_in_snoop),
		cmocka_unit_test(says_what_others_are_and_what_to_do),
		cmocka_unit_test(knows_formats_without_a_magic_by_their_shape),
	};

	return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
