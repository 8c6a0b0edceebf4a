/* How many messages carried each name: what `daylight hosts` prints. Small rows, packed names, one
 * index, so that a million names stay within about 60 MiB. A name seen in DNS responses has a row
 * of its own ("dnsr") only where no query asked for it. Order of adding never reaches the output.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "probes/traffic/capture.h"

#define TALLY_ROWS_MAX ((uint32_t)1 << 22)

struct tally; /* heap, owned by the caller */

struct tally_row {
	enum name_protocol protocol;
	const char *name; /* as long as the tally */
	uint64_t count;   /* stands still at 2^32 - 1 */
};

struct tally *tally_new(void); /* NULL: no memory */
void tally_free(struct tally *tally);

/* One more message. 0, or -ENOMEM: also beyond TALLY_ROWS_MAX. */
int tally_add(struct tally *tally, enum name_protocol protocol, const char *name);

/* How many rows tally_each() has of that protocol. */
uint64_t tally_rows(const struct tally *tally, enum name_protocol protocol);

/* Calls `take` for each row, sorted by the protocol's word, then by name, bytewise. 0, -ENOMEM, or
 * what `take` returned first that was not 0. */
int tally_each(const struct tally *tally, int (*take)(void *arg, const struct tally_row *row),
               void *arg);
