/* Capture files: tells the formats apart and reads classic pcap; pcapng is in
 * probes/traffic/pcapng.c. */
#include "probes/traffic/blocks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/traffic/pcapng.h"

#define PCAP_HEADER 24
#define PCAP_RECORD 16
#define PCAP_MICROSECONDS 0xa1b2c3d4u
#define PCAP_NANOSECONDS 0xa1b23c4du
#define PCAP_MAJOR 2

#define NANOSECONDS 1000000000u

struct foreign {
	uint8_t len;
	char magic[8];
	const char *name, *remedy;
};

/* Formats that are known by their first bytes and not read. */
static const struct foreign foreigners[] = {
	{ 3, "BZh", "bzip2", "decompress it first with `bzip2 -d`" },
	{ 4, "\x04\x22\x4d\x18", "lz4", "decompress it first with `lz4 -d`" },
	{ 4, "PK\x03\x04", "zip", "unpack it first with `unzip`" },
	{ 8, "snoop\0\0", "snoop", "convert it first with `editcap -F pcap`" },
	{ 4, "\xa1\xb2\xcd\x34", "modified pcap", "convert it first with `editcap -F pcap`" },
	{ 4, "\x34\xcd\xb2\xa1", "modified pcap", "convert it first with `editcap -F pcap`" },
	{ 4, "RTSS", "Network Monitor", "convert it first with `editcap -F pcap`" },
	{ 4, "GMBU", "Network Monitor", "convert it first with `editcap -F pcap`" },
};

/* The header of a pcap, in the byte order that its magic shows; its one interface is what pcapng
 * would have first. */
static int read_pcap_header(struct blocks *blocks)
{
	struct cursor in = cursor_over((struct span){ blocks->input.at, PCAP_HEADER });
	struct blocks_interface interface = { .per_second = 0 };
	uint16_t major;

	blocks->fraction = blocks_u32(blocks, &in) == PCAP_NANOSECONDS ? 1 : 1000;
	major = blocks_u16(blocks, &in);
	cursor_take(&in, 2 + 4 + 4); /* minor version, zone, accuracy */
	interface.snap_length = blocks_u32(blocks, &in);
	interface.link_type = (uint16_t)blocks_u32(blocks, &in); /* above it: length of the FCS */
	if (major != PCAP_MAJOR)
		return blocks_fail(blocks, -EBADMSG, "not-a-capture");
	blocks->interfaces[blocks->interface_count++] = interface;
	blocks->pass = PCAP_HEADER;
	return 0;
}

static int refuse_foreign(struct blocks *blocks)
{
	const struct input *input = &blocks->input;

	for (size_t i = 0; i < sizeof(foreigners) / sizeof(foreigners[0]); i++) {
		const struct foreign *foreign = &foreigners[i];

		if (input->left < foreign->len ||
		    memcmp(input->at, foreign->magic, foreign->len) != 0)
			continue;
		blocks->remedy = foreign->remedy;
		return blocks_fail(blocks, -ENOTSUP, foreign->name);
	}
	return blocks_fail(blocks, -EBADMSG, "not-a-capture");
}

/* Waits for `need` bytes of the head, also across signals; the caller tells what is missing. */
static int need_head(struct blocks *blocks, size_t need)
{
	int result;

	do
		result = input_need(&blocks->input, need);
	while (result == -EINTR);
	return result;
}

static int read_head(struct blocks *blocks)
{
	struct input *input = &blocks->input;
	struct cursor in;
	uint32_t magic, swapped;

	need_head(blocks, 8);
	if (!input->left && input->status == 1)
		return blocks_fail(blocks, -EBADMSG, "empty");
	if (input->left < 4 && input->status == 1)
		return refuse_foreign(blocks);
	if (input->left < 4)
		return blocks_short(blocks, -EAGAIN);
	in = cursor_over((struct span){ input->at, 4 });
	magic = cursor_u32(&in);
	swapped = __builtin_bswap32(magic);
	blocks->is_pcapng = magic == PCAPNG_SECTION;
	if (blocks->is_pcapng)
		return 0;
	blocks->big_endian = magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS;
	if (!blocks->big_endian && swapped != PCAP_MICROSECONDS && swapped != PCAP_NANOSECONDS)
		return refuse_foreign(blocks);
	if (need_head(blocks, PCAP_HEADER))
		return blocks_short(blocks, -EAGAIN);
	return read_pcap_header(blocks);
}

int blocks_open(struct blocks *blocks, int fd, uint64_t max_bytes)
{
	int error;

	*blocks = (struct blocks){ 0 };
	error = input_open(&blocks->input, fd, max_bytes);
	if (!error)
		blocks->interfaces = calloc(BLOCKS_INTERFACES_MAX, sizeof(*blocks->interfaces));
	if (!error && !blocks->interfaces)
		error = -ENOMEM;
	if (error)
		return blocks_fail(blocks, error, error == -ENOMEM ? "no-memory" : "unreadable");
	return read_head(blocks);
}

void blocks_close(struct blocks *blocks)
{
	if (blocks->input.buffer)
		input_close(&blocks->input);
	free(blocks->interfaces);
	blocks->interfaces = NULL;
	blocks_fail(blocks, -EBADF, "closed");
}

/* Brings the record at the window's front whole into hand: 1, or as blocks_next(). */
static int pcap_fill(struct blocks *blocks)
{
	struct input *input = &blocks->input;
	int short_of = input_need(input, PCAP_RECORD);
	struct cursor in;
	uint32_t captured;

	blocks->offset = input_offset(input);
	if (short_of)
		return blocks_short(blocks, short_of);
	in = cursor_over((struct span){ input->at, PCAP_RECORD });
	cursor_take(&in, 8);
	captured = blocks_u32(blocks, &in);
	if (captured > BLOCKS_PACKET_MAX)
		return blocks_fail(blocks, -EBADMSG, "bad-block-length");
	short_of = input_need(input, PCAP_RECORD + captured);
	return short_of ? blocks_short(blocks, short_of) : 1;
}

/* The slack behind the window lets the header be read before it is known to be there: one check
 * serves both. */
static int pcap_next(struct blocks *blocks, struct block_packet *out)
{
	struct input *input = &blocks->input;
	uint32_t captured, seconds, fraction;
	uint64_t nanoseconds;
	struct cursor in;

	input_pass(input, blocks->pass);
	blocks->pass = 0;
	for (;;) {
		int result;

		in = cursor_over((struct span){ input->at, PCAP_RECORD });
		seconds = blocks_u32(blocks, &in);
		fraction = blocks_u32(blocks, &in);
		captured = blocks_u32(blocks, &in);
		if (captured <= BLOCKS_PACKET_MAX && PCAP_RECORD + captured <= input->left)
			break;
		result = pcap_fill(blocks);
		if (result != 1)
			return result;
	}
	nanoseconds = (uint64_t)fraction * blocks->fraction;
	out->bytes = (struct span){ input->at + PCAP_RECORD, captured };
	out->ordinal = ++blocks->ordinal;
	out->seconds = (int64_t)seconds + (int64_t)(nanoseconds / NANOSECONDS);
	out->nanoseconds = (uint32_t)(nanoseconds % NANOSECONDS);
	out->original_length = blocks_u32(blocks, &in);
	out->interface = 0;
	out->link_type = blocks->interfaces[0].link_type;
	out->timed = true;
	blocks->pass = PCAP_RECORD + captured;
	return 1;
}

int blocks_next(struct blocks *blocks, struct block_packet *out)
{
	if (blocks->error)
		return blocks->error;
	return blocks->is_pcapng ? pcapng_next(blocks, out) : pcap_next(blocks, out);
}
