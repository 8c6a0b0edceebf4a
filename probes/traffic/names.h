/* From packets to names: tells protocols by their shape, follows each conversation until its names
 * are known, hands every name to the sink. Only DNS, mDNS and LLMNR are told apart by their port,
 * since on the wire they are alike.
 *
 * All memory is taken by names_new(), about 27 MiB. What could not be followed is counted in
 * capture_totals. */
#pragma once
#include "probes/traffic/capture.h"
#include "probes/traffic/flows.h"
#include "probes/traffic/streams.h"

struct names {
	const struct name_sink *sink;
	struct capture_totals *totals;
	struct flows *flows;     /* owned */
	struct streams *streams; /* owned */
	int64_t seconds;         /* UTC, of the packet in hand */
	bool timed;              /* false: the capture holds no time for it */
};

/* 0 or -ENOMEM. The sink and totals stay the caller's. Any seed gives the same names. */
int names_open(struct names *names, const struct name_sink *sink, struct capture_totals *totals,
               uint64_t seed);
void names_close(struct names *names); /* accepts a zeroed one */

/* One TCP or UDP packet, in capture order; names->seconds and ->timed are set before. 0 or what the
 * sink returned. */
int names_packet(struct names *names, const struct packet *packet, const struct flow_key *key);

/* What follows is shared with probes/traffic/segments.c. */

/* Hands a name to the sink, asked for by `asker`. */
int names_say(struct names *names, enum name_protocol protocol, const char *host,
              const struct packet_address *asker);

/* Every question of one DNS message that went from `source` to `target`; `word` is what a query is
 * called. */
int names_say_dns(struct names *names, struct span message, enum name_protocol word,
                  const struct packet *packet);

/* Counts the flow as a connection, once; and as one that hides its name, once, or no longer. */
void names_count(struct names *names, struct flow *flow, bool hidden);

/* The flow of the key; a new one if need be. */
struct flow *names_flow(struct names *names, const struct flow_key *key);
void names_release(struct names *names, struct flow *flow); /* its buffers */
