/* Public headers of Google's QUIC, the STREAM frame that begins with a hello, the hello's tags. */
#include "probes/wire/gquic.h"

#include <errno.h>
#include <string.h>

#define VERSION_FIRST 24 /* the header of older ones differs; they were gone by 2016 */
#define VERSION_BIG_ENDIAN 39
#define VERSION_LONG_FIRST 44 /* long header, ids by nibbles (draft-ietf-quic-invariants-02) */
#define VERSION_LONG_LAST 49
#define LONG_ID 8 /* bytes of the only ids in use */

enum { FLAG_VERSION = 1, FLAG_RESET = 2, FLAG_ID = 8, FLAGS_NUMBER = 0x30, FLAGS_NEVER = 0xc0 };

#define HASH 12          /* instead of encryption: FNV-1a of header and payload */
#define FRAMES_BEFORE 64 /* bytes of acknowledgements and the like in front of the hello */
#define TAGS_MAX 128     /* QUIC Crypto: a message has no more */
#define CRYPTO_STREAM 1
/* type bits of a STREAM frame: its length is there, its stream's number has one byte */
#define STREAM_MASK 0xa3
#define STREAM_BITS 0xa0

/* 0: none of these. */
static unsigned version_of(uint32_t word)
{
	uint8_t tens = (uint8_t)(word >> 8), ones = (uint8_t)word;
	unsigned number = (tens - '0') * 10u + (ones - '0');

	if (word >> 16 != 0x5130 || tens < '2' || tens > '4' || ones < '0' || ones > '9')
		return 0;
	return number >= VERSION_FIRST ? number : 0;
}

/* Q044 to Q049: up to the payload. */
static unsigned read_long_header(struct cursor *in, uint8_t first)
{
	unsigned version = version_of(cursor_u32(in));

	if (version < VERSION_LONG_FIRST || version > VERSION_LONG_LAST)
		return 0;
	if (cursor_u8(in) != (LONG_ID - 3) << 4) /* the server's id, none of the client's */
		return 0;
	cursor_take(in, LONG_ID);
	cursor_take(in, version < 46 ? 4 : (first & 3u) + 1);
	return version;
}

/* Q024 to Q043. */
static unsigned read_public_header(struct cursor *in, uint8_t first)
{
	static const uint8_t numbers[4] = { 1, 2, 4, 6 };
	unsigned version;

	if (first & (FLAGS_NEVER | FLAG_RESET) || !(first & FLAG_VERSION) || !(first & FLAG_ID))
		return 0;
	cursor_take(in, 8); /* connection id */
	version = version_of(cursor_u32(in));
	if (!version || version >= VERSION_LONG_FIRST)
		return 0;
	cursor_take(in, numbers[(first & FLAGS_NUMBER) >> 4]);
	return version;
}

/* The hello's bytes, if a STREAM frame begins here that begins with one. */
static int read_stream(struct cursor in, bool big_endian, struct span *hello)
{
	uint8_t type = cursor_u8(&in), offset = type >> 2 & 7;
	uint16_t len;

	if ((type & STREAM_MASK) != STREAM_BITS || cursor_u8(&in) != CRYPTO_STREAM)
		return -ENOENT;
	cursor_take(&in, offset ? offset + 1u : 0);
	len = big_endian ? cursor_u16(&in) : cursor_u16_le(&in);
	*hello = cursor_take(&in, len);
	return hello->len > 4 && !memcmp(hello->at, "CHLO", 4) ? 0 : -ENOENT;
}

/* What stands before it differs from version to version: the frame is told by itself. */
static int find_hello(struct cursor in, bool big_endian, struct span *hello)
{
	for (int i = 0; i < FRAMES_BEFORE && cursor_left(&in); i++) {
		if (!read_stream(in, big_endian, hello))
			return 0;
		cursor_take(&in, 1);
	}
	return -ENOENT;
}

enum gquic_shape gquic_read(struct span datagram, char name[static HOST_TEXT_MAX])
{
	struct cursor in = cursor_over(datagram);
	uint8_t first = cursor_u8(&in);
	unsigned version =
		first & 0x80 ? read_long_header(&in, first) : read_public_header(&in, first);
	struct span hello;
	int error;

	cursor_take(&in, HASH);
	if (!version || in.failed)
		return GQUIC_NONE;
	if (find_hello(in, version >= VERSION_BIG_ENDIAN, &hello))
		return GQUIC_OTHER;
	error = gquic_hello_name(hello, name);
	return error && error != -ENOENT ? GQUIC_OTHER : GQUIC_HELLO;
}

int gquic_hello_name(struct span hello, char name[static HOST_TEXT_MAX])
{
	struct cursor in = cursor_over(hello), tags;
	struct span mark = cursor_take(&in, 4);
	uint16_t count = cursor_u16_le(&in);
	uint32_t start = 0;

	name[0] = '\0';
	if (!mark.at || memcmp(mark.at, "CHLO", 4) != 0 || count > TAGS_MAX)
		return -EBADMSG;
	cursor_take(&in, 2);
	tags = cursor_sub(&in, (size_t)count * 8);
	if (in.failed)
		return -EAGAIN;
	while (cursor_left(&tags)) {
		struct span tag = cursor_take(&tags, 4);
		uint32_t end = cursor_u32_le(&tags);

		if (tags.failed || end < start)
			return -EBADMSG;
		if (!memcmp(tag.at, "SNI\0", 4)) {
			cursor_take(&in, start);
			tag = cursor_take(&in, end - start);
			if (in.failed)
				return -EAGAIN;
			return host_text(tag, name);
		}
		start = end;
	}
	return -ENOENT;
}
