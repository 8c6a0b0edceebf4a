/* Addresses for a name that was asked for: along its aliases, and for no other name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probes/wire/dns_answers.h"

#define SPAN(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })

/* Counts of questions and answers; the flags of a plain response. */
#define RESPONSE(questions, answers) "\x12\x34\x81\x80\0" questions "\0" answers "\0\0\0\0"
#define NAME "\3www\7example\3com\0" /* at 12; its "example" is at 16 */
#define ASKED RESPONSE("\1", "\1") NAME "\0\1\0\1"
#define ASKED_TWICE RESPONSE("\1", "\2") NAME "\0\1\0\1" /* answers begin at 33 */
#define ASKED_SERVICE RESPONSE("\1", "\1") NAME "\0\x41\0\1"
#define TTL(seconds) "\0\0\0" seconds
#define A(owner, ttl, last) owner "\0\1\0\1" TTL(ttl) "\0\4\xc6\x33\x64" last
#define AAAA(owner, ttl) owner "\0\x1c\0\1" TTL(ttl) "\0\x10\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\7"
#define CNAME(owner, ttl, target, len) owner "\0\5\0\1" TTL(ttl) "\0" len target
#define HTTPS(len, data) "\xc0\x0c\0\x41\0\1" TTL("\x3c") "\0" len data
#define HERE "\xc0\x0c"

struct given {
	char text[4096];
	size_t count, stop_at; /* 0: never */
};

static int take(void *arg, const struct dns_answer *answer)
{
	struct given *given = arg;
	size_t len = strlen(given->text);

	snprintf(given->text + len, sizeof(given->text) - len, "%s %llx:%llx %u%s\n", answer->name,
	         (unsigned long long)answer->address.high, (unsigned long long)answer->address.low,
	         answer->ttl, answer->has_ech ? " ech" : "");
	return ++given->count == given->stop_at ? -7 : 0;
}

/* Reads a copy of exactly its size, so that sanitizers see an overrun. */
static struct given answers_of(struct span message)
{
	uint8_t *copy = malloc(message.len ? message.len : 1);
	struct given given = { .count = 0 };

	assert_non_null(copy);
	if (message.len)
		memcpy(copy, message.at, message.len);
	assert_int_equal(dns_answers_each((struct span){ copy, message.len }, take, &given), 0);
	free(copy);
	return given;
}

static void expect(struct span message, const char *want)
{
	assert_string_equal(answers_of(message).text, want);
}

static const char two[] = ASKED_TWICE A(HERE, "\x3c", "\7") AAAA(HERE, "\x05");

static void gives_the_addresses_of_the_name_that_was_asked_for(void **state)
{
	(void)state;
	expect(SPAN(two), "www.example.com 0:ffffc6336407 60\n"
	                  "www.example.com 20010db800000000:7 5\n");
}

static void follows_aliases_and_keeps_the_name_that_was_asked_for(void **state)
{
	(void)state;
	expect(SPAN(RESPONSE("\1", "\3") NAME "\0\1\0\1" CNAME(HERE, "\x0a", "\3cdn\xc0\x10", "\6")
	                    CNAME("\xc0\x2d", "\x1e", "\4edge\xc0\x10", "\7")
	                            A("\xc0\x3f", "\x14", "\7")),
	       "www.example.com 0:ffffc6336407 10\n");
}

static void the_order_of_the_records_does_not_matter(void **state)
{
	(void)state;
	expect(SPAN(ASKED_TWICE A("\3cdn\3com\0", "\x14", "\7")
	                    CNAME(HERE, "\x1e", "\3CDN\3com\0", "\x09")),
	       "www.example.com 0:ffffc6336407 20\n");
}

static void what_the_question_does_not_reach_names_nothing(void **state)
{
	(void)state;
	expect(SPAN(ASKED A("\4evil\3net\0", "\x3c", "\7")), "");
	expect(SPAN(ASKED_TWICE CNAME(HERE, "\x1e", "\3cdn\3com\0", "\x09")
	                    A("\3cdn\3net\0", "\x14", "\7")),
	       "");
	expect(SPAN(RESPONSE("\1", "\0") NAME "\0\1\0\1" A(HERE, "\x3c", "\7")), "");
}

static void aliases_that_go_round_end(void **state)
{
	(void)state;
	expect(SPAN(ASKED CNAME(HERE, "\x1e", HERE, "\2")), "");
	expect(SPAN(RESPONSE("\1", "\3") NAME "\0\1\0\1" CNAME(HERE, "\x1e", "\1a\0", "\3")
	                    CNAME("\1a\0", "\x1e", HERE, "\2") A("\1a\0", "\x14", "\7")),
	       "www.example.com 0:ffffc6336407 20\n");
}

static void only_a_good_response_to_one_question_names_anything(void **state)
{
	uint8_t bytes[sizeof(two) - 1];

	(void)state;
	memcpy(bytes, two, sizeof(bytes));
	bytes[2] = 0x01; /* a query */
	expect((struct span){ bytes, sizeof(bytes) }, "");
	bytes[2] = 0xa9; /* an update */
	expect((struct span){ bytes, sizeof(bytes) }, "");
	bytes[2] = 0x81;
	bytes[3] = 0x83; /* no such name */
	expect((struct span){ bytes, sizeof(bytes) }, "");
	bytes[3] = 0x80;
	bytes[32] = 3; /* class CH */
	expect((struct span){ bytes, sizeof(bytes) }, "");
	bytes[32] = 1;
	bytes[30] = 15; /* who takes the mail */
	expect((struct span){ bytes, sizeof(bytes) }, "");
	expect(SPAN(RESPONSE("\2", "\1") NAME "\0\1\0\1" A(HERE, "\x3c", "\7")), "");
	expect(SPAN(RESPONSE("\1", "\1") "\6_https\3com\0\0\1\0\1" A(HERE, "\x3c", "\7")), "");
}

static void an_address_by_which_filters_say_no_is_none(void **state)
{
	(void)state;
	expect(SPAN(ASKED HERE "\0\1\0\1" TTL("\x3c") "\0\4\0\0\0\0"), "");
	expect(SPAN(ASKED HERE "\0\1\0\1" TTL("\x3c") "\0\4\x7f\0\0\1"), "");
	expect(SPAN(ASKED HERE "\0\x1c\0\1" TTL("\x3c") "\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
	       "");
	expect(SPAN(ASKED HERE "\0\x1c\0\1" TTL("\x3c") "\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1"),
	       "");
}

static void a_time_to_live_is_a_week_at_most(void **state)
{
	(void)state;
	expect(SPAN(ASKED HERE "\0\1\0\1\xff\xff\xff\xff\0\4\xc6\x33\x64\7"),
	       "www.example.com 0:ffffc6336407 604800\n");
}

static void lengths_that_lie_hurt_only_their_record(void **state)
{
	(void)state;
	expect(SPAN(ASKED_TWICE HERE
	            "\0\1\0\1" TTL("\x3c") "\0\5\xc6\x33\x64\7\7" A(HERE, "\x3c", "\x08")),
	       "www.example.com 0:ffffc6336408 60\n");
	expect(SPAN(ASKED HERE "\0\1\0\1" TTL("\x3c") "\0\x08\xc6\x33\x64\7\xc6\x33\x64\7"), "");
	expect(SPAN(ASKED HERE "\0\1\0\1" TTL("\x3c") "\0\5\xc6\x33\x64\7"), "");
	expect(SPAN(ASKED_TWICE CNAME(HERE, "\x1e",
	                              "\x09"
	                              "abc",
	                              "\4") A(HERE, "\x3c", "\7")),
	       "www.example.com 0:ffffc6336407 60\n");
}

static void every_truncation_gives_what_is_whole(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(two) - 1; len++)
		assert_int_equal(answers_of((struct span){ (const uint8_t *)two, len }).count,
		                 len >= 33 + 16);
}

#define FOUR "\0\4\0\4\xc6\x33\x64\7"
#define SIX "\0\6\0\x10\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\7"

static void hints_of_a_service_are_addresses_of_the_name(void **state)
{
	(void)state;
	expect(SPAN(ASKED_SERVICE HTTPS("\x1f", "\0\1\0" FOUR SIX)),
	       "www.example.com 0:ffffc6336407 60\nwww.example.com 20010db800000000:7 60\n");
	expect(SPAN(ASKED_SERVICE HTTPS("\x25", "\0\1\0" FOUR "\0\5\0\2\xfe\x0d" SIX)),
	       "www.example.com 0:ffffc6336407 60 ech\n"
	       "www.example.com 20010db800000000:7 60 ech\n");
	expect(SPAN(ASKED_SERVICE HTTPS("\x0a", "\0\1\0\0\1\0\3\2h2")), "");
}

static void encryption_is_told_without_a_hint(void **state)
{
	(void)state;
	expect(SPAN(ASKED_SERVICE HTTPS("\x09", "\0\1\0\0\5\0\2\xfe\x0d")),
	       "www.example.com 0:0 60 ech\n");
}

static void parameters_of_a_service_that_lie_say_nothing(void **state)
{
	(void)state;
	expect(SPAN(ASKED_SERVICE HTTPS("\x0b", "\0\1\0\0\4\0\5\xc6\x33\x64\7")), "");
	expect(SPAN(ASKED_SERVICE HTTPS("\x0a", "\0\1\0\0\4\0\3\xc6\x33\x64")), "");
	expect(SPAN(ASKED_SERVICE HTTPS("\x13", "\0\1\0" FOUR FOUR)), ""); /* out of order */
	expect(SPAN(ASKED_SERVICE HTTPS("\x0c", "\0\1\0" FOUR "\0")), "");
}

static void a_service_may_be_an_alias(void **state)
{
	(void)state;
	expect(SPAN(RESPONSE("\1", "\2") NAME
	            "\0\x41\0\1" HTTPS("\x09", "\0\0\3cdn\xc0\x10") "\3cdn\xc0\x10\0\x41\0\1" TTL(
			    "\x14") "\0\x0b\0\1\0" FOUR),
	       "");
	expect(SPAN(RESPONSE("\1", "\2") NAME
	            "\0\x41\0\1" HTTPS("\x08", "\0\0\3cdn\xc0\x10") "\3cdn\xc0\x10\0\x41\0\1" TTL(
			    "\x14") "\0\x0b\0\1\0" FOUR),
	       "www.example.com 0:ffffc6336407 20\n");
	expect(SPAN(ASKED_SERVICE HTTPS("\3", "\0\0\0")), ""); /* there is no such service */
}

/* A chain one alias longer than what is followed, its address last; and more addresses, in more
 * records, than are taken. */
static void holds_aliases_and_addresses_to_their_bounds(void **state)
{
	static uint8_t message[4096];

	(void)state;
	for (unsigned aliases = DNS_ALIASES_MAX; aliases <= DNS_ALIASES_MAX + 1; aliases++) {
		size_t len = sizeof(ASKED) - 1;

		memcpy(message, ASKED, len);
		message[7] = (uint8_t)(aliases + 1);
		for (unsigned i = 0; i < aliases; i++) {
			uint8_t alias[] = {
				1, (uint8_t)('a' + i - 1), 0, 0, 5, 0, 1, 0, 0, 0, 60, 0, 3,
				1, (uint8_t)('a' + i),     0
			};

			memcpy(message + len, i ? alias : (const uint8_t *)"\xc0\x0c",
			       i ? sizeof(alias) : 2);
			if (!i)
				memcpy(message + len + 2, alias + 3, sizeof(alias) - 3);
			len += sizeof(alias) - !i;
		}
		memcpy(message + len, "\1a\0\0\1\0\1\0\0\0\x3c\0\4\xc6\x33\x64\7", 17);
		message[len + 1] = (uint8_t)('a' + aliases - 1);
		assert_int_equal(answers_of((struct span){ message, len + 17 }).count,
		                 aliases == DNS_ALIASES_MAX);
	}
	memcpy(message, ASKED, sizeof(ASKED) - 1);
	message[7] = 100;
	for (size_t i = 0; i < 100; i++)
		memcpy(message + sizeof(ASKED) - 1 + i * 16, A(HERE, "\x3c", "\7"), 16);
	assert_int_equal(answers_of((struct span){ message, sizeof(ASKED) - 1 + 1600 }).count,
	                 DNS_ANSWERS_MAX);
}

static void stops_when_the_taker_does(void **state)
{
	struct given given = { .stop_at = 1 };

	(void)state;
	assert_int_equal(dns_answers_each(SPAN(two), take, &given), -7);
	assert_int_equal(given.count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_addresses_of_the_name_that_was_asked_for),
		cmocka_unit_test(follows_aliases_and_keeps_the_name_that_was_asked_for),
		cmocka_unit_test(the_order_of_the_records_does_not_matter),
		cmocka_unit_test(what_the_question_does_not_reach_names_nothing),
		cmocka_unit_test(aliases_that_go_round_end),
		cmocka_unit_test(only_a_good_response_to_one_question_names_anything),
		cmocka_unit_test(an_address_by_which_filters_say_no_is_none),
		cmocka_unit_test(a_time_to_live_is_a_week_at_most),
		cmocka_unit_test(lengths_that_lie_hurt_only_their_record),
		cmocka_unit_test(every_truncation_gives_what_is_whole),
		cmocka_unit_test(hints_of_a_service_are_addresses_of_the_name),
		cmocka_unit_test(encryption_is_told_without_a_hint),
		cmocka_unit_test(parameters_of_a_service_that_lie_say_nothing),
		cmocka_unit_test(a_service_may_be_an_alias),
		cmocka_unit_test(holds_aliases_and_addresses_to_their_bounds),
		cmocka_unit_test(stops_when_the_taker_does),
	};

	return cmocka_run_group_tests_name("dns_answers", tests, NULL, NULL);
}
