/* The blocks of a pcapng file (draft-ietf-opsawg-pcapng-01): sections, interfaces, packets; all
 * others are skipped. A line in the table of probes/traffic/blocks.c. */
#pragma once
#include "probes/traffic/blocks_state.h"

#define PCAPNG_PACKET 6 /* the type of nearly all blocks with packets */

bool pcapng_begins(struct span head);
int pcapng_open(struct blocks *blocks);
int pcapng_next(struct blocks *blocks, struct block_packet *out);
