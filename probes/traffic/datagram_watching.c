/* How devices are watched over UDP: cameras that are found, records that are sent elsewhere, values
 * that are asked for. No name is in them; the kind is told. */
#include "probes/traffic/datagrams.h"
#include "probes/wire/discovery.h"
#include "probes/wire/flow_export.h"
#include "probes/wire/snmp.h"
#include "probes/wire/syslog.h"

#define PORT_SNMP 161
#define PORT_SNMP_TRAP 162
#define PORT_NETFLOW 2055
#define PORT_IPFIX 4739
#define PORT_SFLOW 6343
#define PORT_SSDP 1900
#define PORT_DISCOVERY 3702
#define PORT_SYSLOG 514

static enum datagram_answer note(struct datagram *d, enum traffic_kind kind, bool is_answer)
{
	d->error = names_note(d->names, d->flow, kind, d->packet, is_answer);
	return DATAGRAM_DONE;
}

static enum datagram_answer read_snmp(struct datagram *d)
{
	bool is_answer;

	if (!snmp_looks_like(d->packet->payload, &is_answer))
		return DATAGRAM_OTHER;
	return note(d, TRAFFIC_SNMP, is_answer);
}

static enum datagram_answer read_flow_export(struct datagram *d)
{
	if (!flow_export_looks_like(d->packet->payload))
		return DATAGRAM_OTHER;
	return note(d, TRAFFIC_FLOW_EXPORT, false);
}

/* A device says what it is in one message of several. */
static enum datagram_answer read_discovery(struct datagram *d)
{
	switch (discovery_looks_like(d->packet->payload)) {
	case DISCOVERY_CAMERA: return note(d, TRAFFIC_CAMERA, false);
	case DISCOVERY_SEARCH: return note(d, TRAFFIC_CAMERA_SEARCH, false);
	case DISCOVERY_OTHER: return DATAGRAM_SHARED;
	case DISCOVERY_NONE: break;
	}
	return DATAGRAM_OTHER;
}

static enum datagram_answer read_syslog(struct datagram *d)
{
	enum syslog_shape shape = syslog_looks_like(d->packet->payload);

	if (shape == SYSLOG_NONE ||
	    (shape == SYSLOG_LOOSE && d->packet->target_port != PORT_SYSLOG))
		return DATAGRAM_OTHER;
	return note(d, TRAFFIC_SYSLOG, false);
}

const struct datagram_reader datagram_snmp = {
	.name = "snmp",
	.ports = { PORT_SNMP, PORT_SNMP_TRAP },
	.read = read_snmp,
};

const struct datagram_reader datagram_flow_export = {
	.name = "flow-export",
	.ports = { PORT_NETFLOW, PORT_IPFIX, PORT_SFLOW },
	.read = read_flow_export,
};

const struct datagram_reader datagram_discovery = {
	.name = "discovery",
	.ports = { PORT_DISCOVERY, PORT_SSDP },
	.read = read_discovery,
};

const struct datagram_reader datagram_syslog = {
	.name = "syslog",
	.ports = { PORT_SYSLOG },
	.read = read_syslog,
};
