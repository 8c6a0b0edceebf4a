/* Where in a direction a segment belongs (sequence numbers, RFC 9293); what begins there is read in
 * probes/traffic/stream_messages.c. */
#include "probes/traffic/segments.h"

#include "probes/traffic/stream_messages.h"

#define FAR_BYTES ((uint32_t)1 << 20) /* further than any window of first bytes */

static void let_go(struct stream_reading *r)
{
	streams_give_back(r->names->streams, r->side->buffer);
	r->side->buffer = STREAM_NONE;
}

static void look(struct stream_reading *r, uint32_t next)
{
	let_go(r);
	r->side->state = r->flow->marks & FLOW_DNS ? SIDE_DONE : SIDE_LOOKING;
	r->side->next = next;
	r->side->reader = 0;
}

/* Keeps bytes for later, `offset` bytes behind side->next. */
static void keep(struct stream_reading *r, size_t offset, struct span bytes)
{
	if (r->side->buffer == STREAM_NONE)
		names_take_buffer(r->names, r->flow, r->number);
	if (streams_put(r->names->streams, r->side->buffer, offset, bytes))
		look(r, r->side->next + (uint32_t)(offset + bytes.len));
}

/* Reads the bytes that begin at side->next and says where the side stands after that. False: no
 * reader knew anything of them. */
static bool advance(struct stream_reading *r, struct span have)
{
	bool buffered = r->side->buffer != STREAM_NONE;
	size_t used;
	enum after after = stream_messages_read(r, have, &used);

	if (after == AFTER_LOOK || after == AFTER_OTHER) {
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
	return after != AFTER_OTHER || used;
}

static struct span buffered_bytes(const struct stream_reading *r)
{
	if (r->side->buffer == STREAM_NONE)
		return (struct span){ 0 };
	return streams_prefix(r->names->streams, r->side->buffer);
}

/* Goes on as if the capture began with this segment. */
static void start_again(struct stream_reading *r, uint32_t sequence, struct span payload)
{
	look(r, sequence);
	r->at_start = false;
	if (r->side->state != SIDE_DONE)
		advance(r, payload);
}

/* What was kept was no message after all: one may still begin with the segment that showed it. */
static void ask_alone(struct stream_reading *r, uint32_t sequence, struct span payload)
{
	r->side->next = sequence;
	r->at_start = false;
	advance(r, payload);
}

/* Puts the segment, whose first `behind` bytes are old and which begins `ahead` bytes after the
 * next one, to what is kept. */
static void add_segment(struct stream_reading *r, uint32_t sequence, struct span payload,
                        uint32_t behind, uint32_t ahead)
{
	size_t whole = buffered_bytes(r).len;

	keep(r, ahead, span_from(payload, behind));
	if (buffered_bytes(r).len > whole && !advance(r, buffered_bytes(r)) &&
	    r->side->state == SIDE_LOOKING)
		ask_alone(r, sequence, payload);
}

/* The stream's next byte is known: a segment may be old, overlap, follow on, or leave a hole. */
static void place_segment(struct stream_reading *r, uint32_t sequence, struct span payload)
{
	uint32_t behind = r->side->next - sequence, ahead = sequence - r->side->next;

	if (behind >= FAR_BYTES)
		behind = 0;
	if (behind)
		ahead = 0;
	if (behind && behind >= payload.len)
		return;
	if (ahead >=
	    STREAM_BYTES) /* more was lost than a hello is long, or this is another stream */
		start_again(r, sequence, payload);
	else if (ahead || r->side->buffer != STREAM_NONE)
		add_segment(r, sequence, payload, behind, ahead);
	else
		advance(r, span_from(payload, behind));
}

/* No message is known at side->next: does one begin with this segment? A segment that repeats bytes
 * of which nothing could be made is asked whole: some hosts send two stray bytes with their first
 * ACK. */
static void ask_segment(struct stream_reading *r, uint32_t sequence, struct span payload)
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
static void open_side(struct stream_reading *r)
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
	accounts_restart(r->names, r->flow, r->number);
	r->flow->marks = FLOW_USED | FLOW_RECENT;
	r->flow->sides[0] = r->flow->sides[1] = (struct flow_side){ .buffer = STREAM_NONE };
	r->side->next = first;
	r->side->state = SIDE_READY;
}

int segments_follow(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	struct stream_reading r = { .names = names, .packet = packet, .number = key->side };
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
