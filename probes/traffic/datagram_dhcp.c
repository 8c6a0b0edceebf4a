/* DHCP: the name that a device gives itself (for `hosts` alone: it may be a person's) and the kind
 * of device that it says it is. */
#include <string.h>

#include "probes/traffic/datagrams.h"
#include "probes/wire/dhcp.h"

#define PORT_SERVER 67
#define PORT_CLIENT 68
#define PORT_CLIENT_6 546
#define PORT_SERVER_6 547

/* No flow is named by it, for one is shared by all who have no address yet. */
static int say(struct datagram *d, const char *name, bool is_answer)
{
	return name[0] ? names_say(d->names, NULL, NAME_DHCP, name, d->packet, is_answer) : 0;
}

static int hint(struct datagram *d, const struct dhcp_message *message,
                const struct packet_address *device)
{
	if (!message->device || message->is_answer || (!device->high && !device->low))
		return 0;
	return names_hint(d->names, device, d->packet, message->device);
}

static enum datagram_answer read_dhcp(struct datagram *d)
{
	struct dhcp_message message;
	bool is_6 = datagram_has_port(d, PORT_CLIENT_6) || datagram_has_port(d, PORT_SERVER_6);
	int error = is_6 ? dhcp_read_6(d->packet->payload, &message)
	                 : dhcp_read(d->packet->payload, &message);

	if (error)
		return DATAGRAM_OTHER;
	d->error = say(d, message.host, message.is_answer);
	if (!d->error && strcmp(message.host, message.full_name) != 0)
		d->error = say(d, message.full_name, message.is_answer);
	if (!d->error)
		d->error = hint(d, &message, is_6 ? &d->packet->source : &message.address);
	return DATAGRAM_MINE;
}

const struct datagram_reader datagram_dhcp = {
	.name = "dhcp",
	.ports = { PORT_SERVER, PORT_CLIENT, PORT_CLIENT_6, PORT_SERVER_6 },
	.read = read_dhcp,
};
