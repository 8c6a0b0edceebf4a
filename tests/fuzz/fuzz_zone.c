/* Any bytes as a time zone file, asked for a few instants. */
#include <stdint.h>
#include <stdlib.h>

#include "probes/base/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t instants[] = { INT64_MIN,  -5000000000,   -1,       0, 1795348800,
		                            4102444800, 1000000000000, INT64_MAX };
	struct arena *arena = arena_new(1 << 20);
	const struct zone *zone = NULL;

	if (!arena)
		return 0;
	if (zone_load((struct span){ data, size }, arena, &zone) == 0) {
		for (size_t i = 0; i < sizeof(instants) / sizeof(*instants); i++) {
			int32_t offset = zone_offset(zone, instants[i]);

			if (offset < -26 * 3600 || offset > 26 * 3600)
				abort();
			zone_date(zone, instants[i]);
		}
	}
	arena_free(arena);
	return 0;
}
