/* JSON for people: what fits on a line of 100 columns stands on one, the rest a member a line. 0 or
 * -ENOMEM. */
#pragma once
#include <json-c/json.h>

#include "probes/base/text.h"

/* With a line end behind it. */
int pretty_write(struct json_object *value, struct text *out);
