/* What was answered (model A7), as sentences for whoever prints them: beside a verdict, a finding,
 * a row of the technology list, a question. */
#pragma once
#include "probes/base/text.h"
#include "reports/scene.h"

/* Response `index` of the disclosure as one line: position, who, when, their words. */
void response_line(struct json_object *response, struct text *out);

/* True when it answers the thing `id` that `key` names: "finding", "question" or "entry". */
bool response_is_to(struct json_object *response, const char *key, const char *id);

/* True when it is to be printed with the verdict `index`: it answers that verdict, or the finding
 * or row that this verdict is the first to speak of. */
bool response_is_beside(const struct scene *scene, struct json_object *response, size_t index);

/* "Asked 34 days ago, no answer recorded."; nothing where it was never asked or was answered. */
void response_waiting(struct json_object *question, struct text *out);
