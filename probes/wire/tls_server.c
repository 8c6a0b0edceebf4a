/* Handshake messages joined out of their records, up to the Certificate. */
#include "probes/wire/tls_server.h"

#include <errno.h>
#include <string.h>

#define RECORD_HANDSHAKE 22
#define RECORD_MAX (16384u + 2048u)
#define SERVER_HELLO 2
#define CERTIFICATE 11
#define CERTIFICATE_STATUS 22
#define EXTENSION_VERSIONS 43
#define TLS_1_2 0x0303
#define CERTIFICATES_MAX 32

struct joined {
	struct span bytes; /* of handshake messages */
	bool ended;        /* another sort of record follows them */
};

/* The records' handshake bytes, up to the first record of another sort. */
static void join(struct span stream, uint8_t room[static TLS_STREAM_MAX], struct joined *out)
{
	struct cursor in = cursor_over(stream);
	size_t used = 0;

	out->ended = false;
	while (cursor_left(&in) && !out->ended) {
		uint8_t type = cursor_u8(&in);
		uint16_t version = cursor_u16(&in), length = cursor_u16(&in);
		size_t here = length < cursor_left(&in) ? length : cursor_left(&in);

		if (in.failed)
			break; /* a header that is not whole */
		out->ended = type != RECORD_HANDSHAKE || version >> 8 != 3 || !length ||
		             length > RECORD_MAX; /* no TLS any more: what came before stands */
		if (out->ended || !here)
			break;
		memcpy(room + used, cursor_take(&in, here).at, here); /* never more than stream */
		used += here;
	}
	out->bytes = (struct span){ room, used };
}

/* True for TLS 1.3, also for a request to say hello again. */
static bool is_encrypted_after(struct cursor in)
{
	struct cursor extensions;

	cursor_take(&in, 2 + 32);
	cursor_take(&in, cursor_u8(&in)); /* session */
	cursor_take(&in, 3);              /* cipher, compression */
	extensions = cursor_sub(&in, cursor_u16(&in));
	while (cursor_left(&extensions)) {
		uint16_t type = cursor_u16(&extensions);
		struct cursor value = cursor_sub(&extensions, cursor_u16(&extensions));

		if (type == EXTENSION_VERSIONS && cursor_u16(&value) > TLS_1_2)
			return true;
	}
	return false;
}

static int read_certificates(struct cursor in, struct tls_chain *out)
{
	struct cursor list = cursor_sub(&in, cursor_u24(&in));
	struct tls_chain chain = { .count = 0 };

	while (cursor_left(&list) && chain.count < CERTIFICATES_MAX) {
		struct span one = cursor_take(&list, cursor_u24(&list));

		if (list.failed || !one.len)
			return -EBADMSG;
		if (!chain.count++)
			chain.first = one;
		chain.last = one;
	}
	if (in.failed || list.failed)
		return -EBADMSG;
	if (!chain.count)
		return -ENOENT;
	*out = chain;
	return 0;
}

/* What the message says of the certificates: -EAGAIN where it says nothing yet. */
static int read_message(uint8_t type, struct cursor body, bool is_first, struct tls_chain *out)
{
	if (is_first)
		return is_encrypted_after(body) ? -ENOENT : -EAGAIN;
	if (type == CERTIFICATE)
		return read_certificates(body, out);
	return type == CERTIFICATE_STATUS ? -EAGAIN : -ENOENT;
}

int tls_server_chain(struct span stream, uint8_t room[static TLS_STREAM_MAX], struct tls_chain *out)
{
	struct joined joined;
	struct cursor in;
	bool is_first = true;

	if (stream.len > TLS_STREAM_MAX)
		stream.len = TLS_STREAM_MAX;
	if (stream.len && stream.at[0] != RECORD_HANDSHAKE)
		return -EBADMSG;
	join(stream, room, &joined);
	in = cursor_over(joined.bytes);
	while (cursor_left(&in)) {
		uint8_t type = cursor_u8(&in);
		struct cursor body = cursor_sub(&in, cursor_u24(&in));
		int result;

		if (is_first && type != SERVER_HELLO)
			return -EBADMSG;
		if (in.failed)
			break;
		result = read_message(type, body, is_first, out);
		if (result != -EAGAIN)
			return result;
		is_first = false;
	}
	if (joined.ended)
		return is_first ? -EBADMSG : -ENOENT;
	return stream.len < TLS_STREAM_MAX ? -EAGAIN : -ENOENT;
}
