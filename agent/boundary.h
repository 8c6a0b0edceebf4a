/* The line that the opener holds: which probe may open, list and look at which path (DESIGN 4). It
 * comes from the probes' tables, the interest paths that were permitted before the first request,
 * and agent/denied.h, which wins.
 *
 * - Opened or looked at is what a glob matches.
 * - Listed (and looked at) is what a glob matches, or what fits the parts of a glob in front of one
 *   that has a wildcard: with "/home/" "*" "/.config/x/" "*.conf" that is /home and
 *   /home/ANY/.config/x, but not /home/ANY, since what to look for there is known by name.
 * - A listing leaves out every entry that is neither matched by a glob nor on the way to one, and
 *   every denied one.
 *
 * Interest paths serve the probes whose areas (model A11) allow files: "home-agents" everywhere,
 * "packages" outside homes. Two names exist besides the probes: "system" may read /etc/machine-id
 * and /etc/os-release, "time-zone" the host's zone files. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "probes/base/cursor.h"
#include "probes/probe.h"

#define BOUNDARY_PROBES_MAX 64 /* with the two extra names */

struct boundary {
	const struct probe *const *probes; /* NULL-terminated */
	size_t probe_count;
	bool permitted[BOUNDARY_PROBES_MAX];
	char **globs; /* interest paths; owned */
	size_t glob_count;
	bool frozen;
};

/* 0, or -E2BIG for a table that is too long. */
int boundary_init(struct boundary *boundary, const struct probe *const *probes);
void boundary_done(struct boundary *boundary);

/* 0; -EPERM after the first request; -EXDEV when there is no such probe / when the glob is denied,
 * relative, too long, too broad (its "**" stands before two plain parts, or its first part is not
 * plain) or one too many; -ENOMEM. */
int boundary_permit_probe(struct boundary *boundary, struct span name);
int boundary_permit_glob(struct boundary *boundary, struct span glob);

/* The slot of a permitted probe or of the extra names, or -EXDEV. Slots count from 0 to
 * boundary_slots(). */
int boundary_slot(const struct boundary *boundary, struct span name);
size_t boundary_slots(const struct boundary *boundary);
const char *boundary_slot_name(const struct boundary *boundary, size_t slot);
bool boundary_slot_is_time_zone(const struct boundary *boundary, size_t slot);

/* Absolute, no empty, "." or ".." part, no slash at the end (but "/" itself), shorter than
 * PLACE_PATH_MAX. */
bool path_is_plain(const char *path);

bool boundary_opens(const struct boundary *boundary, size_t slot, const char *path);
bool boundary_lists(const struct boundary *boundary, size_t slot, const char *path);
/* For an entry of a folder that may be listed. */
bool boundary_shows(const struct boundary *boundary, size_t slot, const char *path);
