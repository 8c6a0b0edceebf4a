/* Every sentence and label for people, as templates with {arguments}, in one table per language (en-GB first). The
 * language lint (tests/unit/test_messages.c) runs over all of them: no banned words (model 2.6), no bare enum words. */
#pragma once
#include <json-c/json.h>

#include "probes/base/text.h"

/* The template for an id, or NULL. */
const char *message_template(const char *id);

/* Renders id with args ({days} -> args.days; arrays become "a, b and c"). An unknown id renders as "[id]", so that
 * nothing is silently lost; a test makes sure that there is none. */
void message_render(const char *id, struct json_object *args, struct text *out);

/* A label with no arguments, e.g. message_label("status.breach") = "Does not match a signed rule". */
const char *message_label(const char *id);
