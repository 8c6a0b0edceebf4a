/* Keeps the key in front of the pieces, in the same buffer. */
#include "probes/traffic/hello_pieces.h"

#include <errno.h>
#include <string.h>

void hello_pieces_begin(struct names *names, struct flow *flow, uint8_t side, struct span key)
{
	uint8_t padded[HELLO_KEY] = { 0 };
	uint16_t *buffer = &flow->sides[side].buffer;

	streams_give_back(names->streams, *buffer);
	*buffer = STREAM_NONE;
	names_take_buffer(names, flow, side);
	if (key.len)
		memcpy(padded, key.at, key.len < HELLO_KEY ? key.len : HELLO_KEY);
	streams_put(names->streams, *buffer, 0, (struct span){ padded, HELLO_KEY });
}

struct span hello_pieces_key(const struct names *names, const struct flow *flow, uint8_t side)
{
	struct span all;

	if (flow->sides[side].buffer == STREAM_NONE)
		return (struct span){ 0 };
	all = streams_prefix(names->streams, flow->sides[side].buffer);
	return (struct span){ all.at, HELLO_KEY };
}

int hello_pieces_add(struct names *names, struct flow *flow, uint8_t side, uint64_t offset,
                     struct span bytes)
{
	if (offset > STREAM_BYTES)
		return -EFBIG;
	return streams_put(names->streams, flow->sides[side].buffer, HELLO_KEY + (size_t)offset,
	                   bytes);
}

struct span hello_pieces_have(const struct names *names, const struct flow *flow, uint8_t side)
{
	if (flow->sides[side].buffer == STREAM_NONE)
		return (struct span){ 0 };
	return span_from(streams_prefix(names->streams, flow->sides[side].buffer), HELLO_KEY);
}
