/* Any bytes as a set of clauses. */
#include <stdint.h>
#include <stdlib.h>

#include "policies/packs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(1 << 22);
	struct pack_file file = { "f.json", { data, size } };
	const struct packs *packs = NULL;
	struct problem problem = { 0 };
	int ret;

	if (!arena)
		return 0;
	ret = packs_load(&file, 1, arena, &packs, &problem);
	if ((ret == 0) != (packs != NULL) || (ret == 0 && problem_found(&problem)))
		abort();
	if (packs && packs_clause(packs, "NAS-1"))
		packs_provenance(packs, packs_clause(packs, "NAS-1")->pack);
	arena_free(arena);
	return 0;
}
