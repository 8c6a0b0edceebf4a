/* WireGuard's messages by type and length. */
#include "probes/wire/wireguard.h"

#define INITIATION_SIZE 148 /* bytes */
#define RESPONSE_SIZE 92
#define COOKIE_SIZE 64
#define DATA_TAG 16

/* Little-endian: the high bytes of a count stand last. */
static bool is_data(struct cursor *in)
{
	uint32_t receiver = cursor_u32(in);
	uint64_t sealed;

	cursor_take(in, 6);
	if (cursor_u16(in) || !receiver || cursor_left(in) < DATA_TAG || cursor_left(in) % 16)
		return false;
	sealed = cursor_u64(in);
	return !in->failed && sealed;
}

enum wireguard_message wireguard_looks_like(struct span message)
{
	struct cursor in = cursor_over(message);
	uint32_t type = cursor_u32_le(&in);

	switch (type) {
	case WIREGUARD_INITIATION:
		return message.len == INITIATION_SIZE ? WIREGUARD_INITIATION : WIREGUARD_NONE;
	case WIREGUARD_RESPONSE:
		return message.len == RESPONSE_SIZE ? WIREGUARD_RESPONSE : WIREGUARD_NONE;
	case WIREGUARD_COOKIE:
		return message.len == COOKIE_SIZE ? WIREGUARD_COOKIE : WIREGUARD_NONE;
	case WIREGUARD_DATA: return is_data(&in) ? WIREGUARD_DATA : WIREGUARD_NONE;
	default: return WIREGUARD_NONE;
	}
}
