/* The ClientHello: record layer, handshake header, body, and the one extension that names the
 * server. */
#include "probes/wire/tls.h"

#include <errno.h>
#include <string.h>

#define RECORD_HANDSHAKE 22
#define RECORD_MAX (16384u + 2048u) /* RFC 5246 section 6.2.3; RFC 8446 allows less */
#define HANDSHAKE_HEADER 4u
#define CLIENT_HELLO 1

#define SESSION_ID_MAX 32
#define EXTENSION_SERVER_NAME 0
#define EXTENSION_ALPN 16
#define EXTENSION_ECH 0xfe0d
#define EXTENSION_ESNI 0xffce /* draft-ietf-tls-esni-01 to -06 */
#define NAME_TYPE_HOST 0

#define OLD_HEADER 11u /* RFC 5246 appendix E.2, up to the challenge's length */
#define OLD_CHALLENGE_MIN 16
#define OLD_CHALLENGE_MAX 32

/* RFC 6066 section 3. Only the first host name counts; a list that lies costs only the name. */
static void read_server_name(struct cursor extension, struct tls_hello *hello)
{
	struct cursor list = cursor_sub(&extension, cursor_u16(&extension));

	while (cursor_left(&list)) {
		uint8_t type = cursor_u8(&list);
		struct span name = cursor_take(&list, cursor_u16(&list));

		if (list.failed)
			return;
		if (type == NAME_TYPE_HOST) {
			host_text(name, hello->name); /* stays "" where it is empty or too long */
			return;
		}
	}
}

/* RFC 7301 section 3.1; RFC 7858 and 9250 name DNS. Of the other protocols nothing is kept. */
static bool offers_only_dns(struct cursor extension)
{
	struct cursor list = cursor_sub(&extension, cursor_u16(&extension));
	bool dns = false;

	while (cursor_left(&list)) {
		struct span name = cursor_take(&list, cursor_u8(&list));

		dns = name.len == 3 && (!memcmp(name.at, "dot", 3) || !memcmp(name.at, "doq", 3));
		if (!dns)
			return false;
	}
	return dns;
}

/* An extension that runs out of the list ends it: a name that stood before it was asked for. */
static int read_extensions(struct cursor *in, struct tls_hello *hello)
{
	struct cursor extensions = cursor_sub(in, cursor_u16(in));
	bool named = false;

	while (cursor_left(&extensions)) {
		uint16_t type = cursor_u16(&extensions);
		struct cursor extension = cursor_sub(&extensions, cursor_u16(&extensions));

		if (type == EXTENSION_ECH || type == EXTENSION_ESNI)
			hello->has_ech = true;
		if (type == EXTENSION_ALPN)
			hello->dns = offers_only_dns(extension);
		if (type == EXTENSION_SERVER_NAME && !named)
			read_server_name(extension, hello);
		named |= type == EXTENSION_SERVER_NAME;
	}
	return extensions.failed && !hello->name[0] ? -EBADMSG : 0;
}

int tls_hello_body(struct span body, enum tls_form form, struct tls_hello *out)
{
	struct cursor in = cursor_over(body);
	struct tls_hello hello = { 0 };
	uint8_t major = cursor_u8(&in), session, compressions;
	uint16_t ciphers;

	cursor_take(&in, 1 + 32); /* minor version, random */
	session = cursor_u8(&in);
	cursor_take(&in, session);
	if (form == TLS_OVER_DATAGRAM)
		cursor_take(&in, cursor_u8(&in)); /* cookie */
	ciphers = cursor_u16(&in);
	cursor_take(&in, ciphers);
	compressions = cursor_u8(&in);
	cursor_take(&in, compressions);
	if (in.failed || major != (form == TLS_OVER_DATAGRAM ? 0xfe : 0x03))
		return -EBADMSG;
	if (session > SESSION_ID_MAX || !ciphers || ciphers % 2 || !compressions)
		return -EBADMSG;
	if (cursor_left(&in) && read_extensions(&in, &hello)) /* SSL 3.0 ends before them */
		return -EBADMSG;

	*out = hello;
	return hello.name[0] ? 0 : -ENOENT;
}

/* Record header, judged byte by byte as they come, so that another protocol is told at its first
 * byte. */
static int read_record_header(struct cursor *in, size_t *len)
{
	size_t here = cursor_left(in);
	uint8_t type = cursor_u8(in), major = cursor_u8(in), minor = cursor_u8(in);
	uint16_t length = cursor_u16(in);

	if ((here > 0 && type != RECORD_HANDSHAKE) || (here > 1 && major != 3) ||
	    (here > 2 && minor > 4))
		return -EBADMSG;
	if (in->failed)
		return -EAGAIN;
	if (!length || length > RECORD_MAX)
		return -EBADMSG;
	*len = length;
	return 0;
}

/* The handshake message whose first `have` bytes are in `message`: how long it is, as far as can be
 * told. */
static int message_length(const uint8_t *message, size_t have, size_t *want)
{
	struct cursor in = cursor_over((struct span){ message, have });

	if (cursor_u8(&in) != CLIENT_HELLO)
		return -EBADMSG;
	*want = HANDSHAKE_HEADER + cursor_u24(&in);
	if (in.failed)
		*want = HANDSHAKE_HEADER;
	return *want > TLS_STREAM_MAX ? -EBADMSG : 0;
}

/* Joins the first handshake message out of its records. On success `consumed` bytes of the stream
 * held it. */
static int join_records(struct span stream, uint8_t message[static TLS_STREAM_MAX], size_t *len,
                        size_t *consumed)
{
	size_t have = 0, want = HANDSHAKE_HEADER, taken = 0;
	struct cursor in = cursor_over(stream);

	while (have < want) {
		size_t record = 0, part, room;
		int error = read_record_header(&in, &record);

		if (error)
			return error;
		part = record < cursor_left(&in) ? record : cursor_left(&in);
		room = part < TLS_STREAM_MAX - have ? part : TLS_STREAM_MAX - have;
		if (room)
			memcpy(message + have, cursor_take(&in, part).at, room);
		have += room;
		taken = (size_t)(in.at - in.base) - part + room;
		if (have && message_length(message, have, &want))
			return -EBADMSG;
		if (have < want && part < record)
			return -EAGAIN;
	}
	*len = want;
	*consumed = taken - (have - want);
	return 0;
}

/* The hello of SSL 2.0, with which old clients offered TLS too (RFC 5246 appendix E.2). */
static int old_hello(struct span stream, struct tls_hello *out)
{
	struct cursor in = cursor_over(stream);
	size_t here = stream.len, length = cursor_u16(&in) & 0x7fffu;
	uint8_t type = cursor_u8(&in), major = cursor_u8(&in), minor = cursor_u8(&in);
	uint16_t ciphers = cursor_u16(&in), session = cursor_u16(&in), challenge = cursor_u16(&in);
	bool version_known = (major == 3 && minor <= 4) || (major == 0 && minor == 2);

	if ((here > 2 && type != CLIENT_HELLO) || (here > 4 && !version_known))
		return -EBADMSG;
	if (in.failed)
		return -EAGAIN;
	if (!ciphers || ciphers % 3 || session > SESSION_ID_MAX || challenge < OLD_CHALLENGE_MIN ||
	    challenge > OLD_CHALLENGE_MAX ||
	    length != OLD_HEADER - 2 + ciphers + session + challenge)
		return -EBADMSG;
	if (here < length + 2)
		return -EAGAIN;
	*out = (struct tls_hello){ .old_format = true, .consumed = length + 2 };
	return -ENOENT;
}

int tls_client_hello(struct span stream, struct tls_hello *out)
{
	uint8_t message[TLS_STREAM_MAX];
	size_t len = 0, consumed = 0;
	struct span body;
	int error;

	if (!stream.len)
		return -EAGAIN;
	if (stream.len > TLS_STREAM_MAX)
		stream.len = TLS_STREAM_MAX; /* so that more bytes never change an answer */
	if (stream.at[0] & 0x80)
		error = old_hello(stream, out);
	else
		error = join_records(stream, message, &len, &consumed);
	if (error == -EAGAIN && stream.len == TLS_STREAM_MAX)
		return -EBADMSG;
	if (error)
		return error;

	body = (struct span){ message + HANDSHAKE_HEADER, len - HANDSHAKE_HEADER };
	error = tls_hello_body(body, TLS_OVER_STREAM, out);
	if (error == 0 || error == -ENOENT)
		out->consumed = consumed;
	return error;
}
