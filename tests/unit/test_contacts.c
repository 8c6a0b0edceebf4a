/* From names and amounts to facts: what is kept, how it is known, and in which hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "probes/interest.h"
#include "probes/reasons.h"
#include "probes/traffic/contact_hours.h"
#include "probes/traffic/contacts.h"

#define START 1794816000 /* 2026-11-16T08:00:00Z */
#define DAY ((date)(START / 86400))

struct bench {
	struct arena *arena;
	struct observations place;
	struct interest interest;
	struct contacts *contacts;
	struct name_sink sink;
	uint64_t up; /* of 120 bytes each time, what the device sends */
};

static bool keep(void *arg, const struct observation *fact)
{
	(void)arg;
	return fact->kind == OBSERVED_CONVERSATION || strstr(fact->subject, "known") != NULL ||
	       strcmp(fact->subject, SENDING_UNKNOWN) == 0;
}

static bool never(void *arg, const char *host)
{
	(void)arg;
	return strstr(host, "union") != NULL;
}

static const char *known_part(void *arg, const char *host)
{
	(void)arg;
	return strstr(host, "known.");
}

static int bench_setup(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	bench->arena = arena_new((size_t)64 << 20);
	bench->interest =
		(struct interest){ .keep = keep, .never = never, .known_part = known_part };
	observations_init(&bench->place, bench->arena, &bench->interest);
	bench->place.probe = probe_capture_names.name;
	bench->contacts = contacts_new(&bench->place, 1);
	bench->sink = contacts_sink(bench->contacts);
	bench->up = 50;
	*state = bench;
	return bench->contacts ? 0 : -1;
}

static int bench_teardown(void **state)
{
	struct bench *bench = *state;

	contacts_close(bench->contacts);
	arena_free(bench->arena);
	free(bench);
	return 0;
}

static struct name_seen name_of(const char *host, uint64_t device, enum name_how how)
{
	return (struct name_seen){
		.protocol = NAME_TLS, .how = how, .host = host, .device = device, .day = DAY
	};
}

static uint32_t say(struct bench *bench, const char *host, uint64_t device)
{
	const struct name_seen seen = name_of(host, device, NAMED_ITSELF);

	assert_int_equal(bench->sink.name(bench->sink.arg, &seen), 0);
	return bench->sink.account(bench->sink.arg, &seen);
}

static uint32_t open_by(struct bench *bench, const char *host, enum name_how how)
{
	const struct name_seen seen = name_of(host, 1, how);

	return bench->sink.account(bench->sink.arg, &seen);
}

static void send_to(struct bench *bench, uint32_t account, uint64_t device, int64_t after)
{
	const struct amount_seen seen = {
		.account = account,
		.device = device,
		.endpoint = 5,
		.up = bench->up,
		.down = 120 - bench->up,
		.start = START + after,
		.end = START + after,
		.timed = true,
		.first = true,
	};

	assert_int_equal(bench->sink.amount(bench->sink.arg, &seen), 0);
}

static const struct observation *finish(struct bench *bench, size_t count)
{
	assert_int_equal(contacts_finish(bench->contacts), 0);
	observations_sort(&bench->place);
	assert_int_equal(bench->place.count, count);
	return bench->place.items;
}

static uint64_t gap_of(const struct bench *bench, const char *reason)
{
	for (size_t i = 0; i < bench->place.gap_count; i++)
		if (strcmp(bench->place.gaps[i].reason, reason) == 0)
			return bench->place.gaps[i].count;
	return 0;
}

static void a_contact_says_how_much_went_each_way(void **state)
{
	const struct observation *fact;

	send_to(*state, say(*state, "a.known.example", 1), 1, 0);
	send_to(*state, say(*state, "b.known.example", 2), 2, 9);
	fact = finish(*state, 1);
	assert_string_equal(fact->subject, "known.example");
	assert_string_equal(fact->detail, "tls");
	assert_int_equal(fact->count, 2);
	assert_int_equal(fact->devices, 2);
	assert_int_equal(fact->bytes, 240);
	assert_int_equal(fact->bytes_up, 100);
	assert_int_equal(fact->band_count, 0);
}

static void hours_are_kept_of_three_devices_and_counted_of_fewer(void **state)
{
	uint32_t account = say(*state, "known.example", 1);
	const struct observation *fact;

	for (uint64_t device = 1; device <= 3; device++)
		send_to(*state, account, device, 3600);
	send_to(*state, account, 3, 3700);
	for (uint64_t device = 1; device <= 2; device++)
		send_to(*state, account, device, 7200);
	fact = finish(*state, 1);
	assert_int_equal(fact->band_count, 1);
	assert_int_equal(fact->bands[0].day, DAY);
	assert_int_equal(fact->bands[0].hour, 9);
	assert_int_equal(fact->bands[0].devices, 3);
	assert_int_equal(fact->bands[0].bytes, 480);
	assert_int_equal(gap_of(*state, REASON_FEW_DEVICES), 1);
}

static void hours_come_out_in_order_whatever_order_they_came_in(void **state)
{
	uint32_t account = say(*state, "known.example", 1);
	const struct observation *fact;

	for (int hour = 30; hour >= 0; hour--)
		for (uint64_t device = 1; device <= 3; device++)
			send_to(*state, account, device, (hour * 7 % 31) * 3600);
	fact = finish(*state, 1);
	assert_int_equal(fact->band_count, 31);
	for (size_t i = 0; i < 31; i++)
		assert_int_equal(fact->bands[i].hour, (8 + i) % 24);
}

static void more_hours_than_there_is_room_for_are_a_gap(void **state)
{
	uint32_t account = say(*state, "known.example", 1);

	for (int hour = 0; hour <= CONTACT_HOURS_MAX; hour++)
		send_to(*state, account, 1, hour * 3600);
	assert_int_equal(finish(*state, 1)->bytes, 120 * (CONTACT_HOURS_MAX + 1));
	assert_int_equal(gap_of(*state, REASON_TABLE_FULL), 1 + CONTACT_HOURS_MAX - HOUR_BANDS_MAX);
}

static void how_a_contact_is_known_keeps_it_apart(void **state)
{
	const struct observation *facts;

	send_to(*state, say(*state, "known.example", 1), 1, 0);
	send_to(*state, open_by(*state, "known.example", NAMED_BY_DNS), 1, 0);
	send_to(*state, open_by(*state, "x.known.example", NAMED_BY_DNS), 1, 0);
	send_to(*state, open_by(*state, "known.example", NAMED_BY_OTHER_DNS), 1, 0);
	send_to(*state, open_by(*state, "known.example", NAMED_BY_SHARED_ADDRESS), 1, 0);
	facts = finish(*state, 4);
	assert_string_equal(facts[0].detail, CONTACT_BY_DNS);
	assert_int_equal(facts[0].count, 2);
	assert_string_equal(facts[1].detail, CONTACT_BY_OTHER_DNS);
	assert_string_equal(facts[2].detail, CONTACT_BY_SHARED_ADDRESS);
	assert_string_equal(facts[3].detail, "tls");
	assert_int_equal(facts[3].count, 1);
}

static void an_address_that_was_only_asked_about_is_no_contact(void **state)
{
	assert_int_not_equal(open_by(*state, "known.example", NAMED_BY_DNS), 0);
	finish(*state, 0);
}

static void names_that_are_not_kept_share_the_account_of_the_nameless(void **state)
{
	uint32_t nameless = open_by(*state, NULL, NAMED_NOT);

	assert_int_not_equal(nameless, 0);
	assert_int_equal(say(*state, "other.example", 1), nameless);
	assert_int_equal(say(*state, "private.example", 1), nameless);
	assert_int_not_equal(say(*state, "known.example", 1), nameless);
	assert_int_equal(contacts_dropped(((struct bench *)*state)->contacts), 2);
	send_to(*state, nameless, 1, 0);
	assert_string_equal(finish(*state, 1)->subject, "known.example");
}

static void what_is_never_listed_is_counted_nowhere(void **state)
{
	assert_int_equal(say(*state, "union.known.example", 1), 0);
	assert_int_equal(open_by(*state, "union.known.example", NAMED_BY_DNS), 0);
	finish(*state, 0);
	assert_int_equal(contacts_dropped(((struct bench *)*state)->contacts), 0);
}

static void regular_uploads_of_an_unknown_service_need_three_devices(void **state)
{
	uint32_t nameless = open_by(*state, NULL, NAMED_NOT);

	((struct bench *)*state)->up = 100;
	for (uint64_t device = 1; device <= 2; device++)
		for (int i = 0; i < 8; i++)
			send_to(*state, nameless, device, i * 60);
	assert_int_equal(contacts_finish(((struct bench *)*state)->contacts), 0);
	assert_int_equal(((struct bench *)*state)->place.count, 0);
	for (int i = 0; i < 8; i++)
		send_to(*state, nameless, 3, i * 60);
	assert_string_equal(finish(*state, 1)->subject, SENDING_UNKNOWN);
	assert_string_equal(((struct bench *)*state)->place.items[0].detail, "60");
	assert_int_equal(((struct bench *)*state)->place.items[0].count, 24);
}

static void kinds_of_conversation_are_counted_by_device(void **state)
{
	struct bench *bench = *state;
	const struct observation *fact;

	for (uint64_t i = 0; i < 12; i++) {
		const struct kind_seen seen = { .kind = TRAFFIC_WIREGUARD,
			                        .device = i % 3,
			                        .day = DAY + (date)i };

		assert_int_equal(bench->sink.kind(bench->sink.arg, &seen), 0);
	}
	fact = finish(bench, 1);
	assert_int_equal(fact->kind, OBSERVED_CONVERSATION);
	assert_string_equal(fact->subject, "wireguard");
	assert_string_equal(fact->detail, CONVERSATION_HIDES);
	assert_int_equal(fact->count, 12);
	assert_int_equal(fact->devices, 3);
	assert_int_equal(fact->first, DAY);
	assert_int_equal(fact->last, DAY + 11);
}

#define ON_A_BENCH(test) cmocka_unit_test_setup_teardown(test, bench_setup, bench_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_BENCH(a_contact_says_how_much_went_each_way),
		ON_A_BENCH(hours_are_kept_of_three_devices_and_counted_of_fewer),
		ON_A_BENCH(hours_come_out_in_order_whatever_order_they_came_in),
		ON_A_BENCH(more_hours_than_there_is_room_for_are_a_gap),
		ON_A_BENCH(how_a_contact_is_known_keeps_it_apart),
		ON_A_BENCH(an_address_that_was_only_asked_about_is_no_contact),
		ON_A_BENCH(names_that_are_not_kept_share_the_account_of_the_nameless),
		ON_A_BENCH(what_is_never_listed_is_counted_nowhere),
		ON_A_BENCH(regular_uploads_of_an_unknown_service_need_three_devices),
		ON_A_BENCH(kinds_of_conversation_are_counted_by_device),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
