/* What is known of the conversations of a capture, and what all their readers do with it: say a
 * name, count a connection, find or make room for a flow. Used by probes/traffic/names.c
 * (datagrams) and segments.c (streams). */
#pragma once
#include "probes/traffic/accounts.h"
#include "probes/traffic/address_names.h"
#include "probes/traffic/asked.h"
#include "probes/traffic/capture.h"
#include "probes/traffic/flows.h"
#include "probes/traffic/streams.h"

struct quic_keys;

struct names {
	const struct name_sink *sink;
	struct capture_totals *all;          /* one a network */
	struct capture_totals *totals;       /* of the network that sent the packet in hand */
	struct flows *flows;                 /* owned */
	struct streams *streams;             /* owned */
	struct accounts *accounts;           /* owned; NULL: the sink wants no amounts */
	struct address_names *address_names; /* owned; the same */
	struct asked *asked;                 /* owned; NULL: the sink takes no certificates */
	struct quic_keys *quic;              /* of capture_options; NULL: no QUIC can be opened */
	int64_t seconds;                     /* UTC, of the packet in hand */
	bool timed;                          /* false: the capture holds no time for it */
	uint64_t said;                       /* names, so far */
	uint32_t source;                     /* recording in hand, from 0 */
	uint64_t packet;                     /* ordinal of the packet in hand, from 1 */
	const struct packet *decoded;        /* the packet in hand */
	uint32_t amount;  /* bytes of its payload as sent, those that were not captured too */
	int amount_error; /* what the sink returned to an amount */
};

/* Tells devices apart, no more; a fixed mixing, so that the same capture gives the same counts. */
static inline uint64_t device_hash(const struct packet_address *address)
{
	uint64_t hash = (address->high ^ 0x6a09e667f3bcc908u) * 0x9e3779b97f4a7c15u;

	hash = (hash ^ hash >> 29 ^ address->low) * 0xbf58476d1ce4e5b9u;
	return hash ^ hash >> 32;
}

/* 0 or -ENOMEM. The sink and the totals, one a network, stay the caller's. Any seed gives the same
 * names. */
int names_open(struct names *names, const struct name_sink *sink, struct capture_totals *all,
               uint64_t seed);
void names_close(struct names *names); /* accepts a zeroed one */

/* Hands out the amounts of all conversations that are still there. 0 or what the sink returned. */
int names_end(struct names *names);

date names_day(const struct names *names); /* of the packet in hand, UTC */

/* Hands a name to the sink, asked for in `flow` (NULL: outside of any flow, as a query in a
 * datagram on its own) by whoever sent the packet, or (an answer) receives it. */
int names_say(struct names *names, struct flow *flow, enum name_protocol protocol, const char *host,
              const struct packet *packet, bool is_answer);

/* Tells the sink of which kind the flow is, once a flow; one that hides names is counted as a
 * connection that hides its name. */
int names_note(struct names *names, struct flow *flow, enum traffic_kind kind,
               const struct packet *packet, bool is_answer);

/* Tells the sink what `device`, which sent the packet from this address or another, says that it
 * is. */
int names_hint(struct names *names, const struct packet_address *device,
               const struct packet *packet, const char *word);

/* Looks at the header alone: on a port of DNS that is enough, and elsewhere too little. */
bool names_may_be_dns(struct span message);

/* Every question of one DNS message that went from `source` to `target`; `word` is what a query is
 * called; `flow` may be NULL. */
int names_say_dns(struct names *names, struct flow *flow, struct span message,
                  enum name_protocol word, const struct packet *packet);

/* Tells the sink of a certificate that went to `target`; its device, day and network are filled in.
 */
int names_certificate(struct names *names, const struct packet *packet,
                      struct certificate_seen *seen);

/* Counts the flow as a connection, once; and as one that hides its name, once, or no longer. */
void names_count(struct names *names, struct flow *flow, bool hidden);

/* The flow of the key; a new one if need be. */
struct flow *names_flow(struct names *names, const struct flow_key *key);

/* An empty buffer for one side of the flow, whose side has none; it may be taken from another flow,
 * which then looks on from where it is (SIDE_LOOKING). */
void names_take_buffer(struct names *names, struct flow *flow, uint8_t side);
void names_release(struct names *names, struct flow *flow); /* its buffers */
