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
#include "probes/traffic/blocks_state.h"

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
