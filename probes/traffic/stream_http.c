/* HTTP/1 requests, one after the other (probes/wire/http.h). */
#include <errno.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/http.h"

/* The host may be known before the head ends: said once, and remembered in side->reader until it
 * does. */
#define HOST_SAID 1

static int say_host(struct stream_reading *r, const struct http_host *request)
{
	bool known = request->host[0];

	if (r->side->reader == HOST_SAID)
		return 0;
	if (known || !(r->flow->marks & FLOW_COUNTED))
		names_count(r->names, r->flow, !known);
	r->flow->marks |= FLOW_HTTP;
	r->flow->sides[!r->number].state = SIDE_DONE; /* replies name nobody */
	r->side->reader = HOST_SAID;
	return known ? names_say(r->names, r->flow, NAME_HTTP, request->host, r->packet, false) : 0;
}

static enum after read_http(struct stream_reading *r, struct span rest, size_t *step)
{
	struct http_host request;
	int error;

	if (rest.at[0] < 'A' || rest.at[0] > 'Z')
		return AFTER_OTHER;
	error = http_request_host(rest, &request);
	if (error == -EAGAIN)
		return AFTER_MORE;
	if (error == -EBADMSG)
		return AFTER_OTHER;
	r->error = say_host(r, &request);
	if (!request.consumed)
		return rest.len < HTTP_HEAD_MAX ? AFTER_MORE : AFTER_LOOK;
	r->side->reader = 0;
	if (request.tunnel && !r->error)
		r->error = names_note(r->names, r->flow, TRAFFIC_MASQUE, r->packet, false);
	r->tunnel = request.connect;
	*step = request.consumed;
	return request.next_follows || request.connect ? AFTER_NEXT : AFTER_LOOK;
}

const struct stream_reader stream_http = { .name = "http", .read = read_http };
