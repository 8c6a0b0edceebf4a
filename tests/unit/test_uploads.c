/* What is regular in what a device sends, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "probes/traffic/uploads.h"

#define NOW 1794816000

struct found {
	struct upload_pattern items[8];
	size_t count;
};

static int take(void *arg, const struct upload_pattern *pattern)
{
	struct found *found = arg;

	assert_true(found->count < 8);
	found->items[found->count++] = *pattern;
	return 0;
}

static struct found patterns(const struct uploads *uploads)
{
	struct found found = { .count = 0 };

	assert_int_equal(uploads_each(uploads, take, &found), 0);
	return found;
}

static struct amount_seen sent(uint32_t account, uint64_t device, int64_t at)
{
	return (struct amount_seen){
		.account = account,
		.device = device,
		.endpoint = 77,
		.up = 40000,
		.down = 900,
		.start = NOW + at,
		.end = NOW + at + 2,
		.timed = true,
	};
}

static void send_at(struct uploads *uploads, const int *seconds, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct amount_seen seen = sent(1, 5, seconds[i]);

		uploads_add(uploads, &seen, true);
	}
}

#define SEND_AT(uploads, ...)                                                                      \
	send_at(uploads, (const int[]){ __VA_ARGS__ },                                             \
	        sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int))

static int new_table(void **state)
{
	*state = uploads_new();
	return *state ? 0 : -1;
}

static int free_table(void **state)
{
	uploads_free(*state);
	return 0;
}

static void six_regular_bursts_are_a_pattern_and_five_are_none(void **state)
{
	struct found found;

	SEND_AT(*state, 0, 300, 600, 905, 1200);
	assert_int_equal(patterns(*state).count, 0);
	SEND_AT(*state, 1500);
	found = patterns(*state);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.items[0].count, 6);
	assert_int_equal(found.items[0].devices, 1);
	assert_int_equal(found.items[0].period, 300);
	assert_int_equal(found.items[0].bytes, 6 * 40000);
}

static void bursts_at_any_time_are_no_pattern(void **state)
{
	SEND_AT(*state, 0, 100, 700, 750, 1900, 2000, 2600, 4000);
	assert_int_equal(patterns(*state).count, 0);
}

static void a_gap_of_a_fifth_more_is_regular_and_beyond_is_not(void **state)
{
	SEND_AT(*state, 0, 100, 200, 300, 400, 520);
	assert_int_equal(patterns(*state).count, 1);
	free_table(state);
	new_table(state);
	SEND_AT(*state, 0, 100, 200, 300, 400, 521);
	assert_int_equal(patterns(*state).count, 0);
}

static void one_gap_of_six_may_be_a_closed_lid(void **state)
{
	SEND_AT(*state, 0, 60, 120, 7200, 7260, 7320, 7380);
	assert_int_equal(patterns(*state).count, 1);
	SEND_AT(*state, 20000);
	assert_int_equal(patterns(*state).count, 0);
}

static void what_mostly_receives_is_no_upload(void **state)
{
	for (int i = 0; i < 8; i++) {
		struct amount_seen seen = sent(1, 5, i * 300);

		seen.down = seen.up;
		uploads_add(*state, &seen, true);
	}
	assert_int_equal(patterns(*state).count, 0);
}

static void parts_of_one_burst_are_one_and_order_does_not_matter(void **state)
{
	struct found found;

	SEND_AT(*state, 1200, 0, 301, 602, 300, 900, 600, 1, 1500, 3);
	found = patterns(*state);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.items[0].count, 6);
	assert_int_equal(found.items[0].bytes, 10 * 40000);
}

static void a_part_that_closes_a_gap_makes_one_of_two(void **state)
{
	SEND_AT(*state, 0, 14, 28, 42, 56, 70);
	assert_int_equal(patterns(*state).count, 1);
	assert_int_equal(patterns(*state).items[0].count, 6);
	SEND_AT(*state, 7);
	assert_int_equal(patterns(*state).count, 0);
}

static void devices_of_one_known_service_are_put_together(void **state)
{
	struct found found;

	for (uint64_t device = 1; device <= 4; device++)
		for (int i = 0; i < 6; i++) {
			struct amount_seen seen = sent(3, device, i * 60 + (int)device);

			seen.endpoint = device * 100; /* another address of it */
			uploads_add(*state, &seen, true);
		}
	found = patterns(*state);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.items[0].devices, 4);
	assert_int_equal(found.items[0].count, 24);
	assert_int_equal(found.items[0].endpoint, 0);
}

static void unknown_services_are_told_apart_by_their_address(void **state)
{
	struct found found;

	for (uint64_t device = 1; device <= 4; device++)
		for (int i = 0; i < 6; i++) {
			struct amount_seen seen = sent(3, device, i * 60);

			seen.endpoint = 100 + device / 4 * 2;
			uploads_add(*state, &seen, false);
		}
	found = patterns(*state);
	assert_int_equal(found.count, 2);
	assert_int_equal(found.items[0].devices + found.items[1].devices, 4);
	assert_int_not_equal(found.items[0].endpoint, found.items[1].endpoint);
}

static void what_has_no_time_is_not_looked_at(void **state)
{
	for (int i = 0; i < 8; i++) {
		struct amount_seen seen = sent(1, 5, i * 300);

		seen.timed = false;
		uploads_add(*state, &seen, true);
	}
	assert_int_equal(patterns(*state).count, 0);
}

static void a_flood_of_unknown_services_drives_no_known_one_out(void **state)
{
	for (int i = 0; i < 8; i++) {
		SEND_AT(*state, i * 300);
		for (uint64_t other = 0; other < 4 * UPLOADS_ROWS; other++) {
			struct amount_seen seen = sent(2, other, i * 300 + 9);

			seen.endpoint = other * 2654435761u;
			uploads_add(*state, &seen, false);
		}
	}
	assert_int_equal(patterns(*state).count, 1);
	assert_int_equal(patterns(*state).items[0].account, 1);
}

static void more_bursts_than_are_kept_leave_the_first(void **state)
{
	for (int i = 0; i < 3 * UPLOADS_BURSTS; i++)
		SEND_AT(*state, i * 30);
	assert_int_equal(patterns(*state).count, 1);
	assert_int_equal(patterns(*state).items[0].count, UPLOADS_BURSTS);
}

static int refuse(void *arg, const struct upload_pattern *pattern)
{
	(void)arg;
	(void)pattern;
	return -12;
}

static void what_the_taker_returns_is_handed_back(void **state)
{
	SEND_AT(*state, 0, 300, 600, 900, 1200, 1500);
	assert_int_equal(uploads_each(*state, refuse, NULL), -12);
}

#define ON_A_TABLE(test) cmocka_unit_test_setup_teardown(test, new_table, free_table)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_TABLE(six_regular_bursts_are_a_pattern_and_five_are_none),
		ON_A_TABLE(bursts_at_any_time_are_no_pattern),
		ON_A_TABLE(a_gap_of_a_fifth_more_is_regular_and_beyond_is_not),
		ON_A_TABLE(one_gap_of_six_may_be_a_closed_lid),
		ON_A_TABLE(what_mostly_receives_is_no_upload),
		ON_A_TABLE(parts_of_one_burst_are_one_and_order_does_not_matter),
		ON_A_TABLE(a_part_that_closes_a_gap_makes_one_of_two),
		ON_A_TABLE(devices_of_one_known_service_are_put_together),
		ON_A_TABLE(unknown_services_are_told_apart_by_their_address),
		ON_A_TABLE(what_has_no_time_is_not_looked_at),
		ON_A_TABLE(a_flood_of_unknown_services_drives_no_known_one_out),
		ON_A_TABLE(more_bursts_than_are_kept_leave_the_first),
		ON_A_TABLE(what_the_taker_returns_is_handed_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
