/* HTTP/2 in plain (probes/wire/http2.h): the client's bytes are kept from the preface on, since
 * each header block builds on those before it; side->reader counts the blocks that were said. */
#include <errno.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/http2.h"

static void say_request(struct stream_reading *r, const struct http2_request *request)
{
	bool known = request->host[0];

	if (known || !(r->flow->marks & FLOW_COUNTED))
		names_count(r->names, r->flow, !known);
	if (request->tunnel)
		r->error = names_note(r->names, r->flow, TRAFFIC_MASQUE, r->packet, false);
	if (known && !r->error)
		r->error = names_say(r->names, r->flow, NAME_HTTP, request->host, r->packet, false);
}

static enum after read_http2(struct stream_reading *r, struct span rest, size_t *step)
{
	size_t blocks = 0;
	int error;

	(void)step;
	if (rest.at[0] != 'P')
		return AFTER_OTHER;
	error = http2_count(rest, &blocks);
	if (error)
		return error == -EAGAIN ? AFTER_MORE : AFTER_OTHER;
	r->flow->sides[!r->number].state = SIDE_DONE; /* replies name nobody */
	for (; r->side->reader < blocks && !r->error; r->side->reader++) {
		struct http2_request request;

		error = http2_request(rest, r->side->reader, &request);
		if (error == -EBADMSG)
			return AFTER_DONE;
		say_request(r, &request);
	}
	return blocks < HTTP2_REQUESTS_MAX && rest.len < HTTP2_STREAM_MAX ? AFTER_MORE : AFTER_DONE;
}

const struct stream_reader stream_http2 = { .name = "http2", .read = read_http2 };
