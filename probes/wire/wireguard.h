/* WireGuard (wireguard.com/protocol, whitepaper section 5.4): four types of message, each with
 * three zero bytes behind the type and a length of its own. All it carries is encrypted: names
 * inside are hidden. */
#pragma once
#include "probes/base/cursor.h"

enum wireguard_message { /* the first byte */
	                 WIREGUARD_NONE,
	                 WIREGUARD_INITIATION,
	                 WIREGUARD_RESPONSE,
	                 WIREGUARD_COOKIE,
	                 WIREGUARD_DATA,
};

/* WIREGUARD_DATA: a receiver that is not 0, a count below 2^48, whole blocks of sixteen bytes that
 * do not begin with eight zeros. */
enum wireguard_message wireguard_looks_like(struct span message);
