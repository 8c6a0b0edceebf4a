/* Who talks to whom: both directions of a TCP or UDP conversation in one entry of 64 bytes, in a
 * table of fixed size.
 *
 * Entries are handed out round robin, in packet order. When all are taken, the next one that was
 * not touched since the hand last came by gives way (second chance): one clock, the packets'. The
 * hash only finds entries; its seed never decides who goes, so it never reaches the output.
 *
 * A finished flow costs one look-up. For speed the caller works in batches: flow_key_of() and
 * flows_prefetch() for each packet, then flows_prefetch_entry() for each, then flows_find(). */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "probes/wire/packet.h"

#define FLOWS_MAX ((uint32_t)1 << 18)

struct flow_key {
	struct packet_address low, high; /* the endpoint that sorts first, and the other */
	uint16_t low_port, high_port;
	uint8_t protocol;
	uint8_t side; /* 0: the packet came from `low` */
	uint32_t hash;
};

enum flow_mark {
	FLOW_COUNTED = 1, /* in capture_totals.connections */
	FLOW_HIDDEN = 32, /* in capture_totals.hidden */
	FLOW_HTTP = 2,    /* a request was seen: others may follow */
	FLOW_DNS = 4,     /* has the shape of DNS */
	FLOW_RECENT = 8,  /* touched since the clock's hand last came by */
	FLOW_USED = 16,   /* the entry is taken */
	FLOW_NOTED = 64,  /* its kind was told to the sink */
};

enum side_state {
	SIDE_NEW,     /* nothing seen of it */
	SIDE_READY,   /* `next` is where the stream, or its next message, begins */
	SIDE_LOOKING, /* no message known at `next`: segments are asked whether one begins with them
	               */
	SIDE_DONE,    /* nothing more to learn */
};

struct flow_side {
	uint32_t next;     /* sequence number, see the state */
	uint16_t buffer;   /* probes/traffic/streams.h; a new flow has STREAM_NONE */
	uint8_t state : 2; /* enum side_state */
	uint8_t tries : 6; /* payloads asked so far */
	uint8_t reader;    /* of datagrams whose shape they have: 1 + its number in the table of
	                      datagrams.c; of a stream what its reader has said so far of the
	                      message at `next`; 0 = not known, nothing */
};

struct flow {
	struct packet_address low, high;
	uint16_t low_port, high_port;
	struct flow_side sides[2]; /* what `low` sends, what `high` sends */
	uint32_t hash;
	uint32_t seconds; /* capture time when last touched, low 32 bits */
	uint8_t protocol;
	uint8_t marks;    /* enum flow_mark */
	uint16_t network; /* whose totals count it, once FLOW_COUNTED */
};
_Static_assert(sizeof(struct flow) == 64, "one cache line");

struct flows; /* about 18 MiB, owned by the caller */

/* `seed` mixes into the hash: any number gives the same result. NULL: no memory. */
struct flows *flows_new(uint64_t seed);
uint64_t flows_seed(void); /* of this process; nobody outside can know it */
void flows_free(struct flows *flows);

/* The key of a TCP or UDP packet, or of one without ports: then both are 0. */
void flow_key_of(const struct flows *flows, const struct packet *packet, struct flow_key *out);

void flows_prefetch(const struct flows *flows, const struct flow_key *key);
/* The number of the entry that it seems to be; FLOWS_MAX: none. */
uint32_t flows_prefetch_entry(const struct flows *flows, const struct flow_key *key);

/* NULL: not there. An entry stays where it is until it is evicted. */
struct flow *flows_find(struct flows *flows, const struct flow_key *key);

/* A new entry for a key that is not there. `*evicted` is the flow that had to go, or has no
 * FLOW_USED mark. */
struct flow *flows_add(struct flows *flows, const struct flow_key *key, struct flow *evicted);

uint32_t flow_number(const struct flows *flows, const struct flow *flow); /* below FLOWS_MAX */
struct flow *flow_at(struct flows *flows, uint32_t number);
