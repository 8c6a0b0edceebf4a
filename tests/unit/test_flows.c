/* The flow table: one entry for both directions, and whoever has to go is chosen by packet order
 * alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "probes/traffic/flows.h"

static struct packet packet_of(uint32_t number)
{
	return (struct packet){
		.source = { 0, 0x0000ffff0a000000u | number },
		.target = { 0, 0x0000ffffc6336407u },
		.source_port = (uint16_t)(1024 + number % 1000),
		.target_port = 443,
		.protocol = PROTOCOL_TCP,
	};
}

static struct flow_key key_of(const struct flows *flows, uint32_t number)
{
	struct packet packet = packet_of(number);
	struct flow_key key;

	flow_key_of(flows, &packet, &key);
	return key;
}

static struct flow *add(struct flows *flows, uint32_t number, struct flow *evicted)
{
	struct flow_key key = key_of(flows, number);

	return flows_add(flows, &key, evicted);
}

static struct flow *find(struct flows *flows, uint32_t number)
{
	struct flow_key key = key_of(flows, number);

	return flows_find(flows, &key);
}

static void both_directions_share_one_entry(void **state)
{
	struct flows *flows = flows_new(1);
	struct packet there = packet_of(5), back = there;
	struct flow_key key, key_back;
	struct flow evicted, *flow;

	(void)state;
	back.source = there.target;
	back.target = there.source;
	back.source_port = there.target_port;
	back.target_port = there.source_port;
	flow_key_of(flows, &there, &key);
	flow_key_of(flows, &back, &key_back);
	assert_null(flows_find(flows, &key));
	flow = flows_add(flows, &key, &evicted);
	assert_ptr_equal(flows_find(flows, &key), flow);
	assert_ptr_equal(flows_find(flows, &key_back), flow);
	assert_int_not_equal(key.side, key_back.side);
	assert_false(evicted.marks & FLOW_USED);
	flows_free(flows);
}

static void another_protocol_or_port_is_another_flow(void **state)
{
	struct flows *flows = flows_new(1);
	struct packet packet = packet_of(5);
	struct flow_key key;
	struct flow evicted;

	(void)state;
	add(flows, 5, &evicted);
	packet.protocol = PROTOCOL_UDP;
	flow_key_of(flows, &packet, &key);
	assert_null(flows_find(flows, &key));
	packet = packet_of(5);
	packet.target_port = 80;
	flow_key_of(flows, &packet, &key);
	assert_null(flows_find(flows, &key));
	flows_free(flows);
}

static void a_full_table_forgets_the_oldest_and_keeps_what_was_touched(void **state)
{
	struct flows *flows = flows_new(7);
	struct flow evicted;

	(void)state;
	for (uint32_t i = 0; i < FLOWS_MAX; i++) {
		add(flows, i, &evicted);
		assert_false(evicted.marks & FLOW_USED);
	}
	find(flows, 0)->marks |= FLOW_RECENT;
	add(flows, FLOWS_MAX, &evicted);
	assert_true(evicted.marks & FLOW_USED);
	assert_true(evicted.low.low == packet_of(1).source.low);
	assert_non_null(find(flows, 0));
	assert_null(find(flows, 1));
	assert_non_null(find(flows, FLOWS_MAX));
	flows_free(flows);
}

/* Which flow went, for each of many additions with some touching in between. */
static uint32_t *evictions(uint64_t seed, uint32_t count)
{
	struct flows *flows = flows_new(seed);
	uint32_t *order = calloc(count, sizeof(*order));

	for (uint32_t i = 0; i < count; i++) {
		struct flow evicted, *touched = find(flows, i / 3 * 2);

		if (touched)
			touched->marks |= FLOW_RECENT;
		add(flows, i, &evicted);
		order[i] = evicted.marks & FLOW_USED ? (uint32_t)evicted.low.low : 0;
	}
	flows_free(flows);
	return order;
}

static void the_hash_seed_does_not_decide_who_goes(void **state)
{
	const uint32_t count = FLOWS_MAX + FLOWS_MAX / 2;
	uint32_t *one = evictions(1, count), *other = evictions(0xfeedface12345678u, count);

	(void)state;
	assert_int_not_equal(one[count - 1], 0);
	assert_memory_equal(one, other, count * sizeof(*one));
	free(one);
	free(other);
}

static void every_flow_in_the_table_is_found_after_many_evictions(void **state)
{
	const uint32_t count = FLOWS_MAX + 100000;
	struct flows *flows = flows_new(3);
	struct flow evicted;

	(void)state;
	for (uint32_t i = 0; i < count; i++)
		add(flows, i, &evicted);
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(find(flows, i) != NULL, i >= count - FLOWS_MAX);
	flows_free(flows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_directions_share_one_entry),
		cmocka_unit_test(another_protocol_or_port_is_another_flow),
		cmocka_unit_test(a_full_table_forgets_the_oldest_and_keeps_what_was_touched),
		cmocka_unit_test(the_hash_seed_does_not_decide_who_goes),
		cmocka_unit_test(every_flow_in_the_table_is_found_after_many_evictions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
