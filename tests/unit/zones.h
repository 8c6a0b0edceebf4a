/* Time zones from the rule of a TZif footer alone (RFC 8536, 3.3), so that no test depends on the
 * zones of this system. */
#pragma once
#include <string.h>

#include "probes/base/zone.h"

#define ZONE_LONDON "GMT0BST,M3.5.0/1,M10.5.0"
#define ZONE_NEW_YORK "EST5EDT,M3.2.0,M11.1.0"
#define ZONE_KOLKATA "IST-5:30"
#define ZONE_LORD_HOWE "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"

static inline size_t zone_head(uint8_t *out, char version)
{
	memset(out, 0, 44);
	memcpy(out, "TZif", 4);
	out[4] = (uint8_t)version;
	out[39] = 1; /* one type */
	out[43] = 4; /* characters of its name */
	return 44;
}

static inline const struct zone *zone_of(struct arena *arena, const char *rule)
{
	uint8_t *bytes = arena_take(arena, 256, 1);
	const struct zone *zone = NULL;
	size_t len = 0;

	for (int block = 0; block < 2; block++) {
		len += zone_head(bytes + len, '2');
		memset(bytes + len, 0, 6); /* its offset, no daylight saving, index of its name */
		memcpy(bytes + len + 6, "LMT", 4);
		len += 10;
	}
	bytes[len++] = '\n';
	memcpy(bytes + len, rule, strlen(rule));
	len += strlen(rule);
	bytes[len++] = '\n';
	assert_int_equal(zone_load((struct span){ bytes, len }, arena, &zone), 0);
	return zone;
}
