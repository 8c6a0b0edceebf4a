/* What comes before a hello: whole, cut anywhere, and what only looks like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/wire/preamble.h"

#define BYTES(literal)                                                                             \
	{                                                                                          \
		(const uint8_t *)(literal), sizeof(literal) - 1                                    \
	}
#define LDAP_OID "1.3.6.1.4.1.1466.20037"
#define ZEROS_19 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Reads a copy of exactly the span's size, so that sanitizers see an overrun. */
static int read_copy(struct span stream, bool at_start, size_t *len)
{
	uint8_t *copy = malloc(stream.len ? stream.len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, stream.at, stream.len);
	result = preamble_read((struct span){ copy, stream.len }, at_start, len);
	free(copy);
	return result;
}

static const struct span good[] = {
	BYTES("EHLO laptop.example\r\n"),
	BYTES("starttls\r\n"),
	BYTES("STLS\n"),
	BYTES("AUTH TLS\r\n"),
	BYTES("a1 STARTTLS\r\n"),
	BYTES(". CAPABILITY\r\n"),
	BYTES("<?xml version='1.0'?>"),
	BYTES("<stream:stream to='example.org' version='1.0'>"),
	BYTES("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
	BYTES("\0\0\0\x08\x04\xd2\x16\x2f"),
	BYTES("\0\0\0\x08\x04\xd2\x16\x30"),
	BYTES("\x20\0\0\1\x05\xae\xff\x19\0\0\0\1\xff" ZEROS_19 "\1\2\3\4"),
	BYTES("\x30\x1d\x02\x01\x01\x77\x18\x80\x16" LDAP_OID),
	BYTES("\x30\x84\0\0\0\x21\x02\x01\x01\x77\x84\0\0\0\x18\x80\x16" LDAP_OID),
	BYTES("\x12\x01\0\x0f\0\0\1\0\0\0\6\0\1\xff\0"),
	BYTES("\x04\x01\x01\xbb\xc0\0\2\1me\0"),
	BYTES("\x04\x01\x01\xbb\0\0\0\1\0class.example\0"),
	BYTES("\x05\x01\0\x05\x01\0\x01\xc0\0\2\1\x01\xbb"),
	BYTES("\x05\x02\0\2\x01\2me\3key\x05\x01\0\x03\x0d"
	      "class.example\x01\xbb"),
	BYTES("\x05\x01\0\x05\x01\0\x04\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1\x01\xbb"),
};

static void every_preamble_is_stepped_over_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		uint8_t more[128];
		size_t len = 0;

		memcpy(more, good[i].at, good[i].len);
		memcpy(more + good[i].len, "\x16\x03\x01", 3);
		assert_int_equal(read_copy((struct span){ more, good[i].len + 3 }, true, &len), 0);
		assert_int_equal(len, good[i].len);
	}
}

static void every_truncation_asks_for_more(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		for (size_t cut = 0; cut < good[i].len; cut++) {
			size_t len = 0;

			assert_int_equal(read_copy((struct span){ good[i].at, cut }, true, &len),
			                 -EAGAIN);
		}
}

static void a_packet_of_tds_around_a_record_gives_only_its_header(void **state)
{
	struct span packet = BYTES("\x12\x01\0\x40\0\0\0\0\x16\x03\x01");
	size_t len = 0;

	(void)state;
	assert_int_equal(read_copy(packet, true, &len), 0);
	assert_int_equal(len, 8);
}

static void what_lies_or_is_something_else_is_none(void **state)
{
	static const struct span bad[] = {
		BYTES("GET / HTTP/1.1\r\n"),
		BYTES("EHLOX\r\n"),
		BYTES("a1 LOGIN me key\r\n"),
		BYTES("averylongtag STARTTLS\r\n"),
		BYTES("EHLO \1\2\r\n"),
		BYTES("<html>"),
		BYTES("\x16\x03\x01\0\x05"),
		BYTES("\0\0\0\x09\x04\xd2\x16\x2f"),
		BYTES("\0\0\0\x08\x04\xd2\x16\x31"),
		BYTES("\x20\0\0\1\x05\xa6\xff\x19\0\0\0\1\xff" ZEROS_19 "\1\2\3\4"), /* no SSL */
		BYTES("\x20\0\0\1\x05\xae\xff\x19\0\0\0\1\xff\0\0user"),
		BYTES("\x30\x1d\x02\x01\x01\x77\x18\x80\x17" LDAP_OID), /* lengths that lie */
		BYTES("\x30\x1d\x02\x01\x01\x77\x19\x80\x16" LDAP_OID),
		BYTES("\x30\x1d\x02\x1d\x01\x77\x18\x80\x16" LDAP_OID),
		BYTES("\x30\x80\x02\x01\x01\x77\x18\x80\x16" LDAP_OID),
		BYTES("\x30\x1d\x02\x01\x01\x60\x18\x80\x16" LDAP_OID), /* bind */
		BYTES("\x12\x01\0\x08\0\0\1\0\0"),
		BYTES("\x12\x01\xff\x08\0\0\1\0\0"),
		BYTES("\x04\x03\x01\xbb\xc0\0\2\1\0"),
		BYTES("\x05\0"),
		BYTES("\x05\xff\0"),
		BYTES("\x05\x01\0\x05\x04\0\x01\xc0\0\2\1\x01\xbb"),
		BYTES("\x05\x01\0\x05\x01\0\x02\1x\x01\xbb"),
		BYTES("\x05\x01\0\x02\x01"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		size_t len = 77;

		assert_int_equal(read_copy(bad[i], true, &len), -EBADMSG);
		assert_int_equal(len, 77);
	}
}

static void a_line_without_an_end_is_given_up(void **state)
{
	static uint8_t line[2 * PREAMBLE_MAX] = "EHLO ", element[2 * PREAMBLE_MAX] = "<starttls ",
				user[2 * PREAMBLE_MAX] = "\4\1\1\xbb\1\1\1\1";
	size_t len;

	(void)state;
	memset(line + 5, 'x', sizeof(line) - 5);
	memset(element + 10, 'x', sizeof(element) - 10);
	memset(user + 8, 'x', sizeof(user) - 8);
	assert_int_equal(read_copy((struct span){ line, sizeof(line) }, true, &len), -EBADMSG);
	assert_int_equal(read_copy((struct span){ element, sizeof(element) }, true, &len),
	                 -EBADMSG);
	assert_int_equal(read_copy((struct span){ user, sizeof(user) }, true, &len), -EBADMSG);
}

static void amid_a_stream_only_lines_are_known(void **state)
{
	size_t len;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		bool is_text = good[i].at[0] > ' ' && good[i].at[0] != '0';

		assert_int_equal(read_copy(good[i], false, &len), is_text ? 0 : -EBADMSG);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_preamble_is_stepped_over_whole),
		cmocka_unit_test(every_truncation_asks_for_more),
		cmocka_unit_test(a_packet_of_tds_around_a_record_gives_only_its_header),
		cmocka_unit_test(what_lies_or_is_something_else_is_none),
		cmocka_unit_test(a_line_without_an_end_is_given_up),
		cmocka_unit_test(amid_a_stream_only_lines_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
