/* TLS: the server name of a ClientHello, however it is cut, and nothing from what lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/wire/tls.h"

#define SPAN(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })
#define BYTES(literal) literal, sizeof(literal) - 1

struct bytes {
	uint8_t at[2 * 16384];
	size_t len;
};

static void put(struct bytes *out, const void *bytes, size_t len)
{
	assert_true(out->len + len <= sizeof(out->at));
	memcpy(out->at + out->len, bytes, len);
	out->len += len;
}

static void put_u16(struct bytes *out, size_t number)
{
	put(out, (uint8_t[]){ (uint8_t)(number >> 8), (uint8_t)number }, 2);
}

static void put_server_name(struct bytes *out, const char *name, size_t len)
{
	put_u16(out, 0);
	put_u16(out, len + 5);
	put_u16(out, len + 3);
	put(out, "", 1);
	put_u16(out, len);
	put(out, name, len);
}

/* The body of a ClientHello with these extensions; `cookie` makes it a DTLS one. */
static void put_body(struct bytes *out, const struct bytes *extensions, bool cookie)
{
	static const uint8_t random[32] = { 7 };

	put(out, cookie ? "\xfe\xfd" : "\x03\x03", 2);
	put(out, random, 32);
	put(out, BYTES("\x02\xaa\xbb"));
	if (cookie)
		put(out, BYTES("\x03\x01\x02\x03"));
	put(out, BYTES("\0\x04\x0a\x0a\x13\x01"));
	put(out, BYTES("\x01\0"));
	put_u16(out, extensions->len);
	put(out, extensions->at, extensions->len);
}

/* A hello in records of at most `piece` bytes. */
static void put_records(struct bytes *out, const struct bytes *body, size_t piece)
{
	static struct bytes message;

	message.len = 0;
	put(&message, BYTES("\x01\0"));
	put_u16(&message, body->len);
	put(&message, body->at, body->len);
	for (size_t at = 0; at < message.len; at += piece) {
		size_t len = message.len - at < piece ? message.len - at : piece;

		put(out, BYTES("\x16\x03\x01"));
		put_u16(out, len);
		put(out, message.at + at, len);
	}
}

static void make_hello(struct bytes *out, const char *name, size_t len, size_t piece)
{
	static struct bytes extensions, body;

	extensions.len = body.len = out->len = 0;
	put(&extensions, BYTES("\x1a\x1a\0\0"));             /* GREASE */
	put(&extensions, BYTES("\0\x10\0\x05\0\x03\x02h2")); /* ALPN */
	put_server_name(&extensions, name, len);
	put(&extensions, BYTES("\0\x2b\0\x03\x02\x03\x04"));
	put_body(&body, &extensions, false);
	put_records(out, &body, piece);
}

/* Reads a copy of exactly the span's size, so that sanitizers see an overrun. */
static int hello_of(struct span stream, struct tls_hello *out)
{
	uint8_t *copy = malloc(stream.len ? stream.len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, stream.at, stream.len);
	result = tls_client_hello((struct span){ copy, stream.len }, out);
	free(copy);
	return result;
}

static struct span span_of(const struct bytes *bytes)
{
	return (struct span){ bytes->at, bytes->len };
}

static struct bytes stream;

static void reads_the_server_name(void **state)
{
	struct tls_hello hello;

	(void)state;
	make_hello(&stream, BYTES("WWW.Example.com"), 16384);
	put(&stream, BYTES("\x14\x03\x03\0\x01\x01"));
	assert_int_equal(hello_of(span_of(&stream), &hello), 0);
	assert_string_equal(hello.name, "www.example.com");
	assert_false(hello.has_ech);
	assert_false(hello.old_format);
	assert_int_equal(hello.consumed, stream.len - 6);
}

static void joins_a_hello_out_of_records_of_any_size(void **state)
{
	(void)state;
	for (size_t piece = 1; piece < 120; piece++) {
		struct tls_hello hello;

		make_hello(&stream, BYTES("example.com"), piece);
		assert_int_equal(hello_of(span_of(&stream), &hello), 0);
		assert_string_equal(hello.name, "example.com");
		assert_int_equal(hello.consumed, stream.len);
	}
}

static void waits_for_every_missing_byte(void **state)
{
	struct tls_hello hello = { .name = "untouched" };

	(void)state;
	for (size_t piece = 3; piece < 200; piece += 193) {
		make_hello(&stream, BYTES("example.com"), piece);
		for (size_t len = 0; len < stream.len; len++)
			assert_int_equal(hello_of((struct span){ stream.at, len }, &hello),
			                 -EAGAIN);
	}
	assert_string_equal(hello.name, "untouched");
}

static void ends_where_the_hello_ends_within_a_record(void **state)
{
	struct tls_hello hello;
	size_t len;

	(void)state;
	make_hello(&stream, BYTES("example.com"), 16384);
	len = stream.len;
	stream.at[4] += 4; /* the record goes on with another message */
	put(&stream, BYTES("\x0b\0\0\0"));
	assert_int_equal(hello_of(span_of(&stream), &hello), 0);
	assert_int_equal(hello.consumed, len);
}

static void tells_other_protocols_at_once(void **state)
{
	struct tls_hello hello;

	(void)state;
	assert_int_equal(hello_of(SPAN("G"), &hello), -EBADMSG);
	assert_int_equal(hello_of(SPAN("\x17\x03\x03"), &hello), -EBADMSG);
	assert_int_equal(hello_of(SPAN("\x16\x02"), &hello), -EBADMSG);
	assert_int_equal(hello_of(SPAN("\x16\x03\x05"), &hello), -EBADMSG);
	assert_int_equal(hello_of(SPAN("\x16\x03\x03\0\0"), &hello),
	                 -EBADMSG); /* an empty record */
	assert_int_equal(hello_of(SPAN("\x16\x03\x03\xff\xff"), &hello),
	                 -EBADMSG); /* one too long */
	assert_int_equal(hello_of(SPAN("\x16\x03\x03\0\x31\x02"), &hello),
	                 -EBADMSG); /* a ServerHello */
	assert_int_equal(hello_of(SPAN("\x16\x03\x01\0\x04\x01\x01\0\0"), &hello),
	                 -EBADMSG); /* 64 KiB to come */
}

static void a_hello_beyond_the_bound_is_given_up(void **state)
{
	struct tls_hello hello;

	(void)state;
	stream.len = 0;
	put(&stream, BYTES("\x16\x03\x01\x40\0\x01\0\x3f\xfc"));
	while (stream.len < TLS_STREAM_MAX - 1)
		put(&stream, "", 1);
	assert_int_equal(hello_of(span_of(&stream), &hello), -EAGAIN);
	put(&stream, "", 1);
	assert_int_equal(hello_of(span_of(&stream), &hello), -EBADMSG);
}

static int body_of(const struct bytes *extensions, enum tls_form form, struct tls_hello *out)
{
	static struct bytes body;

	body.len = 0;
	put_body(&body, extensions, form == TLS_OVER_DATAGRAM);
	return tls_hello_body(span_of(&body), form, out);
}

static void reads_a_body_with_a_cookie(void **state)
{
	struct bytes extensions = { .len = 0 };
	struct tls_hello hello;

	(void)state;
	put_server_name(&extensions, BYTES("dtls.example"));
	assert_int_equal(body_of(&extensions, TLS_OVER_DATAGRAM, &hello), 0);
	assert_string_equal(hello.name, "dtls.example");
}

static void a_body_refuses_every_truncation(void **state)
{
	struct bytes extensions = { .len = 0 }, body = { .len = 0 };
	struct tls_hello hello;
	size_t bare;

	(void)state;
	put_body(&body, &extensions, false);
	bare = body.len - 2; /* without extensions a hello of SSL 3.0 is whole */
	body.len = 0;
	put_server_name(&extensions, BYTES("example.com"));
	put_body(&body, &extensions, false);
	for (size_t len = 0; len < body.len; len++)
		assert_int_equal(
			tls_hello_body((struct span){ body.at, len }, TLS_OVER_STREAM, &hello),
			len == bare ? -ENOENT : -EBADMSG);
}

/* Browsers send a session id of 32 bytes for the sake of middleboxes (RFC 8446 appendix D.4). */
static void takes_the_longest_session_id_and_the_highest_version(void **state)
{
	static const uint8_t session[32] = { 9 };
	struct bytes extensions = { .len = 0 }, plain = { .len = 0 }, body = { .len = 0 };
	struct tls_hello hello;

	(void)state;
	put_server_name(&extensions, BYTES("example.com"));
	put_body(&plain, &extensions, false);
	put(&body, plain.at, 34);
	put(&body, "\x20", 1);
	put(&body, session, 32);
	put(&body, plain.at + 37, plain.len - 37);
	stream.len = 0;
	put_records(&stream, &body, 16384);
	stream.at[2] = 4;
	assert_int_equal(hello_of(span_of(&stream), &hello), 0);
	assert_string_equal(hello.name, "example.com");
}

static void a_length_that_lies_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} lies[] = {
		{ 0, 2 },   /* version */
		{ 34, 33 }, /* session id */
		{ 34, 255 }, { 38, 0 },
		{ 38, 3 },   { 38, 250 }, /* cipher suites: none, odd, too many */
		{ 43, 0 },   { 43, 250 }, /* compression methods */
		{ 45, 1 },   { 46, 21 },  /* extensions: more than there are */
		{ 50, 17 },               /* one extension: more than its list */
	};
	struct bytes extensions = { .len = 0 }, body;
	struct tls_hello hello;

	(void)state;
	put_server_name(&extensions, BYTES("example.com"));
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		body.len = 0;
		put_body(&body, &extensions, false);
		body.at[lies[i].at] = lies[i].value;
		assert_int_equal(tls_hello_body(span_of(&body), TLS_OVER_STREAM, &hello), -EBADMSG);
	}
}

static void a_name_list_that_lies_costs_the_name_alone(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} lies[] = {
		{ 5, 15 }, /* list longer than its extension */
		{ 8, 12 }, /* name longer than its list */
		{ 8, 0 },  /* an empty name */
		{ 6, 9 },  /* a name type that nobody knows */
	};
	struct tls_hello hello;

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct bytes extensions = { .len = 0 };

		put_server_name(&extensions, BYTES("example.com"));
		extensions.at[lies[i].at] = lies[i].value;
		put(&extensions, BYTES("\xfe\x0d\0\0"));
		assert_int_equal(body_of(&extensions, TLS_OVER_STREAM, &hello), -ENOENT);
		assert_string_equal(hello.name, "");
		assert_true(hello.has_ech);
	}
}

static void a_name_stands_when_an_extension_behind_it_lies(void **state)
{
	struct bytes extensions = { .len = 0 };
	struct tls_hello hello;

	(void)state;
	put_server_name(&extensions, BYTES("example.com"));
	put(&extensions, BYTES("\0\x10\0\x0b\xb8\x89"));
	assert_int_equal(body_of(&extensions, TLS_OVER_STREAM, &hello), 0);
	assert_string_equal(hello.name, "example.com");
}

static void a_hello_without_a_name_still_says_what_it_is(void **state)
{
	struct bytes extensions = { .len = 0 }, body = { .len = 0 };
	struct tls_hello hello;

	(void)state;
	put(&extensions, BYTES("\xff\xce\0\x01x"));
	put_body(&body, &extensions, false);
	stream.len = 0;
	put_records(&stream, &body, 50);
	assert_int_equal(hello_of(span_of(&stream), &hello), -ENOENT);
	assert_true(hello.has_ech);
	assert_int_equal(hello.consumed, stream.len);
}

static void keeps_addresses_and_escapes_what_is_no_host_name(void **state)
{
	struct tls_hello hello;

	(void)state;
	make_hello(&stream, BYTES("192.0.2.1"), 16384);
	assert_int_equal(hello_of(span_of(&stream), &hello), 0);
	assert_string_equal(hello.name, "192.0.2.1");
	make_hello(&stream, BYTES("good.example\0.evil.example."), 16384);
	assert_int_equal(hello_of(span_of(&stream), &hello), 0);
	assert_string_equal(hello.name, "good.example\\000.evil.example");
}

static void the_first_of_two_names_counts(void **state)
{
	struct bytes extensions = { .len = 0 };
	struct tls_hello hello;

	(void)state;
	put_server_name(&extensions, BYTES("first.example"));
	put(&extensions, BYTES("\0\x17\0\0"));
	put_server_name(&extensions, BYTES("second.example"));
	assert_int_equal(body_of(&extensions, TLS_OVER_STREAM, &hello), 0);
	assert_string_equal(hello.name, "first.example");
}

#define OLD_HELLO                                                                                  \
	"\x80\x1f\x01\x03\x01\0\x06\0\0\0\x10"                                                     \
	"\x01\0\x80\0\0\x04"                                                                       \
	"0123456789abcdef"

static void knows_a_hello_in_the_form_of_ssl_2(void **state)
{
	struct tls_hello hello;

	(void)state;
	assert_int_equal(hello_of(SPAN(OLD_HELLO), &hello), -ENOENT);
	assert_int_equal(hello_of(SPAN(OLD_HELLO "more"), &hello), -ENOENT);
	assert_true(hello.old_format);
	assert_int_equal(hello.consumed, sizeof(OLD_HELLO) - 1);
	for (size_t len = 0; len < sizeof(OLD_HELLO) - 1; len++)
		assert_int_equal(hello_of((struct span){ (const uint8_t *)OLD_HELLO, len }, &hello),
		                 -EAGAIN);
}

static void an_old_hello_that_lies_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} lies[] = {
		{ 1, 0x20 }, { 2, 4 }, { 3, 4 },  { 4, 5 },   { 6, 0 },
		{ 6, 7 },    { 8, 1 }, { 8, 33 }, { 10, 15 }, { 10, 33 },
	};
	struct tls_hello hello;

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		uint8_t bytes[] = OLD_HELLO;

		bytes[lies[i].at] = lies[i].value;
		assert_int_equal(hello_of((struct span){ bytes, sizeof(bytes) - 1 }, &hello),
		                 -EBADMSG);
	}
}

static void tells_who_offers_nothing_but_dns(void **state)
{
	static const struct {
		const char *at;
		size_t len;
		bool dns;
	} offers[] = {
		{ BYTES("\0\x10\0\x06\0\x04\x03"
		        "dot"),
		  true },
		{ BYTES("\0\x10\0\x06\0\x04\x03"
		        "doq"),
		  true },
		{ BYTES("\0\x10\0\x09\0\x07\x03"
		        "dot\x02h2"),
		  false },
		{ BYTES("\0\x10\0\x06\0\x05\x03"
		        "dot"),
		  false }, /* lengths that lie */
		{ BYTES("\0\x10\0\x06\0\x04\x04"
		        "dot"),
		  false },
		{ BYTES("\0\x10\0\x05\0\x03\x02h2"), false },
		{ BYTES("\0\x10\0\x02\0\0"), false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(offers) / sizeof(offers[0]); i++) {
		static struct bytes extensions, body;
		struct tls_hello hello;

		extensions.len = body.len = 0;
		put(&extensions, offers[i].at, offers[i].len);
		put_server_name(&extensions, "a.example", 9);
		put_body(&body, &extensions, false);
		assert_int_equal(tls_hello_body(span_of(&body), TLS_OVER_STREAM, &hello), 0);
		assert_int_equal(hello.dns, offers[i].dns);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_server_name),
		cmocka_unit_test(tells_who_offers_nothing_but_dns),
		cmocka_unit_test(joins_a_hello_out_of_records_of_any_size),
		cmocka_unit_test(waits_for_every_missing_byte),
		cmocka_unit_test(ends_where_the_hello_ends_within_a_record),
		cmocka_unit_test(tells_other_protocols_at_once),
		cmocka_unit_test(a_hello_beyond_the_bound_is_given_up),
		cmocka_unit_test(reads_a_body_with_a_cookie),
		cmocka_unit_test(a_body_refuses_every_truncation),
		cmocka_unit_test(takes_the_longest_session_id_and_the_highest_version),
		cmocka_unit_test(a_length_that_lies_is_refused),
		cmocka_unit_test(a_name_list_that_lies_costs_the_name_alone),
		cmocka_unit_test(a_name_stands_when_an_extension_behind_it_lies),
		cmocka_unit_test(a_hello_without_a_name_still_says_what_it_is),
		cmocka_unit_test(keeps_addresses_and_escapes_what_is_no_host_name),
		cmocka_unit_test(the_first_of_two_names_counts),
		cmocka_unit_test(knows_a_hello_in_the_form_of_ssl_2),
		cmocka_unit_test(an_old_hello_that_lies_is_refused),
	};

	return cmocka_run_group_tests_name("tls", tests, NULL, NULL);
}
