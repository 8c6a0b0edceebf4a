/* A bounded walk over the tree of slices. */
#include "probes/device/running.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/device/cgroup.h"
#include "probes/reasons.h"

#define DEPTH_MAX 8
#define CGROUP_MAX ((size_t)64 << 10)

static bool ends_with(const char *name, const char *suffix)
{
	size_t len = strlen(name), size = strlen(suffix);

	return len > size && strcmp(name + len - size, suffix) == 0;
}

const char *running_template(struct arena *arena, const char *unit)
{
	const char *at = strchr(unit, '@'), *dot = strrchr(unit, '.');

	if (!at || !dot || dot <= at + 1)
		return unit;
	return arena_printf(arena, "%.*s%s", (int)(at + 1 - unit), unit, dot);
}

static void add_unit(struct running *running, const char *name)
{
	if (running->count < RUNNING_MAX)
		running->units[running->count++] = name;
}

static int walk(struct place *place, struct observations *out, struct running *running,
                const char *folder, int depth);

static int look_below(struct place *place, struct observations *out, struct running *running,
                      const char *folder, const char *name, int depth)
{
	char path[PLACE_PATH_MAX];

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder, name) >= sizeof(path))
		return 0;
	return walk(place, out, running, path, depth + 1);
}

/* Slices hold units; so does the service that manages a user's units. */
static int walk(struct place *place, struct observations *out, struct running *running,
                const char *folder, int depth)
{
	struct place_listing listing;
	int err = place_list(place, folder, &listing);

	if (err == -ENOMEM || err == -EPIPE)
		return err;
	if (err) /* gone meanwhile, or the root of the walk is not there */
		return err == -ENOENT ? 0 : observations_gap(out, reason_of(err), folder, -err, 1);
	for (size_t i = 0; !err && i < listing.count && running->count < RUNNING_MAX; i++) {
		const char *name = listing.entries[i].name;
		bool service = ends_with(name, ".service");

		if (listing.entries[i].type != PLACE_FOLDER)
			continue;
		if (service)
			add_unit(running, name);
		if (depth < DEPTH_MAX &&
		    (ends_with(name, ".slice") || (service && strncmp(name, "user@", 5) == 0)))
			err = look_below(place, out, running, folder, name, depth);
	}
	return err;
}

static int read_process(struct place *place, struct running *running, const char *number)
{
	struct span text, unit;
	char path[64];
	const char *name;
	int err;

	snprintf(path, sizeof(path), "/proc/%.20s/cgroup", number);
	err = place_read(place, path, CGROUP_MAX, &text);
	if (err == -ENOMEM || err == -EPIPE)
		return err;
	if (err || !cgroup_unit(text, &unit))
		return 0;
	name = arena_string(place->arena, (const char *)unit.at, unit.len);
	if (!name)
		return -ENOMEM;
	if (ends_with(name, ".service"))
		add_unit(running, name);
	return 0;
}

static int read_processes(struct place *place, struct running *running)
{
	struct place_listing listing;
	int err = place_list(place, "/proc", &listing);

	if (err)
		return err == -ENOMEM || err == -EPIPE ? err : 0;
	for (size_t i = 0; !err && i < listing.count && running->count < RUNNING_MAX; i++)
		if (listing.entries[i].name[strspn(listing.entries[i].name, "0123456789")] == '\0')
			err = read_process(place, running, listing.entries[i].name);
	return err;
}

int running_read(struct place *place, struct observations *out, struct running *running)
{
	static const char *const roots[] = { "/sys/fs/cgroup", "/sys/fs/cgroup/systemd",
		                             "/sys/fs/cgroup/unified" };
	struct running found = { .units = arena_take(place->arena, RUNNING_MAX,
		                                     sizeof(*found.units)) };
	int err = found.units ? 0 : -ENOMEM;

	for (size_t i = 0; !err && !found.count && i < sizeof(roots) / sizeof(roots[0]); i++)
		err = walk(place, out, &found, roots[i], 0);
	if (!err && !found.count)
		err = read_processes(place, &found);
	if (err)
		return err;
	found.known = found.count > 0;
	*running = found;
	return 0;
}
