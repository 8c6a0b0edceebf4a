/* The opener: the half of the run that may be privileged and parses no content (DESIGN 4). It
 * answers the worker over a SEQPACKET socket (probes/place_message.h), holds the line of
 * agent/boundary.h, walks as agent/reach.h does, and counts what it did. The worker may be hostile:
 * every request is bounded and checked; a malformed one ends the service.
 *
 * Order in a run: open outputs and inputs; opener_socketpair(); fork(); in the child close
 * [OPENER_SIDE] and sandbox_enter(); in the parent close [WORKER_SIDE], opener_drop(),
 * opener_serve(), waitpid(). */
#pragma once
#include <stddef.h>
#include <sys/types.h>

#include "agent/boundary.h"
#include "probes/place.h"

enum opener_side { OPENER_SIDE, WORKER_SIDE };

struct opener_setup {
	const char *root;                       /* the disk to look at; NULL = the running system */
	const struct probe *const *probe_table; /* NULL = `probes` */
};

struct opener_tally {
	struct place_count counts[BOUNDARY_PROBES_MAX]; /* probe: name in the table, or "system",
	                                                   "time-zone" */
	size_t count;
};

int opener_socketpair(int out[2]); /* close-on-exec; 0 or -errno */

/* Serves until the worker closes its end: 0. -EBADMSG: a malformed request (the service has ended);
 * -ETIMEDOUT: the worker did not take an answer for a minute; other -errno: the socket or the root.
 * The tally is valid in any case. Does not close the socket. */
int opener_serve(int socket, const struct opener_setup *setup, struct opener_tally *tally);

/* The request parser alone: handles one message as opener_serve() would, answers on `socket`. For
 * opener_serve() and its fuzzer. 0, or -errno when the service must end. */
struct opener;
int opener_new(int socket, const struct opener_setup *setup, struct opener_tally *tally,
               struct opener **out);
void opener_free(struct opener *opener);
int opener_answer(struct opener *opener, struct span request);

/* Keeps of the process's capabilities only those that `needs` (enum probe_needs, or-ed over the
 * chosen probes) asks for, empties the ambient, inheritable and bounding sets, sets no_new_privs. A
 * process that began as root stays uid 0 and so can still read and write what root owns by plain
 * permission; it no longer overrides permissions of others' files except for reading
 * (NEEDS_READ_ALL). Then a filter forbids sockets, programs and the like (agent/filter.h): call it
 * after opener_socketpair() and fork(), with the outputs open. 0 or -errno; do not go on after an
 * error. */
int opener_drop(unsigned needs);

/* The deny-list, for `daylight probes`: globs, NULL-terminated; each stands for itself and
 * everything below it. */
const char *const *opener_denied(void);
