/* Each buffer keeps its ranges sorted and apart; new bytes fill only what lies between them. */
#include "probes/traffic/streams.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct range {
	uint16_t from, to; /* bytes [from, to) are there */
};

struct buffer {
	struct stream_owner owner;
	bool used;
	uint8_t count;
	struct range ranges[STREAM_RANGES + 1]; /* one more while a range is put in */
	uint8_t bytes[STREAM_BYTES];
};

struct streams {
	uint64_t clock;
	uint16_t free_count;
	uint16_t free[STREAM_BUFFERS];
	uint64_t touched[STREAM_BUFFERS]; /* side by side: a flood asks for the oldest each time */
	struct buffer buffers[STREAM_BUFFERS];
};

struct streams *streams_new(void)
{
	struct streams *streams = calloc(1, sizeof(*streams));

	if (!streams)
		return NULL;
	while (streams->free_count < STREAM_BUFFERS) {
		streams->free[streams->free_count] =
			(uint16_t)(STREAM_BUFFERS - 1 - streams->free_count);
		streams->free_count++;
	}
	return streams;
}

void streams_free(struct streams *streams)
{
	free(streams);
}

static uint16_t oldest(const struct streams *streams)
{
	uint16_t found = 0;

	for (uint16_t i = 1; i < STREAM_BUFFERS; i++)
		if (streams->touched[i] < streams->touched[found])
			found = i;
	return found;
}

uint16_t streams_take(struct streams *streams, struct stream_owner owner, struct stream_owner *from,
                      bool *taken)
{
	struct buffer *buffer;
	uint16_t number;

	*taken = !streams->free_count;
	number = *taken ? oldest(streams) : streams->free[--streams->free_count];
	buffer = &streams->buffers[number];
	if (*taken)
		*from = buffer->owner;
	buffer->owner = owner;
	buffer->used = true;
	buffer->count = 0;
	streams->touched[number] = ++streams->clock;
	return number;
}

void streams_give_back(struct streams *streams, uint16_t number)
{
	if (number == STREAM_NONE || !streams->buffers[number].used)
		return;
	streams->buffers[number].used = false;
	streams->free[streams->free_count++] = number;
}

/* Copies the part of `bytes` (which belong at `offset`) that lies in [from, to). */
static void fill(struct buffer *buffer, size_t offset, struct span bytes, size_t from, size_t to)
{
	size_t end = offset + bytes.len;

	if (from < offset)
		from = offset;
	if (to > end)
		to = end;
	if (from < to)
		memcpy(buffer->bytes + from, bytes.at + (from - offset), to - from);
}

/* Adds the range and joins what now touches; the ranges stay sorted. */
static void add_range(struct buffer *buffer, struct range range)
{
	size_t in = 0, out = 0;
	struct range joined[STREAM_RANGES + 1];

	while (in < buffer->count && buffer->ranges[in].to < range.from)
		joined[out++] = buffer->ranges[in++];
	while (in < buffer->count && buffer->ranges[in].from <= range.to) {
		if (buffer->ranges[in].from < range.from)
			range.from = buffer->ranges[in].from;
		if (buffer->ranges[in].to > range.to)
			range.to = buffer->ranges[in].to;
		in++;
	}
	joined[out++] = range;
	while (in < buffer->count)
		joined[out++] = buffer->ranges[in++];
	memcpy(buffer->ranges, joined, out * sizeof(joined[0]));
	buffer->count = (uint8_t)out;
}

int streams_put(struct streams *streams, uint16_t number, size_t offset, struct span bytes)
{
	struct buffer *buffer = &streams->buffers[number];
	size_t at = 0;

	if (offset > STREAM_BYTES || bytes.len > STREAM_BYTES - offset)
		return -EFBIG;
	if (!bytes.len)
		return 0;
	if (buffer->count >= STREAM_RANGES)
		return -ENOSPC;
	for (size_t i = 0; i < buffer->count; i++) {
		fill(buffer, offset, bytes, at, buffer->ranges[i].from);
		at = buffer->ranges[i].to;
	}
	fill(buffer, offset, bytes, at, STREAM_BYTES);
	add_range(buffer, (struct range){ (uint16_t)offset, (uint16_t)(offset + bytes.len) });
	streams->touched[number] = ++streams->clock;
	return 0;
}

struct span streams_prefix(const struct streams *streams, uint16_t number)
{
	const struct buffer *buffer = &streams->buffers[number];
	size_t len = buffer->count && !buffer->ranges[0].from ? buffer->ranges[0].to : 0;

	return (struct span){ buffer->bytes, len };
}

void streams_shift(struct streams *streams, uint16_t number, size_t count)
{
	struct buffer *buffer = &streams->buffers[number];
	size_t kept = 0;

	if (!count)
		return;
	memmove(buffer->bytes, buffer->bytes + count, STREAM_BYTES - count);
	for (size_t i = 0; i < buffer->count; i++) {
		struct range range = buffer->ranges[i];

		if (range.to <= count)
			continue;
		range.from = range.from > count ? (uint16_t)(range.from - count) : 0;
		range.to = (uint16_t)(range.to - count);
		buffer->ranges[kept++] = range;
	}
	buffer->count = (uint8_t)kept;
}
