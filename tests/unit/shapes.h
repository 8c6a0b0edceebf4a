/* Bytes for the tests of the decoders that only tell a shape. */
#pragma once
#include <stdlib.h>
#include <string.h>

#include "probes/base/cursor.h"

#define SPAN(literal) ((struct span){ (const uint8_t *)(literal), sizeof(literal) - 1 })

/* What `looks_like` says of a copy of exactly its size, so that sanitizers see an overrun. */
static inline int shape_of(struct span message, int (*looks_like)(struct span message))
{
	uint8_t *copy = malloc(message.len ? message.len : 1);
	int shape;

	assert_non_null(copy);
	if (message.len)
		memcpy(copy, message.at, message.len);
	shape = looks_like((struct span){ copy, message.len });
	free(copy);
	return shape;
}

/* Neither a shorter message, nor one with a byte more, has the shape; `any_end`: it may go on. */
static inline void only_whole(struct span message, int (*looks_like)(struct span message),
                              size_t from, bool any_end)
{
	uint8_t *longer = calloc(1, message.len + 1);

	assert_non_null(longer);
	memcpy(longer, message.at, message.len);
	for (size_t len = from; len < message.len; len++)
		assert_false(shape_of((struct span){ longer, len }, looks_like));
	assert_true(shape_of(message, looks_like));
	assert_int_equal(!!shape_of((struct span){ longer, message.len + 1 }, looks_like), any_end);
	free(longer);
}

/* The message with one byte changed. */
static inline int shape_with(struct span message, size_t place, unsigned byte,
                             int (*looks_like)(struct span message))
{
	uint8_t *copy = malloc(message.len);
	int shape;

	assert_non_null(copy);
	memcpy(copy, message.at, message.len);
	copy[place] = (uint8_t)byte;
	shape = looks_like((struct span){ copy, message.len });
	free(copy);
	return shape;
}
