/* DTLS: what a datagram of it shows (RFC 6347, RFC 9147 section 5.3): records, and the pieces of a
 * ClientHello in those that are not encrypted. The body of the hello is read by
 * probes/wire/tls.h. Pure functions; spans point into the input. */
#pragma once
#include "probes/base/cursor.h"

enum dtls_shape {
	DTLS_NONE,      /* not this protocol */
	DTLS_HANDSHAKE, /* begins with a handshake in the clear */
	DTLS_LATE,      /* records that come only after it */
};

/* Decided by all of the datagram: its records must fill it, but for the last one's end where the
 * capture `cut` the datagram. */
enum dtls_shape dtls_shape_of(struct span datagram, bool cut);

struct dtls_piece {
	uint16_t message; /* its number: a second hello, with a cookie, has another */
	uint32_t length;  /* of the whole message, without its header */
	uint32_t offset;  /* of this piece in it */
	struct span bytes;
};

struct dtls_reading {
	struct cursor records, messages;
};

struct dtls_reading dtls_reading_over(struct span datagram);

/* The next piece of a ClientHello. 0; -ENOENT: no other; -EBADMSG: the rest lies. */
int dtls_next_piece(struct dtls_reading *reading, struct dtls_piece *out);
