/* A window that slides over the bytes of a file or pipe, unpacked where they are compressed
 * (probes/traffic/unpack.h, joined members too). Fixed memory: a buffer, and the unpacker's state.
 * The bytes in hand are [at, at + left); they move at a fill. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INPUT_CHUNK ((size_t)256 << 10) /* one read() */
#define INPUT_HOLD ((size_t)320 << 10)  /* the most that input_need() can be asked for */
#define INPUT_SLACK 32 /* bytes behind the window that may be read, whatever they hold */

struct input_unpacker; /* its state and the packed bytes */
struct unpacker;

struct input {
	const uint8_t *at; /* first byte in hand */
	size_t left;
	uint64_t taken;  /* uncompressed bytes that came so far, those in hand included */
	uint64_t read;   /* bytes read from the descriptor: for progress */
	uint64_t limit;  /* of `taken`; 0: none */
	uint8_t *buffer; /* owned; INPUT_HOLD + INPUT_CHUNK + INPUT_SLACK bytes */
	struct input_unpacker *unpacker; /* owned; NULL: the bytes are plain */
	int fd;                          /* not owned */
	int status; /* sticky: 0 more may come, 1 the end, -EBADMSG packed bytes damaged or
	               truncated, -ENOTSUP they want more memory than there is, -EFBIG, -ENOMEM,
	               errno of read() */
	bool cut;   /* with -EBADMSG: the packed bytes end too early */
};

/* 0, -ENOMEM or the errno of the first read(). */
int input_open(struct input *input, int fd, uint64_t limit);
void input_close(struct input *input); /* accepts a zeroed one, and twice */

/* At least `need` (at most INPUT_HOLD) bytes in hand: 0; -EAGAIN: the input ends before, `status`
 * says how; -EINTR: ask again. */
int input_need(struct input *input, size_t need);

/* Steps over `count` bytes in hand. */
static inline void input_pass(struct input *input, size_t count)
{
	input->at += count;
	input->left -= count;
}

/* Steps over `count` bytes, in hand or still to come. As input_need(), with -EINTR also when there
 * is much to skip; after it `*count` is what remains. */
int input_skip(struct input *input, uint64_t *count);

static inline uint64_t input_offset(const struct input *input)
{
	return input->taken - input->left;
}

/* How the bytes are compressed; NULL: not. */
const struct unpacker *input_packing(const struct input *input);
