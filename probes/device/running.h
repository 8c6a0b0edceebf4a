/* Which systemd units run now, by the control groups that hold their processes: the folders of
 * /sys/fs/cgroup, or, on a tree without it, the lines of /proc/PID/cgroup. Names are those of
 * instances; templates: running_template(). */
#pragma once
#include "probes/observation.h"
#include "probes/place.h"

#define RUNNING_GLOBS                                                                              \
	"/sys/fs/cgroup", "/sys/fs/cgroup/**.slice", "/sys/fs/cgroup/**.service", "/proc",         \
		"/proc/*/cgroup"
#define RUNNING_MAX 8192

struct running {
	const char **units; /* in the place's arena; services only; each as often as it was met */
	size_t count;
	bool known; /* false: nothing says what runs */
};

/* 0; -ENOMEM or -EPIPE. What could not be read becomes a gap. */
int running_read(struct place *place, struct observations *out, struct running *running);

/* "x11vnc@name.service" -> "x11vnc@.service", in the arena where it changes; NULL on no memory. */
const char *running_template(struct arena *arena, const char *unit);
