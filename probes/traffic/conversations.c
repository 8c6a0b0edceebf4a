/* From kinds of conversation to facts. */
#include "probes/traffic/conversations.h"

int conversations_add(struct conversations *all, struct arena *arena, const struct kind_seen *seen)
{
	struct conversation *kind = &all->kinds[seen->kind];

	if (!kind->count++)
		kind->first = kind->last = seen->day;
	if (seen->day < kind->first)
		kind->first = seen->day;
	if (seen->day > kind->last)
		kind->last = seen->day;
	return device_set_add(&kind->devices, arena, seen->device);
}

int conversations_give(const struct conversations *all, const char *probe,
                       struct observations *place)
{
	int error = 0;

	for (enum traffic_kind kind = 0; kind < TRAFFIC_KINDS && !error; kind++) {
		const struct conversation *seen = &all->kinds[kind];
		const struct observation fact = {
			.kind = OBSERVED_CONVERSATION,
			.level = LEVEL_COMMUNICATING,
			.probe = probe,
			.subject = traffic_kind_word(kind),
			.detail = traffic_kind_hides(kind) ? CONVERSATION_HIDES : NULL,
			.first = seen->first,
			.last = seen->last,
			.count = seen->count,
			.devices = seen->devices.count,
		};

		if (seen->count)
			error = observations_add(place, &fact);
	}
	return error;
}
