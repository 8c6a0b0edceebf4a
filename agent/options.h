/* The command line (DESIGN 7): one table of options, shared by all subcommands; each subcommand
 * names those that it takes. Options may stand before or after what they belong to. Strings point
 * into argv. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "probes/base/date.h"
#include "probes/base/problem.h"

#define OPTION_LIST_MAX 256

struct option_list {
	const char *items[OPTION_LIST_MAX];
	size_t count;
};

struct options {
	const char *annex; /* of report */
	const char *agreement, *catalogue, *output, *root, *at, *edition, *whose, *permission,
		*time_zone, *max_bytes;
	const char *device_class, *network, *site, *audit_key, *new_key, *format, *kind;
	const char *to, *answers, *party, *position, *text, *date, *document, *count, *explain;
	struct option_list reads, probes;
	bool all_names, totals, dry_run, keep_inventory, json, quiet, no_color, example, help;
	struct option_list words; /* what is no option, in order */
	/* Worked out from the above: */
	int64_t at_seconds;
	date at_day; /* --at with a day alone: that day in the zone of the agreement; else DATE_NONE
	              */
	bool at_given;
	char output_file[4096]; /* -o, where a folder was named (agent/register_output.h) */
	uint64_t max_bytes_number;
};

struct command;

/* Parses argv[1..] for one subcommand. 0, or -EINVAL with `problem`. */
int options_parse(const struct command *command, int argc, char **argv, struct options *out,
                  struct problem *problem);

/* The help of one subcommand: usage, what it does, its options, an example. */
void options_help(const struct command *command, FILE *out);
