/* Conversations without a name, told by the shape of untrusted bytes: STUN, tunnels, what watches
 * devices. A shape that is strict excludes the others. */
#include "probes/wire/discovery.h"
#include "probes/wire/flow_export.h"
#include "probes/wire/ipsec.h"
#include "probes/wire/openvpn.h"
#include "probes/wire/snmp.h"
#include "probes/wire/stun.h"
#include "probes/wire/syslog.h"
#include "probes/wire/wireguard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span message = { data, size };
	bool answer;
	int shapes = 0;

	shapes += stun_looks_like(message, &answer) != STUN_NONE;
	shapes += wireguard_looks_like(message) != WIREGUARD_NONE;
	shapes += openvpn_looks_like(message) != OPENVPN_NONE;
	shapes += snmp_looks_like(message, &answer);
	shapes += flow_export_looks_like(message);
	shapes += discovery_looks_like(message) != DISCOVERY_NONE;
	shapes += syslog_looks_like(message) == SYSLOG_STRICT;
	if (shapes > 1)
		__builtin_trap();
	ipsec_is_key_exchange(message, &answer);
	ipsec_may_be_packet(message, true);
	stun_channel_looks_like(message);
	return 0;
}
