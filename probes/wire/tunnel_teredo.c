/* IPv6 in UDP for hosts behind IPv4: Teredo (RFC 4380) and AYIYA (draft-massar-v6ops-ayiya). */
#include <errno.h>

#include "probes/wire/layers.h"

#define AUTHENTICATION 0x0001
#define ORIGIN 0x0000
#define TEREDO_PREFIX 0x20010000u /* /32 */
#define AYIYA_FORWARD 1

static bool is_teredo(struct cursor in)
{
	cursor_take(&in, 8);
	if (cursor_u32(&in) == TEREDO_PREFIX)
		return true;
	cursor_take(&in, 12);
	return cursor_u32(&in) == TEREDO_PREFIX && !in.failed;
}

int teredo_read(struct cursor *in, struct walk *walk)
{
	struct cursor peek = *in;
	uint16_t kind = cursor_u16(&peek);

	if (kind == AUTHENTICATION) {
		size_t length = cursor_u8(&peek);

		cursor_take(&peek, length + cursor_u8(&peek));
		cursor_take(&peek, 9); /* nonce and confirmation */
		*in = peek;
		kind = cursor_u16(&peek);
	}
	if (kind == ORIGIN) {
		cursor_take(&peek, 6); /* port and address */
		*in = peek;
		kind = cursor_u16(&peek);
	}
	in->failed = peek.failed;
	if (kind >> 12 != 6 || (walk->guess == GUESS_SHAPE && !is_teredo(*in)))
		return -ENOTSUP;
	return LAYER_IPV6;
}

int ayiya_read(struct cursor *in, struct walk *walk)
{
	uint8_t identity = cursor_u8(in), signature = cursor_u8(in), operation, next;

	(void)walk;
	operation = cursor_u8(in);
	next = cursor_u8(in);
	cursor_u32(in); /* time */
	if ((operation & 0x0f) != AYIYA_FORWARD || identity >> 4 > 7)
		return -ENOTSUP;
	cursor_take(in, (size_t)1 << (identity >> 4));
	cursor_take(in, (signature >> 4) * 4u);
	switch (next) {
	case 4: return LAYER_IPV4;
	case 41: return LAYER_IPV6;
	default: return -ENOTSUP;
	}
}
