/* How much went where: amounts of conversations, by hour, by pause, by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/traffic/accounts.h"
#include "tests/unit/recording.h"

#define SECOND 1000000ull
#define HOUR (3600 * SECOND)

/* A sink that writes down what it is handed: "a.example 120 up 30 down" a line. */
struct ledger {
	char lines[8192];
	char names[64][64]; /* the account's number is the place + 1 */
	size_t count;
	const char *unwanted; /* a name that gets no account */
	bool one;             /* all names by address are one account */
	struct amount_seen last;
	int answer;
};

static int ignore_name(void *arg, const struct name_seen *seen)
{
	(void)arg;
	(void)seen;
	return 0;
}

static uint32_t open_account(void *arg, const struct name_seen *seen)
{
	struct ledger *ledger = arg;
	static const char *const marks[NAME_HOWS] = { "", "?", "??", "???", "" };
	char host[64];

	snprintf(host, sizeof(host), "%s%s", seen->host ? seen->host : "-", marks[seen->how]);
	if (ledger->one && seen->host && seen->how != NAMED_ITSELF)
		snprintf(host, sizeof(host), "one%s", marks[seen->how]);
	if (ledger->unwanted && strcmp(ledger->unwanted, host) == 0)
		return 0;
	for (size_t i = 0; i < ledger->count; i++)
		if (strcmp(ledger->names[i], host) == 0)
			return (uint32_t)i + 1;
	assert_true(ledger->count < 64);
	snprintf(ledger->names[ledger->count], sizeof(ledger->names[0]), "%s", host);
	return (uint32_t)++ledger->count;
}

static int book(void *arg, const struct amount_seen *seen)
{
	struct ledger *ledger = arg;
	char line[128];

	assert_in_range(seen->account, 1, ledger->count);
	snprintf(line, sizeof(line), "%s %llu up %llu down%s\n", ledger->names[seen->account - 1],
	         (unsigned long long)seen->up, (unsigned long long)seen->down,
	         seen->first ? "" : " more");
	assert_true(strlen(ledger->lines) + strlen(line) < sizeof(ledger->lines));
	strcat(ledger->lines, line);
	ledger->last = *seen;
	return ledger->answer;
}

static int keep_books(struct recording *recording, struct ledger *ledger)
{
	const struct name_sink sink = {
		.name = ignore_name, .arg = ledger, .account = open_account, .amount = book
	};
	const struct capture_options options = { 0 };
	struct capture_source source = { "recording.pcap", recording->fd, true };
	struct capture_totals totals;
	struct problem problem = { "" };
	int error;

	fflush(recording->file);
	lseek(recording->fd, 0, SEEK_SET);
	error = capture_read(&source, 1, &options, &sink, NULL, &totals, &problem);
	fclose(recording->file);
	return error;
}

/* DNS gives 192.0.2.7 for the name. */
static void look_up(struct recording *to, const char *name)
{
	struct craft answer = dns_message(name, true);
	const struct craft_end server = to->server;

	to->server = (struct craft_end){ 0x0a140001, 53 };
	record_udp(to, false, answer.at, answer.len);
	to->server = server;
}

static struct recording recording_with_dns(const char *name)
{
	struct recording r = recording_new(1);

	look_up(&r, name);
	r.server = (struct craft_end){ 0xc0000207, 8443 };
	return r;
}

static void books(struct recording *recording, const char *want)
{
	struct ledger ledger = { .count = 0 };

	assert_int_equal(keep_books(recording, &ledger), 0);
	assert_string_equal(ledger.lines, want);
}

#define REQUEST "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"

static void reply(struct recording *to, size_t len)
{
	static const char bytes[1000] = "x";

	record_tcp(to, false, 5000, CRAFT_ACK, bytes, len);
}

static void counts_payload_each_way_from_the_first_byte(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	record_syn(&r);
	record_text(&r, REQUEST);
	reply(&r, 700);
	record_tcp(&r, true, r.sequence, CRAFT_ACK, NULL, 0);
	reply(&r, 300);
	books(&r, "a.example 35 up 1000 down\n");
}

static void an_hour_is_not_mixed_with_the_next(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	r.time = RECORDING_START + HOUR - 2 * SECOND;
	record_text(&r, REQUEST);
	r.time = RECORDING_START + HOUR - SECOND;
	reply(&r, 100);
	r.time = RECORDING_START + HOUR;
	reply(&r, 200);
	books(&r, "a.example 35 up 100 down\na.example 0 up 200 down more\n");
}

static void bursts_of_one_conversation_are_told_apart(void **state)
{
	struct recording r = recording_new(1);
	struct ledger ledger = { .count = 0 };

	(void)state;
	record_text(&r, REQUEST);
	r.time += 4 * SECOND;
	reply(&r, 10);
	r.time += 60 * SECOND;
	reply(&r, 20);
	r.time += 2 * SECOND;
	reply(&r, 30);
	assert_int_equal(keep_books(&r, &ledger), 0);
	assert_string_equal(ledger.lines, "a.example 35 up 10 down\na.example 0 up 50 down more\n");
	assert_int_equal(ledger.last.start, RECORDING_START / SECOND + 64);
	assert_int_equal(ledger.last.end, RECORDING_START / SECOND + 66);
}

static void another_name_in_the_same_conversation_is_another_account(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	record_text(&r, REQUEST);
	reply(&r, 100);
	record_text(&r, "GET / HTTP/1.1\r\nHost: bb.example\r\n\r\n");
	reply(&r, 50);
	books(&r, "a.example 35 up 100 down\nbb.example 36 up 50 down\n");
}

static void a_new_connection_between_the_same_ports_is_counted_apart(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	record_syn(&r);
	record_text(&r, REQUEST);
	r.sequence = 900000;
	record_syn(&r);
	record_text(&r, "nothing that anyone knows");
	books(&r, "a.example 35 up 0 down\n- 25 up 0 down\n");
}

static void a_conversation_without_a_name_has_the_nameless_account(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	r.server.port = 9999;
	record_udp(&r, true, "hello", 5);
	record_udp(&r, false, "hi", 2);
	books(&r, "- 5 up 2 down\n");
}

static void the_service_is_who_has_the_lower_kind_of_port(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	record_udp(&r, false, "first seen is an answer", 23);
	record_udp(&r, true, "question", 8);
	books(&r, "- 8 up 23 down\n");
}

static void what_the_sink_does_not_want_is_not_handed_out(void **state)
{
	struct recording r = recording_new(1);
	struct ledger ledger = { .unwanted = "a.example" };

	(void)state;
	record_text(&r, REQUEST);
	reply(&r, 100);
	assert_int_equal(keep_books(&r, &ledger), 0);
	assert_string_equal(ledger.lines, "");
}

static void what_the_snap_length_cut_off_is_counted(void **state)
{
	struct recording r = recording_new(1);
	struct craft packet;
	uint32_t whole;

	(void)state;
	packet.len = 0;
	r.server.port = 9999;
	craft_udp(&packet, r.client, r.server, "0123456789", 10);
	whole = (uint32_t)packet.len;
	packet.len -= 6;
	record(&r, &packet);
	fseek(r.file, -(long)packet.len - 4, SEEK_END); /* the length on the wire */
	fwrite(&whole, 4, 1, r.file);
	fseek(r.file, 0, SEEK_END);
	books(&r, "- 10 up 0 down\n");
}

/* As many as the table holds, and one: the first goes, with what it counted. */
static void a_conversation_that_makes_room_is_handed_out(void **state)
{
	struct recording r = recording_new(1);
	struct ledger *ledger = calloc(1, sizeof(*ledger));
	const struct craft_end first = r.client;

	(void)state;
	assert_non_null(ledger);
	record_text(&r, REQUEST);
	for (uint32_t i = 1; i < 2 * FLOWS_MAX + 8; i++) {
		r.client.address = first.address + i;
		record_tcp(&r, true, 1, CRAFT_SYN, NULL, 0);
	}
	r.client = first;
	record_text(&r, REQUEST);
	assert_int_equal(keep_books(&r, ledger), 0);
	assert_string_equal(ledger->lines, "a.example 35 up 0 down\na.example 35 up 0 down\n");
	free(ledger);
}

static void a_clock_that_runs_backwards_loses_no_byte(void **state)
{
	struct recording r = recording_new(1);

	(void)state;
	r.time += HOUR / 2;
	record_text(&r, REQUEST);
	r.time -= 20 * SECOND;
	reply(&r, 10);
	r.time -= 2 * HOUR;
	reply(&r, 20);
	books(&r, "a.example 35 up 10 down\na.example 0 up 20 down more\n");
}

static void what_the_sink_refuses_ends_the_run(void **state)
{
	struct recording r = recording_new(1);
	struct ledger ledger = { .answer = -12 };

	(void)state;
	record_text(&r, REQUEST);
	assert_int_equal(keep_books(&r, &ledger), -12);
}

static void dns_names_a_conversation_that_says_no_name(void **state)
{
	struct recording r = recording_with_dns("a.example");

	(void)state;
	record_text(&r, "\1\2\3");
	reply(&r, 9);
	r.client.address++;
	record_text(&r, "\1\2\3\4");
	books(&r, "a.example? 3 up 9 down\na.example?? 4 up 0 down\n");
}

static void what_says_its_own_name_is_not_named_by_dns(void **state)
{
	struct recording r = recording_with_dns("other.example");

	(void)state;
	record_syn(&r);
	record_text(&r, REQUEST);
	reply(&r, 7);
	books(&r, "a.example 35 up 7 down\n");
}

static void dns_names_nothing_when_its_time_is_over(void **state)
{
	struct recording r = recording_with_dns("a.example");

	(void)state;
	r.time += 59 * SECOND;
	record_text(&r, "\1");
	r.client.port++;
	r.time += 3 * SECOND;
	record_text(&r, "\1\2");
	books(&r, "a.example? 1 up 0 down\n- 2 up 0 down\n");
}

static void an_address_of_several_names_names_nobody(void **state)
{
	struct recording r = recording_with_dns("a.example");

	(void)state;
	look_up(&r, "b.example");
	record_text(&r, "\1\2\3");
	books(&r, "- 3 up 0 down\n");
}

static void several_names_that_are_one_to_the_sink_are_that_one(void **state)
{
	struct recording r = recording_with_dns("a.example");
	struct ledger ledger = { .one = true };

	(void)state;
	look_up(&r, "b.example");
	record_text(&r, "\1\2\3");
	assert_int_equal(keep_books(&r, &ledger), 0);
	assert_string_equal(ledger.lines, "one??? 3 up 0 down\n");
}

static void an_address_that_may_be_one_of_the_unwanted_is_not_counted(void **state)
{
	struct recording r = recording_with_dns("a.example");
	struct ledger ledger = { .unwanted = "b.example???" };

	(void)state;
	look_up(&r, "b.example");
	record_text(&r, "\1\2\3");
	assert_int_equal(keep_books(&r, &ledger), 0);
	assert_string_equal(ledger.lines, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_payload_each_way_from_the_first_byte),
		cmocka_unit_test(an_hour_is_not_mixed_with_the_next),
		cmocka_unit_test(bursts_of_one_conversation_are_told_apart),
		cmocka_unit_test(another_name_in_the_same_conversation_is_another_account),
		cmocka_unit_test(a_new_connection_between_the_same_ports_is_counted_apart),
		cmocka_unit_test(a_conversation_without_a_name_has_the_nameless_account),
		cmocka_unit_test(the_service_is_who_has_the_lower_kind_of_port),
		cmocka_unit_test(what_the_sink_does_not_want_is_not_handed_out),
		cmocka_unit_test(what_the_snap_length_cut_off_is_counted),
		cmocka_unit_test(a_conversation_that_makes_room_is_handed_out),
		cmocka_unit_test(a_clock_that_runs_backwards_loses_no_byte),
		cmocka_unit_test(what_the_sink_refuses_ends_the_run),
		cmocka_unit_test(dns_names_a_conversation_that_says_no_name),
		cmocka_unit_test(what_says_its_own_name_is_not_named_by_dns),
		cmocka_unit_test(dns_names_nothing_when_its_time_is_over),
		cmocka_unit_test(an_address_of_several_names_names_nobody),
		cmocka_unit_test(several_names_that_are_one_to_the_sink_are_that_one),
		cmocka_unit_test(an_address_that_may_be_one_of_the_unwanted_is_not_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
