/* Sensitive findings (model PR-17, A13). What a rule names that goes through the step for sensitive
 * findings (processes.sensitive_findings.applies_to, or params.route) is sealed: the report holds
 * only rule, status, group and a hash; the detail is in an annex for both lead posts. All verdicts
 * about the same finding are sealed with it, or the report would name it elsewhere.
 *
 * Software that one person puts on another's device (stalkerware, parental control: categories of
 * the catalogue) is sealed always, all of it as one thing, and only counted. */
#pragma once
#include "policies/judge.h"
#include "policies/matcher.h"

/* Sets `seal` of `items` and gives the sealed things; in the file's arena. 0 or -ENOMEM. */
int verdicts_seal(const struct case_file *file, struct verdict *items, size_t count,
                  struct verdicts *out);

bool finding_is_sealed(const struct verdicts *verdicts, const struct finding *finding);

/* Stalkerware or parental control. */
bool product_is_personal(const struct product *product);

/* An indicator of such a product matches it. */
bool fact_is_personal(const struct matcher *matcher, const struct catalogue *catalogue,
                      const struct observation *fact);

/* 64 hex digits, from all the evidence and the thing's name: the same run gives the same, and who
 * has the report but not the evidence cannot work it out. 0 or -ENOMEM. */
int sealing_salt(const struct case_file *file, const char *subject, char out[DIGEST_HEX]);
