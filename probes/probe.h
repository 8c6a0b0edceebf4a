/* A probe looks at one kind of thing on one place and adds facts, gaps and its coverage. It is one
 * file in probes/device or probes/traffic and one line in probes/probes.c; `daylight probes`,
 * --dry-run, the permission check and the opener's allow-list all come from this table (DESIGN 4).
 *
 * collect() runs in the worker: no privilege, no open(), files only through place_*(). It returns 0
 * also when it could see little (that is said by gaps and coverage); -ENOMEM or -EPIPE end the run.
 * It must call observations_cover() exactly once. */
#pragma once
#include <stdbool.h>

#include "probes/observation.h"
#include "probes/place.h"

enum probe_needs { /* capabilities that let the opener see more; without them: less coverage, said
	              so */
	           NEEDS_NOTHING = 0,
	           NEEDS_READ_ALL = 1 << 0, /* CAP_DAC_READ_SEARCH: files of other users */
	           NEEDS_PTRACE = 1 << 1,   /* CAP_SYS_PTRACE: /proc/PID/exe of other users */
};

struct probe {
	const char *name;
	const char *looks; /* what it reads, for people: one sentence */
	const char *never; /* what it never reads, for people: one sentence */
	const char *const
		*areas; /* words of may_read (model A11) that permit it, NULL-terminated */
	const char *const
		*globs; /* paths it may open or list, NULL-terminated (text_matches_glob) */
	unsigned needs;
	bool live_only; /* means nothing with --root unless the tree brings /proc */
	int (*collect)(struct place *place, struct observations *out);
};

/* The table, NULL-terminated, in the order in which probes run. */
extern const struct probe *const probes[];

const struct probe *probe_find(const char *name); /* NULL when there is none */
