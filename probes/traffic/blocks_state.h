/* A capture file that is being read, and the packet in hand: what the readers of all formats
 * (probes/traffic/pcap.c, pcapng.c, snoop.c) stand upon. Callers include probes/traffic/blocks.h,
 * which opens, reads and closes it; they read the first fields, the others are the readers' own. */
#pragma once
#include "probes/base/cursor.h"
#include "probes/traffic/input.h"

#define BLOCKS_PACKET_MAX ((size_t)256 << 10) /* captured bytes; more is corruption */
#define BLOCKS_INTERFACES_MAX 1024            /* per pcapng section */

struct block_packet {
	struct span bytes; /* as captured, valid until the next blocks_next() or blocks_close() */
	uint64_t ordinal;  /* 1 for the first packet of the file */
	int64_t seconds;   /* since 1970-01-01 UTC */
	uint32_t nanoseconds;     /* below 10^9 */
	uint32_t original_length; /* bytes on the wire */
	uint32_t interface;       /* of the pcapng section, from 0; 0 in a pcap */
	uint16_t link_type;       /* LINKTYPE_ number */
	bool timed; /* false: the file holds no time for this packet (simple packet block) */
};

struct blocks_interface {
	int64_t offset;       /* seconds to add (if_tsoffset) */
	uint64_t per_second;  /* ticks; 0: a resolution that we cannot count in */
	uint32_t snap_length; /* 0: no limit */
	uint16_t link_type;
};

struct blocks;

/* A format: one file, and one line in the table of probes/traffic/blocks.c. */
struct blocks_format {
	bool (*begins)(struct span head);   /* by its first bytes, eight where there are as many */
	int (*open)(struct blocks *blocks); /* as blocks_open(), from the file's first byte */
	int (*next)(struct blocks *blocks, struct block_packet *out); /* as blocks_next() */
};

struct blocks {
	/* for the caller's messages */
	const char *problem; /* after an error: "empty", "not-a-capture", "truncated",
	                      * "bad-block-length", "bad-interface", "bad-compression", "too-large",
	                      * "unreadable", "no-memory", "large-window", or for -ENOTSUP the
	                      * format: "bzip2" */
	const char *remedy;  /* after -ENOTSUP: "decompress it first with `bzip2 -d`"; else NULL */
	uint64_t offset;     /* in the uncompressed bytes, of the record in hand */

	struct input input; /* internal from here on */
	const struct blocks_format *format;
	struct blocks_interface *interfaces;
	uint32_t interface_count;
	uint64_t ordinal;
	uint32_t fraction; /* nanoseconds per unit of a pcap's second time field */
	uint64_t pass; /* bytes of the record handed out last, to be passed over at the next call */
	/* Where a record of a format without blocks says its length, and what that leaves out. */
	uint8_t length_at, record;
	bool is_pcapng, big_endian;
	int error; /* sticky */
};

/* Keeps the error and its word, and returns it. */
int blocks_fail(struct blocks *blocks, int error, const char *problem);

/* What it means that input_need() or input_skip() came short: 0 at the end between two records,
 * else the error. */
int blocks_short(struct blocks *blocks, int error);

/* Waits for `need` bytes of the head, also across signals: 0, or as blocks_short(), where the end
 * is an error if anything is in hand. */
int blocks_need(struct blocks *blocks, size_t need);

/* A number in the byte order of the file, or of its section. */
static inline uint16_t blocks_u16(const struct blocks *blocks, struct cursor *in)
{
	return blocks->big_endian ? cursor_u16(in) : cursor_u16_le(in);
}

static inline uint32_t blocks_u32(const struct blocks *blocks, struct cursor *in)
{
	return blocks->big_endian ? cursor_u32(in) : cursor_u32_le(in);
}
