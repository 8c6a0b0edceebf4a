/* Tells packets apart: streams go to probes/traffic/segments.c, datagrams to datagrams.c; a query
 * on a port of DNS stands for itself and needs no flow. */
#include "probes/traffic/names.h"

#include "probes/traffic/datagrams.h"
#include "probes/traffic/segments.h"
#include "probes/wire/ipsec.h"

#define PORT_DNS 53
#define PORT_MDNS 5353
#define PORT_LLMNR 5355

static bool has_port(const struct packet *packet, uint16_t port)
{
	return packet->source_port == port || packet->target_port == port;
}

/* The port tells which of the three it is, once it is one: a client's own port may be any of these
 * by chance. */
static bool is_dns(const struct packet *packet, enum name_protocol *word)
{
	if (has_port(packet, PORT_DNS))
		*word = NAME_DNS;
	else if (has_port(packet, PORT_MDNS))
		*word = NAME_MDNS;
	else if (has_port(packet, PORT_LLMNR))
		*word = NAME_LLMNR;
	else
		return false;
	return names_may_be_dns(packet->payload);
}

/* IPsec between two devices, whose packets have no ports (RFC 4303). */
static int note_ipsec(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	if (!ipsec_may_be_packet(packet->payload, false))
		return 0;
	return names_note(names, names_flow(names, key), TRAFFIC_IPSEC, packet, false);
}

static int read_packet(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	enum name_protocol word;

	if (packet->protocol == PROTOCOL_TCP)
		return segments_follow(names, packet, key);
	if (packet->protocol == PROTOCOL_ESP)
		return note_ipsec(names, packet, key);
	if (packet->protocol != PROTOCOL_UDP)
		return 0;
	if (is_dns(packet, &word))
		return names_say_dns(names, NULL, packet->payload, word, packet);
	return datagrams_read(names, packet, key);
}

int names_packet(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	int error;

	names->totals = &names->all[packet->networks[0]];
	names->decoded = packet;
	error = read_packet(names, packet, key);
	return error ? error : names->amount_error;
}
