/* The same bytes of a client, cut into segments in every way and sent in every order, give the same
 * names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/recording.h"

#define PIECES 4
#define ORDERS 24
#define NAMES_MAX 4

struct tale {
	const char *title;
	struct craft bytes;
	const char *names[NAMES_MAX]; /* each once a connection */
};

struct count {
	const struct tale *tale;
	size_t of[NAMES_MAX], others;
};

static int count_name(void *arg, const struct name_seen *seen)
{
	struct count *count = arg;
	char line[300];

	snprintf(line, sizeof(line), "%s %s", name_protocol_word(seen->protocol), seen->host);
	for (size_t i = 0; i < NAMES_MAX && count->tale->names[i]; i++)
		if (!strcmp(line, count->tale->names[i])) {
			count->of[i]++;
			return 0;
		}
	count->others++;
	return 0;
}

/* Every connection of the recording told the tale's names, each as often as it was made. */
static void hears_each(struct recording *r, const struct tale *tale, size_t connections)
{
	struct capture_source source = { "recording.pcap", r->fd, true };
	struct count count = { .tale = tale };
	struct name_sink sink = { .name = count_name, .arg = &count };
	struct capture_options options = { 0 };
	struct capture_totals totals;
	struct problem problem = { "" };

	fflush(r->file);
	lseek(r->fd, 0, SEEK_SET);
	assert_int_equal(capture_read(&source, 1, &options, &sink, NULL, &totals, &problem), 0);
	fclose(r->file);
	for (size_t i = 0; i < NAMES_MAX && tale->names[i]; i++)
		if (count.of[i] != connections)
			fail_msg("%s: %s %zu times of %zu", tale->title, tale->names[i],
			         count.of[i], connections);
	if (count.others)
		fail_msg("%s: %zu other names", tale->title, count.others);
}

static void next_connection(struct recording *r)
{
	r->client.port++;
	if (r->client.port < 1024) {
		r->client.port = 1024;
		r->client.address++;
	}
	r->sequence = 1000;
	record_syn(r);
}

/* The pieces of `bytes` between the cuts, in order number `order` of all. */
static void record_pieces(struct recording *r, const struct craft *bytes, const size_t cuts[],
                          size_t pieces, size_t order)
{
	size_t left[PIECES];

	for (size_t i = 0; i < pieces; i++)
		left[i] = i;
	next_connection(r);
	for (size_t n = pieces; n; n--) {
		size_t pick = order % n, i = left[pick];

		order /= n;
		left[pick] = left[n - 1];
		record_tcp(r, true, r->sequence + (uint32_t)cuts[i], CRAFT_ACK, bytes->at + cuts[i],
		           cuts[i + 1] - cuts[i]);
	}
}

static void cut_in_two(const struct tale *tale)
{
	struct recording r = recording_new(1);
	size_t connections = 0;

	for (size_t cut = 1; cut < tale->bytes.len; cut++)
		for (size_t order = 0; order < 2; order++, connections++)
			record_pieces(&r, &tale->bytes, (size_t[]){ 0, cut, tale->bytes.len }, 2,
			              order);
	hears_each(&r, tale, connections);
}

static void cut_in_four_in_any_order(const struct tale *tale)
{
	struct recording r = recording_new(1);
	size_t connections = 0, len = tale->bytes.len;

	for (size_t round = 0; round < 40; round++) {
		uint32_t third = (uint32_t)(len - 3) / 3;
		size_t first = 1 + craft_below(&r.random, third);
		size_t second = first + 1 + craft_below(&r.random, third);
		size_t last = second + 1 + craft_below(&r.random, (uint32_t)(len - second - 1));

		for (size_t order = 0; order < ORDERS; order++, connections++)
			record_pieces(&r, &tale->bytes, (size_t[]){ 0, first, second, last, len },
			              4, order);
	}
	hears_each(&r, tale, connections);
}

static void byte_after_byte(const struct tale *tale)
{
	struct recording r = recording_new(1);

	next_connection(&r);
	for (size_t i = 0; i < tale->bytes.len; i++)
		record_bytes(&r, tale->bytes.at + i, 1);
	hears_each(&r, tale, 1);
}

static void tell(const struct tale *tale)
{
	cut_in_two(tale);
	cut_in_four_in_any_order(tale);
	byte_after_byte(tale);
}

static void add_hello(struct tale *tale, const char *name)
{
	struct craft_random random = { 5 };
	struct craft_hello hello = { .name = name };

	craft_client_hello(&tale->bytes, &hello, &random);
}

static struct tale hello_after(const char *title, const void *preamble, size_t len)
{
	struct tale tale = { .title = title, .names = { "tls classview.example" } };

	craft_bytes(&tale.bytes, preamble, len);
	add_hello(&tale, "classview.example");
	return tale;
}

#define AFTER(title, bytes) hello_after(title, bytes, sizeof(bytes) - 1)

static void a_hello_after_lines(void **state)
{
	const struct tale tales[] = {
		AFTER("nothing", ""),
		AFTER("an alert and a change of cipher", "\x15\x03\x01\0\2\1\0\x14\x03\x03\0\1\1"),
		AFTER("smtp", "EHLO laptop.example\r\nSTARTTLS\r\n"),
		AFTER("imap", "a1 CAPABILITY\r\na2 STARTTLS\r\n"),
		AFTER("pop3", "CAPA\r\nSTLS\r\n"),
		AFTER("ftp", "AUTH TLS\r\n"),
		AFTER("xmpp", "<?xml version='1.0'?><stream:stream to='example.org'>\n"
		              "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tales) / sizeof(tales[0]); i++)
		tell(&tales[i]);
}

static void a_hello_after_requests(void **state)
{
	const struct tale tales[] = {
		AFTER("postgresql", "\0\0\0\x08\x04\xd2\x16\x30\0\0\0\x08\x04\xd2\x16\x2f"),
		AFTER("mysql", "\x20\0\0\1\x05\xae\xff\x19\0\0\0\1\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		               "\0\0\0\0\0\0\0\0\0"),
		AFTER("ldap", "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
		              "1.3.6.1.4.1.1466.20037"),
		AFTER("socks 4a", "\x04\x01\x01\xbb\0\0\0\1\0class.example\0"),
		AFTER("socks 5", "\x05\x02\0\2\x01\2me\3key\x05\x01\0\x03\x0d"
		                 "class.example\x01\xbb"),
		AFTER("proxy 1", "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n"),
		AFTER("proxy 2", "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\1\2\3\4\5\6\7\x08\1\2\3\4"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tales) / sizeof(tales[0]); i++)
		tell(&tales[i]);
}

static void a_hello_after_connect(void **state)
{
	struct tale tale =
		AFTER("connect", "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n");

	(void)state;
	tale.names[1] = "http a.example";
	tell(&tale);
}

static void requests_one_after_the_other(void **state)
{
	struct tale tale = { .title = "requests", .names = { "http a.example", "http b.example" } };

	(void)state;
	craft_request(&tale.bytes, "a.example");
	craft_request(&tale.bytes, "b.example");
	tell(&tale);
}

#define HTTP2                                                                                      \
	"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"                                       \
	"\0\0\x11\1\4\0\0\0\1\x82\x86\x84\x41\x8c\xf1\xe3\xc2\xe5\xf2\x3a\x6b\xa0\xab\x90\xf4\xff" \
	"\0\0\x0c\1\5\0\0\0\3\x82\x86\x84\x41\x06"                                                 \
	"b.test\x58"

static void requests_of_http2(void **state)
{
	struct tale tale = { .title = "http2", .names = { "http www.example.com", "http b.test" } };

	(void)state;
	craft_bytes(&tale.bytes, HTTP2, sizeof(HTTP2) - 2);
	tale.bytes.at[24 + 9 + 9 + 17 + 2] = 11;
	tell(&tale);
}

static void http2_after_an_upgrade(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	record_syn(&r);
	record_text(&r, "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade, "
	                "HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n");
	record_bytes(&r, HTTP2, 50);
	record_bytes(&r, &HTTP2[50], sizeof(HTTP2) - 1 - 50);
	hears(&r, "http a.example\nhttp www.example.com\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hello_after_lines),
		cmocka_unit_test(a_hello_after_requests),
		cmocka_unit_test(a_hello_after_connect),
		cmocka_unit_test(requests_one_after_the_other),
		cmocka_unit_test(requests_of_http2),
		cmocka_unit_test(http2_after_an_upgrade),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
