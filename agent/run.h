/* One run of one subcommand: options, files opened, opener and worker forked into their cells,
 * outputs renamed. After a crash of the worker the run goes on with a fresh one that steps over the
 * packet or probe in hand. */
#pragma once
#include "agent/command.h"

/* argv[0] is the subcommand's name. Returns the exit status of the program. */
int run_command(const struct command *command, int argc, char **argv);

/* True once the user or the system asked to stop; collectors look at it and finish early. */
bool run_interrupted(void);
