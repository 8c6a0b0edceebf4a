/* DNS in a stream (RFC 1035 section 4.2.2, RFC 7766): any number of messages. */
#include <errno.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/dns.h"

#define PORT_DNS 53

/* On a port that is not DNS's: one whole message, and nothing else, in the first segment. */
static bool is_dns_stream(struct stream_reading *r, struct span rest)
{
	struct cursor in = cursor_over(rest);
	uint16_t length = cursor_u16(&in);

	if (r->flow->marks & FLOW_DNS || r->packet->source_port == PORT_DNS ||
	    r->packet->target_port == PORT_DNS)
		return true;
	return r->at_start && length == cursor_left(&in) &&
	       dns_looks_like(cursor_take(&in, length));
}

static enum after read_dns(struct stream_reading *r, struct span rest, size_t *step)
{
	struct cursor stream = cursor_over(rest);
	struct span message;
	int error;

	if (!is_dns_stream(r, rest))
		return AFTER_OTHER;
	r->flow->marks |= FLOW_DNS;
	error = dns_tcp_next(&stream, &message);
	if (error)
		return error == -EAGAIN ? AFTER_MORE : AFTER_DONE;
	*step = message.len + 2;
	r->error = names_say_dns(r->names, r->flow, message, NAME_DNS, r->packet);
	return AFTER_NEXT;
}

const struct stream_reader stream_dns = { .name = "dns", .read = read_dns };
