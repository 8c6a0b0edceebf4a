/* QUIC, told by its long header; its hello is encrypted with keys that anyone can derive (RFC 9001
 * section 5.2), which is not done here: such a flow hides its name. */
#include "probes/traffic/datagrams.h"

#define PORT_HTTPS 443

/* A version in use (RFC 8999, 9000, 9369, the drafts, Google's Q046 and T051). */
static bool looks_like_quic(struct span payload)
{
	struct cursor in = cursor_over(payload);
	uint8_t first = cursor_u8(&in);
	uint32_t version = cursor_u32(&in);

	if (in.failed || (first & 0xc0) != 0xc0)
		return false;
	return version == 1 || version == 0x6b3343cf || version >> 8 == 0xff0000 ||
	       version >> 16 == 0x5130 || version >> 16 == 0x5430;
}

static enum datagram_answer read_quic(struct datagram *d)
{
	if (!datagram_has_port(d, PORT_HTTPS) && !looks_like_quic(d->packet->payload))
		return DATAGRAM_OTHER;
	d->error = names_note(d->names, d->flow, TRAFFIC_QUIC_UNREAD, d->packet, false);
	return DATAGRAM_DONE;
}

const struct datagram_reader datagram_quic = {
	.name = "quic",
	.ports = { PORT_HTTPS },
	.read = read_quic,
};
