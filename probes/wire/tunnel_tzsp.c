/* Mirrored frames in UDP: TZSP, by which access points and routers hand on what they hear. */
#include <errno.h>

#include "probes/wire/layers.h"

#define RECEIVED 0
#define TO_SEND 1
#define TAG_PADDING 0
#define TAG_END 1
#define TAGS_MAX 64

static int skip_tags(struct cursor *in)
{
	for (size_t i = 0; i < TAGS_MAX && !in->failed; i++) {
		uint8_t tag = cursor_u8(in);

		if (tag == TAG_END)
			return 0;
		if (tag != TAG_PADDING)
			cursor_take(in, cursor_u8(in));
	}
	return -EBADMSG;
}

int tzsp_read(struct cursor *in, struct walk *walk)
{
	uint8_t version = cursor_u8(in), type = cursor_u8(in);
	uint16_t encapsulated = cursor_u16(in);

	(void)walk;
	if (version != 1 || (type != RECEIVED && type != TO_SEND))
		return -ENOTSUP;
	if (skip_tags(in))
		return -EBADMSG;
	switch (encapsulated) {
	case 1: return LAYER_ETHERNET;
	case 18: return LAYER_WIFI;
	case 119: return LAYER_PRISM;
	case 127: return LAYER_PRISM; /* AVS */
	default: return -ENOTSUP;
	}
}
