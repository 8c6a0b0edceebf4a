/* A cursor reads untrusted bytes. It never allocates and never reads past its end.
 *
 * The first bad read sets `failed`; every later read then yields zero and moves nothing.
 * So a decoder reads a whole record straight through and asks once, at the end:
 *
 *     rec.id = cursor_u16(&in);
 *     rec.name = cursor_take(&in, cursor_u8(&in));
 *     if (in.failed)
 *             return -EBADMSG;
 *
 * Numbers are big-endian (network order); the _le forms are little-endian. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that somebody else owns. */
struct span {
	const uint8_t *at;
	size_t len;
};

/* Without its first `start` bytes, of which there are as many. */
static inline struct span span_from(struct span s, size_t start)
{
	/* NULL + 0 is undefined */
	return (struct span){ start ? s.at + start : s.at, s.len - start };
}

struct cursor {
	const uint8_t *base, *at, *end;
	bool failed;
};

static inline struct cursor cursor_over(struct span s)
{
	/* NULL + 0 is undefined: a failed cursor_take() hands us { NULL, 0 } */
	return (struct cursor){ .base = s.at, .at = s.at, .end = s.at ? s.at + s.len : s.at };
}

static inline size_t cursor_left(const struct cursor *c)
{
	return c->failed ? 0 : (size_t)(c->end - c->at);
}

static inline struct span cursor_take(struct cursor *c, size_t len)
{
	struct span s = { c->at, len };

	if (c->failed || cursor_left(c) < len) {
		c->failed = true;
		return (struct span){ 0 };
	}
	if (len)
		c->at += len;
	return s;
}

static inline uint8_t cursor_u8(struct cursor *c)
{
	struct span s = cursor_take(c, 1);

	return s.at ? s.at[0] : 0;
}

static inline uint16_t cursor_u16(struct cursor *c)
{
	struct span s = cursor_take(c, 2);

	return s.at ? (uint16_t)(s.at[0] << 8 | s.at[1]) : 0;
}

static inline uint32_t cursor_u24(struct cursor *c)
{
	struct span s = cursor_take(c, 3);

	return s.at ? (uint32_t)s.at[0] << 16 | (uint32_t)s.at[1] << 8 | s.at[2] : 0;
}

static inline uint32_t cursor_u32(struct cursor *c)
{
	uint32_t high = cursor_u16(c);

	return high << 16 | cursor_u16(c);
}

static inline uint64_t cursor_u64(struct cursor *c)
{
	uint64_t high = cursor_u32(c);

	return high << 32 | cursor_u32(c);
}

static inline uint16_t cursor_u16_le(struct cursor *c)
{
	return __builtin_bswap16(cursor_u16(c));
}

static inline uint32_t cursor_u32_le(struct cursor *c)
{
	return __builtin_bswap32(cursor_u32(c));
}

/* A cursor over the next `len` bytes alone; a record that lies about its length hurts only itself.
 */
static inline struct cursor cursor_sub(struct cursor *c, size_t len)
{
	struct cursor sub = cursor_over(cursor_take(c, len));

	sub.failed = c->failed;
	return sub;
}
