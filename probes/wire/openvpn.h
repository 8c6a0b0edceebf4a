/* OpenVPN over UDP (openvpn.net/community-docs, "network protocol"): the hard resets by which a
 * session begins, plain, with tls-auth, tls-crypt or tls-crypt-v2. What follows them is encrypted:
 * names inside are hidden. A session whose beginning was not captured is not told, for its data
 * have no shape. */
#pragma once
#include "probes/base/cursor.h"

enum openvpn_reset {
	OPENVPN_NONE,
	OPENVPN_CLIENT, /* version 2 or 3 */
	OPENVPN_SERVER,
};

enum openvpn_reset openvpn_looks_like(struct span message);
