/* Names from TCP conversations: puts the first bytes of each direction together and asks which
 * protocol begins there. A stream that begins with something else (STARTTLS, CONNECT, SOCKS, a
 * start before the capture) is asked again at the start of its next segments, a bounded number of
 * times. */
#pragma once
#include "probes/traffic/names_state.h"

/* One TCP packet. 0 or what the sink returned. */
int segments_follow(struct names *names, const struct packet *packet, const struct flow_key *key);
