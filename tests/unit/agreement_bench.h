/* The shipped example on a bench: a cmocka state with what agreement_load() needs. Include after
 * cmocka.h. */
#pragma once
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/agreement_files.h"

struct bench {
	struct arena *arena;
	const struct packs *packs;
	struct catalogue catalogue;
	struct agreement_files files;
};

static inline int setup(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	bench->arena = arena_new(ARENA_LIMIT_DEFAULT);
	bench->packs = load_packs(bench->arena);
	load_catalogue(bench->arena, &bench->catalogue);
	bench->files = example_files(bench->arena);
	*state = bench;
	return 0;
}

static inline int teardown(void **state)
{
	struct bench *bench = *state;

	arena_free(bench->arena);
	free(bench);
	return 0;
}

static inline int load(struct bench *bench, const struct agreement_files *files,
                       struct agreement *out, struct problem *problem)
{
	*problem = (struct problem){ 0 };
	return agreement_load(files, bench->packs, &bench->catalogue, bench->arena, out, problem);
}

static inline void assert_loads(struct bench *bench, const struct agreement_files *files,
                                struct agreement *out)
{
	struct problem problem;

	if (load(bench, files, out, &problem) != 0)
		fail_msg("%s", problem.text);
}

/* A file is refused with a sentence that begins with `place` and holds `piece`. */
static inline void assert_refused(struct bench *bench, const struct agreement_files *files,
                                  const char *place, const char *piece)
{
	struct agreement agreement = { 0 };
	struct problem problem;

	if (load(bench, files, &agreement, &problem) != -EBADMSG)
		fail_msg("loaded, want: %s ... %s", place, piece);
	if (strncmp(problem.text, place, strlen(place)) != 0 || !strstr(problem.text, piece))
		fail_msg("said: %s\nwant: %s ... %s", problem.text, place, piece);
	assert_null(agreement.root);
}

static inline struct span text(const char *string)
{
	return (struct span){ (const uint8_t *)string, strlen(string) };
}

struct slip { /* one change in a shipped file and what is said about it */
	const char *from, *to, *place, *piece;
};
