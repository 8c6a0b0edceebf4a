/* One hash table of kept names and how they were known; it grows only by what the catalogue knows,
 * so hostile traffic cannot fill it. */
#include "probes/traffic/contacts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/interest.h"
#include "probes/reasons.h"
#include "probes/traffic/contact_hours.h"
#include "probes/traffic/authorities.h"
#include "probes/traffic/conversations.h"
#include "probes/traffic/uploads.h"

#define SLOTS 4096 /* chains hang off them */

struct contact {
	struct contact *next;
	const char *host; /* NULL: conversations of that network whose name is not kept, together */
	enum name_protocol protocol;
	enum name_how how;
	uint16_t network;
	uint32_t account; /* its place in contacts->accounts, from 1 */
	uint64_t count;   /* messages with the name, or conversations known by their address */
	uint64_t up, down;
	struct contact_hours hours;
	date first, last;
	struct device_set devices;
};

struct contacts {
	struct observations *places; /* one a network */
	size_t place_count;
	struct conversations *conversations; /* the same */
	struct authorities *authorities;     /* the same */
	struct uploads *uploads;             /* owned */
	struct contact *slots[SLOTS];
	struct contact **accounts;
	uint32_t account_count, account_room;
	uint32_t hours_taken; /* of CONTACT_HOURS_MAX */
	uint64_t hours_dropped;
	uint64_t dropped;
};

/* What DNS said of the address: words that stand where else the protocol does. */
static const char *const how_words[NAME_HOWS] = {
	[NAMED_BY_DNS] = CONTACT_BY_DNS,
	[NAMED_BY_OTHER_DNS] = CONTACT_BY_OTHER_DNS,
	[NAMED_BY_SHARED_ADDRESS] = CONTACT_BY_SHARED_ADDRESS,
};

static const char *const areas[] = { "capture-names", NULL };
static const char *const no_globs[] = { NULL };

const struct probe probe_capture_names = {
	.name = "capture-names",
	.looks = "Names of services asked for (DNS, TLS server name, HTTP host) in network "
		 "recordings given with -r, who signed the certificates that servers showed, and "
		 "how much was sent there and when: hours only of "
		 "three devices and more together.",
	.never = "Content of messages, addresses of pages, who asked, or when one device did.",
	.areas = areas,
	.globs = no_globs,
};

struct contacts *contacts_new(struct observations *places, size_t count)
{
	struct contacts *contacts = arena_take(places->arena, 1, sizeof(*contacts));
	struct conversations *conversations =
		arena_take(places->arena, count, sizeof(*conversations));
	struct authorities *authorities = arena_take(places->arena, count, sizeof(*authorities));

	if (!contacts || !conversations || !authorities)
		return NULL;
	contacts->places = places;
	contacts->place_count = count;
	contacts->conversations = conversations;
	contacts->authorities = authorities;
	contacts->uploads = uploads_new();
	return contacts->uploads ? contacts : NULL;
}

void contacts_close(struct contacts *contacts)
{
	if (!contacts)
		return;
	uploads_free(contacts->uploads);
	contacts->uploads = NULL;
}

/* FNV-1a: the order of the table never reaches the output. */
static size_t slot_of(const char *host, enum name_protocol protocol, enum name_how how)
{
	uint64_t hash = 14695981039346656037u ^ (uint64_t)protocol ^ (uint64_t)how << 8;

	for (; *host; host++)
		hash = (hash ^ (uint8_t)*host) * 1099511628211u;
	return hash % SLOTS;
}

static const char *how_word(enum name_how how, enum name_protocol protocol)
{
	return how_words[how] ? how_words[how] : name_protocol_word(protocol);
}

enum wanted { WANTED, UNWANTED, NEVER };

static enum wanted is_wanted(const struct contacts *contacts, const struct name_seen *seen)
{
	const struct interest *interest = contacts->places->interest;
	struct observation fact = { .kind = OBSERVED_CONTACT,
		                    .level = LEVEL_COMMUNICATING,
		                    .probe = probe_capture_names.name,
		                    .subject = seen->host,
		                    .detail = how_word(seen->how, seen->protocol),
		                    .count = 1 };

	if (seen->protocol == NAME_DHCP) /* a device's own, and so often a person's */
		return NEVER;
	if (interest->never && interest->never(interest->keep_arg, seen->host))
		return NEVER;
	return interest->keep && interest->keep(interest->keep_arg, &fact) ? WANTED : UNWANTED;
}

/* Takes a number for it. 0 or -ENOMEM. */
static int number(struct contacts *contacts, struct contact *c)
{
	if (contacts->account_count == contacts->account_room) {
		uint32_t room = contacts->account_room ? contacts->account_room * 2 : 64;
		struct contact **more =
			arena_take(contacts->places->arena, room, sizeof(struct contact *));

		if (!more || room > ACCOUNT_MAX)
			return -ENOMEM;
		if (contacts->account_count)
			memcpy(more, contacts->accounts,
			       contacts->account_count * sizeof(struct contact *));
		contacts->accounts = more;
		contacts->account_room = room;
	}
	contacts->accounts[contacts->account_count] = c;
	c->account = ++contacts->account_count;
	return 0;
}

static bool is_same(const struct contact *c, const struct name_seen *seen)
{
	if (c->how != seen->how || c->network != seen->network)
		return false;
	if (!c->host || !seen->host)
		return !c->host && !seen->host;
	return (seen->how != NAMED_ITSELF || c->protocol == seen->protocol) &&
	       strcmp(c->host, seen->host) == 0;
}

/* The contact, a new one if need be; NULL on no memory. */
static struct contact *find(struct contacts *contacts, const struct name_seen *seen)
{
	enum name_protocol protocol = seen->how == NAMED_ITSELF ? seen->protocol : NAME_DNS;
	const char *host = seen->host ? seen->host : "";
	struct contact **slot = &contacts->slots[slot_of(host, protocol, seen->how)];
	struct contact *c;

	for (c = *slot; c; c = c->next)
		if (is_same(c, seen))
			return c;
	c = arena_take(contacts->places->arena, 1, sizeof(*c));
	if (!c)
		return NULL;
	if (seen->host)
		c->host = arena_copy(contacts->places->arena, seen->host);
	c->protocol = protocol;
	c->how = seen->how;
	c->network = seen->network;
	c->first = c->last = DATE_NONE;
	if ((seen->host && !c->host) || number(contacts, c))
		return NULL;
	c->next = *slot;
	*slot = c;
	return c;
}

/* Devices are told apart per name that is kept: two schools of one supplier are one name. */
static const char *kept_host(const struct contacts *contacts, const char *host)
{
	const struct interest *interest = contacts->places->interest;
	const char *known =
		interest->known_part ? interest->known_part(interest->keep_arg, host) : NULL;

	return known ? known : host;
}

static void note_day(struct contact *c, date day)
{
	if (day == DATE_NONE)
		return;
	if (c->first == DATE_NONE || day < c->first)
		c->first = day;
	if (c->last == DATE_NONE || day > c->last)
		c->last = day;
}

static int take_name(void *arg, const struct name_seen *seen)
{
	struct contacts *contacts = arg;
	struct name_seen kept = *seen;
	enum wanted wanted = is_wanted(contacts, seen);
	struct contact *c;

	contacts->dropped += wanted == UNWANTED;
	if (wanted != WANTED)
		return 0;
	kept.host = kept_host(contacts, seen->host);
	c = find(contacts, &kept);
	if (!c)
		return -ENOMEM;
	c->count++;
	note_day(c, seen->day);
	return device_set_add(&c->devices, contacts->places->arena, seen->device);
}

/* A name that is never listed is counted nowhere; another that is not kept, among those without a
 * name. */
static uint32_t take_account(void *arg, const struct name_seen *seen)
{
	struct contacts *contacts = arg;
	struct name_seen kept = *seen;
	enum wanted wanted = seen->host ? is_wanted(contacts, seen) : UNWANTED;
	const struct contact *c;

	if (wanted == NEVER)
		return 0;
	if (wanted == WANTED)
		kept.host = kept_host(contacts, seen->host);
	else
		kept = (struct name_seen){ .how = NAMED_NOT, .network = seen->network };
	c = find(contacts, &kept);
	return c ? c->account : 0;
}

static int take_amount(void *arg, const struct amount_seen *seen)
{
	struct contacts *contacts = arg;
	struct contact *c = contacts->accounts[seen->account - 1];
	struct arena *arena = contacts->places->arena;
	int error;

	uploads_add(contacts->uploads, seen, c->host != NULL);
	if (seen->timed)
		note_day(c, date_of(seen->start));
	if (!c->host)
		return 0;
	c->up += seen->up;
	c->down += seen->down;
	if (c->how != NAMED_ITSELF)
		c->count += seen->first;
	error = device_set_add(&c->devices, contacts->places->arena, seen->device);
	if (error || !seen->timed)
		return error;
	error = contact_hours_add(&c->hours, &contacts->hours_taken, arena, seen);
	contacts->hours_dropped += error == -ENOSPC;
	return error == -ENOSPC ? 0 : error;
}

static int take_kind(void *arg, const struct kind_seen *seen)
{
	struct contacts *contacts = arg;

	return conversations_add(&contacts->conversations[seen->network], contacts->places->arena,
	                         seen);
}

static int take_certificate(void *arg, const struct certificate_seen *seen)
{
	struct contacts *contacts = arg;

	return authorities_add(&contacts->authorities[seen->network],
	                       &contacts->places[seen->network], probe_capture_names.name, seen);
}

struct name_sink contacts_sink(struct contacts *contacts)
{
	return (struct name_sink){
		.name = take_name,
		.arg = contacts,
		.kind = take_kind,
		.certificate = take_certificate,
		.account = take_account,
		.amount = take_amount,
	};
}

/* A response repeats the question: it counts only where the question was not seen. */
static bool asked_too(const struct contacts *contacts, const struct contact *c)
{
	if (c->protocol != NAME_DNS_RESPONSE || c->how != NAMED_ITSELF)
		return false;
	for (const struct contact *q = contacts->slots[slot_of(c->host, NAME_DNS, NAMED_ITSELF)]; q;
	     q = q->next)
		if (q->protocol == NAME_DNS && q->how == NAMED_ITSELF && q->network == c->network &&
		    strcmp(q->host, c->host) == 0)
			return true;
	return false;
}

static int add_fact(struct contacts *contacts, const struct contact *c)
{
	struct observations *place = &contacts->places[c->network];
	struct observation fact = { .kind = OBSERVED_CONTACT,
		                    .level = LEVEL_COMMUNICATING,
		                    .probe = probe_capture_names.name,
		                    .subject = c->host,
		                    .detail = how_word(c->how, c->protocol),
		                    .first = c->first,
		                    .last = c->last,
		                    .count = c->count,
		                    .bytes = c->up + c->down,
		                    .bytes_up = c->up,
		                    .devices = c->devices.count };
	struct hours_left_out left_out = { 0 };
	int error = contact_hours_give(&c->hours, &left_out, place->arena, &fact);

	if (!error)
		error = observations_add(place, &fact);
	if (!error && left_out.too_many)
		error = observations_gap(place, REASON_TABLE_FULL, "hours", 0, left_out.too_many);
	if (!error && left_out.too_few_devices)
		error = observations_gap(place, REASON_FEW_DEVICES, "hours", 0,
		                         left_out.too_few_devices);
	return error;
}

/* Of a service that the catalogue does not know nothing is told but that several devices send to
 * it. */
static int take_pattern(void *arg, const struct upload_pattern *pattern)
{
	struct contacts *contacts = arg;
	const struct contact *c = contacts->accounts[pattern->account - 1];
	char period[16];
	const struct observation fact = {
		.kind = OBSERVED_SENDING_PATTERN,
		.level = LEVEL_COMMUNICATING,
		.probe = probe_capture_names.name,
		.subject = c->host ? c->host : SENDING_UNKNOWN,
		.detail = period,
		.first = c->first,
		.last = c->last,
		.count = pattern->count,
		.bytes = pattern->bytes,
		.bytes_up = pattern->bytes,
		.devices = pattern->devices,
	};

	if (!c->host && pattern->devices < SENDING_UNKNOWN_DEVICES)
		return 0;
	snprintf(period, sizeof(period), "%u", pattern->period);
	return observations_add(&contacts->places[c->network], &fact);
}

int contacts_finish(struct contacts *contacts)
{
	int error = 0;

	for (uint32_t i = 0; i < contacts->account_count && !error; i++) {
		const struct contact *c = contacts->accounts[i];

		if (c->host && c->count && !asked_too(contacts, c))
			error = add_fact(contacts, c);
	}
	for (size_t i = 0; i < contacts->place_count && !error; i++)
		error = conversations_give(&contacts->conversations[i], probe_capture_names.name,
		                           &contacts->places[i]);
	for (size_t i = 0; i < contacts->place_count && !error; i++)
		error = authorities_give(&contacts->authorities[i], probe_capture_names.name,
		                         &contacts->places[i]);
	if (!error)
		error = uploads_each(contacts->uploads, take_pattern, contacts);
	if (!error && contacts->hours_dropped)
		error = observations_gap(contacts->places, REASON_TABLE_FULL, "hours", 0,
		                         contacts->hours_dropped);
	return error;
}

uint64_t contacts_dropped(const struct contacts *contacts)
{
	return contacts->dropped;
}
