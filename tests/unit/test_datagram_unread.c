/* QUIC that shows no name: counted, told once, and never at more than a bounded cost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/traffic/streams.h"
#include "probes/wire/quic_keys.h"
#include "tests/unit/quic_recording.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(initials_that_do_not_open_are_a_blind_spot_within_bounds),
		cmocka_unit_test(a_hello_that_never_ends_costs_six_initials),
		cmocka_unit_test(the_servers_initials_cost_nothing),
		cmocka_unit_test(a_version_that_is_not_known_is_unread),
		cmocka_unit_test(short_headers_alone_are_told_by_their_noise),
		cmocka_unit_test(other_traffic_on_the_port_is_what_it_is),
		cmocka_unit_test(a_cut_initial_is_counted),
		cmocka_unit_test(a_flood_of_beginnings_takes_no_more_than_the_pool),
	};

	return cmocka_run_group_tests_name("datagram_unread", tests, NULL, NULL);
}
