/* For tests of probes: a real opener in a child process that serves a tree as --root does.
 *
 *     struct place_fixture fixture;
 *     assert_int_equal(place_fixture_open(&fixture, "tests/fixtures/x", probes, NULL), 0);
 *     place_read(&fixture.place, ...);
 *     assert_int_equal(place_fixture_close(&fixture), 0);
 *
 * Every probe of the table is permitted, with the interest's paths; the place speaks for the first
 * one until place.probe is set to another. root NULL is the running system: only for tests of the
 * opener itself. */
#pragma once
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/opener.h"
#include "probes/base/arena.h"
#include "probes/interest.h"
#include "probes/place.h"

struct place_fixture {
	struct place place;
	pid_t opener;
};

/* Without PERMIT; 0 or -errno. */
static inline int place_fixture_start(struct place_fixture *fixture, const char *root,
                                      const struct probe *const *table)
{
	int sides[2], error = opener_socketpair(sides);

	if (error)
		return error;
	fixture->opener = fork();
	if (fixture->opener == 0) {
		const struct opener_setup setup = { .root = root, .probe_table = table };
		struct opener_tally tally;

		close(sides[WORKER_SIDE]);
		_exit(opener_serve(sides[OPENER_SIDE], &setup, &tally) ? 1 : 0);
	}
	close(sides[OPENER_SIDE]);
	fixture->place = (struct place){ .socket = sides[WORKER_SIDE],
		                         .probe = table[0] ? table[0]->name : "system",
		                         .rooted = root != NULL,
		                         .arena = arena_new(ARENA_LIMIT_DEFAULT) };
	return fixture->opener > 0 && fixture->place.arena ? 0 : -ENOMEM;
}

static inline int place_fixture_open(struct place_fixture *fixture, const char *root,
                                     const struct probe *const *table,
                                     const struct interest *interest)
{
	const char *names[BOUNDARY_PROBES_MAX + 1] = { NULL };
	int error = place_fixture_start(fixture, root, table);

	for (size_t i = 0; i < BOUNDARY_PROBES_MAX && table[i]; i++)
		names[i] = table[i]->name;
	return error ? error : place_permit(&fixture->place, names, interest, NULL);
}

/* The opener's exit status: 0, or 1 when it ended with an error; -1 when it died. */
static inline int place_fixture_close(struct place_fixture *fixture)
{
	int status = -1;

	close(fixture->place.socket);
	arena_free(fixture->place.arena);
	waitpid(fixture->opener, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
