/* The one place where what could point at a person is taken out (DESIGN 6, model PR-06); called
 * once, by observations_add() and observations_gap(). What is redacted: home folders and run-time
 * folders of a user become "~", instance names that hold a person (x11vnc@name.service ->
 * x11vnc@.service), MAC and IP addresses ("private", "public"), user names after a known separator.
 */
#pragma once
#include "probes/observation.h"

/* A redacted copy of `text` in the arena (or `text` itself when nothing had to go); NULL only on
 * -ENOMEM. */
const char *redact_path(struct arena *arena, const char *text);
const char *redact_unit(struct arena *arena, const char *unit);
const char *redact_host(struct arena *arena, const char *host);

/* All fields of a fact, by its kind. 0 or -ENOMEM. `fact` is changed in place; what had to change
 * is in the arena, the rest is the caller's still. Redacting twice changes nothing more. */
int redact_observation(struct arena *arena, struct observation *fact);
