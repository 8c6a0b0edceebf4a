/* A subcommand is one file in agent/ and one line in the table of main.c. What it does with foreign
 * bytes happens in work(), inside the sandbox; before that agent/run.c has opened every input and
 * output that `takes` names. */
#pragma once
#include "agent/inputs.h"
#include "agent/options.h"
#include "agent/outputs.h"
#include "agent/shared.h"
#include "probes/base/arena.h"
#include "probes/place.h"

enum command_takes { /* what run.c opens before the sandbox closes */
	             TAKES_CATALOGUE = 1 << 0,
	             TAKES_AGREEMENT = 1 << 1,  /* and the sets of clauses; the folder of -a */
	             TAKES_AGREEMENTS = 1 << 2, /* the same, of every word */
	             TAKES_DEVICE = 1 << 3,     /* reads a device through the opener */
	             TAKES_CAPTURES = 1 << 4,   /* -r FILE */
	             TAKES_FILES = 1 << 5, /* every word is a file to read ("-" = standard input) */
	             TAKES_FOLDER = 1 << 6,     /* -o names a folder */
	             TAKES_STREAM = 1 << 7,     /* -o names a file; without it standard output */
	             TAKES_LOG = 1 << 8,        /* adds rows to log.jsonl in the folder of -a */
	             TAKES_NEW_FOLDER = 1 << 9, /* with TAKES_FOLDER: overwrites nothing there */
	             TAKES_PACKS = 1 << 10,     /* the sets of clauses, without an agreement */
};

struct quic_keys;

/* All that a subcommand has inside the sandbox. */
struct work {
	const struct command *command;
	const struct options *options;
	const struct inputs *inputs;
	struct outputs *outputs;
	struct shared *shared;
	struct arena *arena;
	struct place place;
	struct quic_keys *quic; /* probes/wire/quic_keys.h; NULL: none */
	int64_t now;            /* real clock at the start, seconds UTC */
	bool landlocked;        /* the kernel had Landlock */
	bool terminal;          /* standard output is one */
	unsigned rights;        /* enum probe_needs that this run could meet */
};

struct command {
	const char *name;
	const char *usage; /* "[-a DIR] [-r FILE]..." */
	const char *about; /* one line for the list */
	const char *help;  /* a paragraph */
	const char *example;
	const char *const *options; /* long names it takes, NULL-terminated */
	unsigned takes;             /* enum command_takes */
	unsigned outputs;           /* bits by enum output, with TAKES_FOLDER */
	unsigned resumed;           /* of these, whose .part is gone on with (TAKES_NEW_FOLDER) */
	/* The same where the options decide; NULL: `outputs`. */
	unsigned (*choose_outputs)(const struct options *options);
	/* A family of commands (agent/verbs.h): NULL-terminated, and it has no work() of its own.
	 */
	const struct command *const *verbs;
	/* Before anything is opened: questions on the terminal, usage. An exit status, or -1 to go
	 * on. */
	int (*prepare)(struct options *options, struct problem *problem);
	/* Inside the sandbox. Returns an exit status. Prints on stdout/stderr. */
	int (*work)(struct work *work);
};

extern const struct command command_audit, command_observe, command_evaluate, command_report,
	command_merge, command_hosts, command_agreement, command_catalogue, command_papers,
	command_probes, command_respond;
