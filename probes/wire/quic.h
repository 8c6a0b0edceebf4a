/* QUIC as far as anyone on the way can see it: the long headers of a datagram (RFC 8999, RFC 9000
 * section 17.2, RFC 9369 section 3.2), and the CRYPTO frames of an Initial packet once it is opened
 * (probes/wire/quic_keys.h). Versions 1 and 2, drafts 23 to 34, what Facebook's library called the
 * same, and Google's Q050, T050 and T051. Pure functions; spans point into the input. */
#pragma once
#include "probes/base/cursor.h"

#define QUIC_ID_MAX 20         /* bytes of a connection id, RFC 9000 section 17.2 */
#define QUIC_ID_FIRST_MIN 8    /* of the first id that a client makes up, section 7.2 */
#define QUIC_DATAGRAM_MIN 1200 /* bytes of a datagram with a client's Initial, section 14.1 */

enum quic_salt { /* from which an Initial's keys are made */
	         QUIC_SALT_DRAFT_23,
	         QUIC_SALT_DRAFT_29,
	         QUIC_SALT_1,
	         QUIC_SALT_2,
	         QUIC_SALT_Q050,
	         QUIC_SALT_T050,
	         QUIC_SALT_T051,
	         QUIC_SALTS
};

struct quic_version {
	uint32_t number;
	uint8_t salt;         /* enum quic_salt */
	uint8_t crypto_frame; /* the type of the frame that carries the handshake */
	bool is_second;       /* types and labels of RFC 9369 */
	bool has_tags;        /* the handshake is Google's own (probes/wire/gquic.h), not TLS */
};

/* NULL: a version whose Initials cannot be opened. */
const struct quic_version *quic_version_find(uint32_t number);

/* Made up to force a negotiation of versions (RFC 9000 section 15): another will follow. */
static inline bool quic_version_is_reserved(uint32_t number)
{
	return (number & 0x0f0f0f0f) == 0x0a0a0a0a;
}

enum quic_type {
	QUIC_INITIAL,
	QUIC_ZERO_RTT,
	QUIC_HANDSHAKE,
	QUIC_RETRY,
	QUIC_NEGOTIATION, /* of versions */
	QUIC_UNKNOWN,     /* of a version that is not known: no more than the ids can be told */
};

struct quic_packet {
	enum quic_type type;
	const struct quic_version *version; /* NULL: not known */
	uint32_t version_number;
	struct span bytes; /* from the first byte to the end of the payload */
	struct span dcid;  /* the id of who it is for */
	bool has_token;    /* an Initial of a client that was here before, or after a Retry */
	size_t number_at;  /* of the bytes: where the packet number stands, under protection */
};

/* The packet with which `datagram` (or its rest behind out->bytes) begins. 0; -ENOENT: no long
 * header, or nothing; -EAGAIN: so far a known version, but its end is not here; -EBADMSG: a length
 * lies. */
int quic_packet_read(struct span datagram, struct quic_packet *out);

struct quic_crypto {
	uint64_t offset; /* in the handshake's bytes */
	struct span bytes;
};

/* The next CRYPTO frame of an opened Initial. 0; -ENOENT: none is left; -EBADMSG: a frame lies, or
 * may not be there. */
int quic_crypto_next(struct cursor *frames, const struct quic_version *version,
                     struct quic_crypto *out);
