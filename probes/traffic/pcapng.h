/* The blocks of a pcapng file (draft-ietf-opsawg-pcapng-01): sections, interfaces, packets; all
 * others are skipped. Called by probes/traffic/blocks.c, which has told the format. */
#pragma once
#include "probes/traffic/blocks_state.h"

#define PCAPNG_SECTION 0x0a0d0d0au /* reads the same in both byte orders */

/* As blocks_next(), on a file whose first block is a section header. */
int pcapng_next(struct blocks *blocks, struct block_packet *out);
