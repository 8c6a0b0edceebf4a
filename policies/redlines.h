/* redlines.txt: the rules of an agreement in the line form of model 2.3, easier to read aloud than
 * JSON. Read as the same tree as the "rules" of agreement.json, places included, so that every
 * later check is the same and a rule and its line form judge alike. Written back, the lines hold
 * every field; only comments and null fields are lost. */
#pragma once
#include <json-c/json.h>

#include "probes/base/document.h"
#include "probes/base/text.h"

#define REDLINES_BYTES_MAX ((size_t)4 << 20)

/* The root becomes {"rules": [...]}. `name` is kept. 0, -EBADMSG with `problem`, or -ENOMEM. */
int redlines_parse(const char *name, struct span bytes, struct document *out,
                   struct problem *problem);

/* The lines of a list of rules that loaded. 0 or -ENOMEM. */
int redlines_write(struct json_object *rules, struct text *out);
