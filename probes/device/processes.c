/* One fact per executable and unit, from the links that the kernel keeps below /proc. */
#include "probes/device/processes.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/device/cgroup.h"
#include "probes/device/owners.h"
#include "probes/reasons.h"

#define CGROUP_MAX ((size_t)64 << 10)
#define DELETED " (deleted)"

static const char *const areas[] = { "processes", NULL };
static const char *const globs[] = { "/proc",       "/proc/*/exe", "/proc/*/cgroup",
	                             OWNERS_FOLDER, OWNERS_GLOB,   NULL };

struct process {
	const char *executable, *unit; /* in the place's arena; unit or NULL */
};

struct table {
	struct place *place;
	struct observations *out;
	struct coverage coverage;
	struct process *processes;
	size_t count;
	uint64_t deleted, unreadable;
};

static bool is_number(const char *name)
{
	return *name && name[strspn(name, "0123456789")] == '\0';
}

static bool ends_the_run(int err)
{
	return err == -ENOMEM || err == -EPIPE;
}

static int read_unit(struct table *table, const char *number, const char **unit)
{
	struct span text, name;
	char path[64];
	int err;

	*unit = NULL;
	snprintf(path, sizeof(path), "/proc/%.20s/cgroup", number);
	err = place_read(table->place, path, CGROUP_MAX, &text);
	if (ends_the_run(err))
		return err;
	if (err || !cgroup_unit(text, &name)) /* no unit: many a process has none */
		return 0;
	*unit = arena_string(table->place->arena, (const char *)name.at, name.len);
	return *unit ? 0 : -ENOMEM;
}

/* The kernel appends a word to the path of a file that is gone (proc(5)). */
static const char *without_mark(struct arena *arena, const char *target, bool *deleted)
{
	size_t len = strlen(target), mark = sizeof(DELETED) - 1;

	*deleted = len > mark && strcmp(target + len - mark, DELETED) == 0;
	return *deleted ? arena_string(arena, target, len - mark) : target;
}

static int add_process(struct table *table, const char *number, const char *target)
{
	struct process *process = &table->processes[table->count];
	bool deleted;

	process->executable = without_mark(table->place->arena, target, &deleted);
	if (!process->executable)
		return -ENOMEM;
	table->coverage.looked_at++;
	table->deleted += deleted;
	table->count++;
	return read_unit(table, number, &process->unit);
}

static int look_at(struct table *table, const char *number)
{
	struct place_entry link;
	char path[64];
	int err;

	snprintf(path, sizeof(path), "/proc/%.20s/exe", number);
	err = place_look(table->place, path, &link);
	if (ends_the_run(err))
		return err;
	if (!err && link.type == PLACE_LINK && link.target)
		return *link.target ? add_process(table, number, link.target) : 0;
	err = err ? err : -link.error;
	if (err == -EACCES || err == -EPERM)
		table->coverage.denied++;
	else if (err && err != -ENOENT &&
	         err != -ESRCH) /* of the kernel's own, or ended meanwhile */
		table->unreadable++;
	return 0;
}

/* Process 1 is always there. A /proc that does not show it (mounted with hidepid=2) shows no other
 * user's either. */
static bool hides_others(const struct table *table, const struct place_listing *listing)
{
	for (size_t i = 0; i < listing->count; i++)
		if (strcmp(listing->entries[i].name, "1") == 0)
			return false;
	return listing->count && !table->place->rooted;
}

static int look_at_all(struct table *table)
{
	struct place_listing listing;
	int err = place_list(table->place, "/proc", &listing);

	if (err)
		return err;
	table->processes =
		arena_take(table->place->arena, listing.count + 1, sizeof(*table->processes));
	if (!table->processes)
		return -ENOMEM;
	if (listing.truncated)
		err = observations_gap(table->out, REASON_TRUNCATED, "/proc", 0, 1);
	table->coverage.denied += hides_others(table, &listing);
	for (size_t i = 0; !err && i < listing.count; i++)
		if (is_number(listing.entries[i].name))
			err = look_at(table, listing.entries[i].name);
	return err;
}

static struct observation fact_of(const struct process *process)
{
	return (struct observation){ .kind = OBSERVED_PROCESS,
		                     .level = LEVEL_ACTIVE,
		                     .probe = processes_probe.name,
		                     .subject = process->executable,
		                     .detail = process->unit,
		                     .first = DATE_NONE,
		                     .last = DATE_NONE,
		                     .count = 1 };
}

static int report_processes(struct table *table)
{
	struct owned_path *paths =
		arena_take(table->place->arena, table->count + 1, sizeof(*paths));
	int err;

	if (!paths)
		return -ENOMEM;
	for (size_t i = 0; i < table->count; i++) {
		const struct observation fact = fact_of(&table->processes[i]);

		paths[i] = (struct owned_path){ .path = fact.subject,
			                        .wanted = owners_wanted(table->out, &fact) };
	}
	err = owners_find(table->place, table->out, paths, table->count);
	for (size_t i = 0; !err && i < table->count; i++) {
		struct observation fact = fact_of(&table->processes[i]);
		const struct owned_path *owned = owners_entry(paths, table->count, fact.subject);

		fact.actor = owned ? owned->package : NULL;
		err = observations_add(table->out, &fact);
	}
	return err;
}

static int report_gaps(struct table *table)
{
	int err = 0;

	if (table->coverage.denied)
		err = observations_gap(table->out, REASON_DENIED, "/proc", EACCES,
		                       table->coverage.denied);
	if (!err && table->unreadable)
		err = observations_gap(table->out, REASON_UNREADABLE, "/proc", 0,
		                       table->unreadable);
	if (!err && table->deleted)
		err = observations_gap(table->out, REASON_DELETED_EXECUTABLE, NULL, 0,
		                       table->deleted);
	return err;
}

static void conclude(struct table *table, int err, size_t gaps)
{
	struct coverage *coverage = &table->coverage;

	if (err) {
		coverage->state = COVERAGE_PARTIAL;
		coverage->reason = err == -ENOMEM ? REASON_MEMORY_LIMIT : REASON_INTERRUPTED;
	} else if (!coverage->looked_at && !coverage->denied) {
		coverage->state = COVERAGE_NOT_RUN;
		coverage->reason = REASON_NO_PROCESS_TABLE;
	} else if (coverage->denied) {
		coverage->state = COVERAGE_PARTIAL;
		coverage->reason = REASON_DENIED;
	} else if (table->out->gap_count - gaps > (table->deleted > 0)) {
		coverage->state = COVERAGE_PARTIAL;
		coverage->reason = REASON_UNREADABLE;
	}
}

static int collect(struct place *place, struct observations *out)
{
	struct table table = { .place = place, .out = out, .coverage = { .attributed = -1 } };
	uint64_t dropped = out->dropped;
	size_t gaps = out->gap_count;
	int err = look_at_all(&table);

	if (err && !ends_the_run(err)) /* no process table to list */
		err = err == -ENOENT ? 0 : observations_gap(out, reason_of(err), "/proc", -err, 1);
	err = err ? err : report_processes(&table);
	err = err ? err : report_gaps(&table);
	conclude(&table, err, gaps);
	table.coverage.seen = err ? 0 : table.count - (out->dropped - dropped);
	observations_cover(out, &table.coverage);
	return err;
}

const struct probe processes_probe = {
	.name = "processes",
	.looks = "Which programs run: the path of each program, the package that brought it and "
		 "the service it belongs to.",
	.never = "Arguments, environment, memory, open files, windows, and whose program it is.",
	.areas = areas,
	.globs = globs,
	.needs = NEEDS_PTRACE,
	.live_only = true,
	.collect = collect,
};
