/* All memory of one run. Whatever is taken from an arena lives until arena_free() and is never
 * freed alone. The arena has a limit in bytes, so that hostile input ends in a gap and not in a
 * dead machine: taking beyond it yields NULL, which callers pass up as -ENOMEM. Sizes are in bytes;
 * memory comes zeroed. */
#pragma once
#include <stddef.h>

struct arena;

#define ARENA_LIMIT_DEFAULT ((size_t)256 << 20)

/* NULL when the machine has no more. */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *arena);

/* `count` zeroed things of `size` bytes, or NULL beyond the limit or the machine's memory. */
void *arena_take(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `len` bytes / of a C string / of a formatted string, or NULL as above.
 */
char *arena_string(struct arena *arena, const char *text, size_t len);
char *arena_copy(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
