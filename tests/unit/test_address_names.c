/* Names by address: how long they live, whose they are, and when there is more than one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "probes/traffic/address_names.h"

#define NOW 1794816000
#define DEVICE 0x1234567800000001u
#define OTHER 0x9abcdef000000002u

static struct packet_address at(uint32_t number)
{
	return (struct packet_address){ 0, 0x0000ffff00000000u | number };
}

static void add(struct address_names *answers, uint32_t address, const char *name, uint64_t device,
                int64_t seconds)
{
	const struct packet_address where = at(address);

	address_names_add(answers, &where, name, 300, device, seconds);
}

static struct address_names_found find(const struct address_names *answers, uint32_t address,
                                       uint64_t device, int64_t seconds)
{
	const struct packet_address where = at(address);
	struct address_names_found found;

	address_names_find(answers, &where, device, seconds, &found);
	return found;
}

static int new_table(void **state)
{
	*state = address_names_new(7);
	return *state ? 0 : -1;
}

static int free_table(void **state)
{
	address_names_free(*state);
	return 0;
}

static void the_device_that_asked_is_told_from_others(void **state)
{
	struct address_names_found found;

	add(*state, 1, "a.example", DEVICE, NOW);
	found = find(*state, 1, DEVICE, NOW);
	assert_int_equal(found.how, NAMED_BY_DNS);
	assert_int_equal(found.count, 1);
	assert_string_equal(found.names[0], "a.example");
	found = find(*state, 1, OTHER, NOW);
	assert_int_equal(found.how, NAMED_BY_OTHER_DNS);
	assert_string_equal(found.names[0], "a.example");
	assert_int_equal(find(*state, 2, DEVICE, NOW).how, NAMED_NOT);
}

static void an_answer_lives_as_long_as_it_says_and_at_least_a_minute(void **state)
{
	const struct packet_address where = at(9);

	add(*state, 1, "a.example", DEVICE, NOW);
	assert_int_equal(find(*state, 1, DEVICE, NOW + 300).count, 1);
	assert_int_equal(find(*state, 1, DEVICE, NOW + 301).count, 0);
	address_names_add(*state, &where, "b.example", 0, DEVICE, NOW);
	assert_int_equal(find(*state, 9, DEVICE, NOW + ADDRESS_NAMES_TTL_MIN).count, 1);
	assert_int_equal(find(*state, 9, DEVICE, NOW + ADDRESS_NAMES_TTL_MIN + 1).count, 0);
	address_names_add(*state, &where, "b.example", UINT32_MAX, DEVICE, NOW);
	assert_int_equal(find(*state, 9, DEVICE, NOW + ADDRESS_NAMES_TTL_MAX).count, 1);
	assert_int_equal(find(*state, 9, DEVICE, NOW + ADDRESS_NAMES_TTL_MAX + 1).count, 0);
}

static void the_same_answer_again_lives_longer(void **state)
{
	add(*state, 1, "a.example", DEVICE, NOW);
	add(*state, 1, "a.example", OTHER, NOW + 200);
	assert_int_equal(find(*state, 1, DEVICE, NOW + 500).how, NAMED_BY_DNS);
	assert_int_equal(find(*state, 1, OTHER, NOW + 500).how, NAMED_BY_DNS);
	assert_int_equal(find(*state, 1, DEVICE, NOW + 500).count, 1);
}

static void several_names_of_one_address_are_a_shared_address(void **state)
{
	struct address_names_found found;

	add(*state, 1, "a.example", DEVICE, NOW);
	add(*state, 1, "b.example", DEVICE, NOW);
	add(*state, 1, "c.example", OTHER, NOW);
	found = find(*state, 1, DEVICE, NOW);
	assert_int_equal(found.how, NAMED_BY_SHARED_ADDRESS);
	assert_int_equal(found.count, 2);
	found = find(*state, 1, OTHER, NOW);
	assert_int_equal(found.how, NAMED_BY_DNS);
	assert_string_equal(found.names[0], "c.example");
	found = find(*state, 1, DEVICE + OTHER, NOW);
	assert_int_equal(found.how, NAMED_BY_SHARED_ADDRESS);
	assert_int_equal(found.count, 3);
}

static void a_name_that_is_over_leaves_the_address_to_the_other(void **state)
{
	add(*state, 1, "a.example", DEVICE, NOW);
	add(*state, 1, "b.example", DEVICE, NOW + 200);
	assert_int_equal(find(*state, 1, DEVICE, NOW + 250).count, 2);
	assert_int_equal(find(*state, 1, DEVICE, NOW + 400).count, 1);
	assert_string_equal(find(*state, 1, DEVICE, NOW + 400).names[0], "b.example");
}

static void an_address_of_very_many_names_has_none(void **state)
{
	char name[32];

	for (int i = 0; i <= ADDRESS_NAMES_NAMES_MAX + 3; i++) {
		snprintf(name, sizeof(name), "n%d.example", i);
		add(*state, 1, name, OTHER, NOW);
		assert_int_equal(find(*state, 1, OTHER, NOW).count,
		                 i < ADDRESS_NAMES_NAMES_MAX ? i + 1 : 0);
	}
}

static void only_the_latest_devices_that_asked_are_remembered(void **state)
{
	for (uint64_t i = 1; i <= ADDRESS_NAMES_ASKERS_MAX + 1; i++)
		add(*state, 1, "a.example", i << 32, NOW);
	assert_int_equal(find(*state, 1, 1ull << 32, NOW).how, NAMED_BY_OTHER_DNS);
	assert_int_equal(find(*state, 1, 2ull << 32, NOW).how, NAMED_BY_DNS);
	assert_int_equal(find(*state, 1, (ADDRESS_NAMES_ASKERS_MAX + 1ull) << 32, NOW).how,
	                 NAMED_BY_DNS);
}

static void the_first_goes_when_the_table_is_full(void **state)
{
	char name[32];

	for (uint32_t i = 0; i <= ADDRESS_NAMES_MAX; i++) {
		snprintf(name, sizeof(name), "n%u.example", i % 64);
		add(*state, i + 1, name, DEVICE, NOW);
	}
	assert_int_equal(find(*state, 1, DEVICE, NOW).count, 0);
	assert_string_equal(find(*state, 2, DEVICE, NOW).names[0], "n1.example");
	assert_string_equal(find(*state, ADDRESS_NAMES_MAX + 1, DEVICE, NOW).names[0],
	                    "n0.example");
}

/* Long names wear the ring out before the table is full: then a name is missing, never wrong. */
static void a_name_that_is_written_over_is_not_known_any_more(void **state)
{
	char name[256];
	uint32_t count = ADDRESS_NAMES_BYTES / 200;

	memset(name, 'x', sizeof(name));
	for (uint32_t i = 0; i < count; i++) {
		snprintf(name + 192, 16, "%07u", i);
		add(*state, i + 1, name, DEVICE, NOW);
	}
	assert_string_equal(find(*state, 1, DEVICE, NOW).names[0] + 192, "0000000");
	for (uint32_t i = count; i < count + 100; i++) {
		snprintf(name + 192, 16, "%07u", i);
		add(*state, i + 1, name, DEVICE, NOW);
	}
	assert_int_equal(find(*state, 1, DEVICE, NOW).count, 0);
	for (uint32_t i = 200; i < count + 100; i++) {
		snprintf(name + 192, 16, "%07u", i);
		assert_string_equal(find(*state, i + 1, DEVICE, NOW).names[0], name);
	}
}

static void any_seed_gives_the_same(void **state)
{
	struct address_names *another = address_names_new(0xfeedface);

	assert_non_null(another);
	for (uint32_t i = 0; i < 3 * ADDRESS_NAMES_MAX; i++) {
		add(*state, i % 70000, i & 1 ? "a.example" : "b.example", i % 5, NOW + i / 1000);
		add(another, i % 70000, i & 1 ? "a.example" : "b.example", i % 5, NOW + i / 1000);
	}
	for (uint32_t i = 0; i < 70000; i += 7) {
		const struct address_names_found one = find(*state, i, 3, NOW + 197);
		const struct address_names_found two = find(another, i, 3, NOW + 197);

		assert_int_equal(one.how, two.how);
		assert_int_equal(one.count, two.count);
	}
	address_names_free(another);
}

#define ON_A_TABLE(test) cmocka_unit_test_setup_teardown(test, new_table, free_table)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_A_TABLE(the_device_that_asked_is_told_from_others),
		ON_A_TABLE(an_answer_lives_as_long_as_it_says_and_at_least_a_minute),
		ON_A_TABLE(the_same_answer_again_lives_longer),
		ON_A_TABLE(several_names_of_one_address_are_a_shared_address),
		ON_A_TABLE(a_name_that_is_over_leaves_the_address_to_the_other),
		ON_A_TABLE(an_address_of_very_many_names_has_none),
		ON_A_TABLE(only_the_latest_devices_that_asked_are_remembered),
		ON_A_TABLE(the_first_goes_when_the_table_is_full),
		ON_A_TABLE(a_name_that_is_written_over_is_not_known_any_more),
		ON_A_TABLE(any_seed_gives_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
