/* snoop, version 2 (RFC 1761): big-endian, microseconds, one link type a file. A line in the table
 * of probes/traffic/blocks.c. */
#pragma once
#include "probes/traffic/blocks_state.h"

bool snoop_begins(struct span head);
int snoop_open(struct blocks *blocks); /* -ENOTSUP: another version */
int snoop_next(struct blocks *blocks, struct block_packet *out);
