/* Which names DNS gave for an address, as long as they live, so that a conversation that names
 * nobody can still be named by the address that it goes to (traffic.md 5). Only in memory; nothing
 * of it is ever written.
 *
 * Fixed size: ADDRESS_NAMES_MAX pairs of address and name, the names in a ring of
 * ADDRESS_NAMES_BYTES. When full, the pair that came first goes: packet order alone decides, never
 * the hash. A name for which there is no room any more is not known, so a conversation is left
 * without a name, not given another. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "probes/traffic/capture.h"
#include "probes/wire/packet.h"

#define ADDRESS_NAMES_MAX ((uint32_t)1 << 16)
#define ADDRESS_NAMES_BYTES ((uint32_t)2 << 20)
#define ADDRESS_NAMES_NAMES_MAX 8  /* of one address; more, and none is told */
#define ADDRESS_NAMES_ASKERS_MAX 4 /* devices remembered a pair, the latest */
#define ADDRESS_NAMES_TTL_MIN 60   /* seconds: programs keep addresses longer than they may */
#define ADDRESS_NAMES_TTL_MAX 86400

struct address_names; /* about 5.5 MiB, owned by the caller */

struct address_names *
address_names_new(uint64_t seed); /* any seed gives the same; NULL: no memory */
void address_names_free(struct address_names *answers);

/* DNS told `device` (its hash) at `seconds` that `name` is at `address` for `ttl` seconds. */
void address_names_add(struct address_names *answers, const struct packet_address *address,
                       const char *name, uint32_t ttl, uint64_t device, int64_t seconds);

struct address_names_found {
	enum name_how how; /* NAMED_NOT where nothing is known */
	size_t count;
	const char *names[ADDRESS_NAMES_NAMES_MAX]; /* valid until the next address_names_add() */
};

/* What `device` may have meant by the address: the one name that it asked for itself; else all that
 * are known: one, or several (NAMED_BY_SHARED_ADDRESS). */
void address_names_find(const struct address_names *answers, const struct packet_address *address,
                        uint64_t device, int64_t seconds, struct address_names_found *out);
