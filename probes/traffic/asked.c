/* One place a connection, by the low bits of its number: numbers are handed out in order, so the
 * oldest gives way. */
#include "probes/traffic/asked.h"

#include <stdlib.h>
#include <string.h>

struct place {
	uint32_t flow, hash; /* a number that is used again belongs to another connection */
	char name[ASKED_NAME];
};

struct asked {
	struct place places[ASKED_MAX];
};

struct asked *asked_new(void)
{
	return calloc(1, sizeof(struct asked));
}

void asked_free(struct asked *asked)
{
	free(asked);
}

void asked_put(struct asked *asked, const struct flows *flows, const struct flow *flow,
               const char *name)
{
	uint32_t number = flow_number(flows, flow);
	struct place *place = &asked->places[number % ASKED_MAX];
	size_t len = strlen(name);

	if (len >= sizeof(place->name))
		len = 0;
	place->flow = number;
	place->hash = flow->hash;
	memcpy(place->name, name, len);
	place->name[len] = '\0';
}

const char *asked_find(const struct asked *asked, const struct flows *flows,
                       const struct flow *flow)
{
	uint32_t number = flow_number(flows, flow);
	const struct place *place = &asked->places[number % ASKED_MAX];

	return place->flow == number && place->hash == flow->hash && place->name[0] ? place->name
	                                                                            : NULL;
}
