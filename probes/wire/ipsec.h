/* IPsec: how its keys are agreed, IKE versions 1 and 2 (RFC 2408 section 3.1, 7296 section 3.1),
 * and the head of its packets, ESP (RFC 4303 section 2), as they stand in IP or, behind address
 * translation, in UDP (RFC 3948). What ESP carries is encrypted: names inside are hidden. */
#pragma once
#include "probes/base/cursor.h"

/* Strict: identifiers, version, a type of exchange and flags that the version knows, and a length
 * that is the datagram's; on UDP with or without the four zero bytes before it. `*is_answer` is
 * written only where it is one. */
bool ipsec_is_key_exchange(struct span message, bool *is_answer);

/* What may be a packet of ESP. Any bytes may be: ask only where the IP header says so, or (strict:
 * a number as of a key's first million packets) a port of IPsec. */
bool ipsec_may_be_packet(struct span message, bool strict);
