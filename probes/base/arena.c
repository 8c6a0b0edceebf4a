/* Bump allocation in blocks, with one limit for the whole run. */
#include "probes/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE (64 * 1024)

struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
	size_t left; /* bytes still allowed */
};

struct arena *arena_new(size_t limit)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (arena)
		arena->left = limit;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *b = arena->newest, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(arena);
}

static struct block *add_block(struct arena *arena, size_t size)
{
	struct block *b;

	if (size > arena->left)
		return NULL;
	b = calloc(1, sizeof(*b) + size);
	if (!b)
		return NULL;
	arena->left -= size;
	b->size = size;
	b->next = arena->newest;
	arena->newest = b;
	return b;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
	const size_t grain = alignof(max_align_t);
	struct block *b = arena->newest;
	size_t want;
	void *taken;

	if (__builtin_mul_overflow(count, size, &want) || want > SIZE_MAX / 2)
		return NULL;
	want = (want + grain - 1) & ~(grain - 1);
	if (!b || b->size - b->used < want)
		b = add_block(arena, want > BLOCK_SIZE ? want : BLOCK_SIZE);
	if (!b)
		return NULL;
	taken = b->bytes + b->used;
	b->used += want;
	return taken;
}

char *arena_string(struct arena *arena, const char *text, size_t len)
{
	char *copy = arena_take(arena, len + 1, 1);

	return copy ? memcpy(copy, text, len) : NULL;
}

char *arena_copy(struct arena *arena, const char *text)
{
	return arena_string(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	char *out;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	out = len < 0 ? NULL : arena_take(arena, (size_t)len + 1, 1);
	if (out)
		vsnprintf(out, (size_t)len + 1, format, again);
	va_end(again);
	return out;
}
