/* Tunnels over UDP that encrypt what they carry, told by the messages by which they begin or, where
 * these have a shape, by their data: WireGuard, OpenVPN, IPsec. Each is a flow that hides names. */
#include "probes/traffic/datagrams.h"
#include "probes/wire/ipsec.h"
#include "probes/wire/openvpn.h"
#include "probes/wire/wireguard.h"

#define PORT_WIREGUARD 51820
#define PORT_OPENVPN 1194
#define PORT_IKE 500
#define PORT_IPSEC 4500 /* behind address translation, RFC 3948 */

static enum datagram_answer note(struct datagram *d, enum traffic_kind kind, bool is_answer)
{
	d->error = names_note(d->names, d->flow, kind, d->packet, is_answer);
	return DATAGRAM_DONE;
}

static enum datagram_answer read_wireguard(struct datagram *d)
{
	switch (wireguard_looks_like(d->packet->payload)) {
	case WIREGUARD_INITIATION: return note(d, TRAFFIC_WIREGUARD, false);
	case WIREGUARD_RESPONSE:
	case WIREGUARD_COOKIE: return note(d, TRAFFIC_WIREGUARD, true);
	case WIREGUARD_DATA:
		return note(d, TRAFFIC_WIREGUARD, d->packet->source_port == PORT_WIREGUARD);
	case WIREGUARD_NONE: break;
	}
	return DATAGRAM_OTHER;
}

static enum datagram_answer read_openvpn(struct datagram *d)
{
	enum openvpn_reset reset = openvpn_looks_like(d->packet->payload);

	if (reset == OPENVPN_NONE)
		return DATAGRAM_OTHER;
	return note(d, TRAFFIC_OPENVPN, reset == OPENVPN_SERVER);
}

static enum datagram_answer read_ipsec(struct datagram *d)
{
	bool is_answer = false;

	if (!ipsec_is_key_exchange(d->packet->payload, &is_answer) &&
	    (!datagram_has_port(d, PORT_IPSEC) || !ipsec_may_be_packet(d->packet->payload, true)))
		return DATAGRAM_OTHER;
	return note(d, TRAFFIC_IPSEC, is_answer);
}

const struct datagram_reader datagram_wireguard = {
	.name = "wireguard",
	.ports = { PORT_WIREGUARD },
	.read = read_wireguard,
};

const struct datagram_reader datagram_openvpn = {
	.name = "openvpn",
	.ports = { PORT_OPENVPN },
	.read = read_openvpn,
};

const struct datagram_reader datagram_ipsec = {
	.name = "ipsec",
	.ports = { PORT_IKE, PORT_IPSEC },
	.read = read_ipsec,
};
