/* Classic pcap: a header, then records one after the other. */
#include "probes/traffic/pcap.h"

#include <errno.h>

#define PCAP_HEADER 24
#define PCAP_RECORD 16
#define PCAP_MICROSECONDS 0xa1b2c3d4u
#define PCAP_NANOSECONDS 0xa1b23c4du
#define PCAP_MAJOR 2
#define PCAP_SWAPPED_BEFORE 3 /* minor version: the original length came first */

/* Kuznetsov's patch: the header of a record ends with interface, protocol and packet type. */
#define PCAP_MODIFIED 0xa1b2cd34u
#define PCAP_MODIFIED_RECORD 24

#define NANOSECONDS 1000000000u

static bool is_magic(uint32_t magic)
{
	return magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS || magic == PCAP_MODIFIED;
}

bool pcap_begins(struct span head)
{
	struct cursor in = cursor_over(head);
	uint32_t magic = cursor_u32(&in);

	return is_magic(magic) || is_magic(__builtin_bswap32(magic));
}

/* The header of a pcap, in the byte order that its magic shows; its one interface is what pcapng
 * would have first. */
static int read_header(struct blocks *blocks)
{
	struct cursor in = cursor_over((struct span){ blocks->input.at, PCAP_HEADER });
	struct blocks_interface interface = { .per_second = 0 };
	uint32_t magic = cursor_u32(&in);
	uint16_t major, minor;

	blocks->big_endian = is_magic(magic);
	if (!blocks->big_endian)
		magic = __builtin_bswap32(magic);
	major = blocks_u16(blocks, &in);
	minor = blocks_u16(blocks, &in);
	cursor_take(&in, 4 + 4); /* zone, accuracy */
	interface.snap_length = blocks_u32(blocks, &in);
	interface.link_type = (uint16_t)blocks_u32(blocks, &in); /* above it: length of the FCS */
	if (major != PCAP_MAJOR)
		return blocks_fail(blocks, -EBADMSG, "not-a-capture");
	blocks->fraction = magic == PCAP_NANOSECONDS ? 1 : 1000;
	blocks->record = magic == PCAP_MODIFIED ? PCAP_MODIFIED_RECORD : PCAP_RECORD;
	blocks->length_at = minor < PCAP_SWAPPED_BEFORE ? 12 : 8;
	blocks->interfaces[0] = interface;
	blocks->interface_count = 1;
	blocks->pass = PCAP_HEADER;
	return 0;
}

int pcap_open(struct blocks *blocks)
{
	int short_of = blocks_need(blocks, PCAP_HEADER);

	return short_of ? short_of : read_header(blocks);
}

/* Brings the record at the window's front whole into hand: 1, or as blocks_next(). */
static int fill(struct blocks *blocks)
{
	struct input *input = &blocks->input;
	int short_of = input_need(input, blocks->record);
	struct cursor in;
	uint32_t captured;

	blocks->offset = input_offset(input);
	if (short_of)
		return blocks_short(blocks, short_of);
	in = cursor_over((struct span){ input->at, blocks->record });
	cursor_take(&in, blocks->length_at);
	captured = blocks_u32(blocks, &in);
	if (captured > BLOCKS_PACKET_MAX)
		return blocks_fail(blocks, -EBADMSG, "bad-block-length");
	short_of = input_need(input, blocks->record + captured);
	return short_of ? blocks_short(blocks, short_of) : 1;
}

/* Rotated files that were joined with cat(1): where a record would begin stands the header of the
 * next file, which as a record would be empty, of length 0 on the wire and of the year 2055. 1: it
 * is none. */
static int next_file(struct blocks *blocks)
{
	struct cursor in = cursor_over((struct span){ blocks->input.at, PCAP_RECORD });
	int short_of;

	if (!pcap_begins((struct span){ blocks->input.at, 4 }))
		return 1;
	cursor_take(&in, 8);
	if (cursor_u32(&in) || cursor_u32(&in))
		return 1;
	short_of = input_need(&blocks->input, PCAP_HEADER);
	if (short_of)
		return blocks_short(blocks, short_of);
	blocks->offset = input_offset(&blocks->input);
	return read_header(blocks);
}

struct record {
	uint32_t seconds, fraction, captured, original;
};

static struct record read_record(const struct blocks *blocks)
{
	struct cursor in = cursor_over((struct span){ blocks->input.at, PCAP_RECORD });
	struct record out = { .seconds = blocks_u32(blocks, &in) };
	uint32_t first, second;

	out.fraction = blocks_u32(blocks, &in);
	first = blocks_u32(blocks, &in);
	second = blocks_u32(blocks, &in);
	out.captured = blocks->length_at == 8 ? first : second;
	out.original = blocks->length_at == 8 ? second : first;
	return out;
}

/* The slack behind the window lets the header be read before it is known to be there: one check
 * serves both. */
int pcap_next(struct blocks *blocks, struct block_packet *out)
{
	struct input *input = &blocks->input;
	struct record record;
	uint64_t nanoseconds;

	input_pass(input, blocks->pass);
	blocks->pass = 0;
	for (;;) {
		int result = 1;

		record = read_record(blocks);
		if (record.captured > BLOCKS_PACKET_MAX ||
		    blocks->record + record.captured > input->left)
			result = fill(blocks);
		else if (record.captured || (result = next_file(blocks)) == 1)
			break;
		if (result != 1 && (result || !blocks->pass))
			return result;
		input_pass(input, blocks->pass);
		blocks->pass = 0;
	}
	nanoseconds = (uint64_t)record.fraction * blocks->fraction;
	out->bytes = (struct span){ input->at + blocks->record, record.captured };
	out->ordinal = ++blocks->ordinal;
	out->seconds = (int64_t)record.seconds + (int64_t)(nanoseconds / NANOSECONDS);
	out->nanoseconds = (uint32_t)(nanoseconds % NANOSECONDS);
	out->original_length = record.original;
	out->interface = 0;
	out->link_type = blocks->interfaces[0].link_type;
	out->timed = true;
	blocks->pass = blocks->record + record.captured;
	return 1;
}
