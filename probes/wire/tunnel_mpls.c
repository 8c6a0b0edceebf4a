/* MPLS (RFC 3032): labels, and behind the last one IP, or an Ethernet pseudo-wire (RFC 4448) with
 * or without its control word; nothing on the wire says which. And NSH (RFC 8300). */
#include <errno.h>

#include "probes/wire/layers.h"

#define LAST_LABEL 0x100
#define CHANNEL 1 /* RFC 5586: about the path, no packet */
#define CONTROL_WORD 4

static int behind_labels(struct cursor *in, size_t missing)
{
	struct cursor peek = *in, behind = *in;
	unsigned int nibble = cursor_u8(&peek) >> 4;

	if (peek.failed) {
		in->failed = true;
		return -EAGAIN;
	}
	if (nibble == 4 || nibble == 6)
		return ip_is_sound(*in, missing, false) || !ethernet_is_sound(*in, missing)
		               ? LAYER_IP
		               : LAYER_ETHERNET;
	cursor_take(&behind, CONTROL_WORD);
	if (!nibble && (ethernet_is_sound(behind, missing) || !ethernet_is_sound(*in, missing))) {
		*in = behind;
		return LAYER_ETHERNET;
	}
	if (nibble == CHANNEL && !ethernet_is_sound(*in, missing))
		return -ENOMSG;
	return LAYER_ETHERNET;
}

int mpls_read(struct cursor *in, struct walk *walk)
{
	uint32_t label = cursor_u32(in);

	if (in->failed || !(label & LAST_LABEL))
		return LAYER_MPLS;
	/* without an IP header around, nobody says how much was sent */
	return behind_labels(in, walk->inside ? walk->missing : UINT16_MAX);
}

int nsh_read(struct cursor *in, struct walk *walk)
{
	size_t length = (cursor_u16(in) & 0x3f) * 4u;
	uint8_t next;

	(void)walk;
	cursor_u8(in);
	next = cursor_u8(in);
	if (length < 8 && !in->failed)
		return -EBADMSG;
	cursor_take(in, length - 4);
	switch (next) {
	case 1: return LAYER_IPV4;
	case 2: return LAYER_IPV6;
	case 3: return LAYER_ETHERNET;
	case 4: return LAYER_NSH;
	case 5: return LAYER_MPLS;
	default: return -ENOTSUP;
	}
}
