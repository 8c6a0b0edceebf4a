/* Fields of an agreement, as rows of a paper's form: texts as they stand, dates and numbers in
 * plain words, lists as lists, objects as lists of label and value. A key is shown by its label
 * "prefix.key", or with spaces for its underscores. */
#pragma once
#include <json-c/json.h>

#include "reports/paper.h"

/* One paragraph or list, inside an open fact or cell. Nothing recorded: the words for it. */
void paper_field(struct paper *paper, const char *prefix, struct json_object *value);

/* Each key of the object that holds something, as a row; the form is opened and closed here. */
void paper_fields(struct paper *paper, const char *prefix, struct json_object *object);

/* The strings of a list as "a, b and c", each by its label "prefix.word" where there is one; NULL
 * in `list` or an empty one gives NULL. In the paper's arena. */
const char *paper_list(struct paper *paper, const char *prefix, struct json_object *list);

/* "2026-07-31" as "31 July 2026"; NULL stays NULL. In the paper's arena. */
const char *paper_date(struct paper *paper, const char *day);

/* A whole number of `object` as digits, or NULL where it is not recorded. */
const char *paper_number(struct paper *paper, struct json_object *object, const char *key);
