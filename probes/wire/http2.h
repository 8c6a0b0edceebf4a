/* The hosts that the requests of an HTTP/2 connection in plain are for (RFC 9113: prior knowledge,
 * or after an upgrade from HTTP/1): :authority, without one the host field. Read from the client's
 * first bytes, which begin with the preface; since the headers build on each other, each request is
 * read from there. Nothing else leaves. Pure functions, no state. */
#pragma once
#include "probes/base/cursor.h"
#include "probes/wire/host.h"

#define HTTP2_STREAM_MAX ((size_t)16 << 10) /* bytes within which requests are read */
#define HTTP2_REQUESTS_MAX 32u

struct http2_request {
	char host[HOST_TEXT_MAX]; /* as http.h writes it; "" with -ENOENT */
	bool tunnel;              /* asks to carry UDP or IP (RFC 9298, 9484) */
};

/* How many whole header blocks there are, at most HTTP2_REQUESTS_MAX. 0; -EAGAIN: so far this is a
 * preface; -EBADMSG: this does not begin as HTTP/2 does. */
int http2_count(struct span stream, size_t *blocks);

/* The block of that number, from 0. 0; -ENOENT: it names no host (trailers; `out` is written);
 * -EBADMSG: it is not there, or lies. */
int http2_request(struct span stream, size_t number, struct http2_request *out);
