/* Names from TCP: segments in any order, cut anywhere, behind preambles, and what a connection says
 * more than once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/recording.h"

static void a_hello_may_be_split_anywhere(void **state)
{
	(void)state;
	for (size_t cut = 1; cut < 200; cut++) {
		struct recording r = recording_new(1);
		struct craft hello = hello_for(&r, "classview.example", false);

		record_syn(&r);
		record_bytes(&r, hello.at, cut);
		record_bytes(&r, hello.at + cut, hello.len - cut);
		hears(&r, "tls classview.example\n");
	}
}

static void segments_may_come_out_of_order_and_twice(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", true);
	size_t third = hello.len / 3;

	(void)state;
	record_syn(&r);
	record_tcp(&r, true, 1000 + (uint32_t)(2 * third), CRAFT_ACK, hello.at + 2 * third,
	           hello.len - 2 * third);
	record_tcp(&r, true, 1000 + (uint32_t)third, CRAFT_ACK, hello.at + third, third + 50);
	record_tcp(&r, true, 1000 + (uint32_t)third, CRAFT_ACK, hello.at + third, third);
	record_tcp(&r, true, 1000, CRAFT_ACK, hello.at, third);
	record_tcp(&r, true, 1000, CRAFT_ACK, hello.at, third);
	hears(&r, "tls classview.example\n");
}

static void bytes_retransmitted_with_another_content_change_nothing(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false),
		     other = hello_for(&r, "forgedcls.example", false);
	size_t half = hello.len / 2;

	(void)state;
	assert_int_equal(hello.len, other.len);
	record_syn(&r);
	record_tcp(&r, true, 1000 + (uint32_t)half, CRAFT_ACK, hello.at + half, hello.len - half);
	record_tcp(&r, true, 1000 + (uint32_t)half, CRAFT_ACK, other.at + half, other.len - half);
	record_tcp(&r, true, 1000, CRAFT_ACK, hello.at, half);
	hears(&r, "tls classview.example\n");
}

static void a_missing_first_segment_gives_no_name(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", true);

	(void)state;
	record_syn(&r);
	record_tcp(&r, true, 1500, CRAFT_ACK, hello.at + 500, hello.len - 500);
	hears(&r, "");
}

static void sequence_numbers_may_wrap(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", true);

	(void)state;
	r.sequence = 0xffffff00;
	record_syn(&r);
	record_tcp(&r, true, r.sequence + 700, CRAFT_ACK, hello.at + 700, hello.len - 700);
	record_tcp(&r, true, r.sequence, CRAFT_ACK, hello.at, 700);
	hears(&r, "tls classview.example\n");
}

static void finds_its_way_back_after_bytes_that_nobody_sent(void **state)
{
	static const uint32_t elsewhere[] = { 0x80000000u, 0x40000000u, 0xc0000000u, 0xffe00000u,
		                              20000 };

	(void)state;
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		struct recording r = recording_new(1);
		struct craft hello = hello_for(&r, "classview.example", true);

		record_syn(&r);
		record_tcp(&r, true, r.sequence + elsewhere[i], CRAFT_ACK, "stray bytes", 11);
		r.sequence += 3000000; /* and the stream goes on elsewhere too */
		record_bytes(&r, hello.at, 700);
		record_bytes(&r, hello.at + 700, hello.len - 700);
		hears(&r, "tls classview.example\n");
	}
}

static void a_syn_sent_twice_loses_nothing(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", true);

	(void)state;
	record_syn(&r);
	record_bytes(&r, hello.at, 700);
	record_tcp(&r, true, 999, CRAFT_SYN, NULL, 0);
	record_bytes(&r, hello.at + 700, hello.len - 700);
	hears(&r, "tls classview.example\n");
}

static void data_on_the_syn_is_read(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false);

	(void)state;
	record_tcp(&r, true, 999, CRAFT_SYN, hello.at, 100);
	record_tcp(&r, true, 1100, CRAFT_ACK, hello.at + 100, hello.len - 100);
	hears(&r, "tls classview.example\n");
}

static void a_second_syn_ack_and_a_start_without_syn_lose_nothing(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", true);

	(void)state;
	record_syn(&r);
	record_tcp(&r, false, 50, CRAFT_SYN | CRAFT_ACK, NULL, 0);
	record_tcp(&r, false, 90000, CRAFT_SYN | CRAFT_ACK, NULL, 0);
	record_bytes(&r, hello.at, 600);
	record_bytes(&r, hello.at + 600, hello.len - 600);
	r.client.port++;
	record_bytes(&r, hello.at, 600);
	record_bytes(&r, hello.at + 600, hello.len - 600);
	hears(&r, "tls classview.example\ntls classview.example\n");
}

static void the_same_ports_may_be_used_again(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false);
	struct capture_totals totals;

	(void)state;
	record_syn(&r);
	record_bytes(&r, hello.at, hello.len);
	hello = hello_for(&r, "lessonmate.example", false);
	r.sequence = 5000000;
	record_syn(&r);
	record_bytes(&r, hello.at, hello.len);
	totals = hears(&r, "tls classview.example\ntls lessonmate.example\n");
	assert_int_equal(totals.connections, 2);
}

static void a_hello_may_follow_a_preamble(void **state)
{
	static const char *const preambles[][3] = {
		{ "EHLO laptop\r\n", "STARTTLS\r\n" },
		{ "\x05\x01\x00", "\x05\x01" },
		{ "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct recording r = recording_new(1);
		struct craft hello = hello_for(&r, "classview.example", true);

		record_syn(&r);
		for (size_t k = 0; preambles[i][k]; k++)
			record_text(&r, preambles[i][k]);
		record_bytes(&r, hello.at, 900);
		record_bytes(&r, hello.at + 900, hello.len - 900);
		hears(&r, "tls classview.example\n");
	}
}

static void a_proxy_line_may_share_the_segment_of_the_hello(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false), bytes;

	(void)state;
	bytes.len = 0;
	craft_text(&bytes, "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n");
	craft_append(&bytes, &hello);
	record_syn(&r);
	record_bytes(&r, bytes.at, bytes.len);
	r.client.port++;
	bytes.len = 0;
	craft_bytes(&bytes, "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\1\2\3\4\5\6\7\x08\1\2\3\4", 28);
	craft_append(&bytes, &hello);
	record_syn(&r);
	record_bytes(&r, bytes.at, 20);
	record_bytes(&r, bytes.at + 20, bytes.len - 20);
	hears(&r, "tls classview.example\ntls classview.example\n");
}

static void every_request_of_a_connection_is_a_message(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	record_syn(&r);
	record_text(&r, "GET /1 HTTP/1.1\r\nHost: a.example\r\n\r\nGET /2 HTTP/1.1\r\nHost: "
	                "b.example\r\n\r\nGET /3 HT");
	record_text(&r, "TP/1.1\r\nHost: c.example\r\n\r\n");
	record_text(&r, "POST /4 HTTP/1.1\r\nHost: d.example\r\nContent-Length: 9\r\n\r\n");
	record_text(&r, "some body");
	record_text(&r, "GET /5 HTTP/1.1\r\nHost: e.example\r\n\r\n");
	record_tcp(&r, true, r.sequence - 36, CRAFT_ACK,
	           "GET /5 HTTP/1.1\r\nHost: e.example\r\n\r\n", 36);
	hears(&r,
	      "http a.example\nhttp b.example\nhttp c.example\nhttp d.example\nhttp e.example\n");
}

static void a_connection_may_carry_many_requests(void **state)
{
	struct recording r = recording_new(1);
	struct heard *heard;
	size_t count = 0;

	(void)state;
	record_syn(&r);
	for (int i = 0; i < 100; i++)
		record_text(&r, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
	heard = listen_to(&r, 1, NULL, NULL, 0);
	for (const char *at = heard->names; (at = strstr(at, "http a.example\n")); at++)
		count++;
	assert_int_equal(count, 100);
	assert_int_equal(heard->totals.connections, 1);
	free(heard);
}

static void requests_without_a_host_hide_it_until_one_names_it(void **state)
{
	struct recording r = recording_new(1);
	struct capture_totals totals;

	(void)state;
	record_syn(&r);
	record_text(&r, "GET / HTTP/1.0\r\n\r\n");
	record_text(&r, "GET / HTTP/1.0\r\n\r\n");
	r.client.port++;
	record_syn(&r);
	record_text(&r, "GET / HTTP/1.0\r\n\r\n");
	record_text(&r, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
	totals = hears(&r, "http a.example\n");
	assert_int_equal(totals.connections, 2);
	assert_int_equal(totals.hidden, 1);
}

static void tls_inside_connect_is_read(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false);

	(void)state;
	record_syn(&r);
	record_text(
		&r,
		"CONNECT classview.example:443 HTTP/1.1\r\nHost: classview.example:443\r\n\r\n");
	record_bytes(&r, hello.at, hello.len);
	hears(&r, "http classview.example\ntls classview.example\n");
}

static void dns_over_tcp_is_read_message_by_message(void **state)
{
	struct recording r = recording_new(1);
	struct craft bytes = dns_stream("a.example"), second = dns_stream("b.example"),
		     third = dns_stream("c.example");

	(void)state;
	r.server.port = 53;
	craft_append(&bytes, &second);
	craft_append(&bytes, &third);
	record_syn(&r);
	record_bytes(&r, bytes.at, 1);
	record_bytes(&r, bytes.at + 1, 30);
	record_bytes(&r, bytes.at + 31, bytes.len - 32);
	record_bytes(&r, bytes.at + bytes.len - 1, 1);
	hears(&r, "dns a.example\ndns b.example\ndns c.example\n");
}

static void dns_on_another_port_is_known_by_its_shape(void **state)
{
	struct recording r = recording_new(1);
	struct craft query = dns_message("www.example.org", false),
		     stream = dns_stream("b.example");

	(void)state;
	r.server.port = 9953;
	record_udp(&r, true, query.at, query.len);
	record_syn(&r);
	record_bytes(&r, stream.at, stream.len);
	r.client.port++;
	record_udp(&r, true, "\0\7\1\0\0\1 this is no DNS at all", 28);
	hears(&r, "dns www.example.org\ndns b.example\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hello_may_be_split_anywhere),
		cmocka_unit_test(segments_may_come_out_of_order_and_twice),
		cmocka_unit_test(bytes_retransmitted_with_another_content_change_nothing),
		cmocka_unit_test(a_missing_first_segment_gives_no_name),
		cmocka_unit_test(sequence_numbers_may_wrap),
		cmocka_unit_test(finds_its_way_back_after_bytes_that_nobody_sent),
		cmocka_unit_test(a_syn_sent_twice_loses_nothing),
		cmocka_unit_test(data_on_the_syn_is_read),
		cmocka_unit_test(a_second_syn_ack_and_a_start_without_syn_lose_nothing),
		cmocka_unit_test(the_same_ports_may_be_used_again),
		cmocka_unit_test(a_hello_may_follow_a_preamble),
		cmocka_unit_test(a_proxy_line_may_share_the_segment_of_the_hello),
		cmocka_unit_test(every_request_of_a_connection_is_a_message),
		cmocka_unit_test(a_connection_may_carry_many_requests),
		cmocka_unit_test(requests_without_a_host_hide_it_until_one_names_it),
		cmocka_unit_test(tls_inside_connect_is_read),
		cmocka_unit_test(dns_over_tcp_is_read_message_by_message),
		cmocka_unit_test(dns_on_another_port_is_known_by_its_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
