/* DTLS: the client's hello, over as many datagrams as it takes; records that only come after one
 * hide their name. */
#include <errno.h>
#include <string.h>

#include "probes/traffic/datagrams.h"
#include "probes/traffic/hello_pieces.h"
#include "probes/wire/dtls.h"
#include "probes/wire/tls.h"

#define PATIENCE 16 /* datagrams of a flow among which the hello may be */

#define KEY_BYTES 5

/* As tls_hello_body(); -EAGAIN: not whole. */
static int join(struct datagram *d, const struct dtls_piece *piece, struct tls_hello *hello)
{
	/* a hello that is sent again with a cookie is another */
	const uint8_t key[KEY_BYTES] = { (uint8_t)(piece->message >> 8), (uint8_t)piece->message,
		                         (uint8_t)(piece->length >> 16),
		                         (uint8_t)(piece->length >> 8), (uint8_t)piece->length };
	struct span kept = hello_pieces_key(d->names, d->flow, d->side), have;

	if (!piece->offset && piece->bytes.len == piece->length)
		return tls_hello_body(piece->bytes, TLS_OVER_DATAGRAM, hello);
	if (!kept.len || memcmp(kept.at, key, sizeof(key)) != 0)
		hello_pieces_begin(d->names, d->flow, d->side, (struct span){ key, sizeof(key) });
	hello_pieces_add(d->names, d->flow, d->side, piece->offset, piece->bytes);
	have = hello_pieces_have(d->names, d->flow, d->side);
	if (have.len < piece->length)
		return -EAGAIN;
	have.len = piece->length;
	return tls_hello_body(have, TLS_OVER_DATAGRAM, hello);
}

static enum datagram_answer be_patient(struct datagram *d)
{
	d->flow->sides[d->side].tries++;
	return d->flow->sides[0].tries + d->flow->sides[1].tries < PATIENCE ? DATAGRAM_MINE
	                                                                    : DATAGRAM_DONE;
}

static enum datagram_answer read_handshake(struct datagram *d)
{
	struct dtls_reading reading = dtls_reading_over(d->packet->payload);
	struct dtls_piece piece;
	struct tls_hello hello;
	int result = -EAGAIN;

	while (result == -EAGAIN && !dtls_next_piece(&reading, &piece))
		result = join(d, &piece, &hello);
	if (result == -EAGAIN || result == -EBADMSG) {
		names_count(d->names, d->flow, true);
		d->names->totals->truncated_packets += d->packet->cut;
		return be_patient(d);
	}
	names_count(d->names, d->flow, result == -ENOENT);
	if (hello.has_ech && !result)
		d->names->totals->outer_only++;
	if (!result)
		d->error = names_say(d->names, d->flow, NAME_DTLS, hello.name, d->packet, false);
	return DATAGRAM_DONE;
}

static enum datagram_answer read_dtls(struct datagram *d)
{
	switch (dtls_shape_of(d->packet->payload, d->packet->cut)) {
	case DTLS_HANDSHAKE: return read_handshake(d);
	case DTLS_LATE: names_count(d->names, d->flow, true); return DATAGRAM_DONE;
	case DTLS_NONE: break;
	}
	return d->flow->sides[d->side].reader ? be_patient(d) : DATAGRAM_OTHER;
}

const struct datagram_reader datagram_dtls = { .name = "dtls", .read = read_dtls };
