/* OpenVPN's hard resets: opcode, session, what the wrapping adds, no message before. */
#include "probes/wire/openvpn.h"

enum first_byte { /* the opcode in the high five bits, key 0 in the low three */
	          CLIENT_V2 = 7 << 3,
	          SERVER_V2 = 8 << 3,
	          CLIENT_V3 = 10 << 3,
};

#define CRYPT_TAG 32                   /* bytes: HMAC-SHA256 */
#define CLIENT_TAIL 5                  /* no acknowledgements, message 0 */
#define SERVER_TAIL 17                 /* one acknowledgement, its session, message 0 */
#define FIRST_PACKET 1                 /* of a sender */
#define FIRST_PACKET_EARLY 0x0f000001u /* the same, from 2.6 on, to negotiate early */
#define TIME_MIN 0x3b9aca00u           /* September 2001: a clock, not noise */

static bool is_tail(struct cursor in, bool from_client)
{
	uint8_t acknowledged = cursor_u8(&in);
	bool good = acknowledged == (from_client ? 0 : 1);

	if (acknowledged == 1) {
		good &= cursor_u32(&in) == 0;
		good &= cursor_u64(&in) != 0;
	}
	return good && cursor_u32(&in) == 0 && !in.failed && !cursor_left(&in);
}

/* A packet's number, the sender's first, and its clock. */
static bool is_first_packet(struct cursor *in)
{
	uint32_t number = cursor_u32(in);

	return (number == FIRST_PACKET || number == FIRST_PACKET_EARLY) &&
	       cursor_u32(in) >= TIME_MIN && !in->failed;
}

/* Signed by one of the common hashes, of which the length tells. */
static bool is_signed(struct cursor in, size_t tail)
{
	static const uint8_t hashes[] = { 16, 20, 28, 32, 48, 64 };
	size_t left = cursor_left(&in);

	for (size_t i = 0; i < sizeof(hashes); i++) {
		if (left != hashes[i] + 8 + tail)
			continue;
		cursor_take(&in, hashes[i]);
		return is_first_packet(&in) && is_tail(in, tail == CLIENT_TAIL);
	}
	return false;
}

/* Version 3 adds the client's wrapped key, whose length stands at its end. */
static bool is_encrypted(struct cursor in, size_t tail, bool with_key)
{
	size_t left;

	if (!is_first_packet(&in))
		return false;
	cursor_take(&in, CRYPT_TAG + tail);
	left = cursor_left(&in);
	if (in.failed || !with_key)
		return !in.failed && !left;
	if (left <= CRYPT_TAG)
		return false;
	cursor_take(&in, left - 2);
	return cursor_u16(&in) == left && !in.failed;
}

enum openvpn_reset openvpn_looks_like(struct span message)
{
	struct cursor in = cursor_over(message);
	uint8_t first = cursor_u8(&in);
	bool from_client = first != SERVER_V2, good;
	size_t tail = from_client ? CLIENT_TAIL : SERVER_TAIL;

	if (first != CLIENT_V2 && first != SERVER_V2 && first != CLIENT_V3)
		return OPENVPN_NONE;
	if (!cursor_u64(&in) || in.failed)
		return OPENVPN_NONE;
	good = is_encrypted(in, tail, first == CLIENT_V3);
	if (first != CLIENT_V3)
		good |= is_tail(in, from_client) || is_signed(in, tail);
	if (!good)
		return OPENVPN_NONE;
	return from_client ? OPENVPN_CLIENT : OPENVPN_SERVER;
}
