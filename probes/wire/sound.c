/* Whether bytes begin an IP packet: what tells a tunnel from bytes that happen to look like one. */
#include "probes/wire/layers.h"

#define PADDED_MAX 50 /* a short Ethernet frame is filled up to 46 bytes, a checksum may follow */
#define TAGS_ASKED 2

/* RFC 1071: over a header that holds its own checksum the sum is all ones. */
static bool is_sum_right(struct cursor header)
{
	uint32_t sum = 0;

	while (cursor_left(&header))
		sum += cursor_u16(&header);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum == 0xffff;
}

static bool is_length_right(size_t claimed, size_t there, bool exact)
{
	return claimed <= there && (!exact || claimed == there || there <= PADDED_MAX);
}

static bool is_ipv4_sound(struct cursor in, size_t missing, bool exact)
{
	size_t there = cursor_left(&in) + missing, header, total;
	struct cursor start = in;

	header = (size_t)(cursor_u8(&in) & 15) * 4;
	cursor_u8(&in);
	total = cursor_u16(&in);
	cursor_take(&in, header - 4);
	if (in.failed || header < 20)
		return false;
	if (!total && !exact) /* segmentation left to the card */
		return true;
	return total >= header && is_length_right(total, there, exact) &&
	       (!exact || is_sum_right(cursor_sub(&start, header)));
}

static bool is_ipv6_sound(struct cursor in, size_t missing, bool exact)
{
	size_t there = cursor_left(&in) + missing, length;

	cursor_u32(&in);
	length = cursor_u16(&in);
	cursor_take(&in, 34);
	if (in.failed)
		return false;
	return length ? is_length_right(length + 40, there, exact) : !exact;
}

bool ip_is_sound(struct cursor in, size_t missing, bool exact)
{
	struct cursor peek = in;

	switch (cursor_u8(&peek) >> 4) {
	case 4: return is_ipv4_sound(in, missing, exact);
	case 6: return is_ipv6_sound(in, missing, exact);
	default: return false;
	}
}

bool ethernet_is_sound(struct cursor in, size_t missing)
{
	uint16_t type;

	cursor_take(&in, 12);
	type = cursor_u16(&in);
	for (int i = 0; i < TAGS_ASKED && layer_of_ether(type) == LAYER_VLAN; i++) {
		cursor_u16(&in);
		type = cursor_u16(&in);
	}
	return (type == ETHER_IPV4 || type == ETHER_IPV6) && ip_is_sound(in, missing, false);
}
