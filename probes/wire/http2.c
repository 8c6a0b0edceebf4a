/* Frames (RFC 9113 section 4.1); of those with headers the blocks are joined and read in order. */
#include "probes/wire/http2.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/hpack.h"
#include "probes/wire/http.h"

#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
#define PREFACE_LEN (sizeof(PREFACE) - 1)
#define SETTING_LEN 6

enum frame_type { FRAME_HEADERS = 1, FRAME_SETTINGS = 4, FRAME_CONTINUATION = 9 };
enum frame_flag { END_HEADERS = 4, PADDED = 8, PRIORITY = 32 };

struct frame {
	uint8_t type, flags;
	uint32_t stream;
	struct span payload;
};

static struct cursor frames_of(struct span stream)
{
	if (stream.len > HTTP2_STREAM_MAX)
		stream.len = HTTP2_STREAM_MAX;
	return cursor_over(span_from(stream, PREFACE_LEN));
}

/* False: no whole frame is left. */
static bool next_frame(struct cursor *in, struct frame *out)
{
	uint32_t length = cursor_u24(in);

	out->type = cursor_u8(in);
	out->flags = cursor_u8(in);
	out->stream = cursor_u32(in) & 0x7fffffff;
	out->payload = cursor_take(in, length);
	return !in->failed;
}

/* The preface and the header of the SETTINGS that must follow it. */
static int check_start(struct span stream)
{
	struct cursor in;
	uint32_t length;
	uint8_t type;

	if (memcmp(stream.at, PREFACE, stream.len < PREFACE_LEN ? stream.len : PREFACE_LEN) != 0)
		return -EBADMSG;
	if (stream.len < PREFACE_LEN + 9)
		return -EAGAIN;
	in = frames_of(stream);
	length = cursor_u24(&in);
	type = cursor_u8(&in);
	cursor_u8(&in);
	return type == FRAME_SETTINGS && length % SETTING_LEN == 0 && !cursor_u32(&in) ? 0
	                                                                               : -EBADMSG;
}

/* A piece of a header block; the padding and priority before and behind it are no part. */
static bool is_piece(const struct frame *frame, struct span *out)
{
	struct cursor in = cursor_over(frame->payload);
	uint8_t padding = 0;

	if (frame->type != FRAME_HEADERS && frame->type != FRAME_CONTINUATION)
		return false;
	if (frame->type == FRAME_HEADERS && frame->flags & PADDED)
		padding = cursor_u8(&in);
	if (frame->type == FRAME_HEADERS && frame->flags & PRIORITY)
		cursor_take(&in, 5);
	if (in.failed || padding > cursor_left(&in))
		*out = (struct span){ 0 };
	else
		*out = cursor_take(&in, cursor_left(&in) - padding);
	return true;
}

int http2_count(struct span stream, size_t *blocks)
{
	size_t count = 0;
	struct cursor in;
	struct frame frame;
	struct span piece;
	int error;

	if (!stream.len)
		return -EAGAIN;
	error = check_start(stream);
	if (error)
		return error;
	in = frames_of(stream);
	while (count < HTTP2_REQUESTS_MAX && next_frame(&in, &frame))
		count += is_piece(&frame, &piece) && frame.flags & END_HEADERS;
	*blocks = count;
	return 0;
}

static void put_host(const struct hpack_list *list, struct http2_request *out)
{
	static const enum hpack_name names[] = { HPACK_AUTHORITY, HPACK_HOST };
	uint8_t text[HOST_WIRE_MAX + sizeof(":65535")];
	size_t len;

	for (size_t i = 0; i < 2 && !out->host[0]; i++)
		if (!hpack_decode(&list->values[names[i]], text, sizeof(text), &len) && len)
			http_authority_host((struct span){ text, len }, out->host);
}

static bool asks_for_tunnel(const struct hpack_list *list)
{
	uint8_t text[16];
	size_t len;

	if (hpack_decode(&list->values[HPACK_PROTOCOL], text, sizeof(text), &len))
		return false;
	return (len == 11 && !memcmp(text, "connect-udp", 11)) ||
	       (len == 10 && !memcmp(text, "connect-ip", 10));
}

/* The next block, joined into `joined` from `*used` on. */
static bool next_block(struct cursor *in, uint8_t *joined, size_t *used, struct span *out)
{
	size_t begin = *used;
	struct frame frame;
	struct span piece;

	while (next_frame(in, &frame)) {
		if (!is_piece(&frame, &piece))
			continue;
		if (piece.len)
			memcpy(joined + *used, piece.at, piece.len);
		*used += piece.len;
		if (frame.flags & END_HEADERS) {
			*out = (struct span){ joined + begin, *used - begin };
			return true;
		}
	}
	return false;
}

int http2_request(struct span stream, size_t number, struct http2_request *out)
{
	uint8_t joined[HTTP2_STREAM_MAX]; /* holds every block: they are parts of the stream */
	struct http2_request request = { .host = "" };
	struct hpack_list list = { 0 };
	struct hpack table;
	struct span block;
	struct cursor in;
	size_t used = 0;

	if (!stream.len || check_start(stream))
		return -EBADMSG;
	in = frames_of(stream);
	hpack_open(&table);
	for (size_t i = 0; i <= number; i++)
		if (!next_block(&in, joined, &used, &block) || hpack_read(&table, block, &list))
			return -EBADMSG;
	put_host(&list, &request);
	request.tunnel = asks_for_tunnel(&list);
	*out = request;
	return request.host[0] ? 0 : -ENOENT;
}
