/* Google's QUIC before it became the IETF's: the hello of versions Q024 to Q046, which is not
 * encrypted, and its tags, which Q050 carries in CRYPTO frames (QUIC Wire Layout Specification and
 * QUIC Crypto, chromium.org). Pure functions. */
#pragma once
#include "probes/base/cursor.h"
#include "probes/wire/host.h"

enum gquic_shape {
	GQUIC_NONE,  /* not this protocol, or a packet that does not say its version */
	GQUIC_OTHER, /* says one of these versions, no hello in it */
	GQUIC_HELLO, /* `name` holds who was asked for; "" where the hello does not say */
};

/* What a datagram is, by its public header. */
enum gquic_shape gquic_read(struct span datagram, char name[static HOST_TEXT_MAX]);

/* A hello: "CHLO" and its tags. 0; -ENOENT: it names no server, `name` is ""; -EAGAIN: the name's
 * end is not here; -EBADMSG: this is none, or it lies. */
int gquic_hello_name(struct span hello, char name[static HOST_TEXT_MAX]);
