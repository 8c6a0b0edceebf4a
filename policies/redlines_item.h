/* One line of redlines.txt, taken apart from left to right: bare words, "quoted text" (with JSON's
 * escapes), numbers, true and false, and [..] or {..} as in JSON. '#' after a space begins a
 * comment. 0, -EBADMSG with "FILE:LINE:COLUMN: ..." in `problem`, or -ENOMEM. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "probes/base/problem.h"

#define REDLINE_WORD 64

struct redline {
	const char *name;
	const char *start, *at, *end; /* the line, without its end */
	uint32_t number;
	struct problem *problem;
};

uint32_t redline_column(const struct redline *line, const char *at);
int redline_refuse(const struct redline *line, const char *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Steps over spaces and a comment; true at the end of the line. */
bool redline_done(struct redline *line);
/* A bare word; `noun` as in "want <noun> here". */
int redline_word(struct redline *line, const char *noun, char out[REDLINE_WORD]);
/* Any value; owned by the caller. */
int redline_value(struct redline *line, struct json_object **out);
/* A value that is text, as above. */
int redline_text(struct redline *line, const char *noun, struct json_object **out);
/* Steps over a comma: true where there was one. */
bool redline_comma(struct redline *line);
int redline_ends(struct redline *line);
