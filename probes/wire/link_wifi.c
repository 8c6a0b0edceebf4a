/* Wireless data frames (IEEE 802.11), bare or behind what the receiver says of them: radiotap,
 * Prism, AVS, PPI. Management and control frames carry no packet; protected ones cannot be read. */
#include "probes/wire/link_wifi.h"

#include <errno.h>

#include "probes/wire/layers.h"

/* Frame control. */
#define VERSION_BITS 0x03
#define VERSION_TYPE 0x0f
#define DATA 0x08
#define NO_DATA 0x40 /* subtypes that say only how the station is */
#define QOS 0x80
#define BETWEEN_SYSTEMS 0x03
#define PROTECTED 0x40
#define ORDER 0x80

#define FRAGMENT 0x0f   /* of the sequence control: the number of the piece */
#define AGGREGATED 0x80 /* of the QoS control */
#define SUBFRAME_HEADER 14

/* Radiotap. */
#define HAS_TIME 0x1u
#define HAS_FLAGS 0x2u
#define HAS_MORE 0x80000000u
#define RADIOTAP_WORDS_MAX 16
#define FLAG_CHECKSUM 0x10 /* four bytes at the end */
#define FLAG_PADDED 0x20   /* between header and body */
#define FLAG_BAD 0x40      /* the checksum is wrong */

#define AVS_VERSION 0x80211000u

struct wifi {
	uint8_t kind, flags; /* frame control */
	bool padded;         /* the header is, to four bytes */
	bool swapped;        /* not the air's byte order: its numbers mean nothing */
	bool aggregated;     /* out: the body is several frames */
};

/* From behind the frame control of a data frame up to its body. */
static int wifi_header(struct cursor *in, struct wifi *frame)
{
	bool has_quality = frame->kind & QOS;
	size_t start = cursor_left(in) + 2;
	uint16_t sequence, quality = 0;

	cursor_take(in, 20);
	sequence = cursor_u16_le(in);
	if ((frame->kind & VERSION_TYPE) != DATA)
		return frame->kind & VERSION_BITS ? -ENOTSUP : -ENOMSG;
	if (frame->kind & NO_DATA)
		return -ENOMSG;
	if (frame->flags & PROTECTED)
		return -EACCES;
	if ((frame->flags & BETWEEN_SYSTEMS) == BETWEEN_SYSTEMS)
		cursor_take(in, 6); /* the fourth address */
	if (has_quality)
		quality = cursor_u16_le(in);
	if (has_quality && frame->flags & ORDER)
		cursor_take(in, 4);
	if (frame->padded)
		cursor_take(in, -(start - cursor_left(in)) % 4);
	frame->aggregated = quality & AGGREGATED;
	return sequence & FRAGMENT && !frame->swapped ? -ENOTSUP : 0;
}

static int wifi_body(struct cursor *in, struct wifi *frame)
{
	int error = wifi_header(in, frame);

	if (error)
		return error;
	/* a subframe is addressed and measured as an Ethernet frame */
	return frame->aggregated ? LAYER_ETHERNET : LAYER_LLC;
}

int wifi_read(struct cursor *in, struct walk *walk)
{
	struct wifi frame = { .kind = cursor_u8(in) };

	(void)walk;
	frame.flags = cursor_u8(in);
	return wifi_body(in, &frame);
}

int wifi_swapped_read(struct cursor *in, struct walk *walk)
{
	struct wifi frame = { .flags = cursor_u8(in), .swapped = true };

	(void)walk;
	frame.kind = cursor_u8(in);
	return wifi_body(in, &frame);
}

/* Steps over the radiotap header; its flags. */
static int radiotap_header(struct cursor *in, uint8_t *out)
{
	struct cursor start = *in, fields;
	uint8_t version = cursor_u8(in), flags = 0;
	size_t length, words = 1;
	uint32_t present, more;

	cursor_u8(in);
	length = cursor_u16_le(in);
	present = more = cursor_u32_le(in);
	fields = cursor_sub(&start, length);
	cursor_take(&fields, 8);
	while (more & HAS_MORE && words++ < RADIOTAP_WORDS_MAX)
		more = cursor_u32_le(&fields);
	if (version || length < 8 || more & HAS_MORE)
		return -EBADMSG;
	if (present & HAS_TIME) { /* fields stand where their size says */
		cursor_take(&fields, words % 2 ? 0 : 4);
		cursor_u64(&fields);
	}
	if (present & HAS_FLAGS)
		flags = cursor_u8(&fields);
	cursor_take(in, length - 8);
	if (fields.failed && !in->failed)
		return -EBADMSG;
	*out = flags;
	return 0;
}

static int flagged(struct cursor *in, uint8_t *flags)
{
	int error = radiotap_header(in, flags);

	if (error || in->failed)
		return error;
	if (*flags & FLAG_BAD)
		return -EBADMSG;
	if (*flags & FLAG_CHECKSUM && cursor_left(in) >= 4)
		layer_narrow(in, cursor_left(in) - 4);
	return 0;
}

int radiotap_read(struct cursor *in, struct walk *walk)
{
	uint8_t marks = 0;
	struct wifi frame = { .padded = false };
	int error = flagged(in, &marks);

	(void)walk;
	if (error)
		return error;
	frame.padded = marks & FLAG_PADDED;
	frame.kind = cursor_u8(in);
	frame.flags = cursor_u8(in);
	return wifi_body(in, &frame);
}

/* Both forms have their length in the second word; Prism's is in the order of the machine. */
int prism_read(struct cursor *in, struct walk *walk)
{
	uint32_t kind = cursor_u32(in), length = cursor_u32(in);

	(void)walk;
	if ((kind & 0xfffff000u) != AVS_VERSION && length > 0xffff)
		length = __builtin_bswap32(length);
	if (length < 8)
		return -EBADMSG;
	cursor_take(in, length - 8);
	return LAYER_WIFI;
}

int ppi_read(struct cursor *in, struct walk *walk)
{
	size_t length;
	uint32_t link;

	(void)walk;
	cursor_u16(in);
	length = cursor_u16_le(in);
	link = cursor_u32_le(in);
	if (length < 8)
		return -EBADMSG;
	cursor_take(in, length - 8);
	return link == LINK_PPI ? -ENOTSUP : layer_of_link(link);
}

bool packet_may_aggregate(uint32_t link_type)
{
	return link_type == LINK_RADIOTAP || link_type == LINK_WIFI;
}

bool packet_subframe(struct span bytes, uint32_t link_type, size_t number, struct span *out)
{
	struct cursor in = cursor_over(bytes);
	struct wifi frame = { .padded = false };
	uint8_t marks = 0;

	if (link_type == LINK_RADIOTAP && flagged(&in, &marks))
		return false;
	frame.padded = marks & FLAG_PADDED;
	frame.kind = cursor_u8(&in);
	frame.flags = cursor_u8(&in);
	if (wifi_header(&in, &frame) || !frame.aggregated)
		return false;
	for (;; number--) {
		struct cursor start = in;
		size_t length;

		cursor_take(&in, 12);
		length = cursor_u16(&in);
		if (in.failed || !length)
			return false;
		if (length > cursor_left(&in)) /* the snap length took the rest */
			length = cursor_left(&in);
		cursor_take(&in, length);
		if (!number) {
			*out = cursor_take(&start, SUBFRAME_HEADER + length);
			return true;
		}
		length = (SUBFRAME_HEADER + length) % 4;
		if (length && cursor_left(&in))
			cursor_take(&in, 4 - length);
	}
}
