/* Hosts against domains: one pass from the last byte, a table look-up at each label boundary. */
#include <string.h>

#include "policies/host.h"
#include "policies/matcher_rules.h"

/* True when the dot at host[i] is a label boundary, not part of an escape. */
static bool is_boundary(const char *host, size_t i)
{
	size_t slashes = 0;

	while (slashes < i && host[i - 1 - slashes] == '\\')
		slashes++;
	return host[i] == '.' && slashes % 2 == 0;
}

void matcher_find_domains(const struct matcher *matcher, const char *host, struct matches *out)
{
	uint32_t hash = key_hash_start(SPACE_DOMAIN);
	char clean[HOST_MAX + 1];
	size_t len;

	if (host_normalise(host, clean))
		return;
	len = strlen(clean);
	for (size_t i = len; i--;) {
		hash = key_hash_byte(hash, clean[i]);
		if (!i || is_boundary(clean, i - 1))
			matcher_probe(matcher, hash, SPACE_DOMAIN, clean + i, len - i, NULL, NULL,
			              out);
	}
	matcher_probe(matcher, hash, SPACE_HOST, clean, len, NULL, NULL, out);
}

const char *matcher_known_part(void *matcher, const char *host)
{
	uint32_t hash = key_hash_start(SPACE_DOMAIN);
	struct matches one;
	size_t len, end = strlen(host);
	const char *known = NULL;
	char clean[HOST_MAX + 1];
	uint32_t ordinal;
	struct match match;

	if (host_normalise(host, clean))
		return NULL;
	len = strlen(clean);
	end -= end > len; /* the trailing dot */
	for (size_t i = len; i--;) {
		hash = key_hash_byte(hash, clean[i]);
		if (i && !is_boundary(clean, i - 1))
			continue;
		one = (struct matches){ .at = &match, .ordinals = &ordinal, .room = 1 };
		matcher_probe(matcher, hash, SPACE_DOMAIN, clean + i, len - i, NULL, NULL, &one);
		if (!i)
			matcher_probe(matcher, hash, SPACE_HOST, clean, len, NULL, NULL, &one);
		if (one.count)
			known = host + (end - (len - i));
	}
	return known;
}

size_t matcher_find_host(const struct matcher *matcher, const char *host, struct match *out,
                         size_t room)
{
	uint32_t ordinals[MATCHES_MAX];
	struct matches matches = { .at = out,
		                   .ordinals = ordinals,
		                   .room = room < MATCHES_MAX ? room : MATCHES_MAX };

	matcher_find_domains(matcher, host, &matches);
	return matches.count;
}
