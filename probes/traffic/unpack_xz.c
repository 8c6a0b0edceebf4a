/* xz: the .xz file format, by liblzma with a bound on its memory. */
#include <errno.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>

#include "probes/traffic/unpack.h"

static bool begins(struct span head)
{
	static const uint8_t magic[] = { 0xfd, '7', 'z', 'X', 'Z', 0 };

	return head.len >= sizeof(magic) && memcmp(head.at, magic, sizeof(magic)) == 0;
}

static int open_xz(void **state)
{
	lzma_stream *stream = calloc(1, sizeof(*stream)); /* zeros are LZMA_STREAM_INIT */

	if (!stream)
		return -ENOMEM;
	*state = stream;
	return 0;
}

/* Memory of the stream before is used again. */
static int begin(void *state)
{
	return lzma_stream_decoder(state, UNPACK_XZ_MEMORY, 0) == LZMA_OK ? 0 : -ENOMEM;
}

static int step(void *state, struct unpack_room *room)
{
	lzma_stream *stream = state;
	lzma_ret result;

	stream->next_in = room->in.at;
	stream->avail_in = room->in.len;
	stream->next_out = room->out;
	stream->avail_out = room->out_left;
	result = lzma_code(stream, LZMA_RUN);
	room->in = span_from(room->in, room->in.len - stream->avail_in);
	room->out = stream->next_out;
	room->out_left = stream->avail_out;
	switch (result) {
	case LZMA_OK:
	case LZMA_BUF_ERROR: return 0;
	case LZMA_STREAM_END: return 1;
	case LZMA_MEM_ERROR: return -ENOMEM;
	case LZMA_MEMLIMIT_ERROR:
	case LZMA_OPTIONS_ERROR: return -ENOTSUP; /* a filter of later versions */
	default: return -EBADMSG;
	}
}

static void close_xz(void *state)
{
	if (state)
		lzma_end(state);
	free(state);
}

const struct unpacker unpack_xz = {
	.name = "xz",
	.remedy = "decompress it first with `xz -d`",
	.begins = begins,
	.open = open_xz,
	.begin = begin,
	.step = step,
	.close = close_xz,
};
