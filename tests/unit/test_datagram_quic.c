/* QUIC in captures: the hello is found however it is cut, and what hides it is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/traffic/streams.h"
#include "probes/wire/quic_keys.h"
#include "tests/bench/craft_quic.h"
#include "tests/unit/recording.h"

#define FULL 1252 /* bytes of a datagram with an Initial */

static struct craft tls_hello(struct recording *to, const char *name, bool post_quantum)
{
	struct craft_hello hello = { .name = name, .post_quantum = post_quantum };

	return craft_quic_hello(&hello, &to->random);
}

static void record_craft(struct recording *to, bool from_client, const struct craft *bytes)
{
	record_udp(to, from_client, bytes->at, bytes->len);
}

/* One datagram with one Initial. */
static void record_initial(struct recording *to, struct craft_quic *quic,
                           const struct craft *frames)
{
	struct craft datagram;

	datagram.len = 0;
	craft_quic_initial(&datagram, quic, frames, FULL);
	record_craft(to, true, &datagram);
	quic->number++;
}

/* Bytes [from, to) of the hello in an Initial of their own. */
static void record_piece(struct recording *to, struct craft_quic *quic, const struct craft *hello,
                         size_t from, size_t end)
{
	struct craft frames;

	frames.len = 0;
	craft_quic_crypto(&frames, hello, from, end);
	record_initial(to, quic, &frames);
}

static void record_hello(struct recording *to, uint64_t seed, const char *name)
{
	struct craft_quic quic = craft_quic_first(seed);
	struct craft hello = tls_hello(to, name, false);

	record_piece(to, &quic, &hello, 0, hello.len);
}

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

/* After a Retry the client begins anew: another id, other keys, the same hello. */
static void a_retry_begins_a_hello_anew(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", true), retry;

	(void)state;
	record_piece(&r, &quic, &hello, 0, 700);
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

struct told {
	unsigned kinds;
	uint64_t device;
};

static int take_kind(void *arg, const struct kind_seen *seen)
{
	struct told *told = arg;

	assert_int_equal(seen->kind, TRAFFIC_QUIC_UNREAD);
	told->kinds++;
	told->device = seen->device;
	return 0;
}

static int take_no_name(void *arg, const struct name_seen *seen)
{
	(void)arg;
	(void)seen;
	fail();
	return 0;
}

/* Reads a recording without any name: how many Initials were tried, which kinds told. */
static uint64_t tries_on(struct recording *r, struct told *told, struct capture_totals *totals)
{
	struct capture_source source = { "recording.pcap", r->fd, true };
	struct name_sink sink = { .name = take_no_name, .arg = told, .kind = take_kind };
	struct quic_keys *keys = quic_keys_new();
	struct capture_options options = { .quic = keys };
	struct problem problem = { "" };
	uint64_t tried;

	assert_non_null(keys);
	*told = (struct told){ 0 };
	fflush(r->file);
	lseek(r->fd, 0, SEEK_SET);
	assert_int_equal(capture_read(&source, 1, &options, &sink, NULL, totals, &problem), 0);
	fclose(r->file);
	tried = quic_keys_tried(keys);
	quic_keys_free(keys);
	return tried;
}

static void initials_that_do_not_open_are_a_blind_spot_within_bounds(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", false);
	struct capture_totals totals;
	struct told told;

	(void)state;
	quic.keyed_by = (const uint8_t *)"an id that is not seen";
	quic.keyed_len = 10;
	for (int i = 0; i < 40; i++)
		record_piece(&r, &quic, &hello, 0, hello.len);
	assert_int_equal(tries_on(&r, &told, &totals), 3);
	assert_int_equal(told.kinds, 1);
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.hidden, 1);
}

static void a_hello_that_never_ends_costs_six_initials(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", true);
	struct capture_totals totals;
	struct told told;

	(void)state;
	for (int i = 0; i < 40; i++)
		record_piece(&r, &quic, &hello, 0, 700);
	assert_int_equal(tries_on(&r, &told, &totals), 6);
	assert_int_equal(told.kinds, 1);
	assert_int_equal(totals.hidden, 1);
}

static void the_servers_initials_cost_nothing(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1), server = craft_quic_first(2);
	struct craft hello = tls_hello(&r, NULL, true), frames, datagram;
	struct capture_totals totals;
	struct told told;

	(void)state;
	frames.len = datagram.len = 0;
	craft_text(&frames, "anything");
	craft_quic_initial(&datagram, &server, &frames, FULL);
	record_piece(&r, &quic, &hello, 0, 700);
	for (int i = 0; i < 5; i++)
		record_craft(&r, false, &datagram);
	record_piece(&r, &quic, &hello, 700, hello.len);
	for (int i = 0; i < 5; i++)
		record_craft(&r, false, &datagram);
	assert_int_equal(tries_on(&r, &told, &totals), 2);
	assert_int_equal(told.kinds, 0);
	assert_int_equal(totals.hidden, 1); /* it names nobody */
}

static void a_version_that_is_not_known_is_unread(void **state)
{
	struct recording r = recording_new(1);
	struct craft datagram;
	struct capture_totals totals;
	struct told told;

	(void)state;
	datagram.len = 0;
	craft_bytes(&datagram, "\xc0\0\0\0\7\x08madeupid\0", 15);
	record_craft(&r, true, &datagram); /* too short to be sure */
	craft_noise(&datagram, 1200, &r.random);
	r.client.port++;
	record_craft(&r, true, &datagram);
	assert_int_equal(tries_on(&r, &told, &totals), 0);
	assert_int_equal(told.kinds, 1);
	assert_int_equal(totals.connections, 1);
}

static void short_headers_alone_are_told_by_their_noise(void **state)
{
	static const uint8_t noise[] = { 0x41, 0x5a, 0x66, 0x41 },
			     constant[] = { 0x48, 0x48, 0x48, 0x48 },
			     other[] = { 0x41, 0x5a, 0x17, 0x41 };
	static const uint8_t *const firsts[] = { noise, constant, other };
	struct recording r = recording_new(1);
	struct capture_totals totals;
	struct told told;

	(void)state;
	for (size_t flow = 0; flow < 3; flow++) {
		r.client.port++;
		for (size_t i = 0; i < 4; i++) {
			uint8_t bytes[60] = { firsts[flow][i] };

			record_udp(&r, false, bytes, sizeof(bytes));
		}
	}
	tries_on(&r, &told, &totals);
	assert_int_equal(told.kinds, 1);
	assert_int_equal(totals.connections, 1);
}

static void other_traffic_on_the_port_is_what_it_is(void **state)
{
	struct recording r = recording_new(1);
	struct capture_totals totals;

	(void)state;
	record_udp(&r, true, "noise", 5);
	record_udp(&r, true, "\xc3\0\0\0\1\x08 lengths that lie", 24);
	record_udp(&r, false, "\x17\xfe\xfd and so on", 13);
	totals = hears(&r, "");
	assert_int_equal(totals.connections, 0);
}

static void a_cut_initial_is_counted(void **state)
{
	struct recording r = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft hello = tls_hello(&r, "a.example", false), frames, datagram, packet;
	struct capture_totals totals;

	(void)state;
	frames.len = datagram.len = packet.len = 0;
	craft_quic_crypto(&frames, &hello, 0, hello.len);
	craft_quic_initial(&datagram, &quic, &frames, FULL);
	craft_udp(&packet, r.client, r.server, datagram.at, datagram.len);
	packet.len -= 100;
	record(&r, &packet);
	totals = hears(&r, "");
	assert_int_equal(totals.truncated_packets, 1);
	assert_int_equal(totals.hidden, 1);
}

/* More hellos begin than there are buffers: the oldest is given up, and counted. */
static void a_flood_of_beginnings_takes_no_more_than_the_pool(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = tls_hello(&r, "a.example", true);
	struct craft_quic quic = craft_quic_first(0);
	struct capture_totals totals;
	struct told told;

	(void)state;
	for (unsigned i = 0; i < STREAM_BUFFERS + 8; i++) {
		r.client.port++;
		record_piece(&r, &quic, &hello, 0, 700);
	}
	assert_int_equal(tries_on(&r, &told, &totals), STREAM_BUFFERS + 8);
	assert_int_equal(totals.buffers_missing, 8);
	assert_int_equal(totals.hidden, STREAM_BUFFERS + 8);
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
		cmocka_unit_test(coalesced_packets_and_what_trails_them_do_not_matter),
		cmocka_unit_test(what_comes_before_the_initial_does_not_matter),
		cmocka_unit_test(a_hello_without_a_name_hides_it),
		cmocka_unit_test(an_encrypted_hello_is_told_apart),
		cmocka_unit_test(initials_that_do_not_open_are_a_blind_spot_within_bounds),
		cmocka_unit_test(a_hello_that_never_ends_costs_six_initials),
		cmocka_unit_test(the_servers_initials_cost_nothing),
		cmocka_unit_test(a_version_that_is_not_known_is_unread),
		cmocka_unit_test(short_headers_alone_are_told_by_their_noise),
		cmocka_unit_test(other_traffic_on_the_port_is_what_it_is),
		cmocka_unit_test(a_cut_initial_is_counted),
		cmocka_unit_test(a_flood_of_beginnings_takes_no_more_than_the_pool),
		cmocka_unit_test(reads_googles_own_hello_opened_or_in_the_clear),
	};

	return cmocka_run_group_tests_name("datagram_quic", tests, NULL, NULL);
}
