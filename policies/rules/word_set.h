/* Words that a sentence lists: each once, sorted, NULL-terminated, in the arena. Zeroed, it is
 * empty. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "probes/base/arena.h"

struct word_set {
	const char **words; /* NULL while it is empty */
	size_t count, room;
};

/* 0 or -ENOMEM; `word` must live as long as the set. */
int word_set_add(struct word_set *set, struct arena *arena, const char *word);
