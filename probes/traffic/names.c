/* Tells packets apart: streams go to probes/traffic/segments.c, datagrams to datagrams.c; a query
 * on a port of DNS stands for itself and needs no flow. */
#include "probes/traffic/names.h"

#include "probes/traffic/datagrams.h"
#include "probes/traffic/segments.h"

#define PORT_DNS 53
#define PORT_MDNS 5353
#define PORT_LLMNR 5355

static bool has_port(const struct packet *packet, uint16_t port)
{
	return packet->source_port == port || packet->target_port == port;
}

int names_packet(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	names->totals = &names->all[packet->networks[0]];
	if (packet->protocol == PROTOCOL_TCP)
		return segments_follow(names, packet, key);
	if (packet->protocol != PROTOCOL_UDP)
		return 0;
	if (has_port(packet, PORT_DNS))
		return names_say_dns(names, NULL, packet->payload, NAME_DNS, packet);
	if (has_port(packet, PORT_MDNS))
		return names_say_dns(names, NULL, packet->payload, NAME_MDNS, packet);
	if (has_port(packet, PORT_LLMNR))
		return names_say_dns(names, NULL, packet->payload, NAME_LLMNR, packet);
	return datagrams_read(names, packet, key);
}
