/* Inside the matcher: indicators with the key under which they are looked up, in one
 * open-addressing table. A key is hashed with its space, so that a package and a host of the same
 * name stay apart. Built once; look-ups only read. */
#pragma once
#include <stdint.h>

#include "policies/catalogue.h"
#include "policies/matcher.h"

enum key_space {
	SPACE_DOMAIN,
	SPACE_HOST,
	SPACE_PACKAGE,
	SPACE_UNIT,
	SPACE_PATH,
	SPACE_PROCESS_PATH,
	SPACE_PROCESS,
	SPACE_EXTENSION,
	SPACE_MODULE,
	SPACE_AUTHORITY,
	SPACE_SETTING,
	SPACES
};

struct matcher_rule {
	const struct indicator *indicator;
	const char *key;  /* the value in its compared form; in the matcher's memory or the
	                     indicator's */
	uint32_t ordinal; /* order of building: breaks ties between matches of one owner */
};

struct matcher_slot {
	uint32_t rule; /* index + 1; 0 = free */
	uint32_t hash; /* here, so that a miss touches no rule */
};

struct matcher {
	struct matcher_rule
		*rules; /* exact ones first, then those with wildcards or literal pieces */
	size_t count, exact;
	struct matcher_slot *slots;
	size_t slot_mask;
	const char **paths;
	size_t path_count;
	struct catalogue catalogue; /* a copy: its parts live in the arena */
};

struct matches { /* the best `room` so far, in order of owner and ordinal */
	struct match *at;
	uint32_t *ordinals;
	size_t count, room;
};

/* FNV-1a, 32 bits; hosts are hashed from their last byte, so that one pass yields every suffix. */
static inline uint32_t key_hash_start(enum key_space space)
{
	/* a host alone shares its hash with a domain of that name: one pass serves both */
	return (2166136261u ^ (uint32_t)(space == SPACE_HOST ? SPACE_DOMAIN : space)) * 16777619u;
}

static inline uint32_t key_hash_byte(uint32_t hash, char byte)
{
	return (hash ^ (uint8_t)byte) * 16777619u;
}

uint32_t key_hash(enum key_space space, const char *key, size_t len);

/* All exact rules of `space` whose key is key[0..len). `admits` (may be NULL) has the last word on
 * each. */
void matcher_probe(const struct matcher *matcher, uint32_t hash, enum key_space space,
                   const char *key, size_t len,
                   bool (*admits)(const struct indicator *indicator,
                                  const struct observation *fact),
                   const struct observation *fact, struct matches *out);

void matches_add(struct matches *matches, const struct matcher_rule *rule);
enum key_space matcher_space(const struct indicator *indicator);

/* "x11vnc@:0.service" without the instance: lengths of what stands before and after it; false for
 * no template. */
bool unit_template(const char *unit, size_t *before, const char **after);

/* The path without the /usr of a merged tree: "/usr/bin/x" and "/bin/x" are one file. */
const char *path_merged(const char *path);

/* matcher_domains.c */
void matcher_find_domains(const struct matcher *matcher, const char *host, struct matches *out);
