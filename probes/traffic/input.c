/* The bytes of a file or pipe through one buffer, inflated on the way where they are gzip. */
#include "probes/traffic/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* zlib's word for: 32 KiB, gzip header and checksum */

struct input_unpacker {
	z_stream stream;
	bool between; /* a member has ended and no other begun */
	uint8_t packed[INPUT_CHUNK];
};

/* Bytes from the descriptor: how many, 0 at its end (which sets `status`), or -errno. */
static ssize_t read_some(struct input *input, uint8_t *to)
{
	ssize_t count = read(input->fd, to, INPUT_CHUNK);

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

static int end_of_packed(struct input *input)
{
	input->cut = !input->unpacker->between;
	input->status = input->cut ? -EBADMSG : 1;
	return 0;
}

/* gzip(1) lets zeros follow a member (padding of tapes); another member begins with its magic. */
static bool begin_member(struct input_unpacker *unpacker)
{
	z_stream *stream = &unpacker->stream;

	while (stream->avail_in && !*stream->next_in) {
		stream->next_in++;
		stream->avail_in--;
	}
	if (!stream->avail_in)
		return true;
	unpacker->between = false;
	return *stream->next_in == 0x1f && inflateReset(stream) == Z_OK;
}

/* Inflates what is packed in hand to `to`: how many bytes came of it. */
static size_t inflate_some(struct input *input, uint8_t *to)
{
	struct input_unpacker *unpacker = input->unpacker;
	z_stream *stream = &unpacker->stream;
	int result;

	if (unpacker->between && !begin_member(unpacker)) {
		input->status = -EBADMSG;
		return 0;
	}
	stream->next_out = to;
	stream->avail_out = INPUT_CHUNK;
	if (unpacker->between)
		return 0;
	result = inflate(stream, Z_NO_FLUSH);
	unpacker->between = result == Z_STREAM_END;
	if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END)
		input->status = result == Z_MEM_ERROR ? -ENOMEM : -EBADMSG;
	return INPUT_CHUNK - stream->avail_out;
}

/* 0 once something came or `status` is set, or -EINTR. */
static int unpack_more(struct input *input)
{
	struct input_unpacker *unpacker = input->unpacker;
	uint64_t before = input->taken;

	while (input->taken == before && !input->status) {
		size_t came = inflate_some(input, input->buffer + input->left);
		ssize_t count;

		take_in(input, came);
		if (came || input->status || unpacker->stream.avail_in)
			continue;
		count = read_some(input, unpacker->packed);
		if (count == -EINTR)
			return -EINTR;
		if (count == 0)
			return end_of_packed(input);
		unpacker->stream.next_in = unpacker->packed;
		unpacker->stream.avail_in = count > 0 ? (uInt)count : 0;
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

	count = read_some(input, input->buffer + input->left);
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
	while (*count) {
		size_t step = *count < input->left ? (size_t)*count : input->left;

		input_pass(input, step);
		*count -= step;
		if (!*count)
			return 0;
		if (input->status)
			return -EAGAIN;
		if (input_more(input) == -EINTR)
			return -EINTR;
	}
	return 0;
}

/* Turns to unpacking: what was read so far are packed bytes. */
static int begin_unpacking(struct input *input)
{
	struct input_unpacker *unpacker = calloc(1, sizeof(*unpacker));

	if (!unpacker)
		return -ENOMEM;
	if (inflateInit2(&unpacker->stream, GZIP_WINDOW) != Z_OK) {
		free(unpacker);
		return -ENOMEM;
	}
	memcpy(unpacker->packed, input->at, input->left);
	unpacker->stream.next_in = unpacker->packed;
	unpacker->stream.avail_in = (uInt)input->left;
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
	static const uint8_t gzip[] = { 0x1f, 0x8b, 8 }; /* RFC 1952 section 2.3.1: deflate */
	int result;

	*input = (struct input){ .fd = fd };
	input->buffer = calloc(1, INPUT_HOLD + INPUT_CHUNK + INPUT_SLACK);
	if (!input->buffer)
		return -ENOMEM;
	input->at = input->buffer;

	do
		result = input_need(input, sizeof(gzip));
	while (result == -EINTR);
	if (input->status < 0)
		return input->status;
	if (result == 0 && memcmp(input->at, gzip, sizeof(gzip)) == 0)
		result = begin_unpacking(input);
	if (result == -ENOMEM)
		return -ENOMEM;
	input->limit = limit;
	if (!input->unpacker)
		take_in(input, 0);
	return 0;
}

void input_close(struct input *input)
{
	if (input->unpacker)
		inflateEnd(&input->unpacker->stream);
	free(input->unpacker);
	free(input->buffer);
	*input = (struct input){ .fd = -1 };
}
