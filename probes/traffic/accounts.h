/* How much went each way in every conversation that the sink wants counted: an array beside the
 * flow table, by flow_number(). A finished conversation costs two additions a packet.
 *
 * Bytes are those of TCP and UDP payload as they were sent, repeats included: what `tshark -T
 * fields -e tcp.len` adds up to. Headers and bare acknowledgements are not counted; what the snap
 * length cut off is.
 *
 * Amounts are handed to the sink when a conversation makes room, begins anew or the capture ends,
 * when an hour of UTC begins, when the conversation gets another name, and when it goes on after
 * ACCOUNT_PAUSE seconds of silence: so what comes in bursts is told apart, and no hour is mixed
 * with another. */
#pragma once
#include "probes/traffic/capture.h"
#include "probes/traffic/flows.h"

#define ACCOUNT_PAUSE 5 /* seconds without a packet */

struct names;
struct accounts; /* 4 MiB, owned by the caller */

struct accounts *accounts_new(void); /* NULL: no memory */
void accounts_free(struct accounts *accounts);

/* All that follow hand errors of the sink to names->amount_error, and do nothing where the sink
 * counts nothing. */

/* A conversation begins with names->decoded, sent by `side`: asks the sink for an account, by the
 * names that DNS gave for the address where there are any. */
void accounts_begin(struct names *names, struct flow *flow, uint8_t side);

/* The conversation between the same ports is a new one. */
void accounts_restart(struct names *names, struct flow *flow, uint8_t side);

/* It says its name itself; `client` is the side that asked. */
void accounts_name(struct names *names, struct flow *flow, const struct name_seen *seen,
                   uint8_t client);

/* One more packet of `side`, names->amount bytes; before flow->seconds is set. */
void accounts_add(struct names *names, const struct flow *flow, uint8_t side);

/* Hands out what is left of a flow that goes, whose number is `number`; of all. */
void accounts_end(struct names *names, const struct flow *flow, uint32_t number);
void accounts_end_all(struct names *names);

void accounts_prefetch(const struct accounts *accounts, uint32_t number);
