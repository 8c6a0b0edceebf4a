/* DNS: names out of good messages, nothing out of messages that lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/wire/dns.h"

#define SPAN(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })

#define HEADER(flags, questions, answers) "\x12\x34" flags "\0" questions "\0" answers "\0\0\0\0"
#define QUERY HEADER("\x01\x00", "\x01", "\x00")
#define EXAMPLE "\3WWW\7example\3com\0"
#define A_IN "\0\x01\0\x01"

static const char query[] = QUERY EXAMPLE A_IN;
static const char answer[] = HEADER("\x81\x80", "\x01", "\x01") EXAMPLE A_IN
	"\xc0\x0c" A_IN "\0\0\0\x3c\0\x04\xc0\0\x02\x01";

/* The names of a message joined by blanks; reads a copy of exactly its size, so that sanitizers see
 * an overrun. */
static const char *names_of(struct span message, bool *lied)
{
	static _Thread_local char names[4096];
	uint8_t *copy = malloc(message.len ? message.len : 1);
	struct dns_question question;
	struct dns_message opened = { 0 };

	assert_non_null(copy);
	memcpy(copy, message.at, message.len);
	names[0] = '\0';
	*lied = dns_open((struct span){ copy, message.len }, &opened) != 0;
	while (!*lied && dns_next_name(&opened, &question)) {
		strncat(names, names[0] ? " " : "", sizeof(names) - strlen(names) - 1);
		strncat(names, question.name, sizeof(names) - strlen(names) - 1);
	}
	*lied |= opened.in.failed;
	free(copy);
	return names;
}

static void expect(struct span message, const char *names, bool lies)
{
	bool lied;

	assert_string_equal(names_of(message, &lied), names);
	assert_int_equal(lied, lies);
}

static void reads_the_name_of_a_query_in_lower_case(void **state)
{
	struct dns_question question;
	struct dns_message message;

	(void)state;
	expect(SPAN(query), "www.example.com", false);
	assert_int_equal(dns_open(SPAN(query), &message), 0);
	assert_int_equal(message.id, 0x1234);
	assert_false(message.response);
	assert_true(dns_next_name(&message, &question));
	assert_int_equal(question.type, 1);
	assert_int_equal(question.class, 1);
	assert_false(dns_next_name(&message, &question));
}

static void reads_the_question_of_a_response_and_no_answer(void **state)
{
	struct dns_message message;

	(void)state;
	expect(SPAN(answer), "www.example.com", false);
	assert_int_equal(dns_open(SPAN(answer), &message), 0);
	assert_true(message.response);
	assert_int_equal(message.answers, 1);
}

static void reads_many_questions_with_pointers_and_steps_over_the_root(void **state)
{
	(void)state;
	expect(SPAN(HEADER("\x01\x00", "\x04", "\x00") EXAMPLE A_IN
	            "\0" A_IN "\x04mail\xc0\x10" A_IN "\xc0\x26" A_IN),
	       "www.example.com mail.example.com mail.example.com", false);
}

static void refuses_every_truncation(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(query) - 1; len++)
		expect((struct span){ (const uint8_t *)query, len }, "", true);
}

static void what_came_before_a_lie_stands(void **state)
{
	(void)state;
	expect(SPAN(HEADER("\x01\x00", "\x02", "\x00") EXAMPLE A_IN), "www.example.com", true);
	expect(SPAN(HEADER("\x01\x00", "\x02", "\x00") EXAMPLE A_IN "\11ab\0" A_IN),
	       "www.example.com", true);
}

static void refuses_labels_that_are_too_long(void **state)
{
	(void)state;
	expect(SPAN(QUERY
	            "\1000123456789012345678901234567890123456789012345678901234567890123\0" A_IN),
	       "", true);
	expect(SPAN(QUERY "\200a\0" A_IN), "", true);
	expect(SPAN(QUERY
	            "\077012345678901234567890123456789012345678901234567890123456789012\0" A_IN),
	       "012345678901234567890123456789012345678901234567890123456789012", false);
}

static void refuses_pointers_that_loop_or_look_ahead_or_into_the_header(void **state)
{
	(void)state;
	expect(SPAN(QUERY "\xc0\x0c" A_IN), "", true);         /* at itself */
	expect(SPAN(QUERY "\1a\xc0\x0c" A_IN), "", true);      /* at its own label */
	expect(SPAN(QUERY "\xc0\x12" A_IN EXAMPLE), "", true); /* forward */
	expect(SPAN(QUERY "\xc0\x04" A_IN), "", true);         /* the header */
	expect(SPAN(QUERY "\xff\xff" A_IN), "", true);         /* beyond the end */
	expect(SPAN(QUERY "\1a\xc0"), "", true);               /* half a pointer */
	expect(SPAN(HEADER("\x01\x00", "\x02", "\x00") "\1a\xc0\x14" A_IN "\1b\xc0\x0c" A_IN), "",
	       true);
}

/* Labels of one byte, 127 of them, make the longest name; one byte more is refused, however it is
 * spelt. */
static void holds_names_to_255_bytes_on_the_wire(void **state)
{
	uint8_t message[DNS_HEADER + 2 * 127 + 2 + 1 + 4] = QUERY;
	size_t len = DNS_HEADER;
	bool lied;

	(void)state;
	for (size_t i = 0; i < 127; i++, len += 2)
		memcpy(message + len, "\x01x", 2);
	memcpy(message + len, "\0" A_IN, 5);
	assert_int_equal(strlen(names_of((struct span){ message, len + 5 }, &lied)), 253);
	assert_false(lied);

	memcpy(message + len - 2, "\x02xx\0" A_IN, 8);
	expect((struct span){ message, len + 6 }, "", true);
}

/* Each of the 40 names adds one label to the name before it, by a pointer. */
static void bounds_the_jumps_of_a_name(void **state)
{
	uint8_t message[DNS_HEADER + 3 + 4 + 40 * 8] =
		HEADER("\x01\x00", "\x28", "\x00") "\1a\0" A_IN;
	struct dns_question question;
	struct dns_message opened;
	size_t at = DNS_HEADER, len = DNS_HEADER + 3 + 4, read = 0;

	(void)state;
	for (size_t i = 1; i < 40; i++) {
		size_t before = at;

		at = len;
		memcpy(message + len, "\1b\xc0", 3);
		message[len + 2] |= (uint8_t)(before >> 8);
		message[len + 3] = (uint8_t)before;
		memcpy(message + len + 4, A_IN, 4);
		len += 8;
	}
	assert_int_equal(dns_open((struct span){ message, len }, &opened), 0);
	while (dns_next_name(&opened, &question))
		read++;
	assert_int_equal(read, DNS_JUMPS_MAX + 1);
	assert_true(opened.in.failed);
}

static void escapes_a_dot_and_a_nul_inside_a_label(void **state)
{
	(void)state;
	expect(SPAN(QUERY "\5a.b\0c\3net\0" A_IN), "a\\046b\\000c.net", false);
}

/* Names of multicast DNS are written for people; nothing in them may be unseen, turn the writing
 * round, or be taken for the end of a name. */
static void writes_labels_for_people_as_they_are(void **state)
{
	(void)state;
	expect(SPAN(QUERY "\x0c"
	                  "Anna's press\5local\0" A_IN),
	       "anna's press.local", false);
	expect(SPAN(QUERY "\6 a  b \5local\0" A_IN), "\\032a  b\\032.local", false);
	expect(SPAN(QUERY "\5Zo\xc3\xab!\5local\0" A_IN), "zo\xc3\xab!.local", false);
	expect(SPAN(QUERY "\5Zo\xc3\xab\xff\0" A_IN), "zo\\195\\171\\255", false);
	expect(SPAN(QUERY "\3a\xc2\x85\0" A_IN), "a\\194\\133", false);
	expect(SPAN(QUERY "\4a\xe2\x80\xae\0" A_IN), "a\\226\\128\\174", false);
	expect(SPAN(QUERY "\4a\xe2\x80\x99\0" A_IN), "a\xe2\x80\x99", false);
	expect(SPAN(QUERY "\4a\xe2\x81\xa6\0" A_IN), "a\\226\\129\\166", false);
	expect(SPAN(QUERY "\3\xef\xbb\xbf\0" A_IN), "\\239\\187\\191", false);
	expect(SPAN(QUERY "\4\xc3\xab\x1b\n\0" A_IN), "\xc3\xab\\027\\010", false);
}

static void knows_a_message_on_another_port_by_its_shape(void **state)
{
	(void)state;
	assert_true(dns_looks_like(SPAN(query)));
	assert_true(dns_looks_like(SPAN(answer)));
	assert_true(dns_looks_like(
		SPAN("\x12\x34\x01\x20\0\x01\0\0\0\0\0\x01" EXAMPLE A_IN /* with EDNS */
	             "\0\0\x29\x10\0\0\0\0\0\0\0")));
}

/* The most that a resolver says: the highest error, two records behind a query, hyphens, digits. */
static void shapes_at_the_edge_are_still_dns(void **state)
{
	(void)state;
	assert_true(dns_looks_like(SPAN(HEADER("\x81\x8a", "\x01", "\x00") EXAMPLE A_IN)));
	assert_true(dns_looks_like(SPAN("\x12\x34\x01\x20\0\x01\0\0\0\0\0\2\4a-_z\0019\0\0\1\0\1"
	                                "\0\0\x29\x10\0\0\0\0\0\0\0"
	                                "\0\0\xfa\0\xff\0\0\0\0\0\0")));
	assert_false(dns_looks_like(SPAN(HEADER("\x81\x8b", "\x01", "\x00") EXAMPLE A_IN)));
	assert_false(dns_looks_like(SPAN(HEADER("\x81\xc0", "\x01", "\x00") EXAMPLE A_IN)));
}

static void other_shapes_are_not_dns(void **state)
{
	(void)state;
	assert_false(dns_looks_like(SPAN("")));
	assert_false(dns_looks_like(
		SPAN(HEADER("\x29\x00", "\x01", "\x00") EXAMPLE A_IN))); /* an update */
	assert_false(dns_looks_like(
		SPAN(HEADER("\x01\x40", "\x01", "\x00") EXAMPLE A_IN))); /* reserved bit */
	assert_false(dns_looks_like(
		SPAN(HEADER("\x01\x03", "\x01", "\x00") EXAMPLE A_IN))); /* an error asked */
	assert_false(
		dns_looks_like(SPAN(HEADER("\x01\x00", "\x02", "\x00") EXAMPLE A_IN EXAMPLE A_IN)));
	assert_false(dns_looks_like(SPAN(QUERY EXAMPLE "\0\x01\0\x03"))); /* class CH */
	assert_false(dns_looks_like(SPAN(QUERY EXAMPLE "\0\0\0\x01")));   /* no type */
	assert_false(dns_looks_like(SPAN(QUERY "\3com\0" A_IN)));         /* one label */
	assert_false(dns_looks_like(SPAN(QUERY "\3a b\3com\0" A_IN)));    /* a blank */
	assert_false(dns_looks_like(SPAN(QUERY "\0" A_IN)));              /* the root */
	assert_false(dns_looks_like(SPAN(QUERY EXAMPLE A_IN "x")));       /* bytes behind */
	assert_false(dns_looks_like(SPAN(HEADER("\x81\x80", "\x01", "\x02")
	                                         EXAMPLE A_IN /* a record too few */
	                                 "\xc0\x0c" A_IN "\0\0\0\x3c\0\x04\xc0\0\x02\x01")));
	for (size_t len = 0; len < sizeof(answer) - 1; len++)
		assert_false(dns_looks_like((struct span){ (const uint8_t *)answer, len }));
}

static void takes_messages_off_a_stream_one_by_one(void **state)
{
	static const char stream[] = "\0\x21" QUERY EXAMPLE A_IN "\0\x0c" QUERY "\0\x21" QUERY;
	struct cursor in = cursor_over(SPAN(stream));
	struct span message;

	(void)state;
	assert_int_equal(dns_tcp_next(&in, &message), 0);
	assert_int_equal(message.len, 33);
	assert_int_equal(dns_tcp_next(&in, &message), 0);
	assert_int_equal(message.len, 12);
	assert_int_equal(dns_tcp_next(&in, &message), -EAGAIN);
	assert_int_equal(cursor_left(&in), 14);
	assert_false(in.failed);
	in = cursor_over((struct span){ (const uint8_t *)stream, 2 + 33 });
	assert_int_equal(dns_tcp_next(&in, &message), 0); /* one that ends with the stream */
	assert_int_equal(cursor_left(&in), 0);
}

static void a_stream_waits_for_every_missing_byte(void **state)
{
	static const char stream[] = "\0\x21" QUERY EXAMPLE A_IN;

	(void)state;
	for (size_t len = 0; len < sizeof(stream) - 1; len++) {
		struct cursor in = cursor_over((struct span){ (const uint8_t *)stream, len });
		struct span message = { 0 };

		assert_int_equal(dns_tcp_next(&in, &message), -EAGAIN);
		assert_null(message.at);
	}
}

static void a_stream_refuses_a_message_shorter_than_a_header(void **state)
{
	struct cursor in = cursor_over(SPAN("\0\x0b" QUERY));
	struct span message;

	(void)state;
	assert_int_equal(dns_tcp_next(&in, &message), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_name_of_a_query_in_lower_case),
		cmocka_unit_test(reads_the_question_of_a_response_and_no_answer),
		cmocka_unit_test(reads_many_questions_with_pointers_and_steps_over_the_root),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(what_came_before_a_lie_stands),
		cmocka_unit_test(refuses_labels_that_are_too_long),
		cmocka_unit_test(refuses_pointers_that_loop_or_look_ahead_or_into_the_header),
		cmocka_unit_test(holds_names_to_255_bytes_on_the_wire),
		cmocka_unit_test(bounds_the_jumps_of_a_name),
		cmocka_unit_test(escapes_a_dot_and_a_nul_inside_a_label),
		cmocka_unit_test(writes_labels_for_people_as_they_are),
		cmocka_unit_test(knows_a_message_on_another_port_by_its_shape),
		cmocka_unit_test(shapes_at_the_edge_are_still_dns),
		cmocka_unit_test(other_shapes_are_not_dns),
		cmocka_unit_test(takes_messages_off_a_stream_one_by_one),
		cmocka_unit_test(a_stream_waits_for_every_missing_byte),
		cmocka_unit_test(a_stream_refuses_a_message_shorter_than_a_header),
	};

	return cmocka_run_group_tests_name("dns", tests, NULL, NULL);
}
