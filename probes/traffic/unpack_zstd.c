/* zstd: RFC 8878, by libzstd with a bound on the window. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "probes/traffic/unpack.h"

/* Section 3.1.1: a frame of data, or one to step over, which some tools put first. */
static bool begins(struct span head)
{
	static const uint8_t data[] = { 0x28, 0xb5, 0x2f, 0xfd }, skipped[] = { 0x2a, 0x4d, 0x18 };

	return head.len >= sizeof(data) && (memcmp(head.at, data, sizeof(data)) == 0 ||
	                                    ((head.at[0] & 0xf0) == 0x50 &&
	                                     memcmp(head.at + 1, skipped, sizeof(skipped)) == 0));
}

#define FRAME_HEADER_MIN 5 /* section 3.1.1.1: the magic and what says how long the rest is */

struct zstd {
	ZSTD_DCtx *context;
	size_t wanted; /* bytes up to the end of the block in hand */
	bool holds;    /* unpacked bytes for which there was no room */
};

static void close_zstd(void *state)
{
	struct zstd *zstd = state;

	if (zstd)
		ZSTD_freeDCtx(zstd->context);
	free(zstd);
}

static int open_zstd(void **state)
{
	struct zstd *zstd = calloc(1, sizeof(*zstd));

	if (zstd)
		zstd->context = ZSTD_createDCtx();
	if (!zstd || !zstd->context) {
		close_zstd(zstd);
		return -ENOMEM;
	}
	ZSTD_DCtx_setParameter(zstd->context, ZSTD_d_windowLogMax, UNPACK_ZSTD_WINDOW_LOG);
	*state = zstd;
	return 0;
}

static int begin(void *state)
{
	struct zstd *zstd = state;

	ZSTD_DCtx_reset(zstd->context, ZSTD_reset_session_only);
	zstd->wanted = FRAME_HEADER_MIN;
	zstd->holds = false;
	return 0;
}

static int as_error(size_t result)
{
	switch (ZSTD_getErrorCode(result)) {
	case ZSTD_error_memory_allocation: return -ENOMEM;
	case ZSTD_error_frameParameter_windowTooLarge:
	case ZSTD_error_frameParameter_unsupported:
	case ZSTD_error_dictionary_wrong: return -ENOTSUP;
	default: return -EBADMSG;
	}
}

/* One block at a time: after an error the library does not say how much it had unpacked. */
static int step(void *state, struct unpack_room *room)
{
	struct zstd *zstd = state;

	do {
		size_t most = zstd->wanted < room->in.len ? zstd->wanted : room->in.len;
		ZSTD_inBuffer in = { room->in.at, zstd->holds ? 0 : most, 0 };
		ZSTD_outBuffer out = { room->out, room->out_left, 0 };
		size_t result = ZSTD_decompressStream(zstd->context, &out, &in);

		if (ZSTD_isError(result))
			return as_error(result);
		room->in = span_from(room->in, in.pos);
		room->out += out.pos;
		room->out_left -= out.pos;
		zstd->wanted = result;
		zstd->holds = !room->out_left;
		if (!result)
			return 1;
	} while (room->out_left && room->in.len);
	return 0;
}

const struct unpacker unpack_zstd = {
	.name = "zstd",
	.remedy = "decompress it first with `zstd -d --long=31`",
	.begins = begins,
	.open = open_zstd,
	.begin = begin,
	.step = step,
	.close = close_zstd,
};
