/* Certificates in DER made for the tests, without a signature that anyone could check, and the
 * flight of a server that shows them. */
#pragma once
#include "tests/bench/craft.h"

struct certificate_wish {
	const char *common, *organisation; /* of who signed it; NULL: none */
	const char *subject;               /* its own common name */
	const char *names[4];              /* of hosts; none: no such extension */
	bool authority;
};

static inline void der(struct craft *out, unsigned tag, const struct craft *value)
{
	craft_u8(out, tag);
	craft_u8(out, 0x82);
	craft_u16(out, (unsigned)value->len);
	craft_append(out, value);
}

static inline void der_text(struct craft *out, unsigned tag, const char *text)
{
	struct craft value = { .len = 0 };

	craft_text(&value, text);
	der(out, tag, &value);
}

static inline void der_attribute(struct craft *out, unsigned last, const char *text)
{
	struct craft pair = { .len = 0 }, set = { .len = 0 };

	if (!text)
		return;
	craft_bytes(&pair, "\x06\x03\x55\x04", 4);
	craft_u8(&pair, last);
	der_text(&pair, 0x0c, text);
	der(&set, 0x30, &pair);
	der(out, 0x31, &set);
}

static inline void der_name(struct craft *out, const char *common, const char *organisation)
{
	struct craft name = { .len = 0 };

	der_attribute(&name, 10, organisation);
	der_attribute(&name, 3, common);
	der(out, 0x30, &name);
}

static inline void der_extension(struct craft *out, unsigned last, unsigned tag,
                                 const struct craft *content)
{
	struct craft extension = { .len = 0 }, value = { .len = 0 };

	craft_bytes(&extension, "\x06\x03\x55\x1d", 4);
	craft_u8(&extension, last);
	craft_bytes(&extension, "\x01\x01\xff", 3); /* critical */
	der(&value, tag, content);
	der(&extension, 0x04, &value);
	der(out, 0x30, &extension);
}

static inline void der_extensions(struct craft *out, const struct certificate_wish *wish)
{
	struct craft list = { .len = 0 }, names = { .len = 0 }, basic = { .len = 0 },
		     wrapped = { .len = 0 };

	for (int i = 0; i < 4 && wish->names[i]; i++)
		der_text(&names, 0x82, wish->names[i]);
	if (names.len)
		der_extension(&list, 0x11, 0x30, &names);
	if (wish->authority)
		craft_bytes(&basic, "\x01\x01\xff", 3);
	der_extension(&list, 0x13, 0x30, &basic);
	der(&wrapped, 0x30, &list);
	der(out, 0xa3, &wrapped);
}

static inline struct craft certificate_of(const struct certificate_wish *wish)
{
	struct craft body = { .len = 0 }, whole = { .len = 0 }, out = { .len = 0 };

	craft_bytes(&body, "\xa0\x03\x02\x01\x02\x02\x01\x07\x30\x03\x06\x01\x2a", 13);
	der_name(&body, wish->common, wish->organisation);
	craft_bytes(&body, "\x30\x00", 2);
	der_name(&body, wish->subject, NULL);
	craft_bytes(&body, "\x30\x00", 2);
	der_extensions(&body, wish);
	der(&whole, 0x30, &body);
	craft_bytes(&whole, "\x30\x00\x03\x01\x00", 5);
	der(&out, 0x30, &whole);
	return out;
}

static inline void handshake(struct craft *out, unsigned type, const struct craft *body)
{
	craft_u8(out, type);
	craft_u8(out, 0);
	craft_u16(out, (unsigned)body->len);
	craft_append(out, body);
}

/* ServerHello and Certificate in one record; `version` 0x0304 says TLS 1.3. */
static inline struct craft server_flight(const struct certificate_wish *chain, size_t count,
                                         unsigned version)
{
	struct craft hello = { .len = 0 }, list = { .len = 0 }, messages = { .len = 0 },
		     body = { .len = 0 }, out = { .len = 0 };
	size_t record;

	craft_u16(&hello, 0x0303);
	for (int i = 0; i < 32; i++)
		craft_u8(&hello, 9);
	craft_bytes(&hello, "\x02\xaa\xbb\xc0\x2f\0", 6);
	if (version > 0x0303) {
		craft_bytes(&hello, "\0\6\0\x2b\0\2", 6);
		craft_u16(&hello, version);
	}
	handshake(&messages, 2, &hello);
	for (size_t i = 0; i < count; i++) {
		struct craft one = certificate_of(&chain[i]);

		craft_u8(&list, 0);
		craft_u16(&list, (unsigned)one.len);
		craft_append(&list, &one);
	}
	craft_u8(&body, 0);
	craft_u16(&body, (unsigned)list.len);
	craft_append(&body, &list);
	if (count)
		handshake(&messages, 11, &body);
	craft_bytes(&messages, "\x0e\0\0\0", 4);
	craft_bytes(&out, "\x16\x03\x03", 3);
	record = craft_begin(&out);
	craft_append(&out, &messages);
	craft_length(&out, record);
	return out;
}
