/* What a device says of itself when it asks for an address: DHCP (RFC 2131, options of RFC 2132 and
 * 4702) and DHCPv6 (RFC 8415, 4704). Its name and the kind of its system are read; what hardware it
 * is, and what it is given, are not.
 *
 * The name of a device is often that of a person: who takes it in keeps nothing of it. */
#pragma once
#include "probes/wire/host.h"
#include "probes/wire/packet.h"

#define DHCP_RELAYS_MAX 4 /* DHCPv6 messages inside each other */

struct dhcp_message {
	bool is_answer;                /* from a server */
	char host[HOST_TEXT_MAX];      /* "" where it says none; unusual bytes escaped */
	char full_name[HOST_TEXT_MAX]; /* with its domain; the same */
	const char *device;            /* word of vendor_class.h, static, or NULL */
	struct packet_address address; /* the client's, IPv4 as mapped; all zero: not known yet */
};

/* 0, or -EBADMSG: no DHCP. Options that lie end it: what came before stands. Strict enough for any
 * port: operation, hardware address, the magic cookie. */
int dhcp_read(struct span message, struct dhcp_message *out);

/* 0, or -EBADMSG. A type of message and options that fill it exactly; few bytes of it are fixed, so
 * ask only on ports of DHCPv6. Relayed messages are opened. `address` stays zero. */
int dhcp_read_6(struct span message, struct dhcp_message *out);
