/* Typed members of one line of JSON Lines, for the reader of observations: bounded, strict about
 * type and form, wrong ones said with their place. Every taker returns 0 or -EBADMSG with the
 * problem filled; a member that is missing or null gives the neutral value that is named with it.
 * Texts live as long as the line's document. */
#pragma once
#include "probes/base/arena.h"
#include "probes/base/date.h"
#include "probes/base/document.h"

#define LINE_TEXT_MAX 4096
#define LINE_WORD_MAX 60

/* the largest that every JSON reader takes exactly (RFC 7493) */
#define LINE_COUNT_MAX (((int64_t)1 << 53) - 1)

struct line {
	const struct document *document;
	struct arena *arena; /* for line_keep_text() */
	struct problem *problem;
	uint64_t unknown_keys;
};

/* An object within the line. */
struct line_part {
	struct json_object *object;
	const char *pointer;
};

/* The object that is member `key` of the line; its members outside `keys` are counted. -EBADMSG
 * when it is missing. */
int line_part(struct line *line, const char *key, const char *pointer, const char *const *keys,
              struct line_part *out);
void line_count_unknown(struct line *line, struct json_object *object, const char *const *keys);

int line_text(struct line *line, const struct line_part *part, const char *key, size_t max,
              const char **out); /* NULL */
int line_keep_text(struct line *line, const struct line_part *part, const char *key,
                   const char **out); /* a copy */

/* A lower-case word with hyphens, as all of the format's closed words are: NULL; missing is wrong;
 * one of a table's. */
int line_word(struct line *line, const struct line_part *part, const char *key, const char **out);
int line_need_word(struct line *line, const struct line_part *part, const char *key,
                   const char **out);
int line_choice(struct line *line, const struct line_part *part, const char *key,
                int (*value_of)(const char *), int *out);

int line_number(struct line *line, const struct line_part *part, const char *key, int64_t low,
                int64_t high, int64_t otherwise, int64_t *out);
int line_count(struct line *line, const struct line_part *part, const char *key, int64_t low,
               uint64_t *out); /* low */
int line_day(struct line *line, const struct line_part *part, const char *key,
             date *out); /* DATE_NONE */
int line_time(struct line *line, const struct line_part *part, const char *key, int64_t otherwise,
              int64_t *out);

/* Says that a member is wrong, and never what it holds. -EBADMSG. */
int line_wrong(struct line *line, const struct line_part *part, const char *key, const char *what);
