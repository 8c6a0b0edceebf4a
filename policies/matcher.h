/* Which known thing an observed fact belongs to. Holds the indicators of the catalogue and of the
 * agreement's technology list side by side; sized once, no allocation per look-up. Domains are
 * compared label by label, lower-case, without a trailing dot: evil-example.com is not below
 * example.com. */
#pragma once
#include "policies/catalogue.h"
#include "probes/observation.h"

struct matcher;

/* What an indicator can point at: indices 0 .. product_count-1 are catalogue products in their
 * order, the rest are entries of the technology list in its order. */
struct match {
	const struct indicator *indicator;
	uint32_t owner;
};

#define MATCHES_MAX 16

/* `extra` are the technology list's own indicators with their owner already set; may be NULL. All
 * memory from the arena. 0 or -ENOMEM. */
int matcher_new(const struct catalogue *catalogue, const struct indicator *extra,
                size_t extra_count, struct arena *arena, const struct matcher **out);

/* Number of matches written, at most `room`; in order of owner. */
size_t matcher_find(const struct matcher *matcher, const struct observation *fact,
                    struct match *out, size_t room);

/* Look-up of a host name alone, for `hosts` and `catalogue explain`. */
size_t matcher_find_host(const struct matcher *matcher, const char *host, struct match *out,
                         size_t room);

/* interest.keep with the matcher as argument. */
bool matcher_keeps(void *matcher, const struct observation *fact);

/* interest.known_part with the same argument: the longest domain or host of an indicator at the end
 * of `host`, so that what is kept still meets the same indicators. */
const char *matcher_known_part(void *matcher, const char *host);

/* The globs of path indicators, for interest.paths. In the matcher's memory. */
const char *const *matcher_paths(const struct matcher *matcher, size_t *count);
