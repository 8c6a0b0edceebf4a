/* Every sentence and label for people, as templates with {arguments}, in one table per language
 * (en-GB first). The language lint (tests/unit/test_messages.c) runs over all of them: no banned
 * words (model 2.6), no bare enum words. */
#pragma once
#include <json-c/json.h>

#include "probes/base/text.h"

/* The template for an id, or NULL. */
const char *message_template(const char *id);

/* Renders id with args ({days} -> args.days; arrays become "a, b and c"). An unknown id renders as
 * "[id]", so that nothing is silently lost; a test makes sure that there is none. */
void message_render(const char *id, struct json_object *args, struct text *out);

/* A label with no arguments, e.g. message_label("status.breach") = "Does not match a signed rule".
 */
const char *message_label(const char *id);

/* The same with plain string arguments, as pairs of name and value. */
#define message_say(out, id, ...) message_say_pairs(out, id, MESSAGE_PAIRS(__VA_ARGS__))
#define MESSAGE_PAIRS(...) (&((const char *const[]){ NULL, ##__VA_ARGS__, NULL })[1])
void message_say_pairs(struct text *out, const char *id, const char *const *pairs);
struct json_object *
message_args(const char *const *pairs); /* the caller puts it; NULL: no memory */

/* The label "prefix.word", or the word itself with spaces for hyphens where it is one of the
 * parties' own. */
void message_word(const char *prefix, const char *word, struct text *out);

/* "2026-07-31", also as the head of a timestamp, as "31 July 2026"; anything else as it stands. */
void message_date(const char *text, struct text *out);
