/* The command of a stock tool that shows the same fact, so that nobody has to trust this program:
 * dpkg(1), rpm(8), systemctl(1), proc(5), tshark(1). */
#pragma once
#include <json-c/json.h>

#include "probes/base/text.h"

/* `evidence`: a row of a finding's evidence in the disclosure. False: no stock tool is known for
 * that kind, and nothing is added. */
bool stock_command(struct json_object *evidence, struct text *out);
