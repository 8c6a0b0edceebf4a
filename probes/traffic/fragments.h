/* IP packets put together from their fragments (RFC 791, RFC 8200 section 4.5), and frames from the
 * pieces that CAPWAP makes of them, in a fixed table; also fragments of what travels in fragments.
 *
 * Overlaps are resolved first-wins, in units of eight bytes; so is the end: a piece that goes
 * beyond the last one, or a last one that ends before what is there, is ignored. A packet id that
 * comes back after FRAGMENTS_SECONDS of the capture's own clock, which may run backwards, is a new
 * packet. When the table is full the one that was touched longest ago, in packet order, gives way.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "probes/wire/packet.h"

#define FRAGMENTS_SLOTS 64
#define FRAGMENTS_BYTES 65536 /* of one IP payload */
#define FRAGMENTS_SECONDS 30

struct fragments; /* about 4 MiB, owned by the caller */

struct fragments *fragments_new(void); /* NULL: no memory */
void fragments_free(struct fragments *fragments);

/* Adds the piece. True: `packet` is now the whole one, its payload valid until the next call. A
 * first piece that the snap length cut can never become whole: it is handed out at once, as cut.
 * `*lost` is raised by one when an unfinished packet had to give way, or its time was over. */
bool fragments_add(struct fragments *fragments, struct packet *packet, int64_t seconds,
                   uint64_t *lost);

/* At the end of a capture: the next unfinished packet whose first bytes are there, as cut; false:
 * no more. The table is empty after that. */
bool fragments_take_unfinished(struct fragments *fragments, struct packet *packet);
