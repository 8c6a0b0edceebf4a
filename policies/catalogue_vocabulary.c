/* Reads vocabulary.json (what the capability words mean) and never-listed.json (domains that are no
 * business of ours). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies/catalogue_read.h"
#include "policies/host.h"

#define POINTER_MAX 64

/* The rows of the list `key`, of which there must be one. */
static int read_rows(struct catalogue_reader *reader, const char *key, struct json_object **out)
{
	int ret = document_array(reader->document, reader->document->root, "", key, out,
	                         reader->problem);

	if (ret && ret != -ENOENT)
		return ret;
	if (ret || !json_object_array_length(*out))
		return catalogue_read_say(reader, "", key, "missing (at least one is needed)");
	return 0;
}

static int read_one_word(struct catalogue_reader *reader, struct json_object *row, size_t index,
                         struct vocabulary_word *out)
{
	static const char *const keys[] = { "word",        "label",        "meaning",
		                            "observed_by", "not_observed", NULL };
	struct vocabulary_word word = { 0 };
	const char **const to[] = { &word.word, &word.label, &word.meaning, &word.observed_by,
		                    &word.not_observed };
	char pointer[POINTER_MAX];
	int ret;

	snprintf(pointer, sizeof(pointer), "/words/%zu", index);
	ret = document_keys(reader->document, row, pointer, keys, reader->problem);
	for (size_t i = 0; keys[i] && !ret; i++)
		ret = catalogue_read_text(reader, row, pointer, keys[i], true, to[i]);
	if (ret)
		return ret;
	if (word.word[strspn(word.word, "abcdefghijklmnopqrstuvwxyz-")] != '\0')
		return catalogue_read_say(reader, pointer, "word",
		                          "is not a word (want a-z and - only)");
	*out = word;
	return 0;
}

static int by_word(const void *a, const void *b)
{
	return strcmp(((const struct vocabulary_word *)a)->word,
	              ((const struct vocabulary_word *)b)->word);
}

static int finish_words(struct catalogue_reader *reader, struct vocabulary_word *words,
                        size_t count)
{
	const char **list = arena_take(reader->arena, count + 1, sizeof(*list));
	char what[128];

	if (!list)
		return -ENOMEM;
	qsort(words, count, sizeof(*words), by_word);
	for (size_t i = 0; i < count; i++) {
		list[i] = words[i].word;
		if (!i || strcmp(list[i], list[i - 1]) != 0)
			continue;
		snprintf(what, sizeof(what), "\"%.60s\" is defined twice (remove one)", list[i]);
		return catalogue_read_say(reader, "", "words", what);
	}
	reader->words = list;
	reader->catalogue->words = words;
	reader->catalogue->word_count = count;
	return 0;
}

int catalogue_read_vocabulary(struct catalogue_reader *reader)
{
	static const char *const keys[] = { "format", "about", "version", "words", NULL };
	struct vocabulary_word *words;
	struct json_object *rows;
	int ret = catalogue_read_head(reader, "daylight-vocabulary/1", keys);
	size_t count;

	if (!ret)
		ret = read_rows(reader, "words", &rows);
	if (ret)
		return ret;
	count = json_object_array_length(rows);
	words = arena_take(reader->arena, count, sizeof(*words));
	if (!words)
		return -ENOMEM;
	for (size_t i = 0; i < count && !ret; i++)
		ret = read_one_word(reader, json_object_array_get_idx(rows, i), i, &words[i]);
	return ret ? ret : finish_words(reader, words, count);
}

static int read_domain(struct catalogue_reader *reader, struct json_object *row, size_t index,
                       const char **out)
{
	static const char *const keys[] = { "domain", "reason", "source", NULL };
	char pointer[POINTER_MAX], clean[HOST_MAX + 1];
	const char *domain, *reason, *source;
	int ret;

	snprintf(pointer, sizeof(pointer), "/domains/%zu", index);
	ret = document_keys(reader->document, row, pointer, keys, reader->problem);
	if (!ret)
		ret = catalogue_read_text(reader, row, pointer, "domain", true, &domain);
	if (!ret)
		ret = catalogue_read_text(reader, row, pointer, "reason", true, &reason);
	if (!ret)
		ret = catalogue_read_text(reader, row, pointer, "source", true, &source);
	if (ret)
		return ret;
	if (host_normalise(domain, clean) || strcmp(domain, clean) != 0 || !host_parent(domain))
		return catalogue_read_say(
			reader, pointer, "domain",
			"is not a domain (want lower case, no trailing dot, no bare top level)");
	*out = domain;
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int catalogue_read_never_listed(struct catalogue_reader *reader)
{
	static const char *const keys[] = { "format", "about", "version", "domains", NULL };
	struct json_object *rows;
	const char **domains;
	int ret = catalogue_read_head(reader, "daylight-never-listed/1", keys);
	size_t count;

	if (!ret)
		ret = read_rows(reader, "domains", &rows);
	if (ret)
		return ret;
	count = json_object_array_length(rows);
	domains = arena_take(reader->arena, count + 1, sizeof(*domains));
	if (!domains)
		return -ENOMEM;
	for (size_t i = 0; i < count && !ret; i++)
		ret = read_domain(reader, json_object_array_get_idx(rows, i), i, &domains[i]);
	if (ret)
		return ret;
	qsort(domains, count, sizeof(*domains), by_text);
	reader->catalogue->never_listed = domains;
	reader->catalogue->never_listed_count = count;
	return 0;
}
