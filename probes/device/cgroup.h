/* /proc/PID/cgroup (cgroups(7)): the systemd unit in which a process runs. A pure function over
 * bytes that may lie. */
#pragma once
#include <stdbool.h>

#include "probes/base/cursor.h"

/* The last part of the path that is a service or a scope: of the line "0::" (version 2), else of
 * "name=systemd" (version 1). False when there is none. */
bool cgroup_unit(struct span text, struct span *unit);
