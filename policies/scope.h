/* Which places the agreement, and one rule of it, speak of (model 2.1 scope, A2, PR-19). Groups of
 * staff come from the device class, or from the network of a recording; never from guessing who
 * somebody is.
 *
 * A place that names no class and no network is taken to be in scope: its owner ran the tool there
 * on purpose. A class or network that the agreement does not list is not. */
#pragma once
#include "policies/judge.h"

/* Why nothing of that place is judged: a word of the message catalogue; NULL when the place is in
 * scope. */
const char *scope_excludes(const struct agreement *agreement, const struct location *location);

/* True when the place is in scope, its groups meet the rule's (no groups = all), and it is of a
 * class, on a network and at a site that the rule names (none = all). A rule that names classes
 * alone takes no recording, one that names networks alone only the devices on them. */
bool scope_takes_place(const struct agreement *agreement, const struct rule *rule,
                       const struct location *location);

/* True for a class whose devices may be looked at and whose groups meet the rule's. */
bool scope_takes_class(const struct rule *rule, const struct device_class *class);

/* True where software can be seen: not a recording of a network. */
bool scope_is_device(const struct location *location);

/* True when `scope`, the part behind the colon of "screen-live-view:learners", means this place:
 * its class, its network or one of its groups. "staff" is every group but the learners, "learner"
 * the learners; with "-network" behind it, the groups of the network that the place is on. */
bool scope_word_means(const struct agreement *agreement, const struct location *location,
                      const char *scope);

/* True when a scope can be told from a place at all; "lost-mode-only" cannot. */
bool scope_word_is_place(const struct agreement *agreement, const char *scope);

/* True when `takes` says yes to one of the groups of that class or network, or it has none. */
bool scope_groups_meet(const struct agreement *agreement, const char *id, bool is_network,
                       bool (*takes)(const void *arg, const char *group), const void *arg);

/* In the file's arena. 0 or -ENOMEM. */
int scope_skipped_places(const struct case_file *file, const struct skipped_place **out,
                         size_t *count);
