/* What differs between two agreements, in plain sentences or as JSON (daylight-agreement-diff/1).
 * Text is added to `out`; 0 or -ENOMEM. */
#pragma once
#include <json-c/json.h>

#include "policies/agreement_compare.h"
#include "probes/base/text.h"

/* `sources`: where the clauses that changes name come from (policies/clause_sources.h). */
int agreement_diff_text(const struct agreement *before, const struct agreement *after,
                        const struct agreement_changes *changes, struct json_object *sources,
                        struct text *out);
int agreement_diff_json(const struct agreement *before, const struct agreement *after,
                        const struct agreement_changes *changes, struct json_object *sources,
                        struct text *out);
