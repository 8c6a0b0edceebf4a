/* A page that worker and opener share: where the worker is, so that after a crash the next worker
 * steps over just that packet or probe; and which outputs are whole. The opener trusts nothing in
 * it beyond array bounds. */
#pragma once
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "probes/traffic/capture.h"

#define SKIPS_MAX 16

enum stage { STAGE_LOADING, STAGE_PROBE, STAGE_CAPTURE, STAGE_JUDGING };

struct shared {
	volatile uint32_t stage;
	volatile uint32_t probe; /* index into probes[] while STAGE_PROBE */
	volatile struct capture_progress progress;
	volatile uint32_t progress_shown; /* a line of it stands on the terminal */
	volatile uint32_t outputs_done;   /* bits by enum output */
	volatile uint32_t stream_done;
	volatile sig_atomic_t interrupted; /* set by a signal in any of the processes */
	/* Written by the opener between workers: */
	struct capture_skip packet_skips[SKIPS_MAX];
	uint32_t packet_skip_count;
	struct capture_skip packet_end; /* of reading, when there were more crashes than skips */
	bool has_packet_end;
	uint32_t probe_skips; /* bits by index of probes[] */
	uint32_t crashes;
};
