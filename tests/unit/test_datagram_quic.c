/* QUIC in captures: the hello is found however it is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/traffic/streams.h"
#include "tests/unit/quic_recording.h"

static void reads_a_hello_in_one_initial_on_any_port(void **state)
{
	struct recording r = recording_new(1);
	struct capture_totals totals;

	(void)state;
	record_hello(&r, 1, "a.example");
	r.server.port = 4433;
	record_hello(&r, 2, "b.example");
	r.client.port = 5353; /* of mDNS, by chance */
	record_hello(&r, 3, "c.example");
	totals = hears(&r, "quic a.example\nquic b.example\nquic c.example\n");
	assert_int_equal(totals.connections, 3);
	assert_int_equal(totals.hidden, 0);
}

static void reads_every_version(void **state)
{
	static const uint32_t versions[] = { CRAFT_QUIC_1, CRAFT_QUIC_2, CRAFT_QUIC_DRAFT_29 };
	struct recording r = recording_new(1);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct craft_quic quic = craft_quic_first(i);
		struct craft hello = tls_hello(&r, "a.example", false);

		quic.version = versions[i];
		r.client.port++;
		record_piece(&r, &quic, &hello, 0, hello.len);
	}
	hears(&r, "quic a.example\nquic a.example\nquic a.example\n");
}

/* Two Initials, pieces shuffled over both, some twice and with other bytes. */
static void joins_a_hello_out_of_pieces_in_any_order(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", true), other = hello, frames;

	(void)state;
	memset(other.at + 4, 0, other.len - 4);
	frames.len = 0;
	craft_quic_crypto(&frames, &hello, 700, 900);
	craft_quic_crypto(&frames, &hello, 100, 300);
	craft_bytes(&frames, "\0\0\1", 3);
	craft_quic_crypto(&frames, &hello, 1100, hello.len);
	craft_quic_crypto(&frames, &other, 650, 950); /* only its ends are new */
	record_initial(&r, &quic, &frames);
	frames.len = 0;
	craft_quic_crypto(&frames, &hello, 900, 1100);
	craft_quic_crypto(&frames, &hello, 300, 700);
	craft_quic_crypto(&frames, &hello, 0, 100);
	record_initial(&r, &quic, &frames);
	hears(&r, "quic a.example\n");
}

static void joins_a_hello_out_of_many_initials(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", true);
	struct capture_totals totals;

	(void)state;
	for (size_t i = 0; i < 6; i++) /* the last first */
		record_piece(&r, &quic, &hello, (5 - i) * hello.len / 6, (6 - i) * hello.len / 6);
	totals = hears(&r, "quic a.example\n");
	assert_int_equal(totals.hidden, 0);
}

static void a_hello_in_very_many_pieces_is_read(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", false), frames;

	(void)state;
	frames.len = 0;
	for (size_t part = 0; part < 2; part++) /* every second piece, then those between */
		for (size_t at = part * 4; at < hello.len; at += 8)
			craft_quic_crypto(&frames, &hello, at,
			                  at + 4 < hello.len ? at + 4 : hello.len);
	record_initial(&r, &quic, &frames);
	hears(&r, "quic a.example\n");
}

static void a_gap_that_is_never_filled_gives_nothing(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", true);
	struct capture_totals totals;

	(void)state;
	record_piece(&r, &quic, &hello, 0, 700);
	record_piece(&r, &quic, &hello, 701, hello.len);
	totals = hears(&r, "");
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.hidden, 1);
}

/* The server gives an id of its own: the keys stay those of the first. */
static void the_id_may_change_within_a_hello(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1), first = quic;
	struct craft hello = tls_hello(&r, "a.example", true);

	(void)state;
	record_piece(&r, &quic, &hello, 0, 700);
	record_udp(&r, false, "\x45 a short header, padded until it is long enough", 48);
	quic.keyed_by = first.dcid;
	quic.keyed_len = first.dcid_len;
	quic.dcid_len = 20;
	memset(quic.dcid, 0x77, 20);
	record_piece(&r, &quic, &hello, 700, hello.len);
	hears(&r, "quic a.example\n");
}

/* After a Retry the client begins anew: another id, other keys, and nothing of what came before. */
static void a_retry_begins_a_hello_anew(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", true), retry;
	struct craft before = tls_hello(&r, "before-the-retry.example", true);

	(void)state;
	record_piece(&r, &quic, &before, 0, 700);
	retry.len = 0;
	craft_bytes(&retry, "\xf0\0\0\0\1\0\5newid", 12);
	craft_text(&retry, "token, and a tag of 16 bytes");
	record_craft(&r, false, &retry);
	quic.dcid_len = 5; /* shorter than a client's own may be */
	memcpy(quic.dcid, "newid", 5);
	quic.token_len = 12;
	record_piece(&r, &quic, &hello, 0, 700);
	record_piece(&r, &quic, &hello, 700, hello.len);
	hears(&r, "quic a.example\n");
}

/* The capture begins behind the Retry: the token tells that a client speaks. */
static void what_follows_a_retry_stands_for_itself(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", false);

	(void)state;
	quic.dcid_len = 5;
	quic.token_len = 12;
	record_piece(&r, &quic, &hello, 0, hello.len);
	hears(&r, "quic a.example\n");
}

static void coalesced_packets_and_what_trails_them_do_not_matter(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", false), frames, datagram;

	(void)state;
	datagram.len = frames.len = 0; /* 0-RTT, then the Initial, then nonsense */
	craft_bytes(&datagram, "\xd0\0\0\0\1\x08", 6);
	craft_bytes(&datagram, quic.dcid, 8);
	craft_bytes(&datagram, "\0\x14number and 16 bytes.", 22);
	craft_quic_crypto(&frames, &hello, 0, hello.len);
	craft_quic_initial(&datagram, &quic, &frames, 900);
	craft_text(&datagram, "\xcc nonsense that is no packet");
	record_craft(&r, true, &datagram);
	hears(&r, "quic a.example\n");
}

static void what_comes_before_the_initial_does_not_matter(void **state)
{
	struct recording r = recording_new(1);
	struct capture_totals totals;

	(void)state;
	record_udp(&r, true,
	           "\xd0\0\0\0\1\x08"
	           "zero-rtt\0\x14number and 16 bytes.",
	           36);
	/* a version to be refused, and the list that refuses it */
	record_udp(&r, true, "\xc0\x1a\x2a\x3a\x4a\x08madeupid\0and so on", 24);
	record_udp(&r, false, "\x80\0\0\0\0\0\x08madeupid\0\0\0\1\x6b\x33\x43\xcf", 23);
	record_hello(&r, 1, "a.example");
	totals = hears(&r, "quic a.example\n");
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.hidden, 0);
}

static void a_hello_without_a_name_hides_it(void **state)
{
	struct recording r = recording_new(1);
	struct capture_totals totals;

	(void)state;
	record_hello(&r, 1, NULL);
	totals = hears(&r, "");
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.hidden, 1);
}

static void an_encrypted_hello_is_told_apart(void **state)
{
	struct recording r = recording_new(1);
	struct craft_hello outer = { .name = "outer.example", .ech = true };
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = craft_quic_hello(&outer, &r.random);
	struct capture_totals totals;

	(void)state;
	record_piece(&r, &quic, &hello, 0, hello.len);
	totals = hears(&r, "quic outer.example\n");
	assert_int_equal(totals.outer_only, 1);
}

static void reads_googles_own_hello_opened_or_in_the_clear(void **state)
{
	static const char tags[] = "CHLO\1\0\0\0SNI\0\x09\0\0\0"
				   "a.example";
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft frames, old;
	struct capture_totals totals;

	(void)state;
	frames.len = old.len = 0;
	craft_u8(&frames, 8);
	craft_quic_number(&frames, 0);
	craft_quic_number(&frames, sizeof(tags) - 1);
	craft_bytes(&frames, tags, sizeof(tags) - 1);
	quic.version = CRAFT_QUIC_Q050;
	record_initial(&r, &quic, &frames);
	r.client.port++;
	craft_bytes(&old,
	            "\x0d"
	            "12345678Q043\1"
	            "hash of 12 b"
	            "\xa0\1",
	            28);
	craft_u16(&old, sizeof(tags) - 1);
	craft_bytes(&old, tags, sizeof(tags) - 1);
	record_craft(&r, true, &old);
	r.client.port++;
	old.len = 26; /* no hello in it */
	record_craft(&r, true, &old);
	totals = hears(&r, "gquic a.example\ngquic a.example\n");
	assert_int_equal(totals.connections, 3);
	assert_int_equal(totals.hidden, 1);
}

static void a_hello_that_is_read_gives_its_buffer_back(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = tls_hello(&r, "a.example", true);
	struct heard *heard;

	(void)state;
	for (unsigned i = 0; i < STREAM_BUFFERS + 8; i++) {
		struct craft_quic quic = craft_quic_first(i);

		r.client.port++;
		record_piece(&r, &quic, &hello, 0, 700);
		record_piece(&r, &quic, &hello, 700, hello.len);
	}
	heard = listen_to(&r, 1, NULL, NULL, 0);
	assert_int_equal(heard->totals.connections, STREAM_BUFFERS + 8);
	assert_int_equal(heard->totals.hidden, 0);
	assert_int_equal(heard->totals.buffers_missing, 0);
	free(heard);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_hello_in_one_initial_on_any_port),
		cmocka_unit_test(reads_every_version),
		cmocka_unit_test(joins_a_hello_out_of_pieces_in_any_order),
		cmocka_unit_test(joins_a_hello_out_of_many_initials),
		cmocka_unit_test(a_hello_in_very_many_pieces_is_read),
		cmocka_unit_test(a_gap_that_is_never_filled_gives_nothing),
		cmocka_unit_test(the_id_may_change_within_a_hello),
		cmocka_unit_test(a_retry_begins_a_hello_anew),
		cmocka_unit_test(what_follows_a_retry_stands_for_itself),
		cmocka_unit_test(coalesced_packets_and_what_trails_them_do_not_matter),
		cmocka_unit_test(what_comes_before_the_initial_does_not_matter),
		cmocka_unit_test(a_hello_without_a_name_hides_it),
		cmocka_unit_test(an_encrypted_hello_is_told_apart),
		cmocka_unit_test(a_hello_that_is_read_gives_its_buffer_back),
		cmocka_unit_test(reads_googles_own_hello_opened_or_in_the_clear),
	};

	return cmocka_run_group_tests_name("datagram_quic", tests, NULL, NULL);
}
