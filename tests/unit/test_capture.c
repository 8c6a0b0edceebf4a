/* Whole captures, from the file's first byte to the names said, the totals and the gaps. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/recording.h"

static void says_names_of_dns_tls_and_http(void **state)
{
	struct recording r = recording_new(1);
	struct craft query = dns_message("Www.Example.org", false),
		     answer = dns_message("www.example.org", true), hello;

	(void)state;
	r.server.port = 53;
	record_udp(&r, true, query.at, query.len);
	record_udp(&r, false, answer.at, answer.len);
	r.server.port = 443;
	record_syn(&r);
	hello = hello_for(&r, "classview.example", false);
	record_bytes(&r, hello.at, hello.len);
	r.client.port++;
	record_syn(&r);
	record_text(&r,
	            "GET /secret?q=1 HTTP/1.1\r\nHost: weather.example:80\r\nCookie: a=b\r\n\r\n");
	hears(&r, "dns www.example.org\ndnsr www.example.org\ntls classview.example\nhttp "
	          "weather.example\n");
}

static void tells_multicast_dns_and_llmnr_by_their_port(void **state)
{
	struct recording r = recording_new(1);
	struct craft query = dns_message("printer.local", false);

	(void)state;
	r.server.port = 5353;
	record_udp(&r, true, query.at, query.len);
	r.server.port = 5355;
	record_udp(&r, true, query.at, query.len);
	hears(&r, "mdns printer.local\nllmnr printer.local\n");
}

static void the_asking_side_is_one_device_in_both_directions(void **state)
{
	struct recording r[2] = { recording_new(1), recording_new(1) };
	struct craft query = dns_message("www.example.org", false),
		     answer = dns_message("www.example.org", true);
	struct heard *there, *back;

	(void)state;
	r[0].server.port = r[1].server.port = 53;
	record_udp(&r[0], true, query.at, query.len);
	record_udp(&r[1], false, answer.at, answer.len);
	there = listen_to(&r[0], 1, NULL, NULL, 0);
	back = listen_to(&r[1], 1, NULL, NULL, 0);
	assert_true(there->device && there->device == back->device);
	assert_int_equal(there->day, date_of(RECORDING_START / 1000000));
	assert_int_equal(there->totals.first, there->day);
	assert_int_equal(there->totals.last, there->day);
	free(there);
	free(back);
}

static void a_hidden_name_is_counted_once_a_connection(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, NULL, false);
	struct capture_totals totals;

	(void)state;
	record_syn(&r);
	record_bytes(&r, hello.at, hello.len); /* TLS without a server name */
	r.client.port++;
	for (int i = 0; i < 5; i++) /* TLS whose beginning was not captured */
		record_bytes(&r,
		             "\x17\3\3\0\x08"
		             "deadbeef",
		             13);
	r.client.port++;
	for (int i = 0; i < 5; i++) /* QUIC that cannot be opened */
		record_udp(&r, true,
		           "\xc3\0\0\0\1\x08madeupid\0\0\x14"
		           "number and 16 bytes.",
		           37);
	r.client.port++;
	record_udp(&r, true, "noise", 5);
	r.server.port = 9999;
	record_udp(&r, true, "noise", 5);
	totals = hears(&r, "");
	assert_int_equal(totals.connections, 3);
	assert_int_equal(totals.hidden, 3);
}

static void an_encrypted_hello_is_told_apart_since_its_outer_name_is_known(void **state)
{
	struct recording r = recording_new(1);
	struct craft_hello hello = { .name = "outer.example", .ech = true };
	struct capture_totals totals;
	struct craft bytes;

	(void)state;
	bytes.len = 0;
	craft_client_hello(&bytes, &hello, &r.random);
	record_syn(&r);
	record_bytes(&r, bytes.at, bytes.len);
	totals = hears(&r, "tls outer.example\n");
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.outer_only, 1);
	assert_int_equal(totals.hidden, 0);
}

static void a_hello_that_comes_late_takes_back_that_it_was_hidden(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false);
	struct capture_totals totals;

	(void)state;
	record_tcp(&r, false, 1, CRAFT_ACK,
	           "\x17\3\3\0\x08"
	           "deadbeef",
	           13); /* the answer was captured first */
	record_bytes(&r, hello.at, hello.len);
	totals = hears(&r, "tls classview.example\n");
	assert_int_equal(totals.connections, 1);
	assert_int_equal(totals.hidden, 0);
}

static void what_an_icmp_error_quotes_gives_no_name(void **state)
{
	struct recording r = recording_new(1);
	struct craft query = dns_message("www.example.org", false), quoted, packet;
	struct capture_totals totals;

	(void)state;
	quoted.len = packet.len = 0;
	r.server.port = 53;
	craft_udp(&quoted, r.client, r.server, query.at, query.len);
	craft_ipv4(&packet, r.server, r.client, 1, 8 + quoted.len - 14);
	craft_bytes(&packet, "\3\3\0\0\0\0\0\0", 8);
	craft_bytes(&packet, quoted.at + 14, quoted.len - 14);
	record(&r, &packet);
	totals = hears(&r, "");
	assert_int_equal(totals.not_decoded, 0);
}

static void fragments_of_a_query_are_joined_before_it_is_read(void **state)
{
	struct recording r = recording_new(1);
	struct craft query = dns_message("a-long-enough.name.example", false), whole, first, last;

	(void)state;
	r.server.port = 53;
	whole.len = first.len = last.len = 0;
	craft_udp(&whole, r.client, r.server, query.at, query.len);
	craft_ipv4(&first, r.client, r.server, 17, 24);
	craft_bytes(&first, whole.at + 34, 24);
	first.at[14 + 6] = 0x20; /* more fragments */
	craft_ipv4(&last, r.client, r.server, 17, whole.len - 34 - 24);
	craft_bytes(&last, whole.at + 34 + 24, whole.len - 34 - 24);
	last.at[14 + 6] = 0;
	last.at[14 + 7] = 3; /* offset 24 */
	record(&r, &last);
	record(&r, &first);
	hears(&r, "dns a-long-enough.name.example\n");
}

static struct recording three_queries(void)
{
	static const char *const names[] = { "a.example", "b.example", "c.example" };
	struct recording r = recording_new(1);

	r.server.port = 53;
	for (size_t i = 0; i < 3; i++) {
		struct craft query = dns_message(names[i], false);

		record_udp(&r, true, query.at, query.len);
	}
	return r;
}

static void steps_over_exactly_the_packet_that_it_is_told_to(void **state)
{
	static const struct capture_skip skips[] = { { 0, 2 }, { 1, 1 } };
	struct capture_options options = { .skips = skips, .skip_count = 2 };
	struct recording r[2] = { three_queries(), three_queries() };
	struct heard *heard = listen_to(r, 2, &options, NULL, 0);

	(void)state;
	assert_string_equal(heard->names,
	                    "dns a.example\ndns c.example\ndns b.example\ndns c.example\n");
	assert_int_equal(heard->totals.skipped, 2);
	assert_int_equal(heard->totals.packets, 6);
	free(heard);
}

static void ends_before_the_packet_where_it_is_told_to(void **state)
{
	static const struct capture_skip end = { 0, 3 };
	struct capture_options options = { .end = &end };
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct observations gaps;
	struct recording r[2] = { three_queries(), three_queries() };
	struct heard *heard;

	(void)state;
	observations_init(&gaps, arena, NULL);
	gaps.probe = "capture";
	heard = listen_to(r, 2, &options, &gaps, 0);
	assert_int_equal(heard->error, 0);
	assert_string_equal(heard->names, "dns a.example\ndns b.example\n");
	assert_int_equal(heard->totals.skipped, 1);
	assert_int_equal(gaps.gap_count, 0); /* said by whoever set the end */
	free(heard);
	arena_free(arena);
}

/* Notes which packet the progress shows while a name is being said. */
struct witness {
	volatile struct capture_progress progress;
	uint64_t packets[8];
	size_t count;
};

static int note_progress(void *arg, const struct name_seen *seen)
{
	struct witness *witness = arg;

	(void)seen;
	witness->packets[witness->count++] = witness->progress.packet;
	return 0;
}

static void progress_shows_the_packet_in_hand(void **state)
{
	struct recording r = three_queries();
	struct witness witness = { .count = 0 };
	struct capture_options options = { .progress = &witness.progress };
	struct capture_source source = { "x.pcap", r.fd, true };
	struct name_sink sink = { .name = note_progress, .arg = &witness };
	struct capture_totals totals;
	struct problem problem = { "" };

	(void)state;
	fflush(r.file);
	lseek(r.fd, 0, SEEK_SET);
	assert_int_equal(capture_read(&source, 1, &options, &sink, NULL, &totals, &problem), 0);
	assert_int_equal(witness.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(witness.packets[i], i + 1);
	fclose(r.file);
}

static bool at_once(void)
{
	return true;
}

static void stops_when_asked_and_says_so(void **state)
{
	struct capture_options options = { .stop = at_once };
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct observations gaps;
	struct recording r[2] = { three_queries(), three_queries() };
	struct heard *heard;

	(void)state;
	observations_init(&gaps, arena, NULL);
	gaps.probe = "capture";
	heard = listen_to(r, 2, &options, &gaps, 0);
	assert_int_equal(heard->error, 0);
	assert_true(heard->totals.packets <= 3);
	assert_int_equal(gaps.gap_count, 1);
	assert_string_equal(gaps.gaps[0].reason, "interrupted");
	free(heard);
	arena_free(arena);
}

static void a_bound_on_the_bytes_is_kept_and_is_a_gap(void **state)
{
	struct capture_options options = { .max_bytes = 150 }; /* the head and one packet */
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct observations gaps;
	struct recording r = three_queries();
	struct heard *heard;

	(void)state;
	observations_init(&gaps, arena, NULL);
	gaps.probe = "capture";
	heard = listen_to(&r, 1, &options, &gaps, 0);
	assert_int_equal(heard->error, 0);
	assert_string_equal(heard->names, "dns a.example\n");
	assert_int_equal(gaps.gap_count, 1);
	assert_string_equal(gaps.gaps[0].reason, "too-large");
	free(heard);
	arena_free(arena);
}

static void a_capture_cut_short_gives_what_it_held_and_says_where(void **state)
{
	struct recording r = three_queries();
	struct heard *heard;

	(void)state;
	fflush(r.file);
	assert_int_equal(ftruncate(r.fd, lseek(r.fd, 0, SEEK_END) - 5), 0);
	heard = listen_to(&r, 1, NULL, NULL, 0);
	assert_int_equal(heard->error, -EBADMSG);
	assert_string_equal(heard->names, "dns a.example\ndns b.example\n");
	assert_non_null(strstr(heard->problem.text, "recording.pcap: byte "));
	assert_non_null(strstr(heard->problem.text, "cut short"));
	free(heard);
}

static void goes_on_with_the_next_source_after_a_bad_one(void **state)
{
	struct recording r[2] = { recording_new(1), three_queries() };
	struct heard *heard;

	(void)state;
	fflush(r[0].file);
	assert_int_equal(ftruncate(r[0].fd, 3), 0);
	heard = listen_to(r, 2, NULL, NULL, 0);
	assert_int_equal(heard->error, -EBADMSG);
	assert_string_equal(heard->names, "dns a.example\ndns b.example\ndns c.example\n");
	free(heard);
}

static void sources_that_do_not_continue_each_other_share_no_flow(void **state)
{
	struct recording r[2] = { recording_new(1), recording_new(1) };
	struct heard *heard;

	(void)state;
	for (size_t i = 0; i < 2; i++) { /* the same capture twice, without its SYN */
		struct craft hello = hello_for(&r[i], "classview.example", false);

		record_bytes(&r[i], hello.at, hello.len);
		record_text(&r[i], "more");
	}
	heard = listen_to(r, 2, NULL, NULL, 0);
	assert_string_equal(heard->names, "tls classview.example\ntls classview.example\n");
	free(heard);
}

static void a_hello_may_span_two_files_of_a_rotated_capture(void **state)
{
	struct recording r[2] = { recording_new(1), recording_new(1) };
	struct craft hello = hello_for(&r[0], "classview.example", true);
	struct heard *heard;

	(void)state;
	record_syn(&r[0]);
	record_bytes(&r[0], hello.at, 700);
	r[1].sequence = r[0].sequence;
	r[1].time = r[0].time;
	record_bytes(&r[1], hello.at + 700, hello.len - 700);
	heard = listen_to(r, 2, NULL, NULL, 0);
	assert_string_equal(heard->names, "tls classview.example\n");
	free(heard);
}

/* A file for each third of a hello, named in every order; the file in the middle may be a pipe. */
static void recordings_are_read_in_the_order_of_their_first_packets(void **state)
{
	static const uint8_t orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		                             { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct recording r[3] = { recording_new(1), recording_new(1), recording_new(1) };
		struct recording given[3];
		struct craft hello = hello_for(&r[0], "classview.example", true);
		struct heard *heard;

		record_syn(&r[0]);
		record_bytes(&r[0], hello.at, 500);
		for (size_t k = 1; k < 3; k++) {
			r[k].sequence = r[k - 1].sequence;
			r[k].time = r[k - 1].time;
			record_bytes(&r[k], hello.at + 500 * k, k < 2 ? 500 : hello.len - 1000);
		}
		for (size_t k = 0; k < 3; k++)
			given[k] = r[orders[i][k]];
		heard = listen_to(given, 3, NULL, NULL, 0);
		assert_int_equal(heard->error, 0);
		assert_string_equal(heard->names, "tls classview.example\n");
		free(heard);
	}
}

static void what_holds_no_time_and_equal_times_keep_their_place(void **state)
{
	struct recording r[4] = { recording_new(1), recording_new(1), recording_new(1),
		                  recording_new(1) };
	static const char *const names[] = { "last.example", "none", "first.example",
		                             "second.example" };
	struct heard *heard;

	(void)state;
	r[0].time += 5000000;
	for (size_t i = 0; i < 4; i++) {
		struct craft query = dns_message(names[i], false);

		r[i].server.port = 53;
		if (i != 1)
			record_udp(&r[i], true, query.at, query.len);
	}
	heard = listen_to(r, 4, NULL, NULL, 0);
	assert_string_equal(heard->names,
	                    "dns first.example\ndns second.example\ndns last.example\n");
	free(heard);
}

static void a_link_type_that_is_not_read_is_a_gap_with_its_number(void **state)
{
	struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct observations gaps;
	struct recording r = recording_new(147);
	struct craft query = dns_message("a.example", false);
	struct heard *heard;

	(void)state;
	observations_init(&gaps, arena, NULL);
	gaps.probe = "capture";
	record_udp(&r, true, query.at, query.len);
	record_udp(&r, true, query.at, query.len);
	heard = listen_to(&r, 1, NULL, &gaps, 0);
	assert_int_equal(heard->error, 0);
	assert_int_equal(heard->totals.not_decoded, 2);
	assert_int_equal(heard->totals.link_types_unknown, 1);
	assert_int_equal(gaps.gap_count, 1);
	assert_string_equal(gaps.gaps[0].reason, "link-type");
	assert_string_equal(gaps.gaps[0].what, "link type 147");
	assert_int_equal(gaps.gaps[0].count, 2);
	free(heard);
	arena_free(arena);
}

static void what_the_sink_refuses_ends_the_run(void **state)
{
	struct recording r = three_queries();
	struct heard *heard = listen_to(&r, 1, NULL, NULL, -ENOMEM);

	(void)state;
	assert_int_equal(heard->error, -ENOMEM);
	assert_string_equal(heard->names, "dns a.example\n");
	free(heard);
}

static void a_flood_of_half_hellos_empties_the_pool_and_is_counted(void **state)
{
	struct recording r = recording_new(1);
	struct craft hello = hello_for(&r, "classview.example", false);
	struct capture_totals totals;

	(void)state;
	record_bytes(&r, hello.at, 100);
	for (int i = 0; i < 600; i++) {
		r.client.address++;
		record_bytes(&r, hello.at, 100);
	}
	record_bytes(&r, hello.at + 100, hello.len - 100); /* the last one becomes whole */
	totals = hears(&r, "tls classview.example\n");
	assert_int_equal(totals.buffers_missing, 601 - 512);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_names_of_dns_tls_and_http),
		cmocka_unit_test(tells_multicast_dns_and_llmnr_by_their_port),
		cmocka_unit_test(the_asking_side_is_one_device_in_both_directions),
		cmocka_unit_test(a_hidden_name_is_counted_once_a_connection),
		cmocka_unit_test(an_encrypted_hello_is_told_apart_since_its_outer_name_is_known),
		cmocka_unit_test(a_hello_that_comes_late_takes_back_that_it_was_hidden),
		cmocka_unit_test(what_an_icmp_error_quotes_gives_no_name),
		cmocka_unit_test(fragments_of_a_query_are_joined_before_it_is_read),
		cmocka_unit_test(steps_over_exactly_the_packet_that_it_is_told_to),
		cmocka_unit_test(ends_before_the_packet_where_it_is_told_to),
		cmocka_unit_test(progress_shows_the_packet_in_hand),
		cmocka_unit_test(stops_when_asked_and_says_so),
		cmocka_unit_test(a_bound_on_the_bytes_is_kept_and_is_a_gap),
		cmocka_unit_test(a_capture_cut_short_gives_what_it_held_and_says_where),
		cmocka_unit_test(goes_on_with_the_next_source_after_a_bad_one),
		cmocka_unit_test(sources_that_do_not_continue_each_other_share_no_flow),
		cmocka_unit_test(a_hello_may_span_two_files_of_a_rotated_capture),
		cmocka_unit_test(recordings_are_read_in_the_order_of_their_first_packets),
		cmocka_unit_test(what_holds_no_time_and_equal_times_keep_their_place),
		cmocka_unit_test(a_link_type_that_is_not_read_is_a_gap_with_its_number),
		cmocka_unit_test(what_the_sink_refuses_ends_the_run),
		cmocka_unit_test(a_flood_of_half_hellos_empties_the_pool_and_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
