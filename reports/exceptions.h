/* What is said beside a verdict that a signed exception names: who agreed it, since when, until
 * when, on which paper, and what the verdict would be without it; or why it takes no effect. */
#pragma once
#include <json-c/json.h>

#include "probes/base/text.h"

/* In one paragraph; writes nothing where there is no exception. */
void exception_say(struct json_object *verdict, struct text *out);
