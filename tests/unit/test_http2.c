/* HTTP/2 in plain: the hosts of requests, through Huffman's code and the table that the requests
 * before built; nothing from what lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/wire/hpack.h"
#include "probes/wire/http2.h"

#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
#define SETTINGS "\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64"
#define OPENING PREFACE SETTINGS
#define BYTES(literal) literal, sizeof(literal) - 1

/* The three requests of RFC 7541, appendix C.4: the second and third name the host by the table. */
#define FIRST "\x82\x86\x84\x41\x8c\xf1\xe3\xc2\xe5\xf2\x3a\x6b\xa0\xab\x90\xf4\xff"
#define SECOND "\x82\x86\x84\xbe\x58\x86\xa8\xeb\x10\x64\x9c\xbf"
#define THIRD                                                                                      \
	"\x82\x87\x85\xbf\x40\x88\x25\xa8\x49\xe9\x5b\xa9\x7d\x7f\x89\x25\xa8\x49\xe9\x5b\xb8\xe8" \
	"\xb4\xbf"

struct bytes {
	uint8_t at[3 * 16384];
	size_t len;
};

static struct bytes stream;

static void put(const void *bytes, size_t len)
{
	assert_true(stream.len + len <= sizeof(stream.at));
	memcpy(stream.at + stream.len, bytes, len);
	stream.len += len;
}

static void put_frame(uint8_t type, uint8_t flags, const void *payload, size_t len)
{
	const uint8_t header[9] = {
		(uint8_t)(len >> 16), (uint8_t)(len >> 8), (uint8_t)len, type, flags, 0, 0, 0, 1
	};

	put(header, sizeof(header));
	put(payload, len);
}

static void put_headers(const void *block, size_t len)
{
	put_frame(1, 4, block, len);
}

static void open_stream(void)
{
	stream.len = 0;
	put(BYTES(OPENING));
}

static struct span whole(void)
{
	return (struct span){ stream.at, stream.len };
}

/* Reads a copy of exactly the span's size, so that sanitizers see an overrun. */
static int request_of(struct span bytes, size_t number, struct http2_request *out)
{
	uint8_t *copy = malloc(bytes.len ? bytes.len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, bytes.at, bytes.len);
	result = http2_request((struct span){ copy, bytes.len }, number, out);
	free(copy);
	return result;
}

static void names(size_t number, const char *host)
{
	struct http2_request request;

	assert_int_equal(request_of(whole(), number, &request), *host ? 0 : -ENOENT);
	assert_string_equal(request.host, host);
}

static void block_is(const void *block, size_t len, int result)
{
	struct http2_request request;

	open_stream();
	put_headers(block, len);
	assert_int_equal(request_of(whole(), 0, &request), result);
}

static void reads_the_requests_of_the_standard(void **state)
{
	size_t blocks;

	(void)state;
	open_stream();
	put_headers(BYTES(FIRST));
	put_frame(0, 1, BYTES("some body"));
	put_headers(BYTES(SECOND));
	put_headers(BYTES(THIRD));
	assert_int_equal(http2_count(whole(), &blocks), 0);
	assert_int_equal(blocks, 3);
	for (size_t i = 0; i < 3; i++)
		names(i, "www.example.com");
}

static void every_truncation_gives_fewer_requests_and_no_other(void **state)
{
	(void)state;
	open_stream();
	put_headers(BYTES(FIRST));
	put_headers(BYTES(THIRD "\x41\x09lie.test\0"));
	for (size_t cut = 0; cut < stream.len; cut++) {
		struct span part = { stream.at, cut };
		size_t blocks = 9, opened = sizeof(PREFACE) - 1 + 9;
		struct http2_request request;

		assert_int_equal(http2_count(part, &blocks), cut < opened ? -EAGAIN : 0);
		if (cut < opened)
			continue;
		assert_int_equal(blocks, cut >= opened + 6 + 9 + sizeof(FIRST) - 1);
		assert_int_equal(request_of(part, blocks, &request), -EBADMSG);
		if (blocks) {
			assert_int_equal(request_of(part, 0, &request), 0);
			assert_string_equal(request.host, "www.example.com");
		}
	}
}

static void a_block_may_be_padded_and_continued(void **state)
{
	(void)state;
	open_stream();
	put_frame(1, 8 | 32,
	          BYTES("\x03\0\0\0\0\x10\x82\x41\x0d"
	                "classview\0\0\0"));
	put_frame(9, 0, BYTES(".exa"));
	put_frame(9, 4, BYTES("mple:443"));
	assert_int_equal(stream.at[sizeof(OPENING) - 1 + 9 + 8], 0x0d);
	stream.at[sizeof(OPENING) - 1 + 9 + 8] = 9 + 4 + 8;
	names(0, "classview.example");
}

static void a_host_field_names_it_too_and_trailers_name_nothing(void **state)
{
	(void)state;
	open_stream();
	put_headers(BYTES("\x66\x09"
	                  "a.example"));
	put_headers(BYTES("\x00\x04host\x09"
	                  "B.example"));
	put_headers(BYTES("\x00\x05"
	                  "grade\x01"
	                  "1"));
	put_headers(BYTES("\x66\x09"
	                  "a.example\x41\x09"
	                  "c.example"));
	names(0, "a.example");
	names(1, "b.example");
	names(2, "");
	names(3, "c.example");
}

static void a_tunnel_is_told(void **state)
{
	struct http2_request request;

	(void)state;
	open_stream();
	put_headers(BYTES("\x41\x09"
	                  "a.example\x00\x09:protocol\x0b"
	                  "connect-udp"));
	put_headers(BYTES("\x41\x09"
	                  "a.example\x00\x09:protocol\x0a"
	                  "connect-ip"));
	put_headers(BYTES("\x41\x09"
	                  "a.example\x00\x09:protocol\x09"
	                  "websocket"));
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(request_of(whole(), i, &request), 0);
		assert_int_equal(request.tunnel, i < 2);
	}
}

static void what_lies_names_nothing(void **state)
{
	(void)state;
	block_is(BYTES("\x41\x0a"
	               "a.example"),
	         -EBADMSG); /* a value's length */
	block_is(BYTES("\x40\x7f"
	               "host\x09"
	               "a.example"),
	         -EBADMSG);                /* a name's */
	block_is(BYTES("\x80"), -EBADMSG); /* no such entry */
	block_is(BYTES("\xbe"), -EBADMSG);
	block_is(BYTES("\x7e\x09"
	               "a.example"),
	         -EBADMSG);
	block_is(BYTES("\xff\x80\x80\x80\x80\x80\x01"), -EBADMSG); /* numbers without end */
	block_is(BYTES("\x41\x7f\xff\xff\xff\xff\xff\x0f"), -EBADMSG);
	block_is(BYTES("\x3f\xe1\xff\xff\x7f"), -EBADMSG);     /* a table beyond all bounds */
	block_is(BYTES("\x41\x84\xff\xff\xff\xff"), -EBADMSG); /* the end of a string inside */
	block_is(BYTES("\x41\x82\x1f\x00"), -EBADMSG);         /* padding of zeros */
	open_stream();
	put_frame(1, 4 | 8, BYTES("\x7f\x82")); /* more padding than there is */
	names(0, "");
	open_stream();
	put_frame(1, 4 | 32, BYTES("\0\0"));
	names(0, "");
}

static void what_does_not_begin_so_is_no_http2(void **state)
{
	static const struct {
		const char *at;
		size_t len;
	} bad[] = {
		{ BYTES("PRI * HTTP/2.1") },
		{ BYTES("GET / HTTP/1.1\r\n\r\n") },
		{ BYTES(PREFACE "\0\0\x06\x01\0\0\0\0\0") },
		{ BYTES(PREFACE "\0\0\x05\x04\0\0\0\0\0") },
		{ BYTES(PREFACE "\0\0\x06\x04\0\0\0\0\1") },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct span bytes = { (const uint8_t *)bad[i].at, bad[i].len };
		size_t blocks;

		assert_int_equal(http2_count(bytes, &blocks), -EBADMSG);
	}
}

static void the_table_forgets_what_it_has_no_room_for(void **state)
{
	struct http2_request request;

	(void)state;
	open_stream();
	put_headers(BYTES("\x3f\x39\x41\x09"
	                  "a.example\x41\x09"
	                  "b.example")); /* 88: of 51 each */
	put_headers(BYTES("\xbe"));
	put_headers(BYTES("\xbf"));
	names(0, "a.example");
	names(1, "b.example");
	assert_int_equal(request_of(whole(), 2, &request), -EBADMSG);
}

static void more_entries_than_are_kept_end_it(void **state)
{
	struct http2_request request;

	(void)state;
	open_stream();
	put(BYTES("\0\x01\x88\1\4\0\0\0\1\x3f\xe1\xff\x03\x41\x01"
	          "a")); /* 65,536 bytes */
	for (int i = 0; i < 128; i++)
		put(BYTES("\x42\x01x"));
	stream.at[sizeof(OPENING) - 1 + 2] = 4 + 3 + 127 * 3 - 256;
	names(0, "a"); /* 128 entries fit */
	stream.at[sizeof(OPENING) - 1 + 2] += 3;
	assert_int_equal(request_of(whole(), 0, &request), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_requests_of_the_standard),
		cmocka_unit_test(every_truncation_gives_fewer_requests_and_no_other),
		cmocka_unit_test(a_block_may_be_padded_and_continued),
		cmocka_unit_test(a_host_field_names_it_too_and_trailers_name_nothing),
		cmocka_unit_test(a_tunnel_is_told),
		cmocka_unit_test(what_lies_names_nothing),
		cmocka_unit_test(what_does_not_begin_so_is_no_http2),
		cmocka_unit_test(the_table_forgets_what_it_has_no_room_for),
		cmocka_unit_test(more_entries_than_are_kept_end_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
