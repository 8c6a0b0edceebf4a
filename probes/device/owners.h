/* Which Debian package brought a file: one scan of /var/lib/dpkg/info/NAME.list for all paths that are asked about.
 * /bin/x and /usr/bin/x are the same file on a system with merged /usr, so they are the same here. */
#pragma once
#include "probes/observation.h"
#include "probes/place.h"

#define OWNERS_FOLDER "/var/lib/dpkg/info"
#define OWNERS_GLOB OWNERS_FOLDER "/*.list"

struct owned_path {
	const char *path;    /* asked about; the caller's */
	const char *package; /* in the place's arena; NULL: no package has it */
};

/* Fills in `package` of each; `paths` is sorted on the way (owners_sort()). What could not be read becomes a gap of
 * `out`. 0; -ENOMEM or -EPIPE. */
int owners_find(struct place *place, struct observations *out, struct owned_path *paths, size_t count);

/* The entry of a path after owners_find(), or NULL. */
const struct owned_path *owners_entry(const struct owned_path *paths, size_t count, const char *path);
