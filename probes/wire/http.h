/* The host that an HTTP/1 request is for (RFC 9110 section 7.2, RFC 9112 section 3): the Host
 * field; without one the host of an absolute-form or CONNECT target. Where both are there and
 * differ, the Host field is taken, as the server behind a transparent proxy sees it. Nothing else
 * leaves: no path, no query, no cookie, no user name. Pure function over the reassembled first
 * bytes of one direction. */
#pragma once
#include "probes/base/cursor.h"
#include "probes/wire/host.h"

#define HTTP_HEAD_MAX ((size_t)16 << 10) /* bytes within which a request head must end */

struct http_host {
	/* As host.h writes it, without a port; an IPv6 address keeps its brackets; "" with -ENOENT.
	 */
	char host[HOST_TEXT_MAX];
	/* Bytes of the request head with its blank line; 0: the end of the head is not here yet. */
	size_t consumed;
	/* CONNECT: another protocol, mostly TLS, begins at `consumed` once the proxy agreed. */
	bool connect;
	/* Asks the server to carry UDP or IP (RFC 9298, 9484). */
	bool tunnel;
	/* The head is whole and has no body: the next request begins at `consumed`. */
	bool next_follows;
};

/* 0: the host is known (consumed may still be 0: the Host field came before the end of the head);
 * -ENOENT: a whole head without a usable host (`out` is written too, with host ""); -EAGAIN: so far
 * this is a request head, ask again with more, at most HTTP_HEAD_MAX bytes; -EBADMSG: no HTTP/1
 * request, or its head does not end within HTTP_HEAD_MAX. An empty stream is -EAGAIN. */
int http_request_host(struct span stream, struct http_host *out);

/* The host of an authority ("host:port", perhaps a user name before it, which is dropped). 0 or
 * -ENOENT: there is none. `out` is written only on success. */
int http_authority_host(struct span authority, char out[static HOST_TEXT_MAX]);
