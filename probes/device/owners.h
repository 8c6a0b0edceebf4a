/* Which Debian package brought a file, by /var/lib/dpkg/info/NAME.list, for all paths that are
 * asked about at once. First only the lists of packages that interest would keep are read: for most
 * runs that is all, and the other lists stay closed. The rest is read only for a path that is
 * wanted for its own sake and has no owner yet. /bin/x and /usr/bin/x are the same file on a system
 * with merged /usr, so they are the same here. */
#pragma once
#include "probes/observation.h"
#include "probes/place.h"

#define OWNERS_FOLDER "/var/lib/dpkg/info"
#define OWNERS_GLOB OWNERS_FOLDER "/*.list"

struct owned_path {
	const char *path;    /* asked about; the caller's */
	bool wanted;         /* its fact is kept whoever owns it */
	const char *package; /* in the place's arena; NULL: no package has it */
};

/* Fills in `package` of each; `paths` is sorted on the way (owners_sort()). What could not be read
 * becomes a gap of `out`. 0; -ENOMEM or -EPIPE. */
int owners_find(struct place *place, struct observations *out, struct owned_path *paths,
                size_t count);

/* Whether interest keeps the fact already without its owner. */
bool owners_wanted(const struct observations *out, const struct observation *fact);

/* The entry of a path after owners_find(), or NULL. */
const struct owned_path *owners_entry(const struct owned_path *paths, size_t count,
                                      const char *path);
