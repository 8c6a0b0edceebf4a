/* What the worker (probes/place.c) and the opener (agent/opener.c) say to each other over a
 * SEQPACKET socketpair: one message, one request or answer; numbers big-endian; strings with their
 * length and no NUL. At most PLACE_MESSAGE_MAX bytes a message. Every answer begins with u32 error,
 * a positive errno or 0.
 *
 * PERMIT: u8 kind, u8 last, then items { u8 'P' (probe) or 'G' (glob), u16 length, bytes }.
 * Answer: u32 globs refused. Only before the first OPEN, LIST or LOOK.
 *
 * OPEN, LIST, LOOK: u8 kind, u8 length of probe, u16 length of path, probe, path.
 * Answer to OPEN: nothing more, but the descriptor by SCM_RIGHTS when error is 0.
 * Answer to LIST: pages { u32 error, u8 flags, entries }, the last one flagged PLACE_PAGE_LAST.
 * Answer to LOOK: one entry when error is 0.
 *
 * TALLY: u8 kind.
 * Answer: items { u8 length of probe, probe, 5 x u64 as in struct place_count }.
 *
 * An entry: u8 type, u32 mode, u32 uid, u64 size, u64 modified, u32 error, u16 length of name,
 * name, u16 length of target or PLACE_NO_TARGET, target.
 *
 * What does not fit this grammar ends the service (the worker may have been taken over); what fits
 * it and is not allowed is answered with EXDEV. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PLACE_MESSAGE_MAX 32768
#define PLACE_GLOBS_MAX 4096
#define PLACE_GLOB_MAX 1024 /* bytes of one glob */
#define PLACE_NO_TARGET 0xffff

enum place_request { PLACE_PERMIT = 1, PLACE_OPEN, PLACE_LIST, PLACE_LOOK, PLACE_TALLY };

enum place_page { PLACE_PAGE_LAST = 1, PLACE_PAGE_TRUNCATED = 2 };

/* A message being written. What does not fit sets `failed` and changes nothing. */
struct place_message {
	size_t len;
	bool failed;
	uint8_t bytes[PLACE_MESSAGE_MAX];
};

static inline void place_put(struct place_message *m, const void *bytes, size_t len)
{
	if (m->failed || len > sizeof(m->bytes) - m->len) {
		m->failed = true;
		return;
	}
	if (len)
		memcpy(m->bytes + m->len, bytes, len);
	m->len += len;
}

static inline void place_put_u8(struct place_message *m, uint8_t n)
{
	place_put(m, &n, 1);
}

static inline void place_put_u16(struct place_message *m, uint16_t n)
{
	const uint8_t bytes[] = { (uint8_t)(n >> 8), (uint8_t)n };

	place_put(m, bytes, sizeof(bytes));
}

static inline void place_put_u32(struct place_message *m, uint32_t n)
{
	place_put_u16(m, (uint16_t)(n >> 16));
	place_put_u16(m, (uint16_t)n);
}

static inline void place_put_u64(struct place_message *m, uint64_t n)
{
	place_put_u32(m, (uint32_t)(n >> 32));
	place_put_u32(m, (uint32_t)n);
}
