/* PPP (RFC 1661), bare, in HDLC-like framing (RFC 1662), and in PPPoE sessions (RFC 2516). */
#include <errno.h>

#include "probes/wire/layers.h"

#define FLAG 0x7e           /* RFC 1662: around a frame, where the capture kept it */
#define ALL_STATIONS 0xff03 /* address and control */
#define CISCO_UNICAST 0x0f00
#define CISCO_MULTICAST 0x8f00
#define WHOLE 0xc0 /* multilink: begins and ends here */

enum ppp_protocol {
	PPP_IPV4 = 0x0021,
	PPP_BRIDGED = 0x0031,
	PPP_MULTILINK = 0x003d,
	PPP_IPV6 = 0x0057,
	PPP_MPLS = 0x0281,
	PPP_MPLS_MULTICAST = 0x0283,
	PPP_CONTROL = 0x4000, /* and above: protocols about the link */
};

/* RFC 3518: flags, a MAC type, for Ethernet nothing more before the frame. */
static int bridged(struct cursor *in)
{
	uint8_t flags = cursor_u8(in);

	if (cursor_u8(in) != 1)
		return -ENOTSUP;
	if (flags & 0x40) /* a LAN id */
		cursor_u32(in);
	return LAYER_ETHERNET;
}

/* RFC 1990: only what is whole in one piece; long sequence numbers, as almost everybody. */
static int multilink(struct cursor *in)
{
	uint8_t flags = cursor_u8(in);

	cursor_take(in, 3);
	return (flags & WHOLE) == WHOLE ? LAYER_PPP : -ENOTSUP;
}

int ppp_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek = *in;
	uint16_t protocol;

	(void)walk;
	if (cursor_u16(&peek) == ALL_STATIONS)
		cursor_u16(in);
	protocol = cursor_u8(in);
	if (!(protocol & 1)) /* RFC 1661 section 6.5: one byte where it is odd */
		protocol = (uint16_t)(protocol << 8 | cursor_u8(in));
	switch (protocol) {
	case PPP_IPV4: return LAYER_IPV4;
	case PPP_IPV6: return LAYER_IPV6;
	case PPP_BRIDGED: return bridged(in);
	case PPP_MULTILINK: return multilink(in);
	case PPP_MPLS:
	case PPP_MPLS_MULTICAST: return LAYER_MPLS;
	default: return protocol >= PPP_CONTROL ? -ENOMSG : -ENOTSUP;
	}
}

int ppp_serial_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek = *in;
	uint16_t first;

	(void)walk;
	while (cursor_left(&peek) && peek.at[0] == FLAG)
		cursor_u8(&peek);
	*in = peek;
	first = cursor_u16(&peek);
	if (first == CISCO_UNICAST || first == CISCO_MULTICAST)
		return LAYER_CISCO_HDLC;
	return LAYER_PPP;
}

/* A byte that tells in which direction the frame went; in pppd's form it stands for the address. */
int ppp_direction_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek = *in;

	(void)walk;
	cursor_u8(in);
	cursor_u8(&peek);
	if (cursor_u8(&peek) == 3)
		cursor_u8(in);
	return LAYER_PPP;
}

int cisco_hdlc_read(struct cursor *in, struct walk *walk)
{
	(void)walk;
	cursor_u16(in);
	return layer_of_ether(cursor_u16(in));
}

int pppoe_read(struct cursor *in, struct walk *walk)
{
	uint16_t version_code = cursor_u16(in);
	size_t length;

	(void)walk;
	cursor_u16(in); /* session */
	length = cursor_u16(in);
	if (version_code != 0x1100) /* not a session's */
		return -ENOTSUP;
	layer_narrow(in, length);
	return LAYER_PPP;
}
