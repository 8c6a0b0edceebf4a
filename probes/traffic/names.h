/* From packets to names: tells protocols by their shape, follows each conversation until its names
 * are known, hands every name to the sink. Only DNS, mDNS and LLMNR are told apart by their port,
 * since on the wire they are alike.
 *
 * All memory is taken by names_open(), about 27 MiB, and 10 MiB more where the sink
 * wants amounts. What could not be followed is counted in
 * capture_totals. */
#pragma once
#include "probes/traffic/names_state.h"

/* One TCP or UDP packet, in capture order; names->seconds, ->timed and ->amount are set
 * before. 0 or what the
 * sink returned. */
int names_packet(struct names *names, const struct packet *packet, const struct flow_key *key);
