/* The server name that a TLS client asks for: the ClientHello of TLS 1.0 to 1.3 (RFC 8446
 * section 4.1.2, RFC 6066 section 3), over any number of records. Pure functions over the
 * reassembled first bytes of one direction; no state, no allocation. The body is apart, since QUIC
 * and DTLS wrap the same one.
 *
 * A server name is what the client asked for, no proof of who answered. With ECH it may be an outer
 * name only, and GREASE looks the same (RFC 8701, draft-ietf-tls-esni): has_ech is never proof of a
 * hidden name. */
#pragma once
#include "probes/base/cursor.h"
#include "probes/wire/host.h"

#define TLS_STREAM_MAX ((size_t)16 << 10) /* bytes of a direction within which a hello must end */

struct tls_hello {
	/* As host.h writes it; an address literal is kept as it was sent; "" with -ENOENT. */
	char name[HOST_TEXT_MAX];
	bool has_ech;    /* extension 0xfe0d, or ESNI of the drafts, 0xffce */
	bool dns;        /* offers DNS (ALPN "dot" or "doq") and nothing else */
	bool old_format; /* in the form of SSL 2.0 (RFC 5246 appendix E.2), which cannot name */
	size_t consumed; /* of the stream, up to the hello's end; 0 from tls_hello_body() */
};

enum tls_form {
	TLS_OVER_STREAM,   /* TLS and QUIC */
	TLS_OVER_DATAGRAM, /* DTLS: a cookie follows the session id (RFC 6347 section 4.2.1) */
};

/* 0; -ENOENT: a whole hello without a usable name (`out` is written too, with name ""); -EAGAIN: so
 * far this is a hello, but its end is not here, ask again with more, at most TLS_STREAM_MAX bytes;
 * -EBADMSG: this does not begin with a ClientHello, or it lies, or it claims to end beyond
 * TLS_STREAM_MAX. One byte is enough for a first answer. */
int tls_client_hello(struct span stream, struct tls_hello *out);

/* The ClientHello without record and handshake headers, complete. 0, -ENOENT (as above) or
 * -EBADMSG. */
int tls_hello_body(struct span body, enum tls_form form, struct tls_hello *out);
