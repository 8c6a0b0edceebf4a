/* Opener and worker: forked, joined by a socket, waited for; and when a worker dies, what it had in
 * hand is left out by the next one (agent/shared.h). The process that does this reads no byte from
 * outside. */
#pragma once
#include "agent/command.h"

/* All that a run has opened before its first worker. */
struct the_run {
	const struct command *command;
	struct options options;
	struct inputs inputs;
	struct outputs outputs;
	struct shared *shared;
	struct quic_keys *quic; /* for commands that read recordings; NULL: none */
	int64_t now;            /* real clock at the start, seconds UTC */
	unsigned rights;        /* enum probe_needs that this process could meet */
	unsigned restarts; /* here, not in the shared page: a worker that was taken over could set
	                      it back */
};

/* Which needs of the probes this process could meet. */
unsigned workers_rights(void);

/* Workers until one lives to its end, or nothing more can be left out. An exit status. */
int workers_run(struct the_run *run);
