/* The key of an audit: 32 random bytes in hex, 0600; devices looked at twice with the same key
 * count once (DESIGN 5). */
#pragma once
#include "probes/base/problem.h"

/* Never overwrites. 0, or -errno with `problem`. */
int key_make(const char *path, struct problem *problem);
