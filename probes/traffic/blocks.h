/* Packets from a capture file, one at a time, in file order: pcap (both byte orders, micro- and
 * nanoseconds, modified, joined), pcapng (both byte orders, several sections, several interfaces
 * with link types and clocks of their own) and snoop, plain or compressed
 * (probes/traffic/unpack.h). (draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng, RFC 1761.)
 * Everything but packets and interfaces is skipped: names, comments, statistics, decryption
 * secrets.
 *
 * Reads with read() alone, never seeks or maps: works on pipes and in the sandbox. All memory is
 * taken by blocks_open() (an unpacker's window apart, which has its bound) and freed by
 * blocks_close(). */
#pragma once
#include "probes/traffic/blocks_state.h"
#include "probes/traffic/pcapng.h"

/* Reads the file's head. `fd` stays the caller's; `max_bytes` bounds the uncompressed bytes, 0 is
 * no bound. 0; -EBADMSG: empty, no capture, or cut within its head; -ENOTSUP: a known format that
 * is not read; -ENOMEM; or the errno of read(). After an error `problem`, `remedy` and `offset` are
 * set; blocks_close() is still due. */
int blocks_open(struct blocks *blocks, int fd, uint64_t max_bytes);
void blocks_close(struct blocks *blocks); /* accepts a zeroed one, and twice */

/* 1: `out` is the next packet; 0: the end; -EBADMSG: cut short or corrupt here, all packets before
 * it were handed out; -EFBIG: beyond max_bytes; -EINTR: a signal came while waiting for input, or
 * much came without a packet in it, call again to go on; or the errno of read(). Other errors than
 * -EINTR are final. */
int blocks_next(struct blocks *blocks, struct block_packet *out);

/* True when the next record is whole in the window, so that the bytes handed out before stay where
 * they are. */
static inline bool blocks_in_hand(const struct blocks *blocks)
{
	const struct input *input = &blocks->input;
	struct cursor in = cursor_over((struct span){ input->at, input->left });
	uint32_t type, length;

	cursor_take(&in, blocks->pass);
	if (blocks->is_pcapng) {
		type = blocks_u32(blocks, &in);
		length = blocks_u32(blocks, &in);
		return !in.failed && type == PCAPNG_PACKET && length >= 8 &&
		       length - 8 <= cursor_left(&in);
	}
	cursor_take(&in, blocks->length_at);
	length = blocks_u32(blocks, &in);
	return !in.failed && length && /* an empty one may be the header of a joined file */
	       (uint64_t)length + blocks->record <= cursor_left(&in) + blocks->length_at + 4u;
}
