/* Doubts of `daylight agreement check` that need the catalogue or the day: never errors. Each adds
 * a line to `out` for what loads but may not do what the parties think, and returns how many. */
#pragma once
#include "policies/agreement.h"
#include "probes/base/text.h"

/* Rules that can never fire: products nobody knows, groups that no device has, checks that nothing
 * serves, levels that the subject cannot reach. */
size_t doubts_of_rules(const struct agreement *agreement, const struct catalogue *catalogue,
                       struct arena *arena, struct text *out);

/* Rows that match the same thing; what a row both allows and rules out; abilities about which it
 * says nothing (model A16). */
size_t doubts_of_entries(const struct agreement *agreement, const struct catalogue *catalogue,
                         struct arena *arena, struct text *out);

/* What has lapsed, or has not begun, on that day: the permission, the agreement it extends; what
 * the permission names that the agreement does not hold, or leaves alone; and classes of devices of
 * which nobody knows how many there are. */
size_t doubts_of_day(const struct agreement *agreement, date on, struct text *out);
