/* Packets from a capture file, one at a time, in file order: pcap (both byte orders, micro- and
 * nanoseconds) and pcapng (both byte orders, several sections, several interfaces with link types
 * and clocks of their own), plain or gzip-compressed. (draft-ietf-opsawg-pcap,
 * draft-ietf-opsawg-pcapng, RFC 1952.) Everything but packets and interfaces is skipped: names,
 * comments, statistics, decryption secrets.
 *
 * Reads with read() alone, never seeks or maps: works on pipes and in the sandbox. All memory is
 * taken by blocks_open() (zlib's 32 KiB window apart, which inflate() takes once) and freed by
 * blocks_close(). */
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

struct blocks {
	/* for the caller's messages */
	const char *problem; /* after an error: "empty", "not-a-capture", "truncated",
	                      * "bad-block-length", "bad-interface", "bad-compression", "too-large",
	                      * "unreadable", "no-memory", or for -ENOTSUP the format: "zstd" */
	const char *remedy;  /* after -ENOTSUP: "decompress it first with `zstd -d`"; else NULL */
	uint64_t offset;     /* in the uncompressed bytes, of the record in hand */

	struct input input; /* internal from here on */
	struct blocks_interface *interfaces;
	uint32_t interface_count;
	uint64_t ordinal;
	uint32_t fraction; /* nanoseconds per unit of a pcap's second time field */
	uint64_t pass; /* bytes of the record handed out last, to be passed over at the next call */
	bool is_pcapng, big_endian;
	int error; /* sticky */
};

/* Reads the file's head. `fd` stays the caller's; `max_bytes` bounds the uncompressed bytes, 0 is
 * no bound. 0; -EBADMSG: empty, no capture, or cut within its head; -ENOTSUP: a known format that
 * is not read; -ENOMEM; or the errno of read(). After an error `problem`, `remedy` and `offset` are
 * set; blocks_close() is still due. */
int blocks_open(struct blocks *blocks, int fd, uint64_t max_bytes);
void blocks_close(struct blocks *blocks); /* accepts a zeroed one, and twice */

/* 1: `out` is the next packet; 0: the end; -EBADMSG: cut short or corrupt here, all packets before
 * it were handed out; -EFBIG: beyond max_bytes; -EINTR: a signal came while waiting for input, call
 * again to go on; or the errno of read(). Other errors than -EINTR are final. */
int blocks_next(struct blocks *blocks, struct block_packet *out);

/* --- for the readers of the formats --- */

/* Keeps the error and its word, and returns it. */
int blocks_fail(struct blocks *blocks, int error, const char *problem);

/* What it means that input_need() or input_skip() came short: 0 at the end between two records,
 * else the error. */
int blocks_short(struct blocks *blocks, int error);
