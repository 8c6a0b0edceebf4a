/* What a disclosure's rows of "sendings" and "conversations" say, in words. */
#pragma once
#include <json-c/json.h>

#include "probes/base/text.h"

/* "Sends regularly: 12 uploads of about 40 kB, one every 5 minutes." */
void sending_words(struct json_object *row, struct text *out);
