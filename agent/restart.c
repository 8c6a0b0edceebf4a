/* One packet or one check less. */
#include "agent/restart.h"

#include <unistd.h>

#define RESTARTS_MAX (SKIPS_MAX + 16)

static bool reads_stdin(const struct input_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		if (files->items[i].fd == STDIN_FILENO)
			return true;
	return false;
}

/* One packet is left out; and when that was tried often enough, or cannot be, all from that packet
 * on. */
static bool step_over_packet(struct the_run *r, struct capture_skip at)
{
	struct shared *shared = r->shared;
	bool again = !reads_stdin(&r->inputs.captures) && !reads_stdin(&r->inputs.files);

	if (again && at.packet && shared->packet_skip_count < SKIPS_MAX) {
		shared->packet_skips[shared->packet_skip_count++] = at;
		return true;
	}
	if (shared->has_packet_end)
		return false;
	shared->has_packet_end = true;
	shared->packet_end = again ? at : (struct capture_skip){ at.source, 0 };
	return true;
}

/* What the dead worker had in hand is left out by the next one; false when nothing can be left out.
 */
static bool step_over(struct the_run *r)
{
	struct shared *shared = r->shared;
	struct capture_skip at = { shared->progress.source, shared->progress.packet };
	uint32_t probe = shared->probe;

	shared->crashes++;
	if (shared->stage == STAGE_CAPTURE)
		return step_over_packet(r, at);
	if (shared->stage != STAGE_PROBE || probe >= 32 || shared->probe_skips >> probe & 1)
		return false;
	shared->probe_skips |= 1u << probe;
	return true;
}

static void rewind_inputs(const struct the_run *r)
{
	for (size_t i = 0; i < r->inputs.captures.count; i++)
		lseek(r->inputs.captures.items[i].fd, 0, SEEK_SET);
	for (size_t i = 0; i < r->inputs.files.count; i++)
		lseek(r->inputs.files.items[i].fd, 0, SEEK_SET);
}

bool restart_without_it(struct the_run *r)
{
	if (++r->restarts > RESTARTS_MAX || !step_over(r))
		return false;
	outputs_restart(&r->outputs, r->shared);
	rewind_inputs(r);
	return true;
}
