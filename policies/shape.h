/* What a JSON object of a people's file may hold, as a table: every key with its type.
 * shape_check() refuses unknown keys, missing fields, wrong types, dates that are none and words
 * outside their list, each with file, place and remedy; afterwards the fields are read without
 * further questions. null, and a missing key, mean "not recorded". */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "policies/fields.h"
#include "probes/base/document.h"
#include "probes/base/problem.h"

enum shape_type {
	SHAPE_TEXT,
	SHAPE_DATE,
	SHAPE_CLOCK,    /* "HH:MM", up to "24:00" */
	SHAPE_WHOLE,    /* a whole number, not negative */
	SHAPE_PER_CENT, /* a whole number up to 100 */
	SHAPE_FLAG,
	SHAPE_WORD,       /* one of `words` */
	SHAPE_CAPABILITY, /* word, word:scope or local:anything (model 2.2, A18) */
	SHAPE_OBJECT,     /* of shape `inner`; NULL: any */
	SHAPE_ANY,
};

enum shape_flag {
	SHAPE_NEEDED = 1, /* must be recorded: not missing, null or "" */
	SHAPE_LIST = 2,   /* a list of such values */
	SHAPE_NA = 4,     /* "n/a" is a value as well (model 2.2) */
	SHAPE_EMPTY = 8,  /* "" is "not recorded" here even where the type is no text */
};

struct shape {
	const char *key; /* NULL ends the table; "*" stands for any key */
	enum shape_type type;
	unsigned int flags;
	const char *const *words; /* NULL-terminated */
	const struct shape *inner;
};

struct shape_context {
	const struct document *document;
	const char *const
		*capabilities; /* the vocabulary, NULL-terminated; NULL: words are not checked */
	struct problem *problem;
};

#define SHAPE_POINTER 256 /* a longer one is cut: it only serves the sentence */

/* The pointer to a member / an element of `pointer`. */
void shape_step(char out[SHAPE_POINTER], const char *pointer, const char *key);
void shape_index(char out[SHAPE_POINTER], const char *pointer, size_t index);

/* 0 or -EBADMSG. */
int shape_check(const struct shape_context *context, struct json_object *object,
                const char *pointer, const struct shape *shape);
/* -EBADMSG with the nearest of `words`, or all of them, as the remedy. `noun` as in "is not a
 * <noun>". */
int shape_refuse_word(const struct shape_context *context, const char *word, const char *pointer,
                      const char *noun, const char *const *words);
