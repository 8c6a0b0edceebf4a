/* Chains of pairs that hang off a table of heads; pairs are handed out round robin. */
#include "probes/traffic/address_names.h"

#include <stdlib.h>
#include <string.h>

#define HEADS (ADDRESS_NAMES_MAX * 2)
#define NAME_ROOM 1024 /* a name and its end; longer ones are no names */

struct answer {
	struct packet_address address;
	uint32_t name;    /* where it begins, in bytes ever written to the ring */
	uint32_t expires; /* seconds, low 32 bits */
	uint32_t next;    /* 1 + the number of the next in the chain; 0: none */
	uint32_t hash;
	uint32_t askers[ADDRESS_NAMES_ASKERS_MAX]; /* the latest first; 0: none */
};

struct address_names {
	uint64_t seed;
	uint32_t hand;    /* the next entry to hand out */
	uint32_t count;   /* entries in use */
	uint32_t written; /* bytes ever written to the ring, low 32 bits */
	uint32_t heads[HEADS];
	struct answer items[ADDRESS_NAMES_MAX];
	char ring[ADDRESS_NAMES_BYTES + NAME_ROOM]; /* no name goes over the end */
};

struct address_names *address_names_new(uint64_t seed)
{
	struct address_names *answers = calloc(1, sizeof(*answers));

	if (answers)
		answers->seed = seed;
	return answers;
}

void address_names_free(struct address_names *answers)
{
	free(answers);
}

static uint32_t hash_of(const struct address_names *answers, const struct packet_address *address)
{
	uint64_t hash = (answers->seed ^ address->high) * 0x9e3779b97f4a7c15u;

	hash = (hash ^ hash >> 29 ^ address->low) * 0xbf58476d1ce4e5b9u;
	return (uint32_t)(hash >> 32 ^ hash);
}

static uint32_t asker_of(uint64_t device)
{
	uint32_t asker = (uint32_t)(device >> 32 ^ device);

	return asker ? asker : 1;
}

static bool is_at(const struct answer *answer, const struct packet_address *address)
{
	return answer->address.low == address->low && answer->address.high == address->high;
}

/* NULL: the ring has gone on over it. */
static const char *name_of(const struct address_names *answers, const struct answer *answer)
{
	if (answers->written - answer->name > ADDRESS_NAMES_BYTES)
		return NULL;
	return answers->ring + answer->name % ADDRESS_NAMES_BYTES;
}

static bool is_alive(const struct address_names *answers, const struct answer *answer,
                     int64_t seconds)
{
	return (int32_t)(answer->expires - (uint32_t)seconds) >= 0 && name_of(answers, answer);
}

static void note_asker(struct answer *answer, uint32_t asker)
{
	size_t at = 0;

	while (at + 1 < ADDRESS_NAMES_ASKERS_MAX && answer->askers[at] != asker)
		at++;
	memmove(answer->askers + 1, answer->askers, at * sizeof(*answer->askers));
	answer->askers[0] = asker;
}

static bool was_asked_by(const struct answer *answer, uint32_t asker)
{
	for (size_t i = 0; i < ADDRESS_NAMES_ASKERS_MAX; i++)
		if (answer->askers[i] == asker)
			return true;
	return false;
}

static void unlink_oldest(struct address_names *answers)
{
	const struct answer *oldest = &answers->items[answers->hand];
	uint32_t *link = &answers->heads[oldest->hash % HEADS];

	if (answers->count < ADDRESS_NAMES_MAX) {
		answers->count++;
		return;
	}
	while (*link != answers->hand + 1)
		link = &answers->items[*link - 1].next;
	*link = oldest->next;
}

/* Answers that come together carry one name for many addresses: it is written once. */
static uint32_t write_name(struct address_names *answers, const char *name)
{
	const struct answer *last =
		&answers->items[(answers->hand + ADDRESS_NAMES_MAX - 1) % ADDRESS_NAMES_MAX];
	const char *before = answers->count ? name_of(answers, last) : NULL;
	uint32_t len = (uint32_t)strlen(name) + 1, at = answers->written;

	if (before && strcmp(before, name) == 0)
		return last->name;
	if (at % ADDRESS_NAMES_BYTES + len > ADDRESS_NAMES_BYTES)
		at += ADDRESS_NAMES_BYTES - at % ADDRESS_NAMES_BYTES;
	memcpy(answers->ring + at % ADDRESS_NAMES_BYTES, name, len);
	answers->written = at + len;
	return at;
}

/* The live pair of address and name, or NULL; `*others` are the address's other live names. */
static struct answer *find_pair(struct address_names *answers, uint32_t hash,
                                const struct packet_address *address, const char *name,
                                int64_t seconds, size_t *others)
{
	uint32_t next = answers->heads[hash % HEADS];

	*others = 0;
	for (; next; next = answers->items[next - 1].next) {
		struct answer *answer = &answers->items[next - 1];

		if (!is_at(answer, address) || !is_alive(answers, answer, seconds))
			continue;
		if (strcmp(name_of(answers, answer), name) == 0)
			return answer;
		if (++*others > ADDRESS_NAMES_NAMES_MAX)
			return NULL;
	}
	return NULL;
}

static uint32_t expiry(uint32_t ttl, int64_t seconds)
{
	if (ttl < ADDRESS_NAMES_TTL_MIN)
		ttl = ADDRESS_NAMES_TTL_MIN;
	if (ttl > ADDRESS_NAMES_TTL_MAX)
		ttl = ADDRESS_NAMES_TTL_MAX;
	return (uint32_t)seconds + ttl;
}

void address_names_add(struct address_names *answers, const struct packet_address *address,
                       const char *name, uint32_t ttl, uint64_t device, int64_t seconds)
{
	uint32_t hash = hash_of(answers, address), expires = expiry(ttl, seconds);
	struct answer *answer;
	size_t others;

	if (!*name || strlen(name) >= NAME_ROOM)
		return;
	answer = find_pair(answers, hash, address, name, seconds, &others);
	if (answer) {
		if ((int32_t)(expires - answer->expires) > 0)
			answer->expires = expires;
		note_asker(answer, asker_of(device));
		return;
	}
	if (others > ADDRESS_NAMES_NAMES_MAX)
		return; /* nothing is told of this address as it is */
	unlink_oldest(answers);
	answer = &answers->items[answers->hand];
	*answer = (struct answer){
		.address = *address,
		.name = write_name(answers, name),
		.expires = expires,
		.next = answers->heads[hash % HEADS],
		.hash = hash,
		.askers = { asker_of(device) },
	};
	answers->heads[hash % HEADS] = answers->hand + 1;
	answers->hand = (answers->hand + 1) % ADDRESS_NAMES_MAX;
}

void address_names_find(const struct address_names *answers, const struct packet_address *address,
                        uint64_t device, int64_t seconds, struct address_names_found *out)
{
	struct address_names_found all = { .how = NAMED_NOT }, own = { .how = NAMED_NOT };
	uint32_t next = answers->heads[hash_of(answers, address) % HEADS];

	*out = all;
	for (; next; next = answers->items[next - 1].next) {
		const struct answer *answer = &answers->items[next - 1];

		if (!is_at(answer, address) || !is_alive(answers, answer, seconds))
			continue;
		if (all.count == ADDRESS_NAMES_NAMES_MAX)
			return;
		all.names[all.count++] = name_of(answers, answer);
		if (was_asked_by(answer, asker_of(device)))
			own.names[own.count++] = name_of(answers, answer);
	}
	if (!all.count)
		return;
	*out = own.count ? own : all;
	out->how = out->count > 1 ? NAMED_BY_SHARED_ADDRESS
	           : own.count    ? NAMED_BY_DNS
	                          : NAMED_BY_OTHER_DNS;
}
