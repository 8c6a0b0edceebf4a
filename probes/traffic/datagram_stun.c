/* STUN and TURN; a flow that they opened may carry something else besides (RFC 7983). */
#include "probes/traffic/datagrams.h"
#include "probes/wire/stun.h"

#define PORT_STUN 3478
#define PORT_STUN_TLS 5349

static enum datagram_answer read_stun(struct datagram *d)
{
	bool is_answer = false, has_port = datagram_has_port(d, PORT_STUN);
	enum traffic_kind kind = TRAFFIC_TURN;

	switch (stun_looks_like(d->packet->payload, &is_answer)) {
	case STUN_MESSAGE: kind = TRAFFIC_STUN; break;
	case STUN_RELAY: break;
	case STUN_NONE:
		if (!has_port || !stun_channel_looks_like(d->packet->payload))
			return DATAGRAM_OTHER;
		is_answer = d->packet->source_port == PORT_STUN;
	}
	d->error = names_note(d->names, d->flow, kind, d->packet, is_answer);
	return DATAGRAM_SHARED;
}

const struct datagram_reader datagram_stun = {
	.name = "stun",
	.ports = { PORT_STUN, PORT_STUN_TLS },
	.read = read_stun,
};
