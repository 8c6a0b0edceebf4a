/* pcapng: blocks with a length on either side, in the byte order of their section. */
#include "probes/traffic/pcapng.h"

#include <errno.h>

#define PCAPNG_SECTION 0x0a0d0d0au /* reads the same in both byte orders */
#define BLOCKS_AT_ONCE 4096        /* without a packet; then the caller may look at other things */
#define BLOCK_MIN 12u              /* type, length, length again */

#define BLOCK_INTERFACE 1
#define BLOCK_PACKET 2 /* obsolete, still written by old tools */
#define BLOCK_SIMPLE_PACKET 3
#define BLOCK_ENHANCED_PACKET PCAPNG_PACKET

#define BYTE_ORDER_MAGIC 0x1a2b3c4du
#define OPTION_END 0
#define OPTION_TIME_RESOLUTION 9
#define OPTION_TIME_OFFSET 14

bool pcapng_begins(struct span head)
{
	struct cursor in = cursor_over(head);

	return cursor_u32(&in) == PCAPNG_SECTION;
}

int pcapng_open(struct blocks *blocks)
{
	blocks->is_pcapng = true;
	return 0;
}

/* if_tsresol: ticks a second as a power of ten, or of two where the high bit is set. 0: more than
 * we count in. */
static uint64_t ticks_per_second(uint8_t resolution)
{
	uint64_t ticks = 1;

	if (resolution & 0x80)
		return (resolution & 0x7f) < 64 ? 1ull << (resolution & 0x7f) : 0;
	if (resolution > 19)
		return 0;
	while (resolution--)
		ticks *= 10;
	return ticks;
}

static void read_option(const struct blocks *blocks, uint16_t code, struct cursor value,
                        struct blocks_interface *out)
{
	size_t len = cursor_left(&value);

	if (code == OPTION_TIME_RESOLUTION && len == 1)
		out->per_second = ticks_per_second(cursor_u8(&value));
	if (code == OPTION_TIME_OFFSET && len == 8) {
		uint64_t first = blocks_u32(blocks, &value), second = blocks_u32(blocks, &value);

		out->offset =
			(int64_t)(blocks->big_endian ? first << 32 | second : second << 32 | first);
	}
}

/* Options that lie end the list; what an interface is for was read before them. */
static int read_interface(struct blocks *blocks, struct cursor in)
{
	struct blocks_interface interface = { .per_second = 1000000 };

	interface.link_type = blocks_u16(blocks, &in);
	cursor_take(&in, 2);
	interface.snap_length = blocks_u32(blocks, &in);
	if (in.failed || blocks->interface_count == BLOCKS_INTERFACES_MAX)
		return blocks_fail(blocks, -EBADMSG, "bad-interface");

	while (cursor_left(&in)) {
		uint16_t code = blocks_u16(blocks, &in), len = blocks_u16(blocks, &in);
		struct cursor value = cursor_sub(&in, len);

		cursor_take(&in, -len & 3u); /* padded to four bytes */
		if (code == OPTION_END)
			break;
		read_option(blocks, code, value, &interface);
	}
	blocks->interfaces[blocks->interface_count++] = interface;
	return 0;
}

static void set_time(const struct blocks_interface *interface, uint64_t ticks,
                     struct block_packet *out)
{
	uint64_t per = interface->per_second;

	if (!per || ticks / per > INT64_MAX)
		return;
	if (__builtin_add_overflow((int64_t)(ticks / per), interface->offset, &out->seconds))
		return;
	out->nanoseconds = (uint32_t)((unsigned __int128)(ticks % per) * 1000000000u / per);
	out->timed = true;
}

/* Hands a packet out, once its interface is known: 1. */
static int put_packet(struct blocks *blocks, struct cursor in, uint32_t captured,
                      struct block_packet *packet, struct block_packet *out)
{
	packet->bytes = cursor_take(&in, captured);
	if (in.failed || captured > BLOCKS_PACKET_MAX)
		return blocks_fail(blocks, -EBADMSG, "bad-block-length");
	packet->ordinal = ++blocks->ordinal;
	packet->link_type = blocks->interfaces[packet->interface].link_type;
	*out = *packet;
	return 1;
}

/* Enhanced packet block, and the old packet block, which differ in their first four bytes only. */
static int read_packet(struct blocks *blocks, bool enhanced, struct cursor in,
                       struct block_packet *out)
{
	struct block_packet packet = { 0 };
	uint64_t ticks;
	uint32_t captured;

	packet.interface = enhanced ? blocks_u32(blocks, &in) : blocks_u16(blocks, &in);
	if (!enhanced)
		cursor_take(&in, 2); /* count of drops */
	ticks = (uint64_t)blocks_u32(blocks, &in) << 32;
	ticks |= blocks_u32(blocks, &in);
	captured = blocks_u32(blocks, &in);
	packet.original_length = blocks_u32(blocks, &in);
	if (packet.interface >= blocks->interface_count)
		return blocks_fail(blocks, -EBADMSG, "bad-interface");
	set_time(&blocks->interfaces[packet.interface], ticks, &packet);
	return put_packet(blocks, in, captured, &packet, out);
}

/* A simple packet block belongs to the first interface, and its captured length follows from that
 * one's snap length. */
static int read_simple_packet(struct blocks *blocks, struct cursor in, struct block_packet *out)
{
	struct block_packet packet = { .original_length = blocks_u32(blocks, &in) };
	uint32_t captured = packet.original_length, snap_length;

	if (!blocks->interface_count)
		return blocks_fail(blocks, -EBADMSG, "bad-interface");
	snap_length = blocks->interfaces[0].snap_length;
	if (snap_length && captured > snap_length)
		captured = snap_length;
	return put_packet(blocks, in, captured, &packet, out);
}

static bool is_read(uint32_t type)
{
	return type == BLOCK_INTERFACE || type == BLOCK_PACKET || type == BLOCK_SIMPLE_PACKET ||
	       type == BLOCK_ENHANCED_PACKET;
}

/* Type and length of the block in hand; a section header sets the byte order first, in which its
 * length is. */
static int read_block_header(struct blocks *blocks, uint32_t *type, uint32_t *len)
{
	struct cursor in = cursor_over((struct span){ blocks->input.at, BLOCK_MIN }), ahead;

	*type = blocks_u32(blocks, &in);
	if (*type == PCAPNG_SECTION) {
		ahead = in;
		cursor_take(&ahead, 4);
		blocks->big_endian = cursor_u32(&ahead) == BYTE_ORDER_MAGIC;
		ahead = in;
		cursor_take(&ahead, 4);
		if (blocks_u32(blocks, &ahead) != BYTE_ORDER_MAGIC)
			return blocks_fail(blocks, -EBADMSG, "not-a-capture");
		blocks->interface_count = 0;
	}
	*len = blocks_u32(blocks, &in);
	if (*len < BLOCK_MIN || *len % 4 || (is_read(*type) && *len > INPUT_HOLD))
		return blocks_fail(blocks, -EBADMSG, "bad-block-length");
	return 0;
}

/* A whole block in hand: 1 a packet, 0 something else, or an error. */
static int read_block(struct blocks *blocks, uint32_t type, uint32_t len, struct block_packet *out)
{
	struct cursor in = cursor_over((struct span){ blocks->input.at, len }), body;

	cursor_take(&in, 8);
	body = cursor_sub(&in, len - BLOCK_MIN);
	if (blocks_u32(blocks, &in) != len)
		return blocks_fail(blocks, -EBADMSG, "bad-block-length");
	blocks->pass = len;
	switch (type) {
	case BLOCK_INTERFACE: return read_interface(blocks, body);
	case BLOCK_ENHANCED_PACKET: return read_packet(blocks, true, body, out);
	case BLOCK_PACKET: return read_packet(blocks, false, body, out);
	case BLOCK_SIMPLE_PACKET: return read_simple_packet(blocks, body, out);
	default: return 0;
	}
}

int pcapng_next(struct blocks *blocks, struct block_packet *out)
{
	struct input *input = &blocks->input;
	int result = 0, blocks_passed = 0;

	while (result == 0) {
		uint32_t type = 0, len = 0;
		int short_of = input_skip(input, &blocks->pass);

		if (!short_of && ++blocks_passed > BLOCKS_AT_ONCE)
			return -EINTR;
		if (short_of)
			return blocks_short(blocks, short_of);
		blocks->offset = input_offset(input);
		short_of = input_need(input, BLOCK_MIN);
		if (short_of)
			return blocks_short(blocks, short_of);
		result = read_block_header(blocks, &type, &len);
		if (result)
			return result;
		if (len > INPUT_HOLD) {
			blocks->pass = len;
			continue;
		}
		short_of = input_need(input, len);
		if (short_of)
			return blocks_short(blocks, short_of);
		result = read_block(blocks, type, len, out);
	}
	return result;
}
