/* Kinds of conversation that name no service: tunnels and encrypted look-ups behind which names are
 * hidden, and protocols by which screens, cameras, logs or devices are watched. Told by shape; none
 * says what anyone does with it. */
#pragma once
#include <stdbool.h>

enum traffic_kind {
	TRAFFIC_QUIC_UNREAD, /* QUIC whose hello could not be read */
	TRAFFIC_DNS_OVER_TLS,
	TRAFFIC_MASQUE,        /* UDP or IP inside HTTP */
	TRAFFIC_REMOTE_SCREEN, /* a screen is shown or worked on another device: RFB, RDP */
	TRAFFIC_VIDEO,         /* pictures or sound are asked of another device: RTSP */
	TRAFFIC_WIREGUARD,
	TRAFFIC_OPENVPN,
	TRAFFIC_IPSEC,
	TRAFFIC_STUN,          /* looks for a way to another device: calls, screens */
	TRAFFIC_TURN,          /* the same, over a relay */
	TRAFFIC_CAMERA,        /* a device says on the network that it is a camera */
	TRAFFIC_CAMERA_SEARCH, /* a device asks which cameras there are */
	TRAFFIC_SYSLOG,        /* records go to another device */
	TRAFFIC_SNMP,          /* a device is watched or set from afar */
	TRAFFIC_FLOW_EXPORT,   /* records of who talked with whom go to a collector */
	TRAFFIC_KINDS
};

/* The word of the file formats ("quic-unread"); NULL for what is none. */
const char *traffic_kind_word(enum traffic_kind kind);

/* True where names may pass that nobody on the way can read: a blind spot of the run. */
bool traffic_kind_hides(enum traffic_kind kind);
