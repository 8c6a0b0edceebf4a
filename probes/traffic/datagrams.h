/* The protocols that datagrams may carry, one file each: a reader tells its own by the shape of the
 * bytes, says the names in it (names_say) or what kind it is (names_note), and says what to do with
 * the flow's next datagram.
 *
 * A new protocol is a file datagram_NAME.c, its tests, and one line of the table in datagrams.c. A
 * port is only a hint: it decides who is asked first. Readers are asked in the table's order,
 * strict shapes before loose ones. */
#pragma once
#include "probes/traffic/names_state.h"

enum datagram_answer {
	DATAGRAM_OTHER,  /* not this protocol */
	DATAGRAM_SHARED, /* this one; others may come in the same flow: all are asked again */
	DATAGRAM_MINE,   /* this one: the flow's next datagrams are asked of this reader alone */
	DATAGRAM_DONE,   /* this one, and nothing more to learn from either side of the flow */
};

struct datagram {
	struct names *names;
	const struct packet *packet; /* the payload is not empty */
	struct flow *flow;
	uint8_t side; /* of flow->sides: who sent it */
	int error;    /* out: what the sink returned */
};

struct datagram_reader {
	const char *name;  /* for tests and --explain */
	uint16_t ports[4]; /* hints: of either end; 0 = none */
	enum datagram_answer (*read)(struct datagram *datagram);
};

extern const struct datagram_reader datagram_dns, datagram_dtls, datagram_gquic, datagram_quic,
	datagram_stun, datagram_wireguard, datagram_openvpn, datagram_ipsec, datagram_snmp,
	datagram_flow_export, datagram_discovery, datagram_syslog, datagram_dhcp;

static inline bool datagram_has_port(const struct datagram *datagram, uint16_t port)
{
	return datagram->packet->source_port == port || datagram->packet->target_port == port;
}

/* 0 or what the sink returned. */
int datagrams_read(struct names *names, const struct packet *packet, const struct flow_key *key);
