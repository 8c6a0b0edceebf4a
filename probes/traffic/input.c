/* The bytes of a file or pipe through one buffer, unpacked on the way where they are compressed. */
#include "probes/traffic/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "probes/traffic/unpack.h"

#define READS_AT_ONCE 64 /* then whoever skips may look at other things */

struct input_unpacker {
	const struct unpacker *kind;
	void *state;
	struct span in; /* in `packed` */
	bool between;   /* a member has ended and no other begun */
	bool holds;     /* `out` was full: more may come without more of `in` */
	uint8_t packed[INPUT_CHUNK];
};

/* Bytes from the descriptor: how many, 0 at its end (which sets `status`), or -errno. */
static ssize_t read_some(struct input *input, uint8_t *to, size_t room)
{
	ssize_t count = read(input->fd, to, room);

	if (count < 0 && errno == EINTR)
		return -EINTR;
	if (count < 0)
		return input->status = -errno;
	input->read += (size_t)count;
	return count;
}

static void take_in(struct input *input, size_t count)
{
	input->left += count;
	input->taken += count;
	if (!input->limit || input->taken <= input->limit)
		return;
	input->left -= input->taken - input->limit;
	input->taken = input->limit;
	input->status = -EFBIG;
}

/* One read more of packed bytes behind those in hand. 0 (see `status`), or -EINTR. */
static int read_packed(struct input *input)
{
	struct input_unpacker *unpacker = input->unpacker;
	size_t left = unpacker->in.len;
	ssize_t count;

	if (left)
		memmove(unpacker->packed, unpacker->in.at, left);
	unpacker->in.at = unpacker->packed;
	count = read_some(input, unpacker->packed + left, INPUT_CHUNK - left);
	if (count == -EINTR)
		return -EINTR;
	if (count > 0)
		unpacker->in.len += (size_t)count;
	if (count)
		return 0;
	input->cut = left || !unpacker->between;
	input->status = input->cut ? -EBADMSG : 1;
	return 0;
}

/* gzip(1) and xz(1) let zeros follow a member (padding); another begins as the first did. 0, or
 * -EAGAIN: there is too little in hand to tell. */
static int begin_member(struct input *input)
{
	struct input_unpacker *unpacker = input->unpacker;
	struct span *in = &unpacker->in;

	while (in->len && !*in->at)
		*in = span_from(*in, 1);
	if (in->len < UNPACK_HEAD)
		return -EAGAIN;
	if (!unpacker->kind->begins(*in))
		input->status = -EBADMSG;
	else if (unpacker->kind->begin(unpacker->state) != 0)
		input->status = -ENOMEM;
	unpacker->between = false;
	return 0;
}

/* Unpacks what is in hand to `to`: how many bytes came of it. */
static size_t unpack_some(struct input *input, uint8_t *to)
{
	struct input_unpacker *unpacker = input->unpacker;
	struct unpack_room room = { unpacker->in, to, INPUT_CHUNK };
	int result = unpacker->kind->step(unpacker->state, &room);

	/* no progress would be no end */
	if (!result && room.in.len && room.in.len == unpacker->in.len && room.out == to)
		result = -EBADMSG;
	unpacker->in = room.in;
	unpacker->holds = !room.out_left;
	unpacker->between = result == 1;
	if (result < 0)
		input->status = result;
	return INPUT_CHUNK - room.out_left;
}

/* 0 once something came or `status` is set, or -EINTR. */
static int unpack_more(struct input *input)
{
	struct input_unpacker *unpacker = input->unpacker;
	uint64_t before = input->taken;
	size_t came;

	while (input->taken == before && !input->status) {
		int result = 0;

		if (unpacker->between) {
			result = begin_member(input);
		} else if (unpacker->in.len || unpacker->holds) {
			came = unpack_some(input, input->buffer + input->left);
			take_in(input, came);
			continue;
		} else {
			result = -EAGAIN;
		}
		if (result == -EAGAIN && read_packed(input) == -EINTR)
			return -EINTR;
	}
	return 0;
}

/* One read more behind the bytes in hand, which move to the front. 0 (see `status`), or -EINTR. */
static int input_more(struct input *input)
{
	ssize_t count;

	memmove(input->buffer, input->at, input->left);
	input->at = input->buffer;
	if (input->unpacker)
		return unpack_more(input);

	count = read_some(input, input->buffer + input->left, INPUT_CHUNK);
	if (count == -EINTR)
		return -EINTR;
	if (count == 0)
		input->status = 1;
	if (count > 0)
		take_in(input, (size_t)count);
	return 0;
}

int input_need(struct input *input, size_t need)
{
	while (input->left < need) {
		if (input->status)
			return -EAGAIN;
		if (input_more(input) == -EINTR)
			return -EINTR;
	}
	return 0;
}

int input_skip(struct input *input, uint64_t *count)
{
	int reads = 0;

	while (*count) {
		size_t step = *count < input->left ? (size_t)*count : input->left;

		input_pass(input, step);
		*count -= step;
		if (!*count)
			return 0;
		if (input->status)
			return -EAGAIN;
		if (++reads > READS_AT_ONCE || input_more(input) == -EINTR)
			return -EINTR;
	}
	return 0;
}

/* Turns to unpacking: what was read so far are packed bytes. */
static int begin_unpacking(struct input *input, const struct unpacker *kind)
{
	struct input_unpacker *unpacker = calloc(1, sizeof(*unpacker));

	if (!unpacker || kind->open(&unpacker->state) != 0) {
		free(unpacker);
		return -ENOMEM;
	}
	unpacker->kind = kind;
	unpacker->between = true;
	memcpy(unpacker->packed, input->at, input->left);
	unpacker->in = (struct span){ unpacker->packed, input->left };
	input->unpacker = unpacker;
	input->at = input->buffer;
	input->left = 0;
	input->taken = 0;
	if (input->status == 1)
		input->status = 0; /* the end of the packed bytes is found again */
	return 0;
}

int input_open(struct input *input, int fd, uint64_t limit)
{
	const struct unpacker *kind;
	int result;

	*input = (struct input){ .fd = fd };
	input->buffer = calloc(1, INPUT_HOLD + INPUT_CHUNK + INPUT_SLACK);
	if (!input->buffer)
		return -ENOMEM;
	input->at = input->buffer;

	do
		result = input_need(input, UNPACK_HEAD);
	while (result == -EINTR);
	if (input->status < 0)
		return input->status;
	kind = unpacker_of((struct span){ input->at, input->left });
	if (kind && begin_unpacking(input, kind) != 0)
		return -ENOMEM;
	input->limit = limit;
	if (!input->unpacker)
		take_in(input, 0);
	return 0;
}

void input_close(struct input *input)
{
	if (input->unpacker)
		input->unpacker->kind->close(input->unpacker->state);
	free(input->unpacker);
	free(input->buffer);
	*input = (struct input){ .fd = -1 };
}

const struct unpacker *input_packing(const struct input *input)
{
	return input->unpacker ? input->unpacker->kind : NULL;
}
