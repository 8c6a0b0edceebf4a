/* How streams begin in which no service is named, but something is shown, kept or hidden: screens
 * from afar by RFB (RFC 6143) and RDP ([MS-RDPBCGR] 2.2.1.1), pictures by RTSP (RFC 2326, 7826),
 * records by syslog (RFC 6587), a tunnel by OpenVPN. Told by strict shapes; nothing else leaves: no
 * user whom a cookie names, no address of a camera, no text of a record. Pure function. */
#pragma once
#include "probes/base/cursor.h"

enum talk {
	TALK_RFB,  /* its server speaks first */
	TALK_RDP,  /* TLS may follow */
	TALK_RTSP, /* a request */
	TALK_SYSLOG,
	TALK_OPENVPN, /* a client's reset */
	TALK_OPENVPN_ANSWER,
};

/* The first bytes of a direction. 0: `*len` of them are the first message, as far as its end
 * matters; -EAGAIN: so far they are one of those; -EBADMSG: they are not. */
int talk_begins(struct span stream, enum talk *talk, size_t *len);
