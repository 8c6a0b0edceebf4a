/* One run of one subcommand: options, files opened, opener and worker forked into their cells
 * (agent/workers.h), outputs renamed. */
#pragma once
#include "agent/command.h"

/* argv[0] is the subcommand's name. Returns the exit status of the program. */
int run_command(const struct command *command, int argc, char **argv);
