/* How far the reading of recordings is, as one line on the terminal: the worker, which may not know
 * about terminals, notes it in the shared page, and the process that waits for it prints it, at
 * most once a second. Nothing is printed with --quiet, where standard error is no terminal, or in
 * the first second. */
#pragma once
#include <sys/types.h>

#include "agent/workers.h"

/* Prints until the child ends or a signal comes. */
void progress_follow(const struct the_run *run, pid_t child);

/* In the worker, before it says anything: takes the line away. */
void progress_end(struct shared *shared);
