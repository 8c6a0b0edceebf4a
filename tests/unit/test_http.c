/* HTTP: the host of a request, and nothing else of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/wire/http.h"

/* Reads a copy of exactly the text's size, so that sanitizers see an overrun. */
static int request_of(const char *text, size_t len, struct http_host *out)
{
	uint8_t *copy = malloc(len ? len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, text, len);
	result = http_request_host((struct span){ copy, len }, out);
	free(copy);
	return result;
}

static void expect_host(const char *text, const char *host)
{
	struct http_host request;

	assert_int_equal(request_of(text, strlen(text), &request), 0);
	assert_string_equal(request.host, host);
}

static void expect_result(const char *text, int result)
{
	struct http_host request = { .host = "untouched" };

	assert_int_equal(request_of(text, strlen(text), &request), result);
	assert_string_equal(request.host, result == -ENOENT ? "" : "untouched");
}

static const char get[] = "GET /secret?token=1 HTTP/1.1\r\nUser-Agent: x\r\nHost: "
			  "WWW.Example.com\r\nCookie: id=7\r\n\r\n";

static void reads_the_host_of_a_request_and_how_long_its_head_is(void **state)
{
	struct http_host request;

	(void)state;
	assert_int_equal(request_of(get, sizeof(get) - 1, &request), 0);
	assert_string_equal(request.host, "www.example.com");
	assert_int_equal(request.consumed, sizeof(get) - 1);
	assert_true(request.next_follows);
	assert_false(request.connect);
}

/* The Host field is complete once the first byte of the next line shows that it is not folded. */
static void waits_until_the_host_is_complete(void **state)
{
	const size_t complete = (size_t)(strstr(get, "Cookie") - get) + 1;

	(void)state;
	for (size_t len = 0; len < sizeof(get) - 1; len++) {
		struct http_host request = { .consumed = 99 };
		int result = request_of(get, len, &request);

		assert_int_equal(result, len < complete ? -EAGAIN : 0);
		if (result)
			continue;
		assert_string_equal(request.host, "www.example.com");
		assert_int_equal(request.consumed, 0);
		assert_false(request.next_follows);
	}
}

static void finds_the_second_of_two_requests_behind_the_first(void **state)
{
	static const char two[] = "\r\nHEAD / HTTP/1.1\nhost:one.example\n\nGET / HTTP/1.0\r\nHOST "
				  ":\ttwo.example \r\n\r\n";
	struct http_host request;
	size_t first;

	(void)state;
	assert_int_equal(request_of(two, sizeof(two) - 1, &request), 0);
	assert_string_equal(request.host, "one.example");
	first = request.consumed;
	assert_int_equal(request_of(two + first, sizeof(two) - 1 - first, &request), 0);
	assert_string_equal(request.host, "two.example");
	assert_int_equal(first + request.consumed, sizeof(two) - 1);
}

static void drops_ports_paths_and_user_names(void **state)
{
	(void)state;
	expect_host("GET / HTTP/1.1\r\nHost: toni.lan:31337\r\n\r\n", "toni.lan");
	expect_host("GET / HTTP/1.1\r\nHost: example.com.:\r\n\r\n", "example.com");
	expect_host("GET / HTTP/1.1\r\nHost: jo:pw@example.com/a?b#c\r\n\r\n", "example.com");
	expect_host("GET http://jo:pw@example.com:8080/a@b HTTP/1.0\r\n\r\n", "example.com");
	expect_host("GET http://example.com?q=@x HTTP/1.0\r\n\r\n", "example.com");
}

static void keeps_the_brackets_of_an_ipv6_address(void **state)
{
	(void)state;
	expect_host("GET / HTTP/1.1\r\nHost: [2001:DB8::1]:8080\r\n\r\n", "[2001:db8::1]");
	expect_host("GET / HTTP/1.1\r\nHost: [2001:db8::1]\r\n\r\n", "[2001:db8::1]");
	expect_host("GET / HTTP/1.1\r\nHost: 2001:db8::1\r\n\r\n", "2001:db8::1");
	expect_host("GET / HTTP/1.1\r\nHost: [2001:db8::1\r\n\r\n", "[2001:db8::1");
}

static void the_host_field_wins_over_the_target(void **state)
{
	(void)state;
	expect_host("GET http://target.example/ HTTP/1.1\r\nHost: field.example\r\n\r\n",
	            "field.example");
	expect_host("GET http://target.example/ HTTP/1.1\r\nHost:\r\nAccept: *\r\n\r\n",
	            "target.example");
	expect_host("GET / HTTP/1.1\r\nHost: first.example\r\nHost: second.example\r\n\r\n",
	            "first.example");
}

static void reads_the_target_of_connect(void **state)
{
	static const char text[] = "CONNECT apache.org:443 HTTP/1.1\r\n\r\n\x16\x03\x01";
	struct http_host request;

	(void)state;
	assert_int_equal(request_of(text, sizeof(text) - 1, &request), 0);
	assert_string_equal(request.host, "apache.org");
	assert_true(request.connect);
	assert_false(request.next_follows);
	assert_int_equal(request.consumed, sizeof(text) - 1 - 3);
}

static void a_host_on_a_folded_line_is_read(void **state)
{
	(void)state;
	expect_host("GET / HTTP/1.1\r\nHost:\r\n  example.com\r\n\r\n", "example.com");
	expect_host("GET / HTTP/1.1\r\nHost: example.com\r\n\tmore\r\nX: y\r\n z\r\n\r\n",
	            "example.com");
	expect_result("GET / HTTP/1.1\r\nHost:\r\n exam", -EAGAIN);
}

static void a_body_hides_where_the_next_request_begins(void **state)
{
	static const char *const with_body[] = {
		"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\n",
		"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: a.example\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a.example\r\nContent-Length: \r\n\r\n",
	};
	struct http_host request;

	(void)state;
	for (size_t i = 0; i < sizeof(with_body) / sizeof(with_body[0]); i++) {
		assert_int_equal(request_of(with_body[i], strlen(with_body[i]), &request), 0);
		assert_false(request.next_follows);
		assert_int_equal(request.consumed, strlen(with_body[i]));
	}
	assert_int_equal(
		request_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 48, &request),
		0);
	assert_true(request.next_follows);
}

static void a_head_without_a_host_is_told(void **state)
{
	(void)state;
	expect_result("GET / HTTP/1.0\r\nAccept: *\r\n\r\n", -ENOENT);
	expect_result("GET / HTTP/1.1\r\nHost:\r\n\r\n", -ENOENT);
	expect_result("GET / HTTP/1.1\r\nHost: :80\r\n\r\n", -ENOENT);
	expect_result("GET / HTTP/1.1\r\nHost: :80\r\nX", -EAGAIN); /* the head is not whole yet */
	expect_result("GET / HTTP/1.1\r\nDate: now\r\nHos: t\r\n\r\n", -ENOENT);
	expect_result("OPTIONS * HTTP/1.1\r\nHostess: example.com\r\nno field\r\n\r\n", -ENOENT);
}

static void other_protocols_are_refused_as_soon_as_they_show(void **state)
{
	static const char *const others[] = {
		"\x16\x03\x01",
		"SSH-2.0-x\r\n",
		"HTTP/1.1 200 OK\r\n",
		"GET\r",
		" GET / HTTP/1.1\r\n",
		"GET /\r\n",
		"EHLO host.example\r\n",
		"PRI * HTTP/2.0\r\n\r\n",
		"GET / RTSP/1.0\r\n",
		"GET / HTTP/1.\r\n",
		"GET / HTTP/1.x\r\n",
		"GET  HTTP/1.1\r\n",
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
		"\r\n\r\n\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		expect_result(others[i], -EBADMSG);
	expect_result("", -EAGAIN);
	expect_result("G", -EAGAIN);
	expect_result("EHLO host", -EAGAIN);
	expect_result("ABCDEFGHIJKLMNOPQRSTUVWX", -EAGAIN); /* 24 letters may still be a method */
	expect_result("\r\n\r\nGET", -EAGAIN);
	expect_host("GET / HTTP/1.9\r\nHost: a.example\r\n\r\n", "a.example");
}

static void a_head_beyond_the_bound_is_given_up(void **state)
{
	static char text[HTTP_HEAD_MAX + 64] = "GET / HTTP/1.1\r\nX: ";
	struct http_host request;

	(void)state;
	memset(text + strlen(text), 'x', HTTP_HEAD_MAX);
	assert_int_equal(request_of(text, HTTP_HEAD_MAX - 1, &request), -EAGAIN);
	assert_int_equal(request_of(text, HTTP_HEAD_MAX, &request), -EBADMSG);
	assert_int_equal(request_of(text, HTTP_HEAD_MAX + 10, &request), -EBADMSG);
}

static void escapes_what_is_no_host_name(void **state)
{
	static const char text[] = "GET / HTTP/1.1\r\nHost: a\0b c\r\n\r\n";
	struct http_host request;

	(void)state;
	assert_int_equal(request_of(text, sizeof(text) - 1, &request), 0);
	assert_string_equal(request.host, "a\\000b\\032c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_host_of_a_request_and_how_long_its_head_is),
		cmocka_unit_test(waits_until_the_host_is_complete),
		cmocka_unit_test(finds_the_second_of_two_requests_behind_the_first),
		cmocka_unit_test(drops_ports_paths_and_user_names),
		cmocka_unit_test(keeps_the_brackets_of_an_ipv6_address),
		cmocka_unit_test(the_host_field_wins_over_the_target),
		cmocka_unit_test(reads_the_target_of_connect),
		cmocka_unit_test(a_host_on_a_folded_line_is_read),
		cmocka_unit_test(a_body_hides_where_the_next_request_begins),
		cmocka_unit_test(a_head_without_a_host_is_told),
		cmocka_unit_test(other_protocols_are_refused_as_soon_as_they_show),
		cmocka_unit_test(a_head_beyond_the_bound_is_given_up),
		cmocka_unit_test(escapes_what_is_no_host_name),
	};

	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
