/* Compressed formats that a recording may come in: gzip (RFC 1952), xz (the .xz file format 1.2),
 * zstd (RFC 8878). One file and one line in the table a format. An unpacker gets bytes as they
 * come and keeps a fixed bound of memory: what wants more is -ENOTSUP, and the remedy is its own
 * tool. Members (streams, frames) may be joined; probes/traffic/input.c begins each. */
#pragma once
#include <stdbool.h>

#include "probes/base/cursor.h"

#define UNPACK_HEAD ((size_t)6) /* bytes that tell any of them */
/* A window of 16 MiB (DESIGN 12), so that the whole run keeps within 64 MiB on any recording:
 * levels up to 7 of xz(1), and all of zstd(1) but --ultra and --long. */
#define UNPACK_XZ_MEMORY ((uint64_t)20 << 20) /* bytes: the window and what stands around it */
#define UNPACK_ZSTD_WINDOW_LOG 24             /* bits of the window's size in bytes */

struct unpack_room {
	struct span in; /* what is packed and in hand; its front moves */
	uint8_t *out;   /* where to; moves */
	size_t out_left;
};

struct unpacker {
	const char *name;                 /* "gzip" */
	const char *remedy;               /* "decompress it first with `gzip -d`" */
	bool (*begins)(struct span head); /* a member, by its first bytes */
	int (*open)(void **state);        /* 0 or -ENOMEM; freed by close() */
	int (*begin)(void *state);        /* before each member: 0 or -ENOMEM */

	/* Goes on until `in` is empty or `out` is full: 0; 1: the member has ended; -EBADMSG: it
	 * is damaged; -ENOTSUP: it wants more memory, or means, than there are; -ENOMEM. Whatever
	 * stands in `out` by then is good. */
	int (*step)(void *state, struct unpack_room *room);
	void (*close)(void *state); /* accepts NULL */
};

extern const struct unpacker unpack_gzip, unpack_xz, unpack_zstd;

/* The format that begins so; NULL: none. */
const struct unpacker *unpacker_of(struct span head);
