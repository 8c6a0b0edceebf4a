/* GRE (RFC 2784, 2890, PPTP's RFC 2637, NVGRE's RFC 7637) and what travels in it alone: mirrored
 * frames (ERSPAN, draft-foschiano-erspan), diverted packets (WCCP); and EtherIP (RFC 3378). */
#include <errno.h>

#include "probes/wire/layers.h"

#define HAS_CHECKSUM 0x8000
#define HAS_ROUTING 0x4000
#define HAS_KEY 0x2000
#define HAS_SEQUENCE 0x1000
#define HAS_ACKNOWLEDGEMENT 0x0080
#define VERSION_BITS 0x0007
#define ROUTES_MAX 8

/* RFC 1701: source route entries, the last without address family and length. */
static int skip_routing(struct cursor *in)
{
	for (size_t i = 0; i < ROUTES_MAX && !in->failed; i++) {
		uint16_t family = cursor_u16(in);
		uint8_t length;

		cursor_u8(in);
		length = cursor_u8(in);
		if (!family && !length)
			return 0;
		cursor_take(in, length);
	}
	return -EBADMSG;
}

static int pptp(struct cursor *in, uint16_t flags, uint16_t type)
{
	size_t length = cursor_u16(in);

	cursor_u16(in); /* call */
	if (flags & HAS_SEQUENCE)
		cursor_u32(in);
	if (flags & HAS_ACKNOWLEDGEMENT)
		cursor_u32(in);
	if (type != ETHER_PPP || !(flags & HAS_KEY))
		return -ENOTSUP;
	if (!length)
		return -ENOMSG; /* it only acknowledges */
	layer_narrow(in, length);
	return LAYER_PPP;
}

int gre_read(struct cursor *in, struct walk *walk)
{
	uint16_t flags = cursor_u16(in), type = cursor_u16(in);

	(void)walk;
	if ((flags & VERSION_BITS) == 1)
		return pptp(in, flags, type);
	if (flags & VERSION_BITS)
		return -ENOTSUP;
	if (flags & (HAS_CHECKSUM | HAS_ROUTING))
		cursor_u32(in);
	if (flags & HAS_KEY)
		cursor_u32(in);
	if (flags & HAS_SEQUENCE)
		cursor_u32(in);
	if (flags & HAS_ROUTING && skip_routing(in))
		return -EBADMSG;
	if (type == ETHER_ERSPAN && !(flags & HAS_SEQUENCE))
		return LAYER_ETHERNET; /* type I: the frame alone */
	return layer_of_ether(type);
}

int erspan_2_read(struct cursor *in, struct walk *walk)
{
	uint8_t version = cursor_u8(in) >> 4;

	(void)walk;
	cursor_take(in, 7);
	return version == 1 ? LAYER_ETHERNET : -ENOTSUP;
}

int erspan_3_read(struct cursor *in, struct walk *walk)
{
	uint8_t version = cursor_u8(in) >> 4, marks;

	(void)walk;
	cursor_take(in, 10);
	marks = cursor_u8(in);
	if (version != 2)
		return -ENOTSUP;
	if (marks & 1) /* a subheader of the platform */
		cursor_u64(in);
	return LAYER_ETHERNET;
}

/* Version 2 has four bytes in front of the packet, version 1 none. */
int wccp_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek = *in;

	(void)walk;
	if (cursor_u8(&peek) >> 4 != 4)
		cursor_u32(in);
	return LAYER_IP;
}

int etherip_read(struct cursor *in, struct walk *walk)
{
	(void)walk;
	return cursor_u16(in) == 0x3000 ? LAYER_ETHERNET : -ENOTSUP;
}
