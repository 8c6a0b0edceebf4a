/* Virtual networks in UDP: VXLAN (RFC 7348; with groups, and GPE's next protocol,
 * draft-ietf-nvo3-vxlan-gpe) and Geneve (RFC 8926). */
#include <errno.h>

#include "probes/wire/layers.h"

#define HAS_NETWORK 0x08
#define HAS_NEXT 0x04
#define HAS_GROUP 0x80
#define GENEVE_CONTROL 0x80

static int next_of_gpe(uint8_t next)
{
	switch (next) {
	case 1: return LAYER_IPV4;
	case 2: return LAYER_IPV6;
	case 3: return LAYER_ETHERNET;
	case 4: return LAYER_NSH;
	case 5: return LAYER_MPLS;
	default: return -ENOTSUP;
	}
}

int vxlan_read(struct cursor *in, struct walk *walk)
{
	uint8_t flags = cursor_u8(in);
	uint32_t group = cursor_u24(in);

	(void)walk;
	cursor_u24(in); /* network */
	if (cursor_u8(in) || !(flags & HAS_NETWORK))
		return -ENOTSUP;
	if (flags == (HAS_NETWORK | HAS_NEXT))
		return group >> 8 ? -ENOTSUP : next_of_gpe((uint8_t)group);
	if (flags == (HAS_NETWORK | HAS_GROUP))
		return LAYER_ETHERNET;
	return flags == HAS_NETWORK && !group ? LAYER_ETHERNET : -ENOTSUP;
}

int geneve_read(struct cursor *in, struct walk *walk)
{
	uint8_t version_options = cursor_u8(in), marks = cursor_u8(in);
	uint16_t type = cursor_u16(in);
	struct cursor options;

	(void)walk;
	cursor_u24(in); /* network */
	if (cursor_u8(in) || version_options >> 6 || marks & 0x3f || marks & GENEVE_CONTROL)
		return -ENOTSUP;
	options = cursor_sub(in, (version_options & 0x3f) * 4u);
	while (cursor_left(&options)) {
		cursor_u24(&options); /* class and type */
		cursor_take(&options, (cursor_u8(&options) & 0x1f) * 4u);
	}
	return options.failed ? -EBADMSG : layer_of_ether(type);
}
