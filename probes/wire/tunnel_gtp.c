/* User packets of mobile networks: GTP-U version 1 (3GPP TS 29.281). */
#include <errno.h>

#include "probes/wire/layers.h"

#define VERSION_1 0x30 /* version 1, the protocol GTP; one bit spare */
#define USER_PACKET 255
#define OPTIONAL_FIELDS 0x07
#define HAS_EXTENSION 0x04
#define EXTENSIONS_MAX 8

static int skip_extensions(struct cursor *in, uint8_t next)
{
	for (size_t i = 0; next && i < EXTENSIONS_MAX && !in->failed; i++) {
		size_t length = cursor_u8(in) * 4u;

		if (length < 4)
			return -EBADMSG;
		cursor_take(in, length - 2);
		next = cursor_u8(in);
	}
	return next ? -EBADMSG : 0;
}

/* A session carries IP, or (5G) Ethernet; only the session's set-up says which. */
static int user_packet(const struct cursor *in, size_t missing)
{
	struct cursor peek = *in;
	unsigned int nibble = cursor_u8(&peek) >> 4;

	if ((nibble == 4 || nibble == 6) && ip_is_sound(*in, missing, false))
		return LAYER_IP;
	return LAYER_ETHERNET;
}

int gtp_read(struct cursor *in, struct walk *walk)
{
	uint8_t flags = cursor_u8(in), type = cursor_u8(in), next = 0;
	size_t length = cursor_u16(in);

	cursor_u32(in); /* tunnel */
	if ((flags & 0xf0) != VERSION_1 || flags & 0x08 || type != USER_PACKET)
		return -ENOTSUP;
	if (length > cursor_left(in) && !walk->packet.cut)
		return -EBADMSG;
	layer_narrow(in, length);
	if (flags & OPTIONAL_FIELDS) {
		cursor_u24(in); /* sequence, number of the unit */
		next = cursor_u8(in);
	}
	if (flags & HAS_EXTENSION && skip_extensions(in, next))
		return -EBADMSG;
	return user_packet(in, walk->missing);
}
