/* Asks the readers of the table whose shape a datagram has. */
#include "probes/traffic/datagrams.h"

#define TRIES 4 /* datagrams of one side that are asked for their shape */

static const struct datagram_reader *const readers[] = {
	&datagram_dns,         &datagram_stun,      &datagram_dhcp,   &datagram_dtls,
	&datagram_wireguard,   &datagram_openvpn,   &datagram_ipsec,  &datagram_snmp,
	&datagram_flow_export, &datagram_discovery, &datagram_syslog, &datagram_quic,
	&datagram_gquic,
};

#define READERS (sizeof(readers) / sizeof(readers[0]))

_Static_assert(READERS < UINT8_MAX, "flow_side.reader holds the number");

static bool has_hint(const struct datagram *datagram, const struct datagram_reader *reader)
{
	for (size_t i = 0; i < sizeof(reader->ports) / sizeof(reader->ports[0]); i++)
		if (reader->ports[i] && datagram_has_port(datagram, reader->ports[i]))
			return true;
	return false;
}

static enum datagram_answer ask(struct datagram *datagram, size_t number)
{
	struct names *names = datagram->names;
	enum datagram_answer answer = readers[number]->read(datagram);

	effort_add(&names->totals->effort, names->packet, 1, datagram->packet->payload.len);
	if (answer == DATAGRAM_MINE || answer == DATAGRAM_DONE)
		datagram->flow->sides[0].reader = datagram->flow->sides[1].reader =
			(uint8_t)(number + 1);
	if (answer == DATAGRAM_DONE) {
		names_release(datagram->names, datagram->flow);
		datagram->flow->sides[0].state = datagram->flow->sides[1].state = SIDE_DONE;
	}
	return answer;
}

static enum datagram_answer ask_all(struct datagram *datagram)
{
	enum datagram_answer answer = DATAGRAM_OTHER;

	for (int hinted = 1; hinted >= 0; hinted--)
		for (size_t i = 0; i < READERS && answer == DATAGRAM_OTHER; i++)
			if (has_hint(datagram, readers[i]) == hinted)
				answer = ask(datagram, i);
	return answer;
}

int datagrams_read(struct names *names, const struct packet *packet, const struct flow_key *key)
{
	struct datagram datagram = { .names = names, .packet = packet, .side = key->side };
	struct flow_side *side;

	datagram.flow = names_flow(names, key);
	side = &datagram.flow->sides[key->side];
	if (side->state == SIDE_DONE || !packet->payload.len)
		return 0;
	if (side->reader)
		ask(&datagram, side->reader - 1u);
	else if (ask_all(&datagram) == DATAGRAM_OTHER && ++side->tries >= TRIES)
		side->state = SIDE_DONE;
	return datagram.error;
}
