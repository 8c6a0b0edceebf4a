/* Who signed what servers showed: only authorities that somebody asked about, counted by device,
 * with their days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "probes/interest.h"
#include "probes/reasons.h"
#include "probes/traffic/authorities.h"

static bool keep(void *arg, const struct observation *fact)
{
	(void)arg;
	return strstr(fact->subject, "SafeFilter") != NULL;
}

static const struct interest interest = { .keep = keep };

static struct arena *place_open(struct observations *place)
{
	struct arena *arena = arena_new((size_t)4 << 20);

	assert_non_null(arena);
	observations_init(place, arena, &interest);
	place->probe = "capture-names";
	return arena;
}

static void see(struct authorities *all, struct observations *place, const char *authority,
                uint64_t device, date day)
{
	const struct certificate_seen seen = {
		.host = "bank.example", .authority = authority, .device = device, .day = day
	};

	assert_int_equal(authorities_add(all, place, "capture-names", &seen), 0);
}

static void an_authority_that_is_known_is_counted_by_device(void **state)
{
	struct observations place;
	struct arena *arena = place_open(&place);
	struct authorities all = { 0 };

	(void)state;
	see(&all, &place, "CN=SafeFilter Root CA, O=Acme", 1, 21000);
	see(&all, &place, "CN=SafeFilter Root CA, O=Acme", 2, 20999);
	see(&all, &place, "CN=SafeFilter Root CA, O=Acme", 1, 21003);
	see(&all, &place, "CN=A Public Root", 3, 21000);
	see(&all, &place, NULL, 4, 21000);
	assert_int_equal(authorities_give(&all, "capture-names", &place), 0);
	assert_int_equal(place.count, 1);
	assert_int_equal(place.items[0].kind, OBSERVED_AUTHORITY);
	assert_string_equal(place.items[0].subject, "CN=SafeFilter Root CA, O=Acme");
	assert_null(place.items[0].detail);
	assert_int_equal(place.items[0].level, LEVEL_ACTIVE);
	assert_int_equal(place.items[0].count, 3);
	assert_int_equal(place.items[0].devices, 2);
	assert_int_equal(place.items[0].first, 20999);
	assert_int_equal(place.items[0].last, 21003);
	assert_int_equal(place.gap_count, 0);
	arena_free(arena);
}

static void more_than_there_is_room_for_are_a_gap(void **state)
{
	struct observations place;
	struct arena *arena = place_open(&place);
	struct authorities all = { 0 };

	(void)state;
	for (int i = 0; i < AUTHORITIES_MAX + 2; i++) {
		char name[64];

		snprintf(name, sizeof(name), "CN=SafeFilter %d", i);
		see(&all, &place, name, 1, 21000);
	}
	assert_int_equal(authorities_give(&all, "capture-names", &place), 0);
	assert_int_equal(place.count, AUTHORITIES_MAX);
	assert_int_equal(place.gap_count, 1);
	assert_string_equal(place.gaps[0].reason, REASON_TABLE_FULL);
	assert_int_equal(place.gaps[0].count, 2);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_authority_that_is_known_is_counted_by_device),
		cmocka_unit_test(more_than_there_is_room_for_are_a_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
