/* Verdicts that take a line: what is as agreed, or was looked for in vain. All of one rule that are
 * of one status for one reason share one. Indexes are those of the scene's verdicts. */
#pragma once
#include "probes/base/text.h"
#include "reports/scene.h"

/* What stands in the line of `first`: the names of all up to `end` that share it (appended to
 * `names`), and the sentence that it is said by, or NULL. */
const char *brief_line(const struct scene *scene, size_t first, size_t end, struct text *names);

/* One before `index`, from `from` on, has said it already. */
bool brief_said(const struct scene *scene, size_t from, size_t index);

/* The two share a line. */
bool brief_shares(const struct scene *scene, size_t left, size_t right);

/* `says` after the name that it begins with ("; was seen"), or NULL where it begins otherwise: a
 * name is not said twice. */
const char *brief_after_name(const char *says, const char *name);

/* The end of the verdicts of one rule, of which `from` is the first. */
size_t brief_rule_end(const struct scene *scene, size_t from);
