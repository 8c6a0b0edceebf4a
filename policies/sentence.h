/* Sentences are ids with arguments; reports/messages renders them (DESIGN 5). policies never holds
 * English text for people, except what it quotes from an agreement. Every id that policies can emit
 * is in `sentence_ids`, so that a test can prove that each has a template.
 *
 * Arguments are numbers, words, dates (YYYY-MM-DD), names, or arrays of words. Numbers never count
 * devices on which something was seen (that is the finding's, and k is applied there); `looked` and
 * `of` count devices looked at. */
#pragma once
#include <json-c/json.h>
#include <stdint.h>

#include "probes/base/date.h"

struct sentence {
	const char *id;           /* "notice.short"; NULL = no sentence */
	struct json_object *args; /* owned by the verdict's agreement run; kept in insertion order;
	                             may be NULL */
};

struct sentence_id {
	const char *id;
	const char *const *args; /* names that a template may use, NULL-terminated; all are there
	                            whenever the id is */
};

/* Sorted by id, ends with an id of NULL. Ids that begin with "shows-not." are for does_not_show. */
extern const struct sentence_id sentence_ids[];

/* Arguments are added one by one; 0 or -ENOMEM. `words` ends with NULL. */
int sentence_number(struct sentence *sentence, const char *name, int64_t number);
int sentence_word(struct sentence *sentence, const char *name,
                  const char *word); /* NULL: not recorded */
int sentence_date(struct sentence *sentence, const char *name,
                  date day); /* DATE_NONE: not recorded */
int sentence_words(struct sentence *sentence, const char *name, const char *const *words);
