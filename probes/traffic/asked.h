/* The server names of the last few thousand hellos, by connection, so that the certificate that
 * answers one can be held against it: a ring of fixed size. A name too long for its place, or that
 * gave way to another, is not there. */
#pragma once
#include "probes/traffic/flows.h"

#define ASKED_MAX 4096
#define ASKED_NAME 56 /* bytes, with the NUL */

struct asked; /* 256 KiB, owned by the caller */

struct asked *asked_new(void); /* NULL: no memory */
void asked_free(struct asked *asked);

/* What the connection asked for now; "": nothing that is known. */
void asked_put(struct asked *asked, const struct flows *flows, const struct flow *flow,
               const char *name);

/* NULL: not known (any more). Valid until the next asked_put(). */
const char *asked_find(const struct asked *asked, const struct flows *flows,
                       const struct flow *flow);
