/* Pieces of text in tests: how often one stands in another, and one as bytes. */
#pragma once
#include <string.h>

#include "probes/base/cursor.h"

/* Without overlaps. */
static inline size_t times(const char *text, const char *piece)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, piece)); at += strlen(piece))
		count++;
	return count;
}

static inline struct span span_of(const char *text)
{
	return (struct span){ (const uint8_t *)text, strlen(text) };
}
