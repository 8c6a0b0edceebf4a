/* hosts: names in recordings as a table or JSON; catalogue hits and a count of the rest, or with
 * --all-names every name; totals, and where one name stood. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/basis.h"
#include "agent/command.h"
#include "agent/exit.h"
#include "agent/hosts_explain.h"
#include "agent/hosts_totals.h"
#include "agent/interrupt.h"
#include "agent/progress.h"
#include "probes/address.h"
#include "probes/traffic/capture.h"
#include "probes/traffic/tally.h"

#define NEVER_LISTED "[never-listed]"
#define A_DEVICE "[device]" /* what a device calls itself may be a person's name */
#define PAGE_MAX ((size_t)64 << 10)

struct host_table {
	const struct basis *basis;
	struct tally *tally;
	bool all, own;
	struct hosts_totals totals;
	struct hosts_explain explain;
};

static bool known(const struct host_table *table, const char *host)
{
	struct match match;

	return matcher_find_host(table->basis->matcher, host, &match, 1) > 0;
}

/* --permission own keeps nothing and shows a person their own names; else unions and helplines stay
 * unnamed, customers of a known supplier too, and an address is no name. */
static const char *name_for_others(const struct host_table *table, const char *host)
{
	const struct basis *basis = table->basis;
	const char *part;

	if (catalogue_never_lists(&basis->catalogue, host))
		return NEVER_LISTED;
	part = basis->interest.known_part(basis->interest.keep_arg, host);
	if (!part && table->all)
		part = address_scope_word(address_of_host(host, strlen(host)));
	return part ? part : host;
}

/* What does not fit into memory is said; the names that did are not lost. */
static int take_name(void *arg, const struct name_seen *seen)
{
	struct host_table *table = arg;
	const char *name = table->own                    ? seen->host
	                   : seen->protocol == NAME_DHCP ? A_DEVICE
	                                                 : name_for_others(table, seen->host);

	hosts_totals_name(&table->totals, seen);
	if (!table->all && name == seen->host && !known(table, name)) {
		table->totals.rest++;
		return 0;
	}
	if (tally_add(table->tally, seen->protocol, name) != 0)
		table->totals.uncounted++;
	if (strcmp(name, NEVER_LISTED) != 0)
		hosts_explain_name(&table->explain, name, seen);
	return 0;
}

static int take_kind(void *arg, const struct kind_seen *seen)
{
	struct host_table *table = arg;

	hosts_totals_kind(&table->totals, seen);
	return 0;
}

struct page {
	struct work *work;
	struct text text;
	bool begun; /* a row stands before */
};

static int write_page(struct page *page)
{
	int error = outputs_write_stream(page->work->outputs, page->work->shared, &page->text);

	text_free(&page->text);
	return error == -ENOMEM ? error : error ? -EIO : 0;
}

static int print_row(void *arg, const struct tally_row *row)
{
	struct page *page = arg;

	char count[24];
	int len = snprintf(count, sizeof(count), "\t%llu\n", (unsigned long long)row->count);

	text_add(&page->text, name_protocol_word(row->protocol));
	text_add_bytes(&page->text, "\t", 1);
	text_add(&page->text, row->name);
	text_add_bytes(&page->text, count, (size_t)len);
	return page->text.len < PAGE_MAX ? 0 : write_page(page);
}

/* Names are printable ASCII (probes/wire/host.h). */
static void add_json_string(struct text *out, const char *name)
{
	text_add(out, "\"");
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			text_add(out, "\\");
		text_add_bytes(out, name, 1);
	}
	text_add(out, "\"");
}

static int print_json_row(void *arg, const struct tally_row *row)
{
	struct page *page = arg;

	text_addf(&page->text, "%s\n{\"proto\":\"%s\",\"name\":", page->begun ? "," : "",
	          name_protocol_word(row->protocol));
	add_json_string(&page->text, row->name);
	text_addf(&page->text, ",\"count\":%llu}", (unsigned long long)row->count);
	page->begun = true;
	return page->text.len < PAGE_MAX ? 0 : write_page(page);
}

static void count_rows(struct host_table *table)
{
	for (unsigned protocol = 0; protocol < NAME_PROTOCOLS; protocol++)
		table->totals.names[protocol] = tally_rows(table->tally, protocol);
}

static int print_json(struct page *page, const struct host_table *table)
{
	int error;

	text_add(&page->text, "{\"format\":\"daylight-hosts/1\",\n");
	hosts_totals_json(&table->totals, &page->text);
	text_add(&page->text, "\"names\":[");
	error = tally_each(table->tally, print_json_row, page);
	text_add(&page->text, "]}\n");
	return error;
}

static int print_names(struct work *work, struct host_table *table,
                       const struct capture_source *sources)
{
	struct page page = { .work = work };
	int error = 0;

	if (work->options->totals || work->options->json)
		count_rows(table);
	if (table->explain.name)
		hosts_explain_page(&table->explain, sources, &page.text);
	else if (work->options->totals)
		hosts_totals_page(&table->totals, &page.text);
	else if (work->options->json)
		error = print_json(&page, table);
	else
		error = tally_each(table->tally, print_row, &page);
	if (!error)
		return write_page(&page);
	text_free(&page.text);
	return error;
}

static void tell_totals(const struct host_table *table)
{
	struct text line = { 0 };

	hosts_totals_line(&table->totals, table->all, &line);
	if (!line.failed)
		fputs(line.at, stderr);
	text_free(&line);
}

static int read_names(struct work *work, struct host_table *table, struct problem *problem)
{
	const struct input_files *lists[] = { &work->inputs->files, &work->inputs->captures };
	size_t room = lists[0]->count + lists[1]->count, count = 0;
	struct capture_source *sources = arena_take(work->arena, room + 1, sizeof(*sources));
	struct capture_options options = { .max_bytes = work->options->max_bytes_number,
		                           .progress = &work->shared->progress,
		                           .skips = work->shared->packet_skips,
		                           .skip_count = work->shared->packet_skip_count,
		                           .end = work->shared->has_packet_end
		                                          ? &work->shared->packet_end
		                                          : NULL,
		                           .stop = interrupted,
		                           .networks = table->basis->recognition,
		                           .quic = work->quic };
	struct name_sink sink = { .name = take_name, .arg = table, .kind = take_kind };
	int error, printed;

	if (options.networks)
		options.shares = arena_take(work->arena, recognition_count(options.networks),
		                            sizeof(*options.shares));
	if (!sources || (options.networks && !options.shares))
		return -ENOMEM;
	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->count; i++)
			sources[count++] = (struct capture_source){ .name = lists[l]->items[i].path,
				                                    .fd = lists[l]->items[i].fd,
				                                    .seekable = input_is_seekable(
									    &lists[l]->items[i]) };
	work->shared->stage = STAGE_CAPTURE;
	error = capture_read(sources, count, &options, &sink, NULL, &table->totals.capture,
	                     problem);
	work->shared->stage = STAGE_LOADING;
	progress_end(work->shared);
	if (error == -ENOMEM)
		return error;
	printed = print_names(work, table, sources);
	if (!work->options->quiet && !work->options->totals)
		tell_totals(table);
	if (!printed && table->totals.uncounted)
		printed = -ENOMEM;
	return error ? error : printed;
}

static int as_status(const struct work *work, int error)
{
	if (error == -ENOMEM || error == -EIO)
		return EXIT_BROKEN;
	if (error)
		return EXIT_USAGE;
	return interrupted() || work->shared->crashes ? EXIT_BROKEN : EXIT_NOTHING;
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
			                    .all = work->options->all_names,
			                    .explain = { .name = work->options->explain,
			                                 .all = work->options->all_names } };
		int error = -ENOMEM;

		table.own = table.totals.own =
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
	if ((options->explain != NULL) + options->totals + options->json > 1) {
		problem_set(problem, "--explain, --totals and --json exclude each other");
		return EXIT_USAGE;
	}
	if (options->words.count || options->reads.count)
		return -1;
	problem_set(problem, "name a network recording (see daylight hosts --help)");
	return EXIT_USAGE;
}

static const char *const options[] = { "catalogue", "agreement", "output",  "read",   "permission",
	                               "network",   "all-names", "explain", "totals", "json",
	                               "max-bytes", "quiet",     NULL };

const struct command command_hosts = {
	.name = "hosts",
	.usage = "FILE... --permission FILE|own [--all-names] [--totals | --json | --explain NAME]",
	.about = "names of services in network recordings, as a table",
	.help = "Prints proto, name and count (tab-separated, sorted) of the names that the "
		"catalogue knows, and on\n"
		"standard error how many others there were; with --all-names every name. "
		"--totals prints numbers by\n"
		"protocol and hour instead; --explain in which packets a name stood. A recording "
		"is read only with\n"
		"permission: an authorisation.json of the system's controller, or \"own\" for your "
		"own traffic.",
	.example = "daylight hosts my-laptop.pcap --permission own --all-names",
	.options = options,
	.takes = TAKES_CATALOGUE | TAKES_AGREEMENT | TAKES_FILES | TAKES_CAPTURES | TAKES_STREAM,
	.prepare = prepare,
	.work = work_hosts,
};
