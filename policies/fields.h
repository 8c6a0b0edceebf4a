/* The fields of a JSON object, by key. What is missing, null or of another type counts as not
 * recorded; a file of people's was checked against its shape before (policies/shape.h). Strings
 * live as long as the document. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "probes/base/arena.h"
#include "probes/base/date.h"

const char *field_text(struct json_object *object,
                       const char *key); /* NULL when missing, null, "" or no text */
date field_date(struct json_object *object, const char *key); /* DATE_NONE likewise */
int64_t field_whole(struct json_object *object, const char *key, int64_t otherwise);
bool field_flag(struct json_object *object, const char *key);
struct json_object *field_object(struct json_object *object, const char *key); /* or list; NULL */
size_t field_count(struct json_object *object, const char *key); /* elements of a list */
size_t list_length(struct json_object *list);                    /* 0 for what is no list */
/* A list of texts as a NULL-terminated array with copies in the arena (empty when missing); NULL on
 * no memory. */
const char *const *field_texts(struct json_object *object, const char *key, struct arena *arena);
bool texts_hold(const char *const *texts, const char *word); /* NULL holds nothing */
