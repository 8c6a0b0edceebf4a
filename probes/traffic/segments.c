/* Two halves: where in a direction a segment belongs (sequence numbers, RFC 9293), and what begins
 * there. */
#include "probes/traffic/segments.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/dns.h"
#include "probes/wire/http.h"
#include "probes/wire/tls.h"

#define PORT_DNS 53
#define SEGMENT_TRIES                                                                              \
	32 /* segments of one side that are asked whether a message begins with them */
#define FAR_BYTES ((uint32_t)1 << 20) /* further than any window of first bytes */
#define PROXY_LINE_MAX 107            /* PROXY protocol version 1 */
#define RECORD_MAX 16640              /* TLSCiphertext, RFC 5246 section 6.2.3 */

enum after {              /* what a direction does next */
	     AFTER_NEXT,  /* another message may begin behind the one just read */
	     AFTER_MORE,  /* the message at `used` is not whole */
	     AFTER_LOOK,  /* nothing known begins here: ask the segments that follow */
	     AFTER_DONE,  /* nothing more to learn */
	     AFTER_OTHER, /* not this protocol: ask another decoder */
};

struct reading {
	struct names *names;
	const struct packet *packet;
	struct flow *flow;
	uint8_t number;         /* of the side that sent the packet */
	struct flow_side *side; /* the same */
	bool at_start;          /* the first bytes of this direction */
	int error;              /* what the sink returned */
};

static struct span span_from(struct span s, size_t offset)
{
	return (struct span){ s.at + offset, s.len - offset };
}

static bool begins_with(struct span s, const void *bytes, size_t len)
{
	return s.len >= len && !memcmp(s.at, bytes, len);
}

static enum after read_tls(struct reading *r, struct span rest)
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
		r->error = names_say(r->names, NAME_TLS, hello.name, &r->packet->source);
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

static enum after read_http(struct reading *r, struct span rest, size_t *step)
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
		r->error = names_say(r->names, NAME_HTTP, request.host, &r->packet->source);
	*step = request.consumed;
	return request.consumed && (request.next_follows || request.connect) ? AFTER_NEXT
	                                                                     : AFTER_LOOK;
}

static enum after read_dns(struct reading *r, struct span rest, size_t *step)
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
static bool is_dns_stream(struct reading *r, struct span rest)
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

static enum after read_one(struct reading *r, struct span rest, size_t *step)
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

/* Reads message after message; `*used` bytes are dealt with. */
static enum after read_messages(struct reading *r, struct span have, size_t *used)
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

static void let_go(struct reading *r)
{
	streams_give_back(r->names->streams, r->side->buffer);
	r->side->buffer = STREAM_NONE;
}

static void look(struct reading *r, uint32_t next)
{
	let_go(r);
	r->side->state = r->flow->marks & FLOW_DNS ? SIDE_DONE : SIDE_LOOKING;
	r->side->next = next;
}

static void take_buffer(struct reading *r)
{
	struct stream_owner owner = { flow_number(r->names->flows, r->flow), r->number }, from;
	struct flow_side *loser;
	bool taken;

	r->side->buffer = streams_take(r->names->streams, owner, &from, &taken);
	if (!taken)
		return;
	loser = &flow_at(r->names->flows, from.flow)->sides[from.side];
	loser->buffer = STREAM_NONE;
	loser->state = SIDE_LOOKING;
	r->names->totals->buffers_missing++;
}

/* Keeps bytes for later, `offset` bytes behind side->next. */
static void keep(struct reading *r, size_t offset, struct span bytes)
{
	if (r->side->buffer == STREAM_NONE)
		take_buffer(r);
	if (streams_put(r->names->streams, r->side->buffer, offset, bytes))
		look(r, r->side->next + (uint32_t)(offset + bytes.len));
}

/* Reads the bytes that begin at side->next and says where the side stands after that. */
static void advance(struct reading *r, struct span have)
{
	bool buffered = r->side->buffer != STREAM_NONE;
	size_t used;
	enum after after = read_messages(r, have, &used);

	if (after == AFTER_LOOK) {
		look(r, r->side->next + (uint32_t)have.len);
	} else if (after == AFTER_DONE) {
		let_go(r);
		r->side->state = SIDE_DONE;
	} else {
		r->side->state = SIDE_READY;
		r->side->next += (uint32_t)used;
		if (r->packet->cut)
			r->names->totals->truncated_packets++;
		if (buffered)
			streams_shift(r->names->streams, r->side->buffer, used);
		else if (used < have.len)
			keep(r, 0, span_from(have, used));
	}
}

static struct span buffered_bytes(const struct reading *r)
{
	if (r->side->buffer == STREAM_NONE)
		return (struct span){ 0 };
	return streams_prefix(r->names->streams, r->side->buffer);
}

/* Goes on as if the capture began with this segment. */
static void start_again(struct reading *r, uint32_t sequence, struct span payload)
{
	look(r, sequence);
	r->at_start = false;
	if (r->side->state != SIDE_DONE)
		advance(r, payload);
}

/* The stream's next byte is known: a segment may be old, overlap, follow on, or leave a hole. */
static void place_segment(struct reading *r, uint32_t sequence, struct span payload)
{
	uint32_t behind = r->side->next - sequence, ahead = sequence - r->side->next;
	size_t whole;

	if (behind && behind < FAR_BYTES) {
		if (behind >= payload.len)
			return;
		payload = span_from(payload, behind);
		ahead = 0;
	}
	if (ahead >=
	    STREAM_BYTES) { /* more was lost than a hello is long, or this is another stream */
		start_again(r, sequence, payload);
		return;
	}
	if (!ahead && r->side->buffer == STREAM_NONE) {
		advance(r, payload);
		return;
	}
	whole = buffered_bytes(r).len;
	keep(r, ahead, payload);
	if (buffered_bytes(r).len > whole)
		advance(r, buffered_bytes(r));
}

/* No message is known at side->next: does one begin with this segment? A segment that repeats bytes
 * of which nothing could be made is asked whole: some hosts send two stray bytes with their first
 * ACK. */
static void ask_segment(struct reading *r, uint32_t sequence, struct span payload)
{
	uint32_t behind = r->side->next - sequence;
	bool repeats = behind && behind < FAR_BYTES;

	if (repeats && behind >= payload.len)
		return; /* seen before */
	if (repeats && r->flow->marks & FLOW_HTTP) {
		payload = span_from(payload, behind);
		sequence = r->side->next;
	}
	if (!(r->flow->marks & FLOW_HTTP) && r->side->tries++ >= SEGMENT_TRIES) {
		r->side->state = SIDE_DONE;
		return;
	}
	r->side->next = sequence;
	advance(r, payload);
}

/* A SYN opens a direction; one that differs from what is known opens a new connection between the
 * same ports. */
static void open_side(struct reading *r)
{
	uint32_t first = r->packet->sequence + 1;

	if (r->packet->flags & TCP_ACK) {
		if (r->side->state == SIDE_NEW ||
		    (r->side->state == SIDE_READY && r->side->buffer == STREAM_NONE)) {
			r->side->next = first;
			r->side->state = SIDE_READY;
		}
		return;
	}
	if (r->side->state == SIDE_READY && r->side->next == first)
		return;
	names_release(r->names, r->flow);
	r->flow->marks = FLOW_USED | FLOW_RECENT;
	r->flow->sides[0] = r->flow->sides[1] = (struct flow_side){ .buffer = STREAM_NONE };
	r->side->next = first;
	r->side->state = SIDE_READY;
}

int segments_follow(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	struct reading r = { .names = names, .packet = packet, .number = key->side };
	uint32_t sequence = packet->sequence + (packet->flags & TCP_SYN ? 1 : 0);

	r.flow = packet->payload.len || packet->flags & TCP_SYN ? names_flow(names, key) : NULL;
	if (!r.flow)
		return 0;
	r.side = &r.flow->sides[key->side];
	if (packet->flags & TCP_SYN)
		open_side(&r);
	if (!packet->payload.len || r.side->state == SIDE_DONE)
		return 0;
	if (r.side->state == SIDE_NEW) {
		r.side->next = sequence;
		r.side->state = SIDE_LOOKING;
		r.at_start = true;
	}
	if (r.side->state == SIDE_LOOKING) {
		ask_segment(&r, sequence, packet->payload);
		return r.error;
	}
	r.at_start = true;
	place_segment(&r, sequence, packet->payload);
	return r.error;
}
