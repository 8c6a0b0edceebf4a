/* snoop: a header, then records that say their own length and that of the packet in them. */
#include "probes/traffic/snoop.h"

#include <errno.h>
#include <string.h>

#define SNOOP_HEADER 16
#define SNOOP_RECORD 24
#define SNOOP_VERSION 2
#define LINK_UNKNOWN 0xffff /* no LINKTYPE_ number */

bool snoop_begins(struct span head)
{
	return head.len >= 8 && memcmp(head.at, "snoop\0\0", 8) == 0;
}

/* RFC 1761's datalink types as LINKTYPE_ numbers. */
static uint16_t link_of(uint32_t datalink)
{
	switch (datalink) {
	case 0: return 1;  /* IEEE 802.3 */
	case 2: return 6;  /* token ring */
	case 4: return 1;  /* Ethernet */
	case 8: return 10; /* FDDI */
	default: return LINK_UNKNOWN;
	}
}

int snoop_open(struct blocks *blocks)
{
	int short_of = blocks_need(blocks, SNOOP_HEADER);
	struct cursor in;

	if (short_of)
		return short_of;
	in = cursor_over((struct span){ blocks->input.at, SNOOP_HEADER });
	cursor_take(&in, 8);
	if (cursor_u32(&in) != SNOOP_VERSION) {
		blocks->remedy = "convert it first with `editcap -F pcap`";
		return blocks_fail(blocks, -ENOTSUP, "snoop (another version than 2)");
	}
	blocks->interfaces[0].link_type = link_of(cursor_u32(&in));
	blocks->interface_count = 1;
	blocks->big_endian = true;
	blocks->length_at = 8; /* of the record, its header included */
	blocks->pass = SNOOP_HEADER;
	return 0;
}

int snoop_next(struct blocks *blocks, struct block_packet *out)
{
	struct input *input = &blocks->input;
	uint32_t captured, length, microseconds;
	struct block_packet packet = { .timed = true };
	struct cursor in;
	int short_of;

	input_pass(input, blocks->pass);
	blocks->pass = 0;
	blocks->offset = input_offset(input);
	short_of = input_need(input, SNOOP_RECORD);
	if (short_of)
		return blocks_short(blocks, short_of);
	in = cursor_over((struct span){ input->at, SNOOP_RECORD });
	packet.original_length = cursor_u32(&in);
	captured = cursor_u32(&in);
	length = cursor_u32(&in);
	cursor_take(&in, 4); /* drops */
	packet.seconds = cursor_u32(&in);
	microseconds = cursor_u32(&in);
	if (captured > BLOCKS_PACKET_MAX || length > INPUT_HOLD || length < SNOOP_RECORD ||
	    length - SNOOP_RECORD < captured)
		return blocks_fail(blocks, -EBADMSG, "bad-block-length");
	short_of = input_need(input, length);
	if (short_of)
		return blocks_short(blocks, short_of);
	packet.seconds += microseconds / 1000000;
	packet.nanoseconds = microseconds % 1000000 * 1000;
	packet.bytes = (struct span){ input->at + SNOOP_RECORD, captured };
	packet.link_type = blocks->interfaces[0].link_type;
	packet.ordinal = ++blocks->ordinal;
	*out = packet;
	blocks->pass = length;
	return 1;
}
