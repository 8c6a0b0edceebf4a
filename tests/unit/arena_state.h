/* A cmocka state that is an arena. */
#pragma once
#include "probes/base/arena.h"

static inline int make_arena(void **state)
{
	*state = arena_new(4 << 20);
	return *state ? 0 : -1;
}

static inline int drop_arena(void **state)
{
	arena_free(*state);
	return 0;
}
