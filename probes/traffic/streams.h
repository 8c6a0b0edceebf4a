/* The first bytes of a direction, put together from TCP segments that come in any order and more
 * than once: a fixed pool of buffers of STREAM_BYTES. The first bytes to arrive win (a later
 * segment with other bytes changes nothing). Most hellos fit one segment and never need a buffer.
 * When the pool is empty, the buffer that was touched longest ago, in packet order, is taken from
 * its owner. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "probes/base/cursor.h"

#define STREAM_BYTES ((size_t)16 << 10)
#define STREAM_BUFFERS 512
#define STREAM_RANGES 64 /* separate pieces of one buffer; a piece beyond is not kept */
#define STREAM_NONE UINT16_MAX

struct streams; /* about 8 MiB, owned by the caller */

/* Who holds a buffer; told to let go when it is taken away. */
struct stream_owner {
	uint32_t flow;
	uint8_t side;
};

struct streams *streams_new(void); /* NULL: no memory */
void streams_free(struct streams *streams);

/* An empty buffer for `owner`. True in `*taken`: it was taken from `*from`. */
uint16_t streams_take(struct streams *streams, struct stream_owner owner, struct stream_owner *from,
                      bool *taken);
void streams_give_back(struct streams *streams, uint16_t buffer); /* accepts STREAM_NONE */

/* Puts `bytes` at `offset`. 0; -EFBIG: beyond the buffer; -ENOSPC: too many separate pieces. */
int streams_put(struct streams *streams, uint16_t buffer, size_t offset, struct span bytes);

/* The bytes from the start without a hole; valid until the buffer is given back or changed. */
struct span streams_prefix(const struct streams *streams, uint16_t buffer);

/* Drops the first `count` bytes of what streams_prefix() gives; the rest moves to the start. */
void streams_shift(struct streams *streams, uint16_t buffer, size_t count);
