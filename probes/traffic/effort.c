/* Sums, and what one packet took at most. */
#include "probes/traffic/effort.h"

static uint64_t greater(uint64_t one, uint64_t other)
{
	return one > other ? one : other;
}

void effort_add(struct effort *effort, uint64_t packet, uint64_t asked, uint64_t bytes)
{
	if (effort->packet != packet) {
		effort->packet = packet;
		effort->packet_asked = effort->packet_bytes = 0;
	}
	effort->asked += asked;
	effort->bytes += bytes;
	effort->packet_asked += asked;
	effort->packet_bytes += bytes;
	effort->most_asked = greater(effort->most_asked, effort->packet_asked);
	effort->most_bytes = greater(effort->most_bytes, effort->packet_bytes);
}

void effort_join(struct effort *effort, const struct effort *others)
{
	effort->asked += others->asked;
	effort->bytes += others->bytes;
	effort->opened += others->opened;
	effort->most_asked = greater(effort->most_asked, others->most_asked);
	effort->most_bytes = greater(effort->most_bytes, others->most_bytes);
}
