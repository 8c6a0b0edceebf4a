/* Conversations without a name: told by their first bytes, however they are cut; what only
 * resembles them is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>

#include "probes/wire/talk.h"
#include "tests/unit/recording.h"

#define BYTES(literal)                                                                             \
	{                                                                                          \
		(const uint8_t *)(literal), sizeof(literal) - 1                                    \
	}
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	struct span bytes;
	enum talk talk;
	const char *kind;
	bool from_client;
} good[] = {
	{ BYTES("RFB 003.008\n"), TALK_RFB, "remote-screen", false },
	{ BYTES("RFB 003.889\n"), TALK_RFB, "remote-screen", false },
	{ BYTES("\3\0\0\x13\x0e\xe0\0\0\0\0\0\1\0\x08\0\3\0\0\0"), TALK_RDP, "remote-screen",
	  true },
	{ BYTES("\3\0\0\x25\x20\xe0\0\0\0\0\0Cookie: mstshash=someone\r\n"), TALK_RDP,
	  "remote-screen", true },
	{ BYTES("DESCRIBE rtsp://"), TALK_RTSP, "video", true },
	{ BYTES("OPTIONS rtsps://"), TALK_RTSP, "video", true },
	{ BYTES("\0\x0e\x38\1\2\3\4\5\6\7\x08\0\0\0\0\0"), TALK_OPENVPN, "openvpn", true },
};

static int read_copy(struct span stream, enum talk *talk, size_t *len)
{
	uint8_t *copy = malloc(stream.len ? stream.len : 1);
	int result;

	assert_non_null(copy);
	memcpy(copy, stream.at, stream.len);
	result = talk_begins((struct span){ copy, stream.len }, talk, len);
	free(copy);
	return result;
}

static void each_is_told_once_it_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		enum talk talk = TALK_SYSLOG;
		size_t len = 0;

		for (size_t cut = 0; cut < good[i].bytes.len; cut++)
			assert_int_equal(
				read_copy((struct span){ good[i].bytes.at, cut }, &talk, &len),
				-EAGAIN);
		assert_int_equal(read_copy(good[i].bytes, &talk, &len), 0);
		assert_int_equal(talk, good[i].talk);
		assert_int_equal(len, good[i].bytes.len);
	}
}

static void records_are_told_with_and_without_their_length(void **state)
{
	static const struct span records[] = {
		BYTES("<34>1 2026-11-16T08:00:00Z host.example app - - - text\n"),
		BYTES("55 <34>1 2026-11-16T08:00:00Z host.example app - - - text"),
		BYTES("<34>Nov 16 08:00:00 host app: text\n"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(records); i++) {
		enum talk talk = TALK_RFB;
		size_t len = 0;
		int before = -EAGAIN;

		for (size_t cut = 0; cut <= records[i].len; cut++) {
			int result = read_copy((struct span){ records[i].at, cut }, &talk, &len);

			assert_true(result == -EAGAIN || (result == 0 && cut > 6));
			assert_true(result == 0 || before == -EAGAIN);
			before = result;
		}
		assert_int_equal(before, 0);
		assert_int_equal(talk, TALK_SYSLOG);
	}
}

static void what_lies_or_only_resembles_is_not_told(void **state)
{
	static const struct span bad[] = {
		BYTES("RFB 003.00x\n"),
		BYTES("RFC 003.008\n"),
		BYTES("\3\0\0\x13\x0d\xe0\0\0\0\0\0\1\0\x08\0\3\0\0\0"), /* lengths that lie */
		BYTES("\3\0\0\x12\x0d\xe0\0\0\0\0\0\1\0\x08\0\3\0\0"),
		BYTES("\3\0\x02\x13\x0e\xe0\0\0\0\0\0\1\0\x08\0\3\0\0\0"),
		BYTES("\3\0\0\x13\x0e\xe0\0\0\0\0\0\1\0\x09\0\3\0\0\0"),
		BYTES("\3\0\0\x16\x11\xe0\0\0\0\x01\0\xc0\x01\x0a\xc1\2\1\0\xc2\2\1\2"), /* a plant
		                                                                          */
		BYTES("OPTIONS sip:someone@example.org SIP/2.0\r\n"),
		BYTES("OPTIONS * HTTP/1.1\r\n"),
		BYTES("GET rtsp://"),
		BYTES("123456 <34>1 2026-11-16T08:00:00Z host.example app - - - text\n"),
		BYTES("012 <34>1 2026-11-16T08:00:00Z host.example app - - - text\n"),
		BYTES("55 text"),
		BYTES("<html><body>text that goes on and on, over many lines of it, and on"),
		BYTES("<34\1"),
		BYTES("\0\x0d\x38\1\2\3\4\5\6\7\x08\0\0\0\0"),
		BYTES("\7\x0e\x38\1\2\3\4\5\6\7\x08\0\0\0\0\0"),
		BYTES("\0\x0e\x30\1\2\3\4\5\6\7\x08\0\0\0\0\0"),
		BYTES("\0\x0e\x38\1\2\3\4\5\6\7\x08\0\0\0\0\7"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		enum talk talk;
		size_t len = 77;

		assert_int_equal(read_copy(bad[i], &talk, &len), -EBADMSG);
		assert_int_equal(len, 77);
	}
}

/* --- In a capture --- */

struct kinds_heard {
	char text[512];
	uint64_t device;
};

static int hear_kind(void *arg, const struct kind_seen *seen)
{
	struct kinds_heard *heard = arg;
	size_t len = strlen(heard->text);

	snprintf(heard->text + len, sizeof(heard->text) - len, "%s\n",
	         traffic_kind_word(seen->kind));
	heard->device = seen->device;
	return 0;
}

static int hear_name(void *arg, const struct name_seen *seen)
{
	struct kinds_heard *heard = arg;
	size_t len = strlen(heard->text);

	snprintf(heard->text + len, sizeof(heard->text) - len, "%s\n", seen->host);
	heard->device = seen->device;
	return 0;
}

static struct kinds_heard hears_kinds(struct recording *r, const char *want)
{
	struct capture_source source = { "recording.pcap", r->fd, true };
	struct kinds_heard heard = { "", 0 };
	struct name_sink sink = { .name = hear_name, .arg = &heard, .kind = hear_kind };
	struct capture_options options = { 0 };
	struct capture_totals totals;
	struct problem problem = { "" };

	fflush(r->file);
	lseek(r->fd, 0, SEEK_SET);
	assert_int_equal(capture_read(&source, 1, &options, &sink, NULL, &totals, &problem), 0);
	fclose(r->file);
	assert_string_equal(heard.text, want);
	return heard;
}

static void the_kind_is_told_of_the_device_that_asked(void **state)
{
	struct recording first = recording_new(1);
	struct craft hello = hello_for(&first, "a.example", false);
	uint64_t client;

	(void)state;
	record_syn(&first);
	record_bytes(&first, hello.at, hello.len);
	client = hears_kinds(&first, "a.example\n").device;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct recording r = recording_new(1);
		struct craft bytes = { .len = 0 };
		char want[64];

		record_syn(&r);
		record_tcp(&r, false, 4999, CRAFT_SYN | CRAFT_ACK, NULL, 0);
		craft_bytes(&bytes, good[i].bytes.at, good[i].bytes.len);
		if (good[i].talk == TALK_RTSP)
			craft_text(&bytes, "192.0.2.1/stream RTSP/1.0\r\n\r\n");
		record_tcp(&r, good[i].from_client, good[i].from_client ? 1000 : 5000, CRAFT_ACK,
		           bytes.at, bytes.len);
		snprintf(want, sizeof(want), "%s\n", good[i].kind);
		assert_int_equal(hears_kinds(&r, want).device, client);
	}
}

static void tls_behind_the_request_of_a_remote_screen_is_read(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "desk.example", false);

	(void)state;
	record_syn(&r);
	record_bytes(&r, good[3].bytes.at, 20);
	record_bytes(&r, good[3].bytes.at + 20, good[3].bytes.len - 20);
	record_bytes(&r, hello.at, hello.len);
	hears_kinds(&r, "remote-screen\ndesk.example\n");
}

static void dns_over_tls_is_told_by_its_port_or_by_what_it_offers(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "resolver.example", false);

	(void)state;
	r.server.port = 853;
	record_syn(&r);
	record_bytes(&r, hello.at, hello.len);
	hears_kinds(&r, "resolver.example\ndns-over-tls\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_told_once_it_is_whole),
		cmocka_unit_test(records_are_told_with_and_without_their_length),
		cmocka_unit_test(what_lies_or_only_resembles_is_not_told),
		cmocka_unit_test(the_kind_is_told_of_the_device_that_asked),
		cmocka_unit_test(tls_behind_the_request_of_a_remote_screen_is_read),
		cmocka_unit_test(dns_over_tls_is_told_by_its_port_or_by_what_it_offers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
