/* Links that carry IP behind an address family, or a header of the firewall that logged it. */
#include <errno.h>

#include "probes/wire/layers.h"

#define NFLOG_PAYLOAD 9
#define NFLOG_TYPE 0x7fff /* the top bits are flags */

/* The address family of BSD's null and loop links, in either byte order: 2 everywhere for IPv4; 24,
 * 28, 30 or (Linux) 10 for IPv6. */
static int layer_of_family(uint32_t family)
{
	if (family > 0xffff)
		family = __builtin_bswap32(family);
	switch (family) {
	case 2: return LAYER_IPV4;
	case 10:
	case 24:
	case 28:
	case 30: return LAYER_IPV6;
	default: return -ENOTSUP;
	}
}

int family_read(struct cursor *in, struct walk *walk)
{
	(void)walk;
	return layer_of_family(cursor_u32(in));
}

int enc_read(struct cursor *in, struct walk *walk)
{
	uint32_t family = cursor_u32(in);

	(void)walk;
	cursor_take(in, 8); /* key index and flags */
	return layer_of_family(family);
}

int pflog_read(struct cursor *in, struct walk *walk)
{
	uint8_t length = cursor_u8(in), family = cursor_u8(in);

	(void)walk;
	if (length < 2)
		return -EBADMSG;
	cursor_take(in, ((size_t)length + 3) / 4 * 4 - 2);
	return layer_of_family(family);
}

static int nflog_values(struct cursor *in, bool little)
{
	while (cursor_left(in)) {
		uint16_t length = little ? cursor_u16_le(in) : cursor_u16(in);
		uint16_t type = little ? cursor_u16_le(in) : cursor_u16(in);

		if (length < 4)
			return -EBADMSG;
		if ((type & NFLOG_TYPE) == NFLOG_PAYLOAD) {
			layer_narrow(in, length - 4u);
			return LAYER_IP;
		}
		cursor_take(in, ((size_t)length + 3) / 4 * 4 - 4);
	}
	return -ENOMSG;
}

/* Values are in the byte order of the machine that logged: the one in which the first length fits.
 */
int nflog_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek;
	size_t first;

	(void)walk;
	cursor_u8(in); /* family: the payload tells */
	if (cursor_u8(in))
		return -ENOTSUP; /* another version */
	cursor_u16(in);
	peek = *in;
	first = cursor_u16_le(&peek);
	return nflog_values(in, first >= 4 && first <= cursor_left(in));
}
