/* What every file of the catalogue is read with: texts, words and dates, each with its place when
 * it is wrong. */
#include "policies/catalogue_read.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/date.h"
#include "probes/base/text.h"

int catalogue_read_say(struct catalogue_reader *reader, const char *pointer, const char *key,
                       const char *what)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/%s", pointer, key);
	document_problem(reader->document, reader->problem, path, "%s", what);
	return -EBADMSG;
}

static int say_word(struct catalogue_reader *reader, const char *pointer, const char *key,
                    const char *word, const char *const *words)
{
	const char *nearest = text_nearest(word, words);
	char what[256];

	if (nearest)
		snprintf(what, sizeof(what), "unknown word \"%.60s\" (did you mean \"%s\"?)", word,
		         nearest);
	else
		snprintf(what, sizeof(what), "unknown word \"%.60s\" (want one like \"%s\")", word,
		         words[0]);
	return catalogue_read_say(reader, pointer, key, what);
}

int catalogue_read_text(struct catalogue_reader *reader, struct json_object *object,
                        const char *pointer, const char *key, bool required, const char **out)
{
	const char *text = NULL, *copy;
	int ret = document_string(reader->document, object, pointer, key, &text, reader->problem);

	if (ret && ret != -ENOENT)
		return ret;
	if (ret || !*text) {
		if (required)
			return catalogue_read_say(reader, pointer, key, "missing (it is needed)");
		*out = NULL;
		return 0;
	}
	copy = arena_copy(reader->arena, text);
	if (!copy)
		return -ENOMEM;
	*out = copy;
	return 0;
}

int catalogue_read_date(struct catalogue_reader *reader, struct json_object *object,
                        const char *pointer, const char *key, const char **out)
{
	const char *text;
	date day;
	int ret = catalogue_read_text(reader, object, pointer, key, true, &text);

	if (ret)
		return ret;
	if (date_parse(text, &day))
		return catalogue_read_say(reader, pointer, key, "is not a date (want YYYY-MM-DD)");
	*out = text;
	return 0;
}

int catalogue_read_head(struct catalogue_reader *reader, const char *format,
                        const char *const *keys)
{
	struct json_object *root = reader->document->root;
	const char *found = NULL;
	int ret = document_string(reader->document, root, "", "format", &found, reader->problem);
	char what[96];

	if (ret && ret != -ENOENT)
		return ret;
	if (ret || strcmp(found, format) != 0) {
		snprintf(what, sizeof(what), "is not what this file must be (want \"%s\")", format);
		return catalogue_read_say(reader, "", "format", what);
	}
	ret = document_keys(reader->document, root, "", keys, reader->problem);
	return ret ? ret : catalogue_read_text(reader, root, "", "about", false, &found);
}

int catalogue_read_word(struct catalogue_reader *reader, struct json_object *object,
                        const char *pointer, const char *key, const char *const *words, int *out)
{
	const char *text;
	int ret = catalogue_read_text(reader, object, pointer, key, true, &text);

	if (ret)
		return ret;
	for (int i = 0; words[i]; i++)
		if (!strcmp(words[i], text)) {
			*out = i;
			return 0;
		}
	return say_word(reader, pointer, key, text, words);
}
