/* Which probe may reach which path. */
#include "agent/boundary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/denied.h"
#include "probes/base/text.h"
#include "probes/place.h"
#include "probes/place_message.h"

static const char *const system_globs[] = { "/etc/machine-id", "/etc/os-release",
	                                    "/usr/lib/os-release",
	                                    "/sys/devices/virtual/dmi/id/product_name", NULL };
static const char *const zone_globs[] = { "/usr/share/zoneinfo/**", NULL };

struct extra {
	const char *name;
	const char *const *globs;
};

static const struct extra extras[] = { { "system", system_globs }, { "time-zone", zone_globs } };

enum { EXTRA_SYSTEM, EXTRA_TIME_ZONE, EXTRAS };

int boundary_init(struct boundary *boundary, const struct probe *const *probe_table)
{
	struct boundary fresh = { .probes = probe_table };

	while (probe_table[fresh.probe_count])
		if (++fresh.probe_count > BOUNDARY_PROBES_MAX - EXTRAS)
			return -E2BIG;
	for (size_t i = 0; i < EXTRAS; i++)
		fresh.permitted[fresh.probe_count + i] = true;
	*boundary = fresh;
	return 0;
}

void boundary_done(struct boundary *boundary)
{
	for (size_t i = 0; i < boundary->glob_count; i++)
		free(boundary->globs[i]);
	free(boundary->globs);
	*boundary = (struct boundary){ 0 };
}

size_t boundary_slots(const struct boundary *boundary)
{
	return boundary->probe_count + EXTRAS;
}

const char *boundary_slot_name(const struct boundary *boundary, size_t slot)
{
	if (slot < boundary->probe_count)
		return boundary->probes[slot]->name;
	return extras[slot - boundary->probe_count].name;
}

bool boundary_slot_is_time_zone(const struct boundary *boundary, size_t slot)
{
	return slot == boundary->probe_count + EXTRA_TIME_ZONE;
}

static bool span_is(struct span bytes, const char *text)
{
	return bytes.len == strlen(text) && (!bytes.len || memcmp(bytes.at, text, bytes.len) == 0);
}

static int find_slot(const struct boundary *boundary, struct span name)
{
	for (size_t i = 0; i < boundary_slots(boundary); i++)
		if (span_is(name, boundary_slot_name(boundary, i)))
			return (int)i;
	return -EXDEV;
}

int boundary_slot(const struct boundary *boundary, struct span name)
{
	int slot = find_slot(boundary, name);

	return slot < 0 || boundary->permitted[slot] ? slot : -EXDEV;
}

int boundary_permit_probe(struct boundary *boundary, struct span name)
{
	int slot = find_slot(boundary, name);

	if (boundary->frozen)
		return -EPERM;
	if (slot < 0)
		return slot;
	boundary->permitted[slot] = true;
	return 0;
}

bool path_is_plain(const char *path)
{
	size_t length = strlen(path);

	if (path[0] != '/' || length >= PLACE_PATH_MAX || (length > 1 && path[length - 1] == '/'))
		return false;
	for (const char *part = path; part; part = strchr(part + 1, '/')) {
		const char *name = part + 1;
		size_t size = strcspn(name, "/");

		if ((size == 0 && length > 1) || (size == 1 && name[0] == '.') ||
		    (size == 2 && name[0] == '.' && name[1] == '.'))
			return false;
	}
	return true;
}

/* "/opt/x/" with "**" behind it is narrow enough, "/home/" "**" and "/" "*" "/x" are not. */
static bool glob_is_narrow(const char *glob)
{
	size_t plain = 0;

	for (const char *part = glob + 1;; part++) {
		size_t size = strcspn(part, "/");
		size_t wildcard = strcspn(part, "*?");

		if (wildcard >= size)
			plain++;
		else if (plain == 0)
			return false;
		else if (plain < 2 && memmem(part, size, "**", 2))
			return false;
		part += size;
		if (!*part)
			return plain > 0;
	}
}

int boundary_permit_glob(struct boundary *boundary, struct span glob)
{
	char text[PLACE_GLOB_MAX + 1];
	char **more, *copy;

	if (boundary->frozen)
		return -EPERM;
	if (glob.len == 0 || glob.len > PLACE_GLOB_MAX || memchr(glob.at, '\0', glob.len) ||
	    boundary->glob_count == PLACE_GLOBS_MAX)
		return -EXDEV;
	memcpy(text, glob.at, glob.len);
	text[glob.len] = '\0';
	if (!path_is_plain(text) || !glob_is_narrow(text) || path_is_denied(text))
		return -EXDEV;
	more = reallocarray(boundary->globs, boundary->glob_count + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	boundary->globs = more;
	copy = strdup(text);
	if (!copy)
		return -ENOMEM;
	boundary->globs[boundary->glob_count++] = copy;
	return 0;
}

/* --- The questions. Each asks all globs that serve a slot. --- */

typedef bool glob_test(const char *glob, const char *path);

static bool glob_is_in_homes(const char *glob)
{
	return text_matches_glob("/home/**", glob) || text_matches_glob("/root/**", glob) ||
	       text_matches_glob("/Users/**", glob);
}

static bool probe_has_area(const struct probe *probe, const char *area)
{
	for (const char *const *a = probe->areas; a && *a; a++)
		if (strcmp(*a, area) == 0)
			return true;
	return false;
}

static bool interest_passes(const struct boundary *boundary, const struct probe *probe,
                            const char *path, glob_test *test)
{
	bool homes = probe_has_area(probe, "home-agents");

	if (!homes && !probe_has_area(probe, "packages"))
		return false;
	for (size_t i = 0; i < boundary->glob_count; i++)
		if (test(boundary->globs[i], path) &&
		    (homes || !glob_is_in_homes(boundary->globs[i])))
			return true;
	return false;
}

static bool slot_passes(const struct boundary *boundary, size_t slot, const char *path,
                        glob_test *test)
{
	const struct probe *probe = slot < boundary->probe_count ? boundary->probes[slot] : NULL;
	const char *const *globs =
		probe ? probe->globs : extras[slot - boundary->probe_count].globs;

	for (; globs && *globs; globs++)
		if (test(*globs, path))
			return true;
	return probe && interest_passes(boundary, probe, path, test);
}

/* The parts of the glob in front of `slash`, as a glob of their own, match the path. */
static bool front_matches(const char *glob, const char *slash, const char *path, bool deep)
{
	char front[PLACE_GLOB_MAX + 4];
	size_t length = (size_t)(slash - glob);

	if (length > PLACE_GLOB_MAX)
		return false;
	memcpy(front, glob, length);
	memcpy(front + length, deep ? "/**" : length ? "" : "/", deep ? 4 : length ? 1 : 2);
	return text_matches_glob(front, path);
}

static bool glob_lists(const char *glob, const char *path)
{
	if (text_matches_glob(glob, path))
		return true;
	for (const char *slash = glob; slash; slash = strchr(slash + 1, '/')) {
		size_t size = strcspn(slash + 1, "/");
		bool deep = memmem(slash + 1, size, "**", 2);

		if (strcspn(slash + 1, "*?") >= size)
			continue;
		if (front_matches(glob, slash, path, false) ||
		    (deep && front_matches(glob, slash, path, true)))
			return true;
	}
	return false;
}

static bool glob_leads(const char *glob, const char *path)
{
	if (glob_lists(glob, path))
		return true;
	for (const char *slash = strchr(glob + 1, '/'); slash; slash = strchr(slash + 1, '/'))
		if (front_matches(glob, slash, path, false))
			return true;
	return false;
}

bool boundary_opens(const struct boundary *boundary, size_t slot, const char *path)
{
	return !path_is_denied(path) && slot_passes(boundary, slot, path, text_matches_glob);
}

bool boundary_lists(const struct boundary *boundary, size_t slot, const char *path)
{
	return !path_is_denied(path) && slot_passes(boundary, slot, path, glob_lists);
}

bool boundary_shows(const struct boundary *boundary, size_t slot, const char *path)
{
	return !entry_is_denied(path) && slot_passes(boundary, slot, path, glob_leads);
}
