/* hosts: names in recordings as TSV; catalogue hits and a count of the rest, or with --all-names
 * every name. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/basis.h"
#include "agent/command.h"
#include "agent/exit.h"
#include "agent/run.h"
#include "probes/traffic/capture.h"
#include "probes/traffic/tally.h"

#define NEVER_LISTED "[never-listed]"

struct host_table {
	const struct basis *basis;
	struct tally *tally;
	bool all, own;
	uint64_t rest;
};

static bool known(const struct host_table *table, const char *host)
{
	struct match match;

	return matcher_find_host(table->basis->matcher, host, &match, 1) > 0;
}

static int take_name(void *arg, const struct name_seen *seen)
{
	struct host_table *table = arg;
	const char *name = seen->host;

	/* --permission own keeps nothing and shows a person their own names; else helplines and
	 * unions stay unnamed. */
	if (!table->own && catalogue_never_lists(&table->basis->catalogue, name)) {
		name = NEVER_LISTED;
	} else if (!table->all && !known(table, name)) {
		table->rest++;
		return 0;
	}
	return tally_add(table->tally, seen->protocol, name);
}

static int print_row(void *arg, const struct tally_row *row)
{
	(void)arg;
	printf("%s\t%s\t%llu\n", name_protocol_word(row->protocol), row->name,
	       (unsigned long long)row->count);
	return 0;
}

static int print_rows(const struct host_table *table)
{
	int error = tally_each(table->tally, print_row, NULL);

	if (fflush(stdout) != 0 && !error)
		error = -EIO;
	return error;
}

static void print_totals(const struct host_table *table, const struct capture_totals *totals)
{
	fprintf(stderr, "%llu packets; %llu connections, of which %llu hid their name",
	        (unsigned long long)totals->packets, (unsigned long long)totals->connections,
	        (unsigned long long)totals->hidden);
	if (!table->all)
		fprintf(stderr, "; %llu messages with names that the catalogue does not know",
		        (unsigned long long)table->rest);
	if (totals->not_decoded)
		fprintf(stderr, "; %llu packets of kinds that are not read",
		        (unsigned long long)totals->not_decoded);
	fputc('\n', stderr);
}

static int read_names(struct work *work, struct host_table *table, struct problem *problem)
{
	const struct input_files *files = &work->inputs->files;
	struct capture_source *sources =
		arena_take(work->arena, files->count + 1, sizeof(*sources));
	struct capture_options options = { .max_bytes = work->options->max_bytes_number,
		                           .progress = &work->shared->progress,
		                           .skips = work->shared->packet_skips,
		                           .skip_count = work->shared->packet_skip_count,
		                           .end = work->shared->has_packet_end
		                                          ? &work->shared->packet_end
		                                          : NULL,
		                           .stop = run_interrupted };
	struct name_sink sink = { take_name, table };
	struct capture_totals totals = { 0 };
	int error, printed;

	if (!sources)
		return -ENOMEM;
	for (size_t i = 0; i < files->count; i++)
		sources[i] = (struct capture_source){ .name = files->items[i].path,
			                              .fd = files->items[i].fd };
	work->shared->stage = STAGE_CAPTURE;
	error = capture_read(sources, files->count, &options, &sink, NULL, &totals, problem);
	work->shared->stage = STAGE_LOADING;
	if (error == -ENOMEM)
		return error;
	printed = print_rows(table);
	if (!work->options->quiet)
		print_totals(table, &totals);
	return error ? error : printed;
}

static int as_status(const struct work *work, int error)
{
	if (error == -ENOMEM || error == -EIO)
		return EXIT_BROKEN;
	if (error)
		return EXIT_USAGE;
	return run_interrupted() || work->shared->crashes ? EXIT_BROKEN : EXIT_NOTHING;
}

static int work_hosts(struct work *work)
{
	struct basis *basis = arena_take(work->arena, 1, sizeof(*basis));
	struct problem problem = { 0 };
	int status = basis ? basis_load(work, basis, &problem) : EXIT_BROKEN;

	if (basis && !status)
		status = basis_permits_network(work, basis, &problem);
	if (basis && !status) {
		struct host_table table = { .basis = basis,
			                    .tally = tally_new(),
			                    .all = work->options->all_names };
		int error = -ENOMEM;

		table.own =
			work->options->permission && strcmp(work->options->permission, "own") == 0;
		if (table.tally)
			error = read_names(work, &table, &problem);
		if (error && !problem_found(&problem))
			problem_set(&problem, "%s", strerror(-error));
		status = as_status(work, error);
		tally_free(table.tally);
	}
	if (basis)
		basis_close(basis);
	if (problem_found(&problem))
		fprintf(stderr, "daylight hosts: %s\n", problem.text);
	return status;
}

static int prepare(struct options *options, struct problem *problem)
{
	if (options->words.count)
		return -1;
	problem_set(problem, "name a network recording (see daylight hosts --help)");
	return EXIT_USAGE;
}

static const char *const options[] = { "catalogue", "agreement", "permission", "network",
	                               "all-names", "max-bytes", "quiet",      NULL };

const struct command command_hosts = {
	.name = "hosts",
	.usage = "FILE... --permission FILE|own [--all-names]",
	.about = "names of services in network recordings, as a table",
	.help = "Prints proto, name and count (tab-separated, sorted) of the names that the "
		"catalogue knows, and on\n"
		"standard error how many others there were; with --all-names every name. A "
		"recording is read only\n"
		"with permission: an authorisation.json of the system's controller, or \"own\" for "
		"your own traffic.",
	.example = "daylight hosts my-laptop.pcap --permission own --all-names",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_FILES,
	.prepare = prepare,
	.work = work_hosts,
};
