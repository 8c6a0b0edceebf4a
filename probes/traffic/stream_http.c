/* HTTP/1 requests, one after the other (probes/wire/http.h). */
#include <errno.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/http.h"

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
	if (!error || !(r->flow->marks & FLOW_COUNTED))
		names_count(r->names, r->flow, error == -ENOENT);
	r->flow->marks |= FLOW_HTTP;
	r->flow->sides[!r->number].state = SIDE_DONE; /* replies name nobody */
	if (!error)
		r->error = names_say(r->names, r->flow, NAME_HTTP, request.host, r->packet, false);
	*step = request.consumed;
	return request.consumed && (request.next_follows || request.connect) ? AFTER_NEXT
	                                                                     : AFTER_LOOK;
}

const struct stream_reader stream_http = { .name = "http", .read = read_http };
