/* One fact per timer, and one of kind autostart where something starts the timer by itself. */
#include "probes/device/schedules.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/device/owners.h"
#include "probes/device/units.h"

static const char *const areas[] = { "schedules", NULL };
static const char *const globs[] = { UNITS_GLOBS, OWNERS_FOLDER, OWNERS_GLOB, NULL };

#define SUFFIX ".timer"

struct table {
	struct units units;
	struct owned_path *paths;
	size_t path_count;
	struct coverage coverage;
};

static struct observation fact_of(const struct unit *unit)
{
	return (struct observation){ .kind = OBSERVED_SCHEDULE,
		                     .level = LEVEL_PRESENT,
		                     .probe = schedules_probe.name,
		                     .subject = unit->name,
		                     .first = DATE_NONE,
		                     .last = DATE_NONE,
		                     .count = 1 };
}

/* The unit that the timer starts: by default the service of the same name (systemd.timer(5)). */
static int add_timer(struct table *table, const struct unit *unit)
{
	const struct owned_path *owned = owners_entry(table->paths, table->path_count, unit->path);
	struct observation fact = fact_of(unit);
	struct unit_file file = { .command_count = 0 };
	uint64_t dropped;
	int err = units_load(&table->units, unit, &file);

	if (err)
		return err;
	if (!file.starts[0])
		snprintf(file.starts, sizeof(file.starts), "%.*s.service",
		         (int)(strlen(unit->name) - strlen(SUFFIX)), unit->name);
	fact.detail = file.starts;
	fact.actor = owned ? owned->package : NULL;
	table->coverage.looked_at++;
	dropped = table->units.out->dropped;
	err = observations_add(table->units.out, &fact);
	if (!err && table->units.out->dropped == dropped)
		table->coverage.seen++;
	if (err || !unit->enabled || unit->masked)
		return err;
	fact.kind = OBSERVED_AUTOSTART;
	return observations_add(table->units.out, &fact);
}

static int report_timers(struct table *table)
{
	struct units *units = &table->units;
	int err;

	table->paths = arena_take(units->place->arena, units->count + 1, sizeof(*table->paths));
	if (!table->paths)
		return -ENOMEM;
	for (size_t i = 0; i < units->count; i++) {
		const struct observation fact = fact_of(&units->items[i]);

		if (units->items[i].path)
			table->paths[table->path_count++] = (struct owned_path){
				.path = units->items[i].path,
				.wanted = owners_wanted(units->out, &fact),
			};
	}
	err = owners_find(units->place, units->out, table->paths, table->path_count);
	for (size_t i = 0; !err && i < units->count; i++)
		if (units->items[i].path)
			err = add_timer(table, &units->items[i]);
	return err;
}

static int collect(struct place *place, struct observations *out)
{
	struct table table = { .coverage = { .attributed = -1 } };
	int err = units_read(place, out, SUFFIX, &table.units);

	err = err ? err : report_timers(&table);
	units_conclude(&table.units, err, &table.coverage);
	observations_cover(out, &table.coverage);
	return err;
}

const struct probe schedules_probe = {
	.name = "schedules",
	.looks = "systemd's timers: their names, the services they start, the packages that "
		 "brought them, "
		 "and whether they start by themselves.",
	.never = "When a timer last ran, what it did, and the timetables of persons (crontabs).",
	.areas = areas,
	.globs = globs,
	.collect = collect,
};
