/* One hash table of kept names; it grows only by what the catalogue knows, so hostile traffic
 * cannot fill it. */
#include "probes/traffic/contacts.h"

#include <errno.h>
#include <string.h>

#include "probes/interest.h"

#define SLOTS 4096       /* chains hang off them */
#define DEVICES_MAX 1024 /* told apart a name; beyond that the count stands still */

struct contact {
	struct contact *next;
	const char *host;
	enum name_protocol protocol;
	uint16_t network;
	uint64_t count;
	date first, last;
	uint64_t *devices; /* sorted hashes */
	uint32_t device_count, device_room;
};

struct contacts {
	struct observations *places; /* one a network */
	struct contact *slots[SLOTS];
	uint64_t dropped;
};

static const char *const areas[] = { "capture-names", NULL };
static const char *const no_globs[] = { NULL };

const struct probe probe_capture_names = {
	.name = "capture-names",
	.looks = "Names of services asked for (DNS, TLS server name, HTTP host) in network "
		 "recordings given with -r.",
	.never = "Content of messages, addresses of pages, who asked, or at what time of day.",
	.areas = areas,
	.globs = no_globs,
};

struct contacts *contacts_new(struct observations *places)
{
	struct contacts *contacts = arena_take(places->arena, 1, sizeof(*contacts));

	if (contacts)
		contacts->places = places;
	return contacts;
}

/* FNV-1a: the order of the table never reaches the output. */
static size_t slot_of(const char *host, enum name_protocol protocol)
{
	uint64_t hash = 14695981039346656037u ^ (uint64_t)protocol;

	for (; *host; host++)
		hash = (hash ^ (uint8_t)*host) * 1099511628211u;
	return hash % SLOTS;
}

static bool wanted(struct contacts *contacts, const struct name_seen *seen)
{
	const struct interest *interest = contacts->places->interest;
	struct observation fact = { .kind = OBSERVED_CONTACT,
		                    .level = LEVEL_COMMUNICATING,
		                    .probe = probe_capture_names.name,
		                    .subject = seen->host,
		                    .detail = name_protocol_word(seen->protocol),
		                    .count = 1 };

	if (interest->never && interest->never(interest->keep_arg, seen->host))
		return false;
	if (interest->keep && interest->keep(interest->keep_arg, &fact))
		return true;
	contacts->dropped++;
	return false;
}

static struct contact *find(struct contacts *contacts, const struct name_seen *seen)
{
	struct contact **slot = &contacts->slots[slot_of(seen->host, seen->protocol)];
	struct contact *c;

	for (c = *slot; c; c = c->next)
		if (c->protocol == seen->protocol && c->network == seen->network &&
		    strcmp(c->host, seen->host) == 0)
			return c;
	c = arena_take(contacts->places->arena, 1, sizeof(*c));
	if (!c)
		return NULL;
	c->host = arena_copy(contacts->places->arena, seen->host);
	c->protocol = seen->protocol;
	c->network = seen->network;
	c->first = c->last = seen->day;
	c->next = *slot;
	*slot = c;
	return c->host ? c : NULL;
}

static int more_devices(struct contacts *contacts, struct contact *c)
{
	uint32_t room = c->device_room ? c->device_room * 2 : 8;
	uint64_t *devices = arena_take(contacts->places->arena, room, sizeof(*devices));

	if (!devices)
		return -ENOMEM;
	if (c->device_count)
		memcpy(devices, c->devices, c->device_count * sizeof(*devices));
	c->devices = devices;
	c->device_room = room;
	return 0;
}

static int add_device(struct contacts *contacts, struct contact *c, uint64_t device)
{
	uint32_t low = 0, high = c->device_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (c->devices[middle] < device)
			low = middle + 1;
		else
			high = middle;
	}
	if ((low < c->device_count && c->devices[low] == device) || c->device_count == DEVICES_MAX)
		return 0;
	if (c->device_count == c->device_room && more_devices(contacts, c) != 0)
		return -ENOMEM;
	memmove(c->devices + low + 1, c->devices + low,
	        (c->device_count - low) * sizeof(*c->devices));
	c->devices[low] = device;
	c->device_count++;
	return 0;
}

/* Devices are told apart per name that is kept: two schools of one supplier are one name. */
static const char *kept_host(const struct contacts *contacts, const char *host)
{
	const struct interest *interest = contacts->places->interest;
	const char *known =
		interest->known_part ? interest->known_part(interest->keep_arg, host) : NULL;

	return known ? known : host;
}

static int take_name(void *arg, const struct name_seen *seen)
{
	struct contacts *contacts = arg;
	struct name_seen kept = *seen;
	struct contact *c;

	if (!wanted(contacts, seen))
		return 0;
	kept.host = kept_host(contacts, seen->host);
	c = find(contacts, &kept);
	if (!c)
		return -ENOMEM;
	c->count++;
	if (seen->day < c->first)
		c->first = seen->day;
	if (seen->day > c->last)
		c->last = seen->day;
	return add_device(contacts, c, seen->device);
}

struct name_sink contacts_sink(struct contacts *contacts)
{
	return (struct name_sink){ .name = take_name, .arg = contacts };
}

/* A response repeats the question: it counts only where the question was not seen. */
static bool asked_too(const struct contacts *contacts, const struct contact *c)
{
	if (c->protocol != NAME_DNS_RESPONSE)
		return false;
	for (const struct contact *q = contacts->slots[slot_of(c->host, NAME_DNS)]; q; q = q->next)
		if (q->protocol == NAME_DNS && q->network == c->network &&
		    strcmp(q->host, c->host) == 0)
			return true;
	return false;
}

int contacts_finish(struct contacts *contacts)
{
	for (size_t i = 0; i < SLOTS; i++)
		for (const struct contact *c = contacts->slots[i]; c; c = c->next) {
			struct observation fact = { .kind = OBSERVED_CONTACT,
				                    .level = LEVEL_COMMUNICATING,
				                    .probe = probe_capture_names.name,
				                    .subject = c->host,
				                    .detail = name_protocol_word(c->protocol),
				                    .first = c->first,
				                    .last = c->last,
				                    .count = c->count,
				                    .devices = c->device_count };
			int error =
				asked_too(contacts, c)
					? 0
					: observations_add(&contacts->places[c->network], &fact);

			if (error)
				return error;
		}
	return 0;
}

uint64_t contacts_dropped(const struct contacts *contacts)
{
	return contacts->dropped;
}
