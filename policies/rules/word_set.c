/* A sorted array of distinct words that grows in the arena. */
#include "policies/rules/word_set.h"

#include <errno.h>
#include <string.h>

static size_t place_of(const struct word_set *set, const char *word)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(set->words[middle], word) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool word_set_has(const struct word_set *set, const char *word)
{
	size_t at = place_of(set, word);

	return at < set->count && strcmp(set->words[at], word) == 0;
}

int word_set_add(struct word_set *set, struct arena *arena, const char *word)
{
	size_t at = place_of(set, word);

	if (word_set_has(set, word))
		return 0;
	if (set->count + 1 >= set->room) {
		size_t room = set->room ? set->room * 2 : 8;
		const char **grown = arena_take(arena, room, sizeof(*grown));

		if (!grown)
			return -ENOMEM;
		if (set->count)
			memcpy(grown, set->words, set->count * sizeof(*grown));
		set->words = grown;
		set->room = room;
	}
	memmove(&set->words[at + 1], &set->words[at], (set->count - at) * sizeof(*set->words));
	set->words[at] = word;
	set->words[++set->count] = NULL;
	return 0;
}
