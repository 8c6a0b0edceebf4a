/* A rule as the sentence that its fields make, so that people can hold it against the one that they
 * signed (model 2.3). Text is added to `out`, whose `failed` tells of no memory. */
#pragma once
#include "policies/agreement.h"
#include "probes/base/text.h"

void rule_sentence(const struct rule *rule, struct text *out);

/* "screen-capture" as "screen capture", "refs.health_safety" as "health safety", "local:x" as "x".
 */
void plain_word(struct text *out, const char *word);
