/* The wish of the user or the system that the run should end: every part finishes what it has in
 * hand.
 */
#pragma once
#include <signal.h>
#include <stdbool.h>

/* SIGINT and SIGTERM set `*flag`, which lies in the page that all processes of the run share, for a
 * signal may reach just one of them; a second one ends the process. SIGUSR1 only wakes a worker
 * that waits for bytes. SIGPIPE is ignored. */
void interrupt_listen(volatile sig_atomic_t *flag);

/* True once a signal came. Collectors look at it and finish early. */
bool interrupted(void);
