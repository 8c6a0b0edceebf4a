/* The major version of a package: the number that its upstream version begins with, behind an epoch
 * (deb-version(7), rpm-version(7): "[epoch:]upstream-version[-revision]"). Nothing finer is taken:
 * what tells patch levels apart tells devices apart too. */
#pragma once
#include <stdbool.h>

#include "probes/base/cursor.h"
#include "probes/observation.h"

/* "1:12.3-1" is "12". False for text that begins with no number, or with one of more than
 * VERSION_MAJOR_MAX digits. */
bool version_major(struct span version, char out[VERSION_MAJOR_MAX + 1]);
