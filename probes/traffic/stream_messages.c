/* Asks the decoders which protocol begins here, until the bytes or the answers run out. */
#include "probes/traffic/stream_messages.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/dns.h"
#include "probes/wire/http.h"
#include "probes/wire/tls.h"

#define PORT_DNS 53
#define PROXY_LINE_MAX 107 /* PROXY protocol version 1 */
#define RECORD_MAX 16640   /* TLSCiphertext, RFC 5246 section 6.2.3 */

static bool begins_with(struct span s, const void *bytes, size_t len)
{
	return s.len >= len && !memcmp(s.at, bytes, len);
}

static enum after read_tls(struct stream_reading *r, struct span rest)
{
	struct tls_hello hello;
	int error = tls_client_hello(rest, &hello);

	if (error == -EAGAIN)
		return AFTER_MORE;
	if (error == -EBADMSG || (hello.old_format && !r->at_start))
		return AFTER_OTHER;
	names_count(r->names, r->flow, error == -ENOENT);
	if (hello.has_ech && !error)
		r->names->totals->outer_only++;
	if (!error)
		r->error = names_say(r->names, NAME_TLS, hello.name, r->packet, false);
	r->flow->sides[0].state = r->flow->sides[1].state = SIDE_DONE;
	return AFTER_DONE;
}

/* A record that only comes after the hello: this stream is TLS, and its hello was not captured. */
static bool is_late_record(struct span rest)
{
	struct cursor in = cursor_over(rest);
	uint8_t type = cursor_u8(&in);
	uint16_t version = cursor_u16(&in);
	uint16_t length = cursor_u16(&in);

	return !in.failed && (type == 20 || type == 23) && version >= 0x0301 && version <= 0x0304 &&
	       length && length <= RECORD_MAX;
}

static enum after read_http(struct stream_reading *r, struct span rest, size_t *step)
{
	struct http_host request;
	int error = http_request_host(rest, &request);

	if (error == -EAGAIN)
		return AFTER_MORE;
	if (error == -EBADMSG)
		return AFTER_OTHER;
	if (!error || !(r->flow->marks & FLOW_COUNTED))
		names_count(r->names, r->flow, error == -ENOENT);
	r->flow->marks |= FLOW_HTTP;
	r->flow->sides[!r->number].state = SIDE_DONE; /* replies name nobody */
	if (!error)
		r->error = names_say(r->names, NAME_HTTP, request.host, r->packet, false);
	*step = request.consumed;
	return request.consumed && (request.next_follows || request.connect) ? AFTER_NEXT
	                                                                     : AFTER_LOOK;
}

static enum after read_dns(struct stream_reading *r, struct span rest, size_t *step)
{
	struct cursor stream = cursor_over(rest);
	struct span message;
	int error = dns_tcp_next(&stream, &message);

	if (error)
		return error == -EAGAIN ? AFTER_MORE : AFTER_DONE;
	*step = message.len + 2;
	r->error = names_say_dns(r->names, message, NAME_DNS, r->packet);
	return AFTER_NEXT;
}

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

/* PROXY protocol, versions 1 and 2: says who is behind a load balancer; the stream proper begins
 * after it. */
static enum after read_proxy_line(struct span rest, size_t *step)
{
	static const uint8_t version_2[12] = "\r\n\r\n\0\r\nQUIT\n";
	struct cursor in = cursor_over(rest);
	const uint8_t *end;
	uint16_t length;

	if (begins_with(rest, version_2, sizeof(version_2))) {
		cursor_take(&in, sizeof(version_2) + 2);
		length = cursor_u16(&in);
		*step = sizeof(version_2) + 4 + (size_t)length;
		return in.failed || *step > rest.len ? AFTER_MORE : AFTER_NEXT;
	}
	if (!begins_with(rest, "PROXY ", 6))
		return AFTER_OTHER;
	end = memchr(rest.at, '\n', rest.len < PROXY_LINE_MAX ? rest.len : PROXY_LINE_MAX);
	if (!end)
		return rest.len < PROXY_LINE_MAX ? AFTER_MORE : AFTER_OTHER;
	*step = (size_t)(end - rest.at) + 1;
	return AFTER_NEXT;
}

static enum after read_one(struct stream_reading *r, struct span rest, size_t *step)
{
	enum after after = AFTER_OTHER;
	uint8_t first = rest.at[0];

	if (is_dns_stream(r, rest)) {
		r->flow->marks |= FLOW_DNS;
		return read_dns(r, rest, step);
	}
	if (r->at_start)
		after = read_proxy_line(rest, step);
	if (after == AFTER_OTHER && (first == 0x16 || (first & 0x80 && r->at_start)))
		after = read_tls(r, rest);
	if (after == AFTER_OTHER && first >= 'A' && first <= 'Z')
		after = read_http(r, rest, step);
	if (after != AFTER_OTHER)
		return after;
	if (is_late_record(rest) && !(r->flow->marks & (FLOW_COUNTED | FLOW_HTTP))) {
		names_count(r->names, r->flow, true);
		return AFTER_DONE;
	}
	return AFTER_LOOK;
}

enum after stream_messages_read(struct stream_reading *r, struct span have, size_t *used)
{
	enum after after = AFTER_NEXT;

	*used = 0;
	while (after == AFTER_NEXT && !r->error && *used < have.len) {
		size_t step = 0;

		after = read_one(r, span_from(have, *used), &step);
		if (after == AFTER_NEXT)
			*used += step;
	}
	if (after == AFTER_NEXT)
		return r->flow->marks & FLOW_HTTP ? AFTER_LOOK : AFTER_MORE;
	return after;
}
