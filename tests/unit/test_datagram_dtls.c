/* DTLS in captures: a hello in one piece, in many, with a cookie, and what comes after one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/bench/craft_dtls.h"
#include "tests/unit/recording.h"

static struct craft body_for(struct recording *to, const char *name, size_t cookie)
{
	struct craft_hello hello = { .name = name };

	to->server.port = 4433;
	return craft_dtls_hello(&hello, cookie, &to->random);
}

static void record_piece(struct recording *to, unsigned number, const struct craft *body,
                         size_t from, size_t end)
{
	struct craft datagram;

	datagram.len = 0;
	craft_dtls_piece(&datagram, 1, number, body, from, end);
	record_udp(to, true, datagram.at, datagram.len);
}

static void record_verify_request(struct recording *to)
{
	struct craft body = { .len = 7, .at = "\xfe\xff\4cook" }, datagram;

	datagram.len = 0;
	craft_dtls_piece(&datagram, 3, 0, &body, 0, body.len);
	record_udp(to, false, datagram.at, datagram.len);
}

static void reads_a_hello_in_one_datagram(void **state)
{
	struct recording r = recording_new(1);
	struct craft body = body_for(&r, "a.example", 0);
	struct capture_totals totals;

	(void)state;
	record_piece(&r, 0, &body, 0, body.len);
	record_udp(&r, true, "\x17\xfe\xfd\0\1\0\0\0\0\0\7\0\3abc", 16);
	totals = hears(&r, "dtls a.example\n");
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.hidden, 0);
}

static void joins_pieces_in_any_order_of_which_the_first_count(void **state)
{
	struct recording r = recording_new(1);
	struct craft body = body_for(&r, "a.example", 0), other = body;
	struct capture_totals totals;

	(void)state;
	memset(other.at, 0xee, other.len);
	record_piece(&r, 0, &body, 100, body.len);
	record_piece(&r, 0, &body, 0, 40);
	record_piece(&r, 0, &other, 0, 30);
	record_piece(&r, 0, &body, 40, 110);
	totals = hears(&r, "dtls a.example\n");
	assert_int_equal(totals.hidden, 0);
}

/* The first hello lost a piece; the second, with a cookie, is whole but in pieces too. */
static void a_second_hello_with_a_cookie_stands_for_itself(void **state)
{
	struct recording r = recording_new(1);
	struct craft first = body_for(&r, "a.example", 0), second = body_for(&r, "a.example", 20);

	(void)state;
	record_piece(&r, 0, &first, 0, 80);
	record_verify_request(&r);
	record_piece(&r, 1, &second, 0, 90);
	record_piece(&r, 1, &second, 90, second.len);
	hears(&r, "dtls a.example\n");
}

static void pieces_of_two_hellos_are_never_one(void **state)
{
	struct recording r = recording_new(1);
	struct craft body = body_for(&r, "a.example", 0);
	struct capture_totals totals;

	(void)state;
	record_piece(&r, 0, &body, 0, 90);
	record_piece(&r, 1, &body, 90, body.len);
	totals = hears(&r, "");
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.hidden, 1);
}

static void a_name_is_said_once_though_the_hello_is_sent_twice(void **state)
{
	struct recording r = recording_new(1);
	struct craft body = body_for(&r, "a.example", 0);

	(void)state;
	record_piece(&r, 0, &body, 0, body.len);
	record_verify_request(&r);
	record_piece(&r, 1, &body, 0, body.len);
	hears(&r, "dtls a.example\n");
}

static void what_hides_its_name_is_counted_once(void **state)
{
	struct recording r = recording_new(1);
	struct craft nameless = body_for(&r, NULL, 0);
	struct capture_totals totals;

	(void)state;
	record_piece(&r, 0, &nameless, 0, nameless.len);
	r.client.port++;
	for (int i = 0; i < 3; i++) /* the hello was not captured */
		record_udp(&r, i % 2, "\x17\xfe\xfd\0\1\0\0\0\0\0\7\0\3abc", 16);
	totals = hears(&r, "");
	assert_int_equal(totals.connections, 2);
	assert_int_equal(totals.hidden, 2);
}

static void a_cut_hello_is_counted(void **state)
{
	struct recording r = recording_new(1);
	struct craft body = body_for(&r, "a.example", 0), datagram, packet;
	struct capture_totals totals;

	(void)state;
	datagram.len = packet.len = 0;
	craft_dtls_piece(&datagram, 1, 0, &body, 0, body.len);
	craft_udp(&packet, r.client, r.server, datagram.at, datagram.len);
	packet.len -= 20;
	record(&r, &packet);
	totals = hears(&r, "");
	assert_int_equal(totals.truncated_packets, 1);
	assert_int_equal(totals.hidden, 1);
}

static void what_only_begins_like_it_is_something_else(void **state)
{
	struct recording r = recording_new(1);
	struct capture_totals totals;

	(void)state;
	record_udp(&r, true, "\x16\xfe\xfd\0\0\0\0\0\0\0\7\0\3abc", 16);  /* no message inside */
	record_udp(&r, true, "\x17\xfe\xfd\0\1\0\0\0\0\0\7\0\3abcd", 17); /* bytes too many */
	totals = hears(&r, "");
	assert_int_equal(totals.connections, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_hello_in_one_datagram),
		cmocka_unit_test(joins_pieces_in_any_order_of_which_the_first_count),
		cmocka_unit_test(a_second_hello_with_a_cookie_stands_for_itself),
		cmocka_unit_test(pieces_of_two_hellos_are_never_one),
		cmocka_unit_test(a_name_is_said_once_though_the_hello_is_sent_twice),
		cmocka_unit_test(what_hides_its_name_is_counted_once),
		cmocka_unit_test(a_cut_hello_is_counted),
		cmocka_unit_test(what_only_begins_like_it_is_something_else),
	};

	return cmocka_run_group_tests_name("datagram_dtls", tests, NULL, NULL);
}
