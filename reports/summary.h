/* The summary that `daylight audit` prints (DESIGN 9): ten lines, or three where there is no
 * agreement in force. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

#include "probes/base/text.h"

/* All lines but the last one. 0 or -ENOMEM. */
int summary_write(struct json_object *disclosure, bool color, struct text *out);

/* The last line: where the report is, and the exit status with its meaning. */
int summary_write_report(const char *path, int status, struct text *out);
