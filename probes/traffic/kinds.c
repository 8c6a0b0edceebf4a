/* The words of the kinds. */
#include "probes/traffic/kinds.h"

#include <stddef.h>

struct kind {
	const char *word;
	bool hides;
};

static const struct kind kinds[TRAFFIC_KINDS] = {
	[TRAFFIC_QUIC_UNREAD] = { "quic-unread", true },
	[TRAFFIC_DNS_OVER_TLS] = { "dns-over-tls", true },
	[TRAFFIC_MASQUE] = { "masque", true },
	[TRAFFIC_REMOTE_SCREEN] = { "remote-screen", false },
	[TRAFFIC_VIDEO] = { "video", false },
	[TRAFFIC_WIREGUARD] = { "wireguard", true },
	[TRAFFIC_OPENVPN] = { "openvpn", true },
	[TRAFFIC_IPSEC] = { "ipsec", true },
	[TRAFFIC_STUN] = { "stun", false },
	[TRAFFIC_TURN] = { "turn", false },
	[TRAFFIC_CAMERA] = { "camera", false },
	[TRAFFIC_CAMERA_SEARCH] = { "camera-search", false },
	[TRAFFIC_SYSLOG] = { "syslog", false },
	[TRAFFIC_SNMP] = { "snmp", false },
	[TRAFFIC_FLOW_EXPORT] = { "flow-export", false },
};

const char *traffic_kind_word(enum traffic_kind kind)
{
	return (unsigned)kind < TRAFFIC_KINDS ? kinds[kind].word : NULL;
}

bool traffic_kind_hides(enum traffic_kind kind)
{
	return (unsigned)kind < TRAFFIC_KINDS && kinds[kind].hides;
}
