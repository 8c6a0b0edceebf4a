/* STUN's header and the walk over its attributes (RFC 8489 sections 5 and 14). */
#include "probes/wire/stun.h"

#define MAGIC_COOKIE 0x2112a442u
#define ATTRIBUTE_FINGERPRINT 0x8028

/* The twelve bits of the method, without the two of the class that stand between them. */
static unsigned method_of(uint16_t type)
{
	return (type & 0x000f) | (type & 0x00e0) >> 1 | (type & 0x3e00) >> 2;
}

static bool is_relay(unsigned method)
{
	switch (method) {
	case 0x003: /* Allocate */
	case 0x004: /* Refresh */
	case 0x006: /* Send */
	case 0x007: /* Data */
	case 0x008: /* CreatePermission */
	case 0x009: /* ChannelBind */
	case 0x00a: /* Connect, RFC 6062 */
	case 0x00b: /* ConnectionBind */
	case 0x00c: /* ConnectionAttempt */ return true;
	default: return false;
	}
}

static bool attributes_fill(struct cursor *in)
{
	while (cursor_left(in)) {
		uint16_t type = cursor_u16(in);
		size_t len = cursor_u16(in);

		cursor_take(in, (len + 3) / 4 * 4);
		if (type == ATTRIBUTE_FINGERPRINT && (len != 4 || cursor_left(in)))
			return false;
	}
	return !in->failed;
}

enum stun_kind stun_looks_like(struct span message, bool *is_answer)
{
	struct cursor in = cursor_over(message);
	uint16_t type = cursor_u16(&in);
	size_t len = cursor_u16(&in);
	uint32_t cookie = cursor_u32(&in);
	unsigned method = method_of(type);

	cursor_take(&in, 12); /* the transaction */
	if (in.failed || type >> 14 || cookie != MAGIC_COOKIE || len % 4 ||
	    len != cursor_left(&in) || !attributes_fill(&in))
		return STUN_NONE;
	if (method != 0x001 && !is_relay(method))
		return STUN_NONE;
	*is_answer = type & 0x0100;
	return method == 0x001 ? STUN_MESSAGE : STUN_RELAY;
}

bool stun_channel_looks_like(struct span message)
{
	struct cursor in = cursor_over(message);
	uint16_t channel = cursor_u16(&in);
	size_t len = cursor_u16(&in), left = cursor_left(&in);

	return !in.failed && channel >= 0x4000 && channel <= 0x4fff && len &&
	       (left == len || left == (len + 3) / 4 * 4);
}
