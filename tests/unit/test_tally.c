/* Counting names: each once a row, sorted, and a response is told apart only where nobody asked. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "probes/traffic/tally.h"

struct sheet {
	char text[512];
	uint64_t rows, count;
	char last[256];
	bool sorted;
};

static int write_row(void *arg, const struct tally_row *row)
{
	struct sheet *sheet = arg;
	size_t len = strlen(sheet->text);

	snprintf(sheet->text + len, sizeof(sheet->text) - len, "%s %s %u\n",
	         name_protocol_word(row->protocol), row->name, (unsigned)row->count);
	return 0;
}

static int check_row(void *arg, const struct tally_row *row)
{
	struct sheet *sheet = arg;

	sheet->sorted = sheet->sorted && strcmp(sheet->last, row->name) < 0;
	snprintf(sheet->last, sizeof(sheet->last), "%s", row->name);
	sheet->rows++;
	sheet->count += row->count;
	return 0;
}

static int refuse(void *arg, const struct tally_row *row)
{
	(void)arg;
	(void)row;
	return -EIO;
}

static void counts_each_name_once_a_protocol_in_order(void **state)
{
	struct tally *tally = tally_new();
	struct sheet sheet = { .rows = 0 };

	(void)state;
	tally_add(tally, NAME_TLS, "b.example");
	tally_add(tally, NAME_TLS, "a.example");
	tally_add(tally, NAME_HTTP, "b.example");
	tally_add(tally, NAME_TLS, "b.example");
	tally_add(tally, NAME_TLS, "b.example.org");
	assert_int_equal(tally_each(tally, write_row, &sheet), 0);
	assert_string_equal(
		sheet.text,
		"http b.example 1\ntls a.example 1\ntls b.example 2\ntls b.example.org 1\n");
	assert_int_equal(tally_each(tally, refuse, NULL), -EIO);
	tally_free(tally);
}

static void a_response_has_a_row_only_where_nobody_asked(void **state)
{
	struct tally *tally = tally_new();
	struct sheet sheet = { .rows = 0 };

	(void)state;
	tally_add(tally, NAME_DNS_RESPONSE, "asked.example");
	tally_add(tally, NAME_DNS, "asked.example");
	tally_add(tally, NAME_DNS_RESPONSE, "unasked.example");
	tally_add(tally, NAME_DNS_RESPONSE, "unasked.example");
	tally_add(tally, NAME_MDNS, "unasked.example");
	tally_add(tally, NAME_TLS, "unasked.example");
	tally_add(tally, NAME_QUIC, "unasked.example");
	assert_int_equal(tally_each(tally, write_row, &sheet), 0);
	assert_string_equal(sheet.text,
	                    "dns asked.example 1\ndnsr unasked.example 2\nmdns unasked.example 1\n"
	                    "quic unasked.example 1\ntls unasked.example 1\n");
	tally_free(tally);
}

static void many_names_stay_apart_and_sorted(void **state)
{
	struct tally *tally = tally_new();
	struct sheet sheet = { .sorted = true };

	(void)state;
	for (unsigned i = 0; i < 300000; i++) {
		char name[64];

		snprintf(name, sizeof(name), "host-%u.example.org", i * 7919 % 100000);
		assert_int_equal(tally_add(tally, NAME_TLS, name), 0);
	}
	assert_int_equal(tally_each(tally, check_row, &sheet), 0);
	assert_int_equal(sheet.rows, 100000);
	assert_int_equal(sheet.count, 300000);
	assert_true(sheet.sorted);
	tally_free(tally);
}

/* A recording may hold more names than memory: those that came first are still there, and can be
 * sorted. */
static void a_full_tally_still_gives_what_it_has(void **state)
{
	struct tally *tally = tally_new();
	struct sheet sheet = { .sorted = true };
	unsigned added = 0;

	(void)state;
	for (; added < 600000; added++) {
		char name[256];

		snprintf(name, sizeof(name), "%0250u", added);
		if (tally_add(tally, NAME_TLS, name))
			break;
	}
	assert_in_range(added, 100000, 599999);
	assert_int_equal(tally_each(tally, check_row, &sheet), 0);
	assert_int_equal(sheet.rows, added);
	tally_free(tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_each_name_once_a_protocol_in_order),
		cmocka_unit_test(a_response_has_a_row_only_where_nobody_asked),
		cmocka_unit_test(many_names_stay_apart_and_sorted),
		cmocka_unit_test(a_full_tally_still_gives_what_it_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
