/* L2TP: version 2 carries PPP (RFC 2661); version 3, over IP or UDP (RFC 3931), carries Ethernet
 * behind a cookie whose length only the set-up tells: that one at which a right frame begins. */
#include <errno.h>

#include "probes/wire/layers.h"

#define CONTROL 0x8000
#define HAS_LENGTH 0x4000
#define HAS_SEQUENCE 0x0800
#define HAS_OFFSET 0x0200
#define RESERVED 0x34f0
#define VERSION_BITS 0x000f
#define COOKIE_AND_SUBLAYER_MAX 12

static int behind_cookie(struct cursor *in, size_t missing)
{
	for (size_t skip = 0; skip <= COOKIE_AND_SUBLAYER_MAX; skip += 4) {
		struct cursor behind = *in;

		cursor_take(&behind, skip);
		if (!ethernet_is_sound(behind, missing))
			continue;
		*in = behind;
		return LAYER_ETHERNET;
	}
	return -ENOTSUP;
}

int l2tp_3_read(struct cursor *in, struct walk *walk)
{
	uint32_t session = cursor_u32(in);

	return session ? behind_cookie(in, walk->missing) : -ENOMSG;
}

static int version_2(struct cursor *in, uint16_t flags, const struct packet *packet)
{
	size_t length = 0, header = 2;

	if (flags & HAS_LENGTH) {
		length = cursor_u16(in);
		header += 2;
	}
	cursor_u32(in); /* tunnel and session */
	header += 4;
	if (flags & HAS_LENGTH) {
		if (length < header || (length - header > cursor_left(in) && !packet->cut))
			return -EBADMSG;
		layer_narrow(in, length - header);
	}
	if (flags & HAS_SEQUENCE)
		cursor_u32(in);
	if (flags & HAS_OFFSET)
		cursor_take(in, cursor_u16(in));
	return LAYER_PPP;
}

int l2tp_read(struct cursor *in, struct walk *walk)
{
	uint16_t flags = cursor_u16(in);

	if (flags & (CONTROL | RESERVED))
		return -ENOTSUP;
	if ((flags & VERSION_BITS) == 2)
		return version_2(in, flags, &walk->packet);
	if (flags != 3 || cursor_u16(in))
		return -ENOTSUP;
	return l2tp_3_read(in, walk);
}
