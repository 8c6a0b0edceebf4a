/* Any bytes as a file of evidence contracts. */
#include <stdint.h>
#include <stdlib.h>

#include "policies/contracts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(1 << 22);
	struct pack_file file = { "f.json", { data, size } };
	struct contracts contracts = { 0 };
	struct problem problem = { 0 };
	int ret;

	if (!arena)
		return 0;
	ret = contracts_load(&file, 1, arena, &contracts, &problem);
	if ((ret == 0) == problem_found(&problem) || (ret && contracts.count))
		abort();
	for (size_t i = 0; i < contracts.count; i++)
		if (contracts_find(&contracts, contracts.items[i].id) != &contracts.items[i])
			abort();
	arena_free(arena);
	return 0;
}
