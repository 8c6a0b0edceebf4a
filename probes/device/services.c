/* For each service: one fact per program that it starts (level active where it runs, else present),
 * and a fact of kind autostart where something starts it by itself. */
#include "probes/device/services.h"

#include <errno.h>
#include <string.h>

#include "probes/device/owners.h"
#include "probes/device/running.h"
#include "probes/device/units.h"
#include "probes/reasons.h"

static const char *const areas[] = { "services", NULL };
static const char *const globs[] = { UNITS_GLOBS, RUNNING_GLOBS, OWNERS_FOLDER, OWNERS_GLOB, NULL };

struct service {
	const struct unit *unit;
	const char *commands[UNIT_COMMANDS_MAX];
	size_t command_count;
};

struct table {
	struct units units;
	struct running running;
	struct service *services;
	struct owned_path *paths; /* of unit files and commands */
	size_t path_count;
	struct coverage coverage;
};

/* Units that run without a file of their own (made by a program while the system runs) are added
 * too. */
static int count_running(struct table *table)
{
	for (size_t i = 0; i < table->running.count; i++) {
		struct unit *unit = units_named(&table->units, table->running.units[i]);

		if (!unit)
			return -ENOMEM;
		unit->running++;
	}
	return 0;
}

static struct observation fact_of(const struct unit *unit, enum observation_kind kind,
                                  const char *command)
{
	return (struct observation){ .kind = kind,
		                     .level = LEVEL_PRESENT,
		                     .probe = services_probe.name,
		                     .subject = unit->name,
		                     .detail = command,
		                     .first = DATE_NONE,
		                     .last = DATE_NONE,
		                     .count = 1 };
}

static void ask_owner(struct table *table, const struct unit *unit, const char *path,
                      const char *command)
{
	const struct observation fact = fact_of(unit, OBSERVED_SERVICE, command);

	table->paths[table->path_count++] =
		(struct owned_path){ .path = path,
		                     .wanted = owners_wanted(table->units.out, &fact) };
}

static int load_service(struct table *table, const struct unit *unit, struct service *service)
{
	struct arena *arena = table->units.place->arena;
	struct unit_file file = { .command_count = 0 };
	int err = units_load(&table->units, unit, &file);

	service->unit = unit;
	if (unit->path)
		ask_owner(table, unit, unit->path, NULL);
	for (size_t i = 0; !err && i < file.command_count; i++) {
		service->commands[i] = arena_copy(arena, file.commands[i]);
		if (!service->commands[i])
			return -ENOMEM;
		ask_owner(table, unit, service->commands[i], service->commands[i]);
		service->command_count++;
	}
	return err;
}

static int load_services(struct table *table)
{
	struct arena *arena = table->units.place->arena;
	int err = 0;

	table->services = arena_take(arena, table->units.count + 1, sizeof(*table->services));
	table->paths = arena_take(arena, table->units.count + 1,
	                          sizeof(*table->paths) * (UNIT_COMMANDS_MAX + 1));
	if (!table->services || !table->paths)
		return -ENOMEM;
	for (size_t i = 0; !err && i < table->units.count; i++)
		err = load_service(table, &table->units.items[i], &table->services[i]);
	return err;
}

static const char *owner_of(const struct table *table, const char *path)
{
	const struct owned_path *owned =
		path ? owners_entry(table->paths, table->path_count, path) : NULL;

	return owned ? owned->package : NULL;
}

static int add_fact(struct table *table, const struct service *service, enum observation_kind kind,
                    const char *command)
{
	struct observation fact = fact_of(service->unit, kind, command);

	fact.actor = owner_of(table, command);
	if (!fact.actor)
		fact.actor = owner_of(table, service->unit->path);
	if (kind == OBSERVED_SERVICE && service->unit->running) {
		fact.level = LEVEL_ACTIVE;
		fact.count = service->unit->running;
	}
	return observations_add(table->units.out, &fact);
}

/* The program of each command, and that it starts by itself. */
static int add_facts(struct table *table, const struct service *service, uint64_t *added)
{
	const char *first = service->command_count ? service->commands[0] : NULL;
	const struct unit *unit = service->unit;
	int err = add_fact(table, service, OBSERVED_SERVICE, first);

	*added = 1;
	for (size_t i = 1; !err && i < service->command_count; i++, ++*added)
		err = add_fact(table, service, OBSERVED_SERVICE, service->commands[i]);
	if (err || !unit->enabled || unit->masked || !unit->path)
		return err;
	++*added;
	return add_fact(table, service, OBSERVED_AUTOSTART, first);
}

static int report_service(struct table *table, const struct service *service)
{
	uint64_t dropped = table->units.out->dropped, added;
	int err;

	if (!service->unit->path && !service->unit->running)
		return 0; /* a link or a mask without the unit */
	table->coverage.looked_at++;
	err = add_facts(table, service, &added);
	if (!err && table->units.out->dropped - dropped < added)
		table->coverage.seen++;
	return err;
}

static int report_services(struct table *table)
{
	struct units *units = &table->units;
	int err = owners_find(units->place, units->out, table->paths, table->path_count);

	for (size_t i = 0; !err && i < units->count; i++)
		err = report_service(table, &table->services[i]);
	if (!err && units->folders && !table->running.known)
		err = observations_gap(units->out, REASON_NO_RUNNING_STATE, NULL, 0, 1);
	return err;
}

static int collect(struct place *place, struct observations *out)
{
	struct table table = { .coverage = { .attributed = -1 } };
	int err = units_read(place, out, ".service", &table.units);

	if (!err && table.units.folders)
		err = running_read(place, out, &table.running);
	err = err ? err : count_running(&table);
	err = err ? err : load_services(&table);
	err = err ? err : report_services(&table);
	units_conclude(&table.units, err, &table.coverage);
	if (table.coverage.state == COVERAGE_COMPLETE && !table.running.known) {
		table.coverage.state = COVERAGE_PARTIAL;
		table.coverage.reason = REASON_NO_RUNNING_STATE;
	}
	observations_cover(out, &table.coverage);
	return err;
}

const struct probe services_probe = {
	.name = "services",
	.looks = "systemd's services: their names, the programs they start, the packages that "
		 "brought "
		 "them, whether they start by themselves, and by their control groups whether they "
		 "run.",
	.never = "Arguments and environment of a service, its log, and for whom an instance runs.",
	.areas = areas,
	.globs = globs,
	.collect = collect,
};
