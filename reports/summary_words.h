/* The few words in which the summary for the terminal says a thing. Everything is escaped. Used by
 * reports/summary.c. */
#pragma once
#include <json-c/json.h>

#include "probes/base/text.h"
#include "reports/scene.h"

void summary_name(struct text *out, const char *name); /* without what stands in brackets */
void summary_number(struct text *out, const char *id, int64_t number); /* a message with {count} */
void summary_brief(struct text *out, struct json_object *verdict);

/* All that is to be chased, added up in a line: reviews, missing records, the yearly list, the
 * rest. */
void summary_chase(struct text *out, const struct scene *scene);

/* What was seen and read, where no agreement judges: three lines. */
void summary_list(struct text *out, const struct scene *scene);
