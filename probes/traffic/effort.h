/* What the decoders were put to, counted instead of timed: a bound on it holds on every machine.
 * Readers are the lines of the tables of datagrams.c and stream_messages.c; bytes are those that
 * they were shown for a message, as often as they were. Counted where a reader is asked, so that a
 * packet of a finished conversation costs nothing here. */
#pragma once
#include <stdint.h>

struct effort {
	uint64_t asked;                  /* readers */
	uint64_t bytes;                  /* shown to readers, and moved in buffers */
	uint64_t opened;                 /* Initials of QUIC that were tried with a key */
	uint64_t most_asked, most_bytes; /* by one packet */
	uint64_t packet, packet_asked, packet_bytes; /* its ordinal, and what it took so far */
};

/* Adds to what the packet in hand took; `packet` tells one from the next. */
void effort_add(struct effort *effort, uint64_t packet, uint64_t asked, uint64_t bytes);

/* The sums of both, the greater of the bounds. */
void effort_join(struct effort *effort, const struct effort *others);
