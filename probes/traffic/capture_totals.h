/* What was read of recordings, in numbers: of all of them, or of the frames of one network. */
#pragma once
#include <stdint.h>

#include "probes/base/date.h"
#include "probes/traffic/effort.h"

struct capture_totals {
	uint64_t packets, bytes; /* read, of all sources; not those left out */
	uint64_t left_out;    /* packets of networks that are not read, or of none that is known */
	uint64_t not_decoded; /* link type or network layer that is not read (yet) */
	uint64_t sealed;      /* wireless frames that only those of the network can read */
	uint64_t truncated_packets; /* cut by the snap length before the name was whole */
	uint64_t connections;       /* flows that carried a hello or a request */
	uint64_t hidden;            /* of these: name not readable */
	uint64_t outer_only; /* names said beside an encrypted hello (or its GREASE look-alike): the
	                        inner may differ */
	uint64_t flows_evicted, buffers_missing; /* table or pool full */
	uint64_t skipped;                        /* by capture_skip */
	uint64_t over_limit;                     /* sources of which max_bytes left a rest */
	date first, last;
	uint64_t link_types_unknown;
	struct effort effort;
};

#define CAPTURE_NOTHING ((struct capture_totals){ .first = DATE_NONE, .last = DATE_NONE })

void capture_totals_add(struct capture_totals *totals, const struct capture_totals *others);
