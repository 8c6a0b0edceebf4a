/* A hello that comes in several datagrams (QUIC's CRYPTO frames, DTLS's fragments), put together in
 * a buffer of the pool (probes/traffic/streams.h): any order, overlaps, the first bytes win. The
 * buffer begins with a key that its owner chose, so that pieces of another hello are told apart. */
#pragma once
#include "probes/traffic/names_state.h"

#define HELLO_KEY 24 /* bytes, zeros behind a shorter one */

/* Begins anew: a buffer under this key, empty. */
void hello_pieces_begin(struct names *names, struct flow *flow, uint8_t side, struct span key);

/* The HELLO_KEY bytes under which pieces are kept; empty: none are. */
struct span hello_pieces_key(const struct names *names, const struct flow *flow, uint8_t side);

/* 0, -EFBIG, -ENOSPC as streams_put(): the piece is not kept. After hello_pieces_begin(). */
int hello_pieces_add(struct names *names, struct flow *flow, uint8_t side, uint64_t offset,
                     struct span bytes);

/* The hello's bytes from the start without a hole; valid until the next call. */
struct span hello_pieces_have(const struct names *names, const struct flow *flow, uint8_t side);
