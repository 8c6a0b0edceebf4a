/* An index of 4-byte slots (open addressing, linear probing, at most half full) over the entries in
 * clock order. */
#include "probes/traffic/flows.h"

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "probes/traffic/streams.h"

#define LINE 64 /* bytes of a cache line */
#define INDEX_BITS 19
#define INDEX_SLOTS ((uint32_t)1 << INDEX_BITS)
#define INDEX_MASK (INDEX_SLOTS - 1)
#define NUMBER_MASK (FLOWS_MAX - 1)
#define TAG_MASK (~NUMBER_MASK & ~SLOT_USED)
#define SLOT_USED ((uint32_t)1 << 31)

struct flows {
	uint64_t seed;
	uint32_t hand; /* the next entry to hand out */
	uint32_t *index;
	struct flow *entries; /* on cache lines, inside `memory` */
	void *memory;
};

/* Sixteen bytes that the kernel gives every process: no call that the sandbox would have to allow.
 */
uint64_t flows_seed(void)
{
	unsigned long place = getauxval(AT_RANDOM);
	const void *random;
	uint64_t seed = 0;

	memcpy(&random, &place, sizeof(random));
	if (random)
		memcpy(&seed, random, sizeof(seed));
	return seed;
}

struct flows *flows_new(uint64_t seed)
{
	struct flows *flows = calloc(1, sizeof(*flows));

	if (!flows)
		return NULL;
	flows->seed = seed;
	flows->index = calloc(INDEX_SLOTS, sizeof(*flows->index));
	flows->memory = calloc(FLOWS_MAX + 1,
	                       sizeof(*flows->entries)); /* calloc: pages come as they are needed */
	if (!flows->index || !flows->memory) {
		flows_free(flows);
		return NULL;
	}
	flows->entries =
		(void *)((uint8_t *)flows->memory + (-(uintptr_t)flows->memory & (LINE - 1)));
	return flows;
}

void flows_free(struct flows *flows)
{
	if (!flows)
		return;
	free(flows->index);
	free(flows->memory);
	free(flows);
}

static uint64_t mix(uint64_t state, uint64_t word)
{
	state = (state ^ word) * 0x9e3779b97f4a7c15u;
	return state ^ state >> 29;
}

static bool sorts_first(const struct packet *packet)
{
	const struct packet_address *a = &packet->source, *b = &packet->target;

	if (a->high != b->high)
		return a->high < b->high;
	if (a->low != b->low)
		return a->low < b->low;
	return packet->source_port <= packet->target_port;
}

void flow_key_of(const struct flows *flows, const struct packet *packet, struct flow_key *out)
{
	bool first = sorts_first(packet);
	uint64_t hash;

	out->low = first ? packet->source : packet->target;
	out->high = first ? packet->target : packet->source;
	out->low_port = first ? packet->source_port : packet->target_port;
	out->high_port = first ? packet->target_port : packet->source_port;
	out->protocol = packet->protocol;
	out->side = !first;
	hash = mix(flows->seed, out->low.high ^ out->protocol);
	hash = mix(hash, out->low.low);
	hash = mix(hash, out->high.high);
	hash = mix(hash, out->high.low);
	hash = mix(hash, (uint64_t)out->low_port << 16 | out->high_port);
	out->hash = (uint32_t)(hash >> 32 ^ hash);
}

static uint32_t tag_of(uint32_t hash)
{
	return hash & TAG_MASK;
}

/* Slots are spread by bits that the tag does not hold alone. */
static uint32_t home_of(uint32_t hash)
{
	return (hash * 0x85ebca6bu) >> (32 - INDEX_BITS);
}

static bool holds(const struct flow *flow, const struct flow_key *key)
{
	return flow->hash == key->hash && flow->low.low == key->low.low &&
	       flow->high.low == key->high.low && flow->low_port == key->low_port &&
	       flow->high_port == key->high_port && flow->low.high == key->low.high &&
	       flow->high.high == key->high.high && flow->protocol == key->protocol;
}

void flows_prefetch(const struct flows *flows, const struct flow_key *key)
{
	__builtin_prefetch(&flows->index[home_of(key->hash)]);
}

uint32_t flows_prefetch_entry(const struct flows *flows, const struct flow_key *key)
{
	uint32_t slot = home_of(key->hash);

	for (; flows->index[slot]; slot = (slot + 1) & INDEX_MASK)
		if ((flows->index[slot] & TAG_MASK) == tag_of(key->hash)) {
			__builtin_prefetch(&flows->entries[flows->index[slot] & NUMBER_MASK], 1);
			return flows->index[slot] & NUMBER_MASK;
		}
	return FLOWS_MAX;
}

struct flow *flows_find(struct flows *flows, const struct flow_key *key)
{
	uint32_t slot = home_of(key->hash);

	for (; flows->index[slot]; slot = (slot + 1) & INDEX_MASK) {
		struct flow *flow = &flows->entries[flows->index[slot] & NUMBER_MASK];

		if ((flows->index[slot] & TAG_MASK) == tag_of(key->hash) && holds(flow, key))
			return flow;
	}
	return NULL;
}

/* Takes a slot out of the index and moves later ones of the same run back, so that no run is torn.
 */
static void index_remove(struct flows *flows, uint32_t hash, uint32_t number)
{
	uint32_t hole = home_of(hash), next;

	while ((flows->index[hole] & NUMBER_MASK) != number || !flows->index[hole])
		hole = (hole + 1) & INDEX_MASK;
	for (next = (hole + 1) & INDEX_MASK; flows->index[next]; next = (next + 1) & INDEX_MASK) {
		uint32_t home = home_of(flows->entries[flows->index[next] & NUMBER_MASK].hash);

		if (((next - home) & INDEX_MASK) < ((next - hole) & INDEX_MASK))
			continue;
		flows->index[hole] = flows->index[next];
		hole = next;
	}
	flows->index[hole] = 0;
}

static void index_add(struct flows *flows, uint32_t hash, uint32_t number)
{
	uint32_t slot = home_of(hash);

	while (flows->index[slot])
		slot = (slot + 1) & INDEX_MASK;
	flows->index[slot] = SLOT_USED | tag_of(hash) | number;
}

/* The entry under the hand, once it found one that was not touched since it last came by. */
static struct flow *next_entry(struct flows *flows)
{
	struct flow *flow = &flows->entries[flows->hand];

	while (flow->marks & FLOW_RECENT) {
		flow->marks &= (uint8_t)~FLOW_RECENT;
		flows->hand = (flows->hand + 1) & NUMBER_MASK;
		flow = &flows->entries[flows->hand];
	}
	flows->hand = (flows->hand + 1) & NUMBER_MASK;
	__builtin_prefetch(&flows->entries[(flows->hand + 4) & NUMBER_MASK], 1);
	return flow;
}

struct flow *flows_add(struct flows *flows, const struct flow_key *key, struct flow *evicted)
{
	struct flow *flow = next_entry(flows);
	uint32_t number = flow_number(flows, flow);

	*evicted = *flow;
	if (flow->marks & FLOW_USED)
		index_remove(flows, flow->hash, number);
	*flow = (struct flow){
		.low = key->low,
		.high = key->high,
		.low_port = key->low_port,
		.high_port = key->high_port,
		.sides = { { .buffer = STREAM_NONE }, { .buffer = STREAM_NONE } },
		.hash = key->hash,
		.protocol = key->protocol,
		.marks = FLOW_USED,
	};
	index_add(flows, key->hash, number);
	return flow;
}

uint32_t flow_number(const struct flows *flows, const struct flow *flow)
{
	return (uint32_t)(flow - flows->entries);
}

struct flow *flow_at(struct flows *flows, uint32_t number)
{
	return &flows->entries[number & NUMBER_MASK];
}
