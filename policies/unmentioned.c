/* Sets of ability words: the catalogue's, less the row's. */
#include "policies/unmentioned.h"

#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"

bool entry_mentions(const struct register_entry *entry, const char *path, const char *word)
{
	struct json_object *list = entry_field(entry, path);
	size_t len = strlen(word);

	for (size_t i = 0; i < list_length(list); i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(list, i));

		if (text && strncmp(text, word, len) == 0 && (!text[len] || text[len] == ':'))
			return true;
	}
	return false;
}

static int compare_words(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static size_t drop_repeats(const char **words, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(words, count, sizeof(*words), compare_words);
	for (size_t i = 0; i < count; i++)
		if (!kept || strcmp(words[kept - 1], words[i]) != 0)
			words[kept++] = words[i];
	return kept;
}

const char *const *unmentioned_abilities(const struct register_entry *entry,
                                         const struct product *const *products, struct arena *arena)
{
	size_t room = 0, count = 0;
	const char **words;

	for (size_t i = 0; products[i]; i++)
		room += products[i]->capability_count;
	words = arena_take(arena, room + 1, sizeof(*words));
	if (!words)
		return NULL;
	for (size_t i = 0; products[i]; i++)
		for (size_t c = 0; c < products[i]->capability_count; c++) {
			const char *word = products[i]->capabilities[c].word;

			if (!entry_mentions(entry, "functions_allowed", word) &&
			    !entry_mentions(entry, "functions_off", word))
				words[count++] = word;
		}
	words[drop_repeats(words, count)] = NULL;
	return words;
}
