/* Google's QUIC, Q024 to Q046: its hello is in the clear. */
#include "probes/traffic/datagrams.h"
#include "probes/wire/gquic.h"

#define PORT_HTTPS 443
#define PATIENCE 24 /* datagrams of a flow among which the hello may be */

static enum datagram_answer be_patient(struct datagram *d)
{
	d->flow->sides[d->side].tries++;
	if (d->flow->sides[0].tries + d->flow->sides[1].tries < PATIENCE)
		return DATAGRAM_MINE;
	d->error = names_note(d->names, d->flow, TRAFFIC_QUIC_UNREAD, d->packet, false);
	return DATAGRAM_DONE;
}

static enum datagram_answer read_gquic(struct datagram *d)
{
	char name[HOST_TEXT_MAX] = "";
	enum gquic_shape shape = gquic_read(d->packet->payload, name);

	if (shape == GQUIC_NONE && !d->flow->sides[d->side].reader)
		return DATAGRAM_OTHER;
	if (shape != GQUIC_HELLO) {
		names_count(d->names, d->flow, true);
		return be_patient(d);
	}
	names_count(d->names, d->flow, !name[0]);
	if (name[0])
		d->error = names_say(d->names, d->flow, NAME_GQUIC, name, d->packet, false);
	return DATAGRAM_DONE;
}

const struct datagram_reader datagram_gquic = {
	.name = "gquic",
	.ports = { PORT_HTTPS },
	.read = read_gquic,
};
