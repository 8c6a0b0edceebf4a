/* Opens a client's Initial packets, whose keys anyone can make from the connection id in them (RFC
 * 9001 section 5.2): they protect against accidents, not against readers. All ciphers are
 * libcrypto's, fetched and kept by quic_keys_new(), which is to be called before the sandbox
 * closes; opening a packet allocates nothing and makes no system call. */
#pragma once
#include "probes/wire/quic.h"

struct quic_keys; /* heap, owned by the caller; holds the keys of one connection at a time */

struct quic_keys *quic_keys_new(void);       /* NULL: no memory, or libcrypto lacks AES-128 */
void quic_keys_free(struct quic_keys *keys); /* accepts NULL */

/* Opens an Initial of a known version whose keys come from `dcid`: the id in the first Initial that
 * the client sent (after a Retry: in the first one behind it), whatever id stands in this one.
 * `*frames` is valid until the next call. 0, or -EBADMSG: other keys, other bytes. */
int quic_keys_open(struct quic_keys *keys, const struct quic_packet *packet, struct span dcid,
                   struct span *frames);

/* How many packets were tried so far: what bounds the cost of a flow, for the tests. */
uint64_t quic_keys_tried(const struct quic_keys *keys);
