/* The certificates that a TLS server shows in plain: up to TLS 1.2 (RFC 5246 section 7.4.2), from
 * the first bytes of its direction. From TLS 1.3 on they are encrypted. Pure function, no
 * allocation. */
#pragma once
#include "probes/wire/tls.h"

struct tls_chain {
	struct span first, last; /* certificates in DER: the server's own, and the one furthest
	                            from it (the same where there is but one) */
	size_t count;            /* at least 1 */
};

/* 0: `out` points into `room`; -ENOENT: this server shows none (TLS 1.3, a session that is resumed,
 * an alert); -EAGAIN: ask again with more, at most TLS_STREAM_MAX bytes; -EBADMSG: this does not
 * begin with a ServerHello, or it lies. */
int tls_server_chain(struct span stream, uint8_t room[static TLS_STREAM_MAX],
                     struct tls_chain *out);
