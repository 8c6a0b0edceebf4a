/* For the tests of policies: the shipped example, clauses and catalogue, read from the checkout's
 * root. */
#pragma once
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies/agreement.h"
#include "policies/contracts.h"
#include "policies/packs.h"
#include "probes/base/cleanup.h"

#define EXAMPLE "policies/examples/school/"

static inline struct span read_file(struct arena *arena, const char *path)
{
	_cleanup_(fclose_at) FILE *file = fopen(path, "rb");
	char *bytes = arena_take(arena, 1 << 20, 1);
	size_t len = file && bytes ? fread(bytes, 1, (1 << 20) - 1, file) : 0;

	if (!file || !bytes)
		abort();
	return (struct span){ (const uint8_t *)bytes, len };
}

static inline const char *base_name(const char *path)
{
	return strrchr(path, '/') + 1;
}

static inline const struct packs *load_packs(struct arena *arena)
{
	struct pack_file files[64];
	const struct packs *packs = NULL;
	struct problem problem = { 0 };
	glob_t paths = { 0 };

	if (glob("policies/packs/*.json", 0, NULL, &paths) != 0 || paths.gl_pathc > 64)
		abort();
	for (size_t i = 0; i < paths.gl_pathc; i++)
		files[i] = (struct pack_file){ arena_copy(arena, base_name(paths.gl_pathv[i])),
			                       read_file(arena, paths.gl_pathv[i]) };
	if (packs_load(files, paths.gl_pathc, arena, &packs, &problem) != 0) {
		fprintf(stderr, "%s\n", problem.text);
		abort();
	}
	globfree(&paths);
	return packs;
}

static inline struct contracts load_contracts(struct arena *arena)
{
	static const char path[] = "policies/packs/checks/contracts.json";
	struct pack_file file = { base_name(path), read_file(arena, path) };
	struct contracts contracts = { 0 };
	struct problem problem = { 0 };

	if (contracts_load(&file, 1, arena, &contracts, &problem) != 0) {
		fprintf(stderr, "%s\n", problem.text);
		abort();
	}
	return contracts;
}

static inline void load_catalogue(struct arena *arena, struct catalogue *out)
{
	struct catalogue_file files[64];
	struct problem problem = { 0 };
	glob_t paths = { 0 };

	if (glob("policies/catalogue/*.json", 0, NULL, &paths) != 0 || paths.gl_pathc > 64)
		abort();
	for (size_t i = 0; i < paths.gl_pathc; i++)
		files[i] = (struct catalogue_file){ arena_copy(arena, base_name(paths.gl_pathv[i])),
			                            read_file(arena, paths.gl_pathv[i]) };
	if (catalogue_load(files, paths.gl_pathc, arena, out, &problem) != 0) {
		fprintf(stderr, "%s\n", problem.text);
		abort();
	}
	globfree(&paths);
}

static inline struct agreement_files example_files(struct arena *arena)
{
	return (struct agreement_files){
		.agreement = read_file(arena, EXAMPLE "agreement.json"),
		.register_json = read_file(arena, EXAMPLE "register.json"),
		.authorisation = read_file(arena, EXAMPLE "authorisation.json"),
		.log = read_file(arena, EXAMPLE "log.jsonl"),
	};
}

/* The bytes with the first `from` replaced by `to`. */
static inline struct span with(struct arena *arena, struct span bytes, const char *from,
                               const char *to)
{
	const char *text = (const char *)bytes.at, *at = strstr(text, from);
	char *copy = arena_take(arena, bytes.len + strlen(to) + 1, 1);

	if (!at || !copy)
		abort();
	memcpy(copy, text, (size_t)(at - text));
	strcat(copy, to);
	strcat(copy, at + strlen(from));
	return (struct span){ (const uint8_t *)copy, strlen(copy) };
}
