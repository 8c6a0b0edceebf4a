/* The words of the kinds. */
#include "probes/traffic/kinds.h"

#include <stddef.h>

struct kind {
	const char *word;
	bool hides;
};

static const struct kind kinds[TRAFFIC_KINDS] = {
	[TRAFFIC_QUIC_UNREAD] = { "quic-unread", true },
};

const char *traffic_kind_word(enum traffic_kind kind)
{
	return (unsigned)kind < TRAFFIC_KINDS ? kinds[kind].word : NULL;
}

bool traffic_kind_hides(enum traffic_kind kind)
{
	return (unsigned)kind < TRAFFIC_KINDS && kinds[kind].hides;
}
