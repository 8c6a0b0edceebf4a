/* From certificates to facts. */
#include "probes/traffic/authorities.h"

#include <errno.h>
#include <string.h>

#include "probes/interest.h"
#include "probes/reasons.h"

struct authority {
	struct authority *next;
	const char *name;
	uint64_t count;
	date first, last;
	struct device_set devices;
};

static struct observation fact_of(const char *probe, const char *name)
{
	return (struct observation){ .kind = OBSERVED_AUTHORITY,
		                     .level = LEVEL_ACTIVE,
		                     .probe = probe,
		                     .subject = name,
		                     .first = DATE_NONE,
		                     .last = DATE_NONE,
		                     .count = 1 };
}

static bool is_wanted(const struct observations *place, const char *probe, const char *name)
{
	const struct interest *interest = place->interest;
	const struct observation fact = fact_of(probe, name);

	return interest->keep && interest->keep(interest->keep_arg, &fact);
}

/* NULL in `*out`: there is no room. 0 or -ENOMEM. */
static int find(struct authorities *all, struct observations *place, const char *probe,
                const struct certificate_seen *seen, struct authority **out)
{
	struct authority **end = &all->first;

	*out = NULL;
	for (; *end; end = &(*end)->next)
		if (!strcmp((*end)->name, seen->authority)) {
			*out = *end;
			return 0;
		}
	if (!is_wanted(place, probe, seen->authority))
		return 0;
	if (all->count == AUTHORITIES_MAX) {
		all->beyond++;
		return 0;
	}
	*end = arena_take(place->arena, 1, sizeof(**end));
	if (!*end)
		return -ENOMEM;
	(*end)->name = arena_copy(place->arena, seen->authority);
	(*end)->first = (*end)->last = seen->day;
	all->count++;
	*out = *end;
	return (*end)->name ? 0 : -ENOMEM;
}

int authorities_add(struct authorities *all, struct observations *place, const char *probe,
                    const struct certificate_seen *seen)
{
	struct authority *authority;
	int error = seen->authority ? find(all, place, probe, seen, &authority) : 0;

	if (error || !seen->authority || !authority)
		return error;
	authority->count++;
	if (seen->day < authority->first)
		authority->first = seen->day;
	if (seen->day > authority->last)
		authority->last = seen->day;
	return device_set_add(&authority->devices, place->arena, seen->device);
}

int authorities_give(const struct authorities *all, const char *probe, struct observations *place)
{
	int error = 0;

	for (const struct authority *a = all->first; a && !error; a = a->next) {
		struct observation fact = fact_of(probe, a->name);

		fact.first = a->first;
		fact.last = a->last;
		fact.count = a->count;
		fact.devices = a->devices.count;
		error = observations_add(place, &fact);
	}
	if (!error && all->beyond)
		error = observations_gap(place, REASON_TABLE_FULL, "authorities", 0, all->beyond);
	return error;
}
