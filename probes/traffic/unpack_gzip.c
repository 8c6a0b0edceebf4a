/* gzip: RFC 1952, by zlib. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#include "probes/traffic/unpack.h"

#define GZIP_WINDOW (15 + 16) /* zlib's word for: 32 KiB, gzip header and checksum */

static bool begins(struct span head)
{
	static const uint8_t magic[] = { 0x1f, 0x8b, 8 }; /* section 2.3.1: deflate */

	return head.len >= sizeof(magic) && memcmp(head.at, magic, sizeof(magic)) == 0;
}

static int open_gzip(void **state)
{
	z_stream *stream = calloc(1, sizeof(*stream));

	if (!stream || inflateInit2(stream, GZIP_WINDOW) != Z_OK) {
		free(stream);
		return -ENOMEM;
	}
	*state = stream;
	return 0;
}

static int begin(void *state)
{
	return inflateReset(state) == Z_OK ? 0 : -ENOMEM;
}

static int step(void *state, struct unpack_room *room)
{
	z_stream *stream = state;
	int result;

	stream->next_in = room->in.at;
	stream->avail_in = (uInt)room->in.len;
	stream->next_out = room->out;
	stream->avail_out = (uInt)room->out_left;
	result = inflate(stream, Z_NO_FLUSH);
	room->in = span_from(room->in, room->in.len - stream->avail_in);
	room->out = stream->next_out;
	room->out_left = stream->avail_out;
	switch (result) {
	case Z_OK:
	case Z_BUF_ERROR: return 0;
	case Z_STREAM_END: return 1;
	case Z_MEM_ERROR: return -ENOMEM;
	default: return -EBADMSG;
	}
}

static void close_gzip(void *state)
{
	if (state)
		inflateEnd(state);
	free(state);
}

const struct unpacker unpack_gzip = {
	.name = "gzip",
	.remedy = "decompress it first with `gzip -d`",
	.begins = begins,
	.open = open_gzip,
	.begin = begin,
	.step = step,
	.close = close_gzip,
};
