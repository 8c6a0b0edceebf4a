/* Makes DTLS records for the tests: a handshake message in pieces, and the body of a ClientHello.
 */
#pragma once
#include "tests/bench/craft.h"

static inline void craft_u24(struct craft *out, uint32_t value)
{
	craft_u8(out, value >> 16);
	craft_u16(out, value);
}

/* One record with bytes [from, to) of the body of a message of this type and number. */
static inline void craft_dtls_piece(struct craft *out, unsigned type, unsigned number,
                                    const struct craft *body, size_t from, size_t to)
{
	size_t record;

	craft_bytes(out, "\x16\xfe\xff\0\0\0\0\0\0\0\1", 11);
	record = craft_begin(out);
	craft_u8(out, type);
	craft_u24(out, (uint32_t)body->len);
	craft_u16(out, number);
	craft_u24(out, (uint32_t)from);
	craft_u24(out, (uint32_t)(to - from));
	craft_bytes(out, body->at + from, to - from);
	craft_length(out, record);
}

/* The body of craft_client_hello() as DTLS has it: other versions, and a cookie of this length. */
static inline struct craft craft_dtls_hello(const struct craft_hello *hello, size_t cookie,
                                            struct craft_random *random)
{
	struct craft record, out;

	record.len = out.len = 0;
	craft_client_hello(&record, hello, random);
	craft_u16(&out, 0xfefd);
	craft_bytes(&out, record.at + 11, 32 + 1 + 32); /* random, session id */
	craft_u8(&out, (unsigned)cookie);
	craft_noise(&out, cookie, random);
	craft_bytes(&out, record.at + 76, record.len - 76);
	return out;
}
