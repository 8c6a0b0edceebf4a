/* Observations from a stranger: read without harm; what was read, written and read again gives the
 * same bytes. */
#include <stdlib.h>
#include <string.h>

#include "probes/observation_file.h"

static int through(struct arena *arena, struct span bytes, struct text *out)
{
	struct observation_file file;
	struct problem problem = { "" };
	int err = observation_file_read("fuzz", bytes, arena, NULL, &file, &problem);

	for (size_t i = 0; i < file.count; i++)
		observation_file_write(&file.runs[i], &file.places[i], out);
	return err;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)64 << 20);
	struct text once = { 0 }, twice = { 0 };

	through(arena, (struct span){ data, size }, &once);
	if (once.len) {
		if (through(arena, (struct span){ (const uint8_t *)once.at, once.len }, &twice) !=
		    0)
			abort();
		if (once.len != twice.len || memcmp(once.at, twice.at, once.len) != 0)
			abort();
	}
	text_free(&once);
	text_free(&twice);
	arena_free(arena);
	return 0;
}
