/* STUN (RFC 8489 sections 5 and 14) and its relays, TURN (RFC 8656): by which calls, screens and
 * remote control find a way between two devices. No name is read; the shape alone is told.
 *
 * Strict: the two leading zero bits, the magic cookie, a length that is the datagram's, attributes
 * that fill it exactly, FINGERPRINT only as the last. Without the cookie (RFC 3489) it is not told.
 */
#pragma once
#include "probes/base/cursor.h"

enum stun_kind {
	STUN_NONE,
	STUN_MESSAGE,
	STUN_RELAY, /* a method of TURN: the far side is behind a relay */
};

/* `*is_answer`: a response, to whoever asked; written only where it is one of the two kinds. */
enum stun_kind stun_looks_like(struct span message, bool *is_answer);

/* A TURN channel's data (RFC 8656 section 12.4): a number and a length and nothing else, so only
 * for ports of TURN. */
bool stun_channel_looks_like(struct span message);
