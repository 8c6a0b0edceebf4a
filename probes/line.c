/* Members of one line, checked. */
#include "probes/line.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/text.h"

void line_count_unknown(struct line *line, struct json_object *object, const char *const *keys)
{
	json_object_object_foreach(object, key, value)
	{
		const char *const *known = keys;

		(void)value;
		while (*known && strcmp(*known, key) != 0)
			known++;
		line->unknown_keys += !*known;
	}
}

/* Says where and what is wanted, never what stands there: the file is a stranger's. */
int line_wrong(struct line *line, const struct line_part *part, const char *key, const char *what)
{
	char pointer[64];

	snprintf(pointer, sizeof(pointer), "%s/%s", part->pointer, key);
	document_problem(line->document, line->problem, pointer, "%s", what);
	return -EBADMSG;
}

int line_text(struct line *line, const struct line_part *part, const char *key, size_t max,
              const char **out)
{
	const char *value;
	int err = document_string(line->document, part->object, part->pointer, key, &value,
	                          line->problem);

	if (err == -ENOENT) {
		*out = NULL;
		return 0;
	}
	if (err)
		return err;
	if (strlen(value) > max)
		return line_wrong(line, part, key, "the text is too long");
	*out = value;
	return 0;
}

int line_word(struct line *line, const struct line_part *part, const char *key, const char **out)
{
	const char *value;
	int err = line_text(line, part, key, LINE_WORD_MAX, &value);

	if (err)
		return err;
	if (value && (!*value || value[strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-")]))
		return line_wrong(line, part, key, "is no word (want a-z, 0-9 and hyphens)");
	*out = value;
	return 0;
}

int line_need_word(struct line *line, const struct line_part *part, const char *key,
                   const char **out)
{
	const char *value = NULL;
	int err = line_word(line, part, key, &value);

	if (!err && !value)
		err = line_wrong(line, part, key, "missing");
	if (!err)
		*out = value;
	return err;
}

int line_choice(struct line *line, const struct line_part *part, const char *key,
                int (*value_of)(const char *), int *out)
{
	const char *word = NULL;
	int err = line_need_word(line, part, key, &word);
	int value = err ? -1 : value_of(word);

	if (!err && value < 0)
		err = line_wrong(line, part, key, "is not one of the words of the format");
	if (!err)
		*out = value;
	return err;
}

int line_number(struct line *line, const struct line_part *part, const char *key, int64_t low,
                int64_t high, int64_t otherwise, int64_t *out)
{
	int64_t value = otherwise;
	int err = document_integer(line->document, part->object, part->pointer, key, low, high,
	                           &value, line->problem);

	if (err && err != -ENOENT)
		return err;
	*out = value;
	return 0;
}

int line_count(struct line *line, const struct line_part *part, const char *key, int64_t low,
               uint64_t *out)
{
	int64_t value = 0;
	int err = line_number(line, part, key, low, LINE_COUNT_MAX, low, &value);

	if (!err)
		*out = (uint64_t)value;
	return err;
}

int line_day(struct line *line, const struct line_part *part, const char *key, date *out)
{
	const char *value = NULL;
	date day = DATE_NONE;
	int err = line_text(line, part, key, LINE_WORD_MAX, &value);

	if (!err && value && date_parse(value, &day) != 0)
		err = line_wrong(line, part, key, "is not a date (want YYYY-MM-DD)");
	if (!err)
		*out = day;
	return err;
}

int line_time(struct line *line, const struct line_part *part, const char *key, int64_t otherwise,
              int64_t *out)
{
	const char *value = NULL;
	int64_t seconds = otherwise;
	int err = line_text(line, part, key, LINE_WORD_MAX, &value);

	if (!err && value && time_parse(value, &seconds) != 0)
		err = line_wrong(line, part, key, "is not a time (want YYYY-MM-DDThh:mm:ssZ)");
	if (!err)
		*out = seconds;
	return err;
}

/* A text of the header, copied: the line's own tree goes away. */
int line_keep_text(struct line *line, const struct line_part *part, const char *key,
                   const char **out)
{
	const char *value = NULL;
	char *copy;
	int err = line_text(line, part, key, LINE_TEXT_MAX, &value);

	if (err || !value)
		return err;
	copy = arena_copy(line->arena, value);
	if (!copy)
		return -ENOMEM;
	text_make_printable(copy);
	*out = copy;
	return 0;
}

int line_part(struct line *line, const char *key, const char *pointer, const char *const *keys,
              struct line_part *out)
{
	struct line_part part = { .pointer = pointer };
	int err = document_object(line->document, line->document->root, "", key, &part.object,
	                          line->problem);

	if (err == -ENOENT) {
		document_problem(line->document, line->problem, "", "missing \"%s\"", key);
		return -EBADMSG;
	}
	if (err)
		return err;
	line_count_unknown(line, part.object, keys);
	*out = part;
	return 0;
}
