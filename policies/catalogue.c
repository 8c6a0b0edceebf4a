/* Answers by id, word and host from a catalogue that was loaded. */
#include "policies/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "policies/host.h"

static int compare_product(const void *id, const void *product)
{
	return strcmp(id, ((const struct product *)product)->id);
}

const struct product *catalogue_find(const struct catalogue *catalogue, const char *id)
{
	return catalogue->product_count ? bsearch(id, catalogue->products, catalogue->product_count,
	                                          sizeof(*catalogue->products), compare_product)
	                                : NULL;
}

static int compare_word(const void *word, const void *entry)
{
	return strcmp(word, ((const struct vocabulary_word *)entry)->word);
}

const struct vocabulary_word *catalogue_word(const struct catalogue *catalogue, const char *word)
{
	return catalogue->word_count ? bsearch(word, catalogue->words, catalogue->word_count,
	                                       sizeof(*catalogue->words), compare_word)
	                             : NULL;
}

static int compare_text(const void *text, const void *entry)
{
	return strcmp(text, *(const char *const *)entry);
}

bool catalogue_never_lists(const struct catalogue *catalogue, const char *host)
{
	char clean[HOST_MAX + 1];

	if (!catalogue->never_listed_count || host_normalise(host, clean))
		return false;
	for (const char *at = clean; at; at = host_parent(at))
		if (bsearch(at, catalogue->never_listed, catalogue->never_listed_count,
		            sizeof(*catalogue->never_listed), compare_text))
			return true;
	return false;
}
