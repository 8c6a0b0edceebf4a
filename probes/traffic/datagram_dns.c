/* DNS on ports that are not its own: the shape decides (probes/wire/dns.h). */
#include "probes/traffic/datagrams.h"
#include "probes/wire/dns.h"

static enum datagram_answer read_dns(struct datagram *d)
{
	if (!dns_looks_like(d->packet->payload))
		return DATAGRAM_OTHER;
	d->flow->marks |= FLOW_DNS;
	d->error = names_say_dns(d->names, d->flow, d->packet->payload, NAME_DNS, d->packet);
	return DATAGRAM_MINE;
}

const struct datagram_reader datagram_dns = { .name = "dns", .read = read_dns };
