/* A command that is a family ("agreement") has a table of verbs, each a struct command of its own
 * ("agreement check") with its own options, inputs and help: a new verb is one file and one line.
 */
#pragma once
#include <stdio.h>

#include "agent/command.h"

/* Runs the verb that argv names, or prints the family's help. An exit status. */
int verbs_run(const struct command *family, int argc, char **argv);
