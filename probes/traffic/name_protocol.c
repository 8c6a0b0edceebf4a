/* The words of the protocols. */
#include "probes/traffic/name_protocol.h"

#include <stddef.h>

static const char *const protocol_words[NAME_PROTOCOLS] = {
	[NAME_DNS] = "dns",     [NAME_DNS_RESPONSE] = "dnsr", [NAME_MDNS] = "mdns",
	[NAME_LLMNR] = "llmnr", [NAME_TLS] = "tls",           [NAME_DTLS] = "dtls",
	[NAME_QUIC] = "quic",   [NAME_GQUIC] = "gquic",       [NAME_HTTP] = "http",
	[NAME_DHCP] = "dhcp",
};

const char *name_protocol_word(enum name_protocol protocol)
{
	return (unsigned)protocol < NAME_PROTOCOLS ? protocol_words[protocol] : NULL;
}
