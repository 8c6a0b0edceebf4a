/* The line of a rule that says what has to be looked at, and how much of it (model 2.4). */
#pragma once
#include "policies/redlines_reading.h"

/* Behind the word "needs", which stands at `at`. 0, -EBADMSG with the problem set, or -ENOMEM. */
int redlines_needs_take(struct redlines_reading *reading, const char *at);
