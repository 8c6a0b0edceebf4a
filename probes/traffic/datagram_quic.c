/* QUIC: opens the client's Initial packets until the hello in them is whole, over as many datagrams
 * as it takes, within bounds; a flow that shows no name is one that hides it. */
#include <errno.h>
#include <string.h>

#include "probes/traffic/datagrams.h"
#include "probes/traffic/hello_pieces.h"
#include "probes/wire/gquic.h"
#include "probes/wire/quic_keys.h"
#include "probes/wire/tls.h"

#define PORT_HTTPS 443
#define OPENED_MAX 6   /* Initials of a flow that are tried: what each costs is bounded so */
#define FAILED_MAX 3   /* of these, with keys that do not fit */
#define PATIENCE 24    /* datagrams of a flow among which the hello may be */
#define FRAMES_MAX 256 /* of an Initial */
#define LATE_SHAPES 4  /* datagrams by which a flow is told whose beginning was not captured */
#define LATE_VARIETY 3 /* different first bytes among them */
#define LATE_LENGTH 21 /* bytes: first byte, number, and what RFC 9001 section 5.4.2 asks for */
#define HANDSHAKE_HEADER 4
#define CLIENT_HELLO 1
#define HELLO_MAX (STREAM_BYTES - HELLO_KEY - HANDSHAKE_HEADER)

/* What the sides' sequence numbers, which datagrams have none of, hold for this reader. */
static uint32_t *opened_of(struct flow *flow)
{
	return &flow->sides[0].next;
}

static uint32_t *failed_of(struct flow *flow)
{
	return &flow->sides[1].next;
}

static enum datagram_answer be_unread(struct datagram *d)
{
	const struct packet *packet = d->packet;
	bool from_server = d->flow->sides[!d->side].state == SIDE_READY ||
	                   (packet->source_port == PORT_HTTPS && packet->target_port != PORT_HTTPS);

	d->error = names_note(d->names, d->flow, TRAFFIC_QUIC_UNREAD, packet, from_server);
	return DATAGRAM_DONE;
}

/* The client's side is told by its first Initial that opens; until then, by the length of the id
 * that a client must make up, or by a token, which no server sends. */
static bool may_be_clients(const struct datagram *d, const struct quic_packet *packet)
{
	if (d->flow->sides[d->side].state == SIDE_READY)
		return true;
	return d->flow->sides[!d->side].state != SIDE_READY &&
	       (packet->dcid.len >= QUIC_ID_FIRST_MIN || packet->has_token);
}

/* The connection id as a key of pieces, its length first. */
static struct span key_of(struct span dcid, uint8_t key[static 1 + QUIC_ID_MAX])
{
	key[0] = (uint8_t)dcid.len;
	if (dcid.len)
		memcpy(key + 1, dcid.at, dcid.len);
	return (struct span){ key, 1 + dcid.len };
}

static struct span id_in(struct span key)
{
	return (struct span){ key.at + 1, key.at[0] <= QUIC_ID_MAX ? key.at[0] : 0 };
}

static int try_to_open(struct datagram *d, const struct quic_packet *packet, struct span dcid,
                       struct span *frames)
{
	if (!d->names->quic || *opened_of(d->flow) >= OPENED_MAX)
		return -EBADMSG;
	++*opened_of(d->flow);
	d->names->totals->effort.opened++;
	return quic_keys_open(d->names->quic, packet, dcid, frames);
}

/* The client goes on with the keys of its first Initial when the server gave it another id; after a
 * Retry it begins anew with keys from the new one (RFC 9001 section 5.2). */
static int open_initial(struct datagram *d, const struct quic_packet *packet, struct span *frames)
{
	struct span key = hello_pieces_key(d->names, d->flow, d->side);
	uint8_t bytes[1 + QUIC_ID_MAX];
	struct span fresh = key_of(packet->dcid, bytes);

	if (key.len && !try_to_open(d, packet, id_in(key), frames))
		return 0;
	if (key.len && !memcmp(key.at, fresh.at, fresh.len))
		return -EBADMSG;
	if (try_to_open(d, packet, packet->dcid, frames))
		return -EBADMSG;
	d->flow->sides[d->side].state = SIDE_READY;
	if (key.len)
		hello_pieces_begin(d->names, d->flow, d->side, fresh);
	return 0;
}

/* As tls_hello_body(); -EAGAIN: not whole. */
static int read_hello(struct span bytes, struct tls_hello *hello)
{
	struct cursor in = cursor_over(bytes);
	uint8_t type = cursor_u8(&in);
	uint32_t length = cursor_u24(&in);

	if (bytes.len && type != CLIENT_HELLO)
		return -EBADMSG;
	if (in.failed)
		return -EAGAIN;
	if (length > HELLO_MAX)
		return -EBADMSG;
	if (cursor_left(&in) < length)
		return -EAGAIN;
	return tls_hello_body(cursor_take(&in, length), TLS_OVER_STREAM, hello);
}

/* Most hellos are one frame, or all in one packet; what is not whole is kept. */
static int join_frames(struct datagram *d, const struct quic_packet *packet, struct span frames,
                       struct tls_hello *hello)
{
	bool kept = hello_pieces_key(d->names, d->flow, d->side).len;
	struct cursor in = cursor_over(frames);
	uint8_t bytes[1 + QUIC_ID_MAX];
	struct quic_crypto crypto;

	for (int i = 0; i < FRAMES_MAX && !quic_crypto_next(&in, packet->version, &crypto); i++) {
		if (!kept && !crypto.offset) {
			int result = read_hello(crypto.bytes, hello);

			if (result != -EAGAIN)
				return result;
		}
		if (!kept)
			hello_pieces_begin(d->names, d->flow, d->side, key_of(packet->dcid, bytes));
		kept = true;
		hello_pieces_add(d->names, d->flow, d->side, crypto.offset, crypto.bytes);
	}
	if (!kept) /* for the id whose keys fit */
		hello_pieces_begin(d->names, d->flow, d->side, key_of(packet->dcid, bytes));
	return read_hello(hello_pieces_have(d->names, d->flow, d->side), hello);
}

static enum datagram_answer say(struct datagram *d, int result, enum name_protocol protocol,
                                const char *name)
{
	if (result == -EAGAIN)
		return DATAGRAM_MINE;
	if (result == -EBADMSG)
		return be_unread(d);
	names_count(d->names, d->flow, result == -ENOENT);
	if (!result)
		d->error = names_say(d->names, d->flow, protocol, name, d->packet, false);
	return DATAGRAM_DONE;
}

static enum datagram_answer read_tls(struct datagram *d, const struct quic_packet *packet,
                                     struct span frames)
{
	struct tls_hello hello;
	int result = join_frames(d, packet, frames, &hello);

	if (!result && hello.has_ech)
		d->names->totals->outer_only++;
	return say(d, result, NAME_QUIC, hello.name);
}

/* Q050: each hello begins its own frame. */
static enum datagram_answer read_tags(struct datagram *d, const struct quic_packet *packet,
                                      struct span frames)
{
	struct cursor in = cursor_over(frames);
	char name[HOST_TEXT_MAX];
	struct quic_crypto crypto;

	for (int i = 0; i < FRAMES_MAX && !quic_crypto_next(&in, packet->version, &crypto); i++) {
		int result = gquic_hello_name(crypto.bytes, name);

		if (!result || result == -ENOENT)
			return say(d, result, NAME_GQUIC, name);
	}
	return DATAGRAM_MINE;
}

static enum datagram_answer read_initial(struct datagram *d, const struct quic_packet *packet)
{
	struct span frames;

	if (!may_be_clients(d, packet))
		return DATAGRAM_MINE;
	if (open_initial(d, packet, &frames)) {
		if (++*failed_of(d->flow) >= FAILED_MAX || *opened_of(d->flow) >= OPENED_MAX)
			return be_unread(d);
		be_unread(d); /* known by now, unless another Initial of the flow can be opened */
		return DATAGRAM_MINE;
	}
	return packet->version->has_tags ? read_tags(d, packet, frames)
	                                 : read_tls(d, packet, frames);
}

static enum datagram_answer read_packets(struct datagram *d)
{
	struct span rest = d->packet->payload;
	enum datagram_answer answer = DATAGRAM_MINE;
	struct quic_packet packet;
	int error;

	while (answer == DATAGRAM_MINE && !(error = quic_packet_read(rest, &packet))) {
		if (packet.type == QUIC_UNKNOWN && !quic_version_is_reserved(packet.version_number))
			return be_unread(d);
		if (packet.type == QUIC_INITIAL)
			answer = read_initial(d, &packet);
		rest = span_from(rest, packet.bytes.len);
	}
	if (answer != DATAGRAM_MINE)
		return answer;
	if (error == -EAGAIN && d->packet->cut) {
		d->names->totals->truncated_packets++;
		return be_unread(d);
	}
	d->flow->sides[d->side].tries++;
	return d->flow->sides[0].tries + d->flow->sides[1].tries < PATIENCE ? DATAGRAM_MINE
	                                                                    : be_unread(d);
}

/* Of a flow of which nothing is known yet: is this QUIC? */
static bool has_shape(const struct datagram *d)
{
	struct quic_packet packet;
	int error = quic_packet_read(d->packet->payload, &packet);

	if (error)
		return error == -EAGAIN && d->packet->cut;
	if (packet.type != QUIC_UNKNOWN || quic_version_is_reserved(packet.version_number))
		return true;
	return datagram_has_port(d, PORT_HTTPS) && d->packet->payload.len >= QUIC_DATAGRAM_MIN;
}

/* A connection that began before the capture has short headers alone: of their first byte, two bits
 * are fixed and five look like noise (RFC 9001 section 5.4.1), which tells them from others that
 * use the port. The side's sequence number holds which values were seen. */
static bool is_late(struct datagram *d)
{
	struct flow_side *side = &d->flow->sides[d->side];
	uint8_t first = d->packet->payload.at[0];

	if (!datagram_has_port(d, PORT_HTTPS) || (first & 0xc0) != 0x40 ||
	    d->packet->payload.len < LATE_LENGTH)
		side->next = UINT32_MAX;
	else
		side->next |= (uint32_t)1 << (first & 31);
	return side->tries + 1 == LATE_SHAPES && side->next != UINT32_MAX &&
	       __builtin_popcount(side->next) >= LATE_VARIETY;
}

static enum datagram_answer read_quic(struct datagram *d)
{
	if (d->flow->sides[d->side].reader)
		return read_packets(d);
	if (!has_shape(d))
		return is_late(d) ? be_unread(d) : DATAGRAM_OTHER;
	*opened_of(d->flow) = *failed_of(d->flow) = 0;
	names_count(d->names, d->flow, true);
	return read_packets(d);
}

const struct datagram_reader datagram_quic = {
	.name = "quic",
	.ports = { PORT_HTTPS },
	.read = read_quic,
};
