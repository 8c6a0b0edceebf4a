/* Walks the folders in the order of their rank. */
#include "probes/device/units.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/sort.h"
#include "probes/device/running.h"
#include "probes/reasons.h"

#define UNIT_FILE_MAX ((size_t)1 << 20)

static const char *const folders[] = {
	"/etc/systemd/system",           "/run/systemd/system",     "/run/systemd/generator",
	"/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system",
	"/run/systemd/generator.late",   "/etc/systemd/user",       "/run/systemd/user",
	"/usr/local/lib/systemd/user",   "/usr/lib/systemd/user",   NULL,
};

static bool ends_with(const char *name, const char *suffix)
{
	size_t len = strlen(name), size = strlen(suffix);

	return len > size && strcmp(name + len - size, suffix) == 0;
}

static bool ends_the_run(int err)
{
	return err == -ENOMEM || err == -EPIPE;
}

static int weaken(struct units *units, int err, const char *what)
{
	if (err == -EACCES || err == -EPERM)
		units->denied++;
	else
		units->weakened = true;
	return observations_gap(units->out, reason_of(err), what, -err, 1);
}

struct unit *units_named(struct units *units, const char *name)
{
	const char *template = running_template(units->place->arena, name);

	if (!template)
		return NULL;
	for (size_t i = 0; i < units->count; i++)
		if (strcmp(units->items[i].name, template) == 0)
			return &units->items[i];
	if (units->count == UNITS_MAX)
		return NULL;
	units->items[units->count] = (struct unit){ .name = template };
	return &units->items[units->count++];
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* A file, a link to one, a mask, or a link that gives another unit a second name. */
static int add_unit(struct units *units, const char *folder, const struct place_entry *entry)
{
	const char *target = entry->type == PLACE_LINK ? entry->target : NULL;
	struct unit *unit;

	if (target && ends_with(target, units->suffix) &&
	    strcmp(base_name(target), entry->name) != 0) {
		unit = units_named(units, base_name(target));
		if (unit && strncmp(folder, "/etc/", 5) == 0)
			unit->enabled = true; /* by an alias: display-manager.service */
		return unit ? 0 : -ENOMEM;
	}
	unit = units_named(units, entry->name);
	if (!unit)
		return -ENOMEM;
	if (unit->path)
		return 0; /* a folder of higher rank has it */
	if (target && strcmp(target, "/dev/null") == 0) {
		unit->masked = true;
		return 0;
	}
	unit->path = arena_printf(units->place->arena, "%s/%s", folder, entry->name);
	return unit->path ? 0 : -ENOMEM;
}

static int add_wants(struct units *units, const char *folder)
{
	struct place_listing listing;
	int err = place_list(units->place, folder, &listing);

	if (err)
		return ends_the_run(err) ? err : weaken(units, err, folder);
	for (size_t i = 0; i < listing.count; i++) {
		struct unit *unit;

		if (!ends_with(listing.entries[i].name, units->suffix))
			continue;
		unit = units_named(units, listing.entries[i].name);
		if (!unit)
			return -ENOMEM;
		unit->enabled = true;
	}
	return 0;
}

/* Whether a drop-in of that unit and file name came from a folder of higher rank. */
static bool is_overruled(const struct units *units, const char *unit_folder, const char *name)
{
	for (size_t i = 0; i < units->drop_in_count; i++) {
		const char *slash = strrchr(units->drop_ins[i], '/');
		size_t len = strlen(unit_folder), before = (size_t)(slash - units->drop_ins[i]);

		if (strcmp(slash + 1, name) == 0 && before > len &&
		    units->drop_ins[i][before - len - 1] == '/' &&
		    strncmp(slash - len, unit_folder, len) == 0)
			return true;
	}
	return false;
}

static int add_drop_ins(struct units *units, const char *folder)
{
	struct place_listing listing;
	int err = place_list(units->place, folder, &listing);

	if (err)
		return ends_the_run(err) ? err : weaken(units, err, folder);
	for (size_t i = 0; i < listing.count; i++) {
		const char *path;

		if (!ends_with(listing.entries[i].name, ".conf") ||
		    is_overruled(units, base_name(folder), listing.entries[i].name))
			continue;
		if (units->drop_in_count == units->drop_in_room)
			return weaken(units, -EFBIG, folder);
		path = arena_printf(units->place->arena, "%s/%s", folder, listing.entries[i].name);
		if (!path)
			return -ENOMEM;
		units->drop_ins[units->drop_in_count++] = path;
	}
	return 0;
}

static int add_entry(struct units *units, const char *folder, const struct place_entry *entry)
{
	const char *path;

	if (entry->type == PLACE_FILE || entry->type == PLACE_LINK)
		return ends_with(entry->name, units->suffix) ? add_unit(units, folder, entry) : 0;
	if (entry->type != PLACE_FOLDER)
		return 0;
	path = arena_printf(units->place->arena, "%s/%s", folder, entry->name);
	if (!path)
		return -ENOMEM;
	if (ends_with(entry->name, ".wants") || ends_with(entry->name, ".requires"))
		return add_wants(units, path);
	if (ends_with(entry->name, ".d") && strstr(entry->name, units->suffix))
		return add_drop_ins(units, path);
	return 0;
}

static int add_folder(struct units *units, const char *folder)
{
	struct place_listing listing;
	int err = place_list(units->place, folder, &listing);

	if (err == -ENOENT)
		return 0;
	if (err)
		return ends_the_run(err) ? err : weaken(units, err, folder);
	units->folders++;
	if (listing.truncated)
		err = weaken(units, -EFBIG, folder);
	for (size_t i = 0; !err && i < listing.count; i++)
		err = add_entry(units, folder, &listing.entries[i]);
	return err;
}

static int compare_units(const void *a, const void *b)
{
	return strcmp(((const struct unit *)a)->name, ((const struct unit *)b)->name);
}

/* systemd applies drop-ins by their file names, whatever their folder. */
static int compare_drop_ins(const void *a, const void *b)
{
	const char *left = *(const char *const *)a, *right = *(const char *const *)b;
	int order = strcmp(base_name(left), base_name(right));

	return order ? order : strcmp(left, right);
}

int units_read(struct place *place, struct observations *out, const char *suffix,
               struct units *units)
{
	struct units all = {
		.place = place, .out = out, .suffix = suffix, .drop_in_room = UNITS_MAX
	};
	struct place_entry lib;
	bool merged = place_look(place, "/lib", &lib) == 0 && lib.type == PLACE_LINK;
	int err = 0;

	all.items = arena_take(place->arena, UNITS_MAX, sizeof(*all.items));
	all.drop_ins = arena_take(place->arena, UNITS_MAX, sizeof(*all.drop_ins));
	if (!all.items || !all.drop_ins)
		return -ENOMEM;
	for (const char *const *folder = folders; !err && *folder; folder++)
		if (!merged || strncmp(*folder, "/lib/", 5) != 0)
			err = add_folder(&all, *folder);
	sort_items(all.items, all.count, sizeof(*all.items), compare_units);
	sort_items(all.drop_ins, all.drop_in_count, sizeof(*all.drop_ins), compare_drop_ins);
	*units = all;
	return err;
}

static int apply(struct units *units, const char *path, struct unit_file *file)
{
	struct span bytes;
	int err = place_read(units->place, path, UNIT_FILE_MAX, &bytes);

	if (err)
		return ends_the_run(err) ? err : weaken(units, err, path);
	unit_file_apply(bytes, file);
	return 0;
}

int units_load(struct units *units, const struct unit *unit, struct unit_file *file)
{
	char folder[PLACE_PATH_MAX];
	size_t applied = 0, len;
	int err = 0;

	if (unit->path)
		err = apply(units, unit->path, file);
	len = (size_t)snprintf(folder, sizeof(folder), "/%s.d/", unit->name);
	for (size_t i = 0; !err && i < units->drop_in_count && applied < UNIT_DROP_INS_MAX; i++) {
		const char *name = base_name(units->drop_ins[i]);

		if ((size_t)(name - units->drop_ins[i]) < len ||
		    strncmp(name - len, folder, len) != 0)
			continue;
		err = apply(units, units->drop_ins[i], file);
		applied++;
	}
	return err;
}

void units_conclude(const struct units *units, int err, struct coverage *coverage)
{
	coverage->denied = units->denied;
	coverage->state = COVERAGE_PARTIAL;
	if (err) {
		coverage->reason = err == -ENOMEM ? REASON_MEMORY_LIMIT : REASON_INTERRUPTED;
	} else if (!units->folders) {
		coverage->state = COVERAGE_NOT_RUN;
		coverage->reason = REASON_NOT_SYSTEMD;
	} else if (units->denied) {
		coverage->reason = REASON_DENIED;
	} else if (units->weakened) {
		coverage->reason = REASON_UNREADABLE;
	} else {
		coverage->state = COVERAGE_COMPLETE;
	}
}
