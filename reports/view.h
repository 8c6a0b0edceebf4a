/* Reads members of a disclosure tree without trusting its shape: what is missing or of another type
 * yields NULL, the fallback, or nothing. Nothing here takes ownership, except where it says so. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

#include "probes/base/text.h"

const char *view_string(struct json_object *object, const char *key); /* NULL also for "" */
int64_t view_integer(struct json_object *object, const char *key, int64_t fallback);
bool view_bool(struct json_object *object, const char *key);
struct json_object *view_member(struct json_object *object,
                                const char *key); /* any type but null */
struct json_object *view_object(struct json_object *object, const char *key);
struct json_object *view_array(struct json_object *object, const char *key);
size_t view_length(struct json_object *array); /* 0 for NULL */
struct json_object *view_at(struct json_object *array, size_t index);

/* The rendered text of a sentence object {"id","args","text"}, or NULL. */
const char *view_sentence(struct json_object *object, const char *key);

/* "12" or "fewer than 5" for {"n":12}, {"below":5} or a bare number. */
void view_count(struct json_object *count, struct text *out);

/* "1,204": digits in groups of three, whatever the locale. */
void view_number(int64_t number, struct text *out);

/* Rows of `array` by their "id", as a new object that borrows by reference; the caller puts it.
 * NULL: no memory. */
struct json_object *view_index(struct json_object *array);
