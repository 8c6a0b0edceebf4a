/* What is sent to wear a reader out: the work for each packet stays within a bound, and names that
 * come after it are still found. Work is counted, not timed (probes/traffic/effort.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/bench/craft_quic.h"
#include "tests/unit/recording.h"

#define BUFFER 16384  /* bytes that are kept of a direction: STREAM_BYTES */
#define READERS 32    /* more than the tables hold */
#define SMALLEST 14   /* bytes of the shortest message: an empty one of DNS in a stream */
#define OPENED_MAX 6u /* Initials of a flow that are tried with a key */

/* One packet's work, whatever it holds. */
static void expect_bounded(const struct capture_totals *totals)
{
	assert_true(totals->effort.most_asked <= (BUFFER / SMALLEST + 1) * READERS);
	assert_true(totals->effort.most_bytes <= READERS * 65536);
}

/* All work, in bytes of what was read; `times` is what the worst case at hand needs. */
static void expect_linear(const struct capture_totals *totals, unsigned times)
{
	expect_bounded(totals);
	assert_true(totals->effort.bytes <= times * totals->bytes);
	assert_true(totals->effort.asked <= READERS * totals->packets);
}

/* A query that is still answered after all that came before. */
static struct capture_totals survive(struct recording *recording)
{
	struct craft query = dns_message("still.heard.example", false);

	recording->server.port = 53;
	record_udp(recording, true, query.at, query.len);
	return hears(recording, "dns still.heard.example\n");
}

static void a_flood_of_syns_asks_no_reader(void **state)
{
	struct recording recording = recording_new(1);
	struct capture_totals totals;

	(void)state;
	for (uint32_t i = 0; i < 300000; i++) {
		recording.client = (struct craft_end){ 0x0b000000 + i, (uint16_t)(i * 7) };
		recording.time -= 900; /* a flow that was silent for minutes is not missed */
		record_tcp(&recording, true, i, CRAFT_SYN, NULL, 0);
	}
	totals = survive(&recording);
	assert_true(totals.effort.asked <= READERS);
	assert_true(totals.flows_evicted > 30000); /* and said as a gap */
}

static void a_flood_of_initials_opens_each_once(void **state)
{
	struct recording recording = recording_new(1);
	struct capture_totals totals;
	struct craft message;

	(void)state;
	for (unsigned i = 0; i < 5000; i++) {
		message.len = 0;
		craft_bytes(&message, "\xc3\0\0\0\1\x08", 6);
		craft_noise(&message, 1244, &recording.random);
		memcpy(message.at + 14, "\0\0\x44\xd0", 4);
		recording.client.address++;
		record_udp(&recording, true, message.at, message.len);
	}
	totals = survive(&recording);
	expect_linear(&totals, READERS);
	assert_true(totals.effort.opened <= 5000);
	assert_true(totals.effort.opened > 4000); /* they do look like Initials */
}

static void a_conversation_of_initials_opens_few(void **state)
{
	struct recording recording = recording_new(1);
	struct craft_quic quic = craft_quic_first(1);
	struct craft frames = { .len = 0 }, message;
	struct capture_totals totals;

	(void)state;
	craft_u8(&frames, 1); /* PING: opened, and nothing in it */
	for (unsigned i = 0; i < 2000; i++) {
		message.len = 0;
		quic.number = i;
		craft_quic_initial(&message, &quic, &frames, 1250);
		record_udp(&recording, true, message.at, message.len);
	}
	totals = survive(&recording);
	assert_true(totals.effort.opened <= OPENED_MAX);
	assert_true(totals.effort.opened > 1);
}

static void a_hello_of_64_kib_is_given_up(void **state)
{
	struct recording recording = recording_new(1);
	struct capture_totals totals;
	struct craft noise = { .len = 0 };

	(void)state;
	craft_noise(&noise, 1400, &recording.random);
	for (unsigned flow = 0; flow < 40; flow++) {
		recording.client.port++;
		record_syn(&recording);
		record_bytes(&recording, "\x16\3\1\x3f\xff\1\0\xff\xf0\3\3", 11);
		for (unsigned i = 0; i < 48; i++)
			record_bytes(&recording, noise.at, noise.len);
	}
	totals = survive(&recording);
	expect_linear(&totals, 2 * READERS);
}

static void bytes_that_come_one_by_one_cost_no_more_than_the_buffer_each(void **state)
{
	struct recording recording = recording_new(1);
	struct capture_totals totals;

	(void)state;
	record_syn(&recording);
	record_text(&recording, "GET / HTTP/1.1\r\n");
	for (unsigned i = 0; i < 20000; i++)
		record_text(&recording, i % 50 ? "a" : "\n");
	totals = survive(&recording);
	expect_bounded(&totals);
	assert_true(totals.effort.bytes <= totals.packets * 2 * BUFFER);
}

static void many_messages_in_a_segment_are_read_once_each(void **state)
{
	struct recording recording = recording_new(1);
	struct capture_totals totals;
	struct craft messages = { .len = 0 };

	(void)state;
	while (messages.len < 1400)
		craft_bytes(&messages, "\0\x0c\0\1\1\0\0\0\0\0\0\0\0\0", 14);
	recording.server.port = 53;
	record_syn(&recording);
	for (unsigned i = 0; i < 100; i++)
		record_bytes(&recording, messages.at, messages.len);
	totals = survive(&recording);
	expect_bounded(&totals);
	assert_true(totals.effort.bytes <= 2 * totals.bytes);
	assert_true(totals.effort.asked <= totals.bytes);
}

/* Thirty-three and more headers inside each other: beyond the bound nothing is read. */
static void a_nest_of_tunnels_is_left(void **state)
{
	struct recording recording = recording_new(101);
	struct craft query = dns_message("never.heard.example", false), packet, ip;
	struct capture_totals totals;

	(void)state;
	for (unsigned depth = 33; depth < 150; depth++) {
		packet.len = 0;
		craft_udp(&packet, recording.client, (struct craft_end){ 0xc0000201, 53 }, query.at,
		          query.len);
		for (unsigned i = 0; i < depth && packet.len < CRAFT_ROOM - 40; i++) {
			ip.len = 0;
			craft_ipv4(&ip, recording.client, recording.server, 4, packet.len - 14);
			craft_bytes(&ip, packet.at + 14, packet.len - 14);
			packet = ip;
		}
		memmove(packet.at, packet.at + 14, packet.len -= 14);
		record(&recording, &packet);
	}
	totals = hears(&recording, "");
	assert_int_equal(totals.effort.asked, 0);
	assert_int_equal(totals.not_decoded, totals.packets);
}

static void names_that_point_to_themselves_end(void **state)
{
	static const char *const loops[] = {
		"\0\1\1\0\0\1\0\0\0\0\0\0\xc0\x0c\0\1\0\1",         /* to itself */
		"\0\1\1\0\0\1\0\0\0\0\0\0\1a\xc0\x0c\0\1\0\1",      /* one label round and round */
		"\0\1\1\0\0\1\0\0\0\0\0\0\xc0\x0e\xc0\x0c\0\1\0\1", /* to each other */
		"\0\1\1\0\0\1\0\0\0\0\0\0\xff\xff\0\1\0\1",         /* behind the end */
	};
	static const size_t lengths[] = { 18, 20, 20, 18 };
	struct recording recording = recording_new(1);
	struct capture_totals totals;

	(void)state;
	recording.server.port = 53;
	for (size_t i = 0; i < 4; i++)
		record_udp(&recording, true, loops[i], lengths[i]);
	totals = survive(&recording);
	expect_bounded(&totals);
}

static void times_that_run_backwards_change_no_name(void **state)
{
	struct recording recording = recording_new(1);
	struct craft query = dns_message("a.example", false);
	struct craft hello = hello_for(&recording, "b.example", true);
	const uint64_t day = 86400000000ull;

	(void)state;
	record_syn(&recording);
	recording.time -= day;
	record_bytes(&recording, hello.at, 700);
	recording.time -= day;
	recording.server.port = 53;
	record_udp(&recording, true, query.at, query.len);
	recording.server.port = 443;
	recording.time -= day;
	record_bytes(&recording, hello.at + 700, hello.len - 700);
	hears(&recording, "dns a.example\ntls b.example\n");
}

/* The table is full of conversations that ended later than this one begins. */
static void a_full_table_finds_names_while_time_runs_backwards(void **state)
{
	struct recording recording = recording_new(1);
	struct craft hello = hello_for(&recording, "b.example", true);

	(void)state;
	for (uint32_t i = 0; i < 270000; i++) {
		recording.client = (struct craft_end){ 0x0b000000 + i, 9 };
		record_tcp(&recording, true, i, CRAFT_SYN, NULL, 0);
		recording.time -= 5000;
	}
	record_syn(&recording);
	record_bytes(&recording, hello.at, 700);
	recording.time -= 5000;
	record_bytes(&recording, hello.at + 700, hello.len - 700);
	hears(&recording, "tls b.example\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flood_of_syns_asks_no_reader),
		cmocka_unit_test(a_flood_of_initials_opens_each_once),
		cmocka_unit_test(a_conversation_of_initials_opens_few),
		cmocka_unit_test(a_hello_of_64_kib_is_given_up),
		cmocka_unit_test(bytes_that_come_one_by_one_cost_no_more_than_the_buffer_each),
		cmocka_unit_test(many_messages_in_a_segment_are_read_once_each),
		cmocka_unit_test(a_nest_of_tunnels_is_left),
		cmocka_unit_test(names_that_point_to_themselves_end),
		cmocka_unit_test(times_that_run_backwards_change_no_name),
		cmocka_unit_test(a_full_table_finds_names_while_time_runs_backwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
