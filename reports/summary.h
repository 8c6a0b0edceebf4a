/* The summary that `daylight audit` prints (DESIGN 9): ten lines, or three where there is no
 * agreement in force. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

#include "probes/base/text.h"

/* All lines but the last one. 0 or -ENOMEM. */
int summary_write(struct json_object *disclosure, bool color, struct text *out);

/* The last line: where the report is, and the exit status with its meaning. `judged`: an agreement
 * in force was; without one a status means what was seen, and raises nothing. */
int summary_write_report(const char *path, int status, bool judged, struct text *out);

/* Whether an agreement in force judged what the disclosure holds. */
bool summary_is_judged(struct json_object *disclosure);
