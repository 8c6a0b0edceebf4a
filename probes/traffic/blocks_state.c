/* What it means for a capture file when its bytes come short. */
#include "probes/traffic/blocks_state.h"

#include <errno.h>

#include "probes/traffic/unpack.h"

int blocks_fail(struct blocks *blocks, int error, const char *problem)
{
	blocks->problem = problem;
	blocks->error = error;
	return error;
}

int blocks_short(struct blocks *blocks, int error)
{
	const struct input *input = &blocks->input;

	if (error != -EAGAIN)
		return error;
	if (input->status == 1)
		return input->left || blocks->pass ? blocks_fail(blocks, -EBADMSG, "truncated") : 0;
	if (input->status == -ENOTSUP) {
		blocks->remedy = input_packing(input)->remedy;
		return blocks_fail(blocks, -ENOTSUP, "large-window");
	}
	if (input->status == -ENOMEM)
		return blocks_fail(blocks, -ENOMEM, "no-memory");
	if (input->status == -EBADMSG)
		return blocks_fail(blocks, -EBADMSG, input->cut ? "truncated" : "bad-compression");
	return blocks_fail(blocks, input->status,
	                   input->status == -EFBIG ? "too-large" : "unreadable");
}

int blocks_need(struct blocks *blocks, size_t need)
{
	int result;

	do
		result = input_need(&blocks->input, need);
	while (result == -EINTR);
	return result ? blocks_short(blocks, result) : 0;
}
