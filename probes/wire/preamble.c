/* Lines are known by their first word; requests by bytes that stand where they must. */
#include "probes/wire/preamble.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "probes/wire/der.h"

#define TAG_MAX 8 /* letters of what an IMAP client numbers its commands with */

/* Commands that come before STARTTLS and its like, none of which names a person. */
static const char *const commands[] = {
	"EHLO",       "HELO",         "LHLO", "STARTTLS", "NOOP", "RSET", "HELP",
	"CAPA",       "STLS",         "AUTH", "FEAT",     "CLNT", "HOST", "OPTS",
	"CAPABILITY", "CAPABILITIES", "MODE", "SYST",     "CAP",  "ID",
};
static const char *const tagged[] = { "CAPABILITY", "STARTTLS", "NOOP", "ID" };
static const char *const elements[] = { "<?xml", "<stream:stream", "<starttls" };

struct words {
	const char *const *at;
	size_t count;
};

#define WORDS(list) ((struct words){ list, sizeof(list) / sizeof((list)[0]) })

static bool is_letter(uint8_t byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_tag_byte(uint8_t byte)
{
	return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '.';
}

/* 0: `s` begins with one of the words, and that ends there; -EAGAIN: it may become one. */
static int begins_with_word(struct span s, struct words words, bool (*goes_on)(uint8_t))
{
	for (size_t i = 0; i < words.count; i++) {
		size_t len = strlen(words.at[i]), here = s.len < len ? s.len : len;

		if (strncasecmp((const char *)s.at, words.at[i], here) != 0)
			continue;
		if (s.len == here) /* "CAP" may become "CAPA" */
			return -EAGAIN;
		if (!goes_on(s.at[len]))
			return 0;
	}
	return -EBADMSG;
}

/* A command, or a tag and a command. */
static int begins_line(struct span s)
{
	int result = begins_with_word(s, WORDS(commands), is_letter);
	size_t tag = 0;

	if (result != -EBADMSG)
		return result;
	while (tag < s.len && tag <= TAG_MAX && is_tag_byte(s.at[tag]))
		tag++;
	if (!tag || tag > TAG_MAX)
		return -EBADMSG;
	if (tag == s.len || (s.at[tag] == ' ' && tag + 1 == s.len))
		return -EAGAIN;
	return s.at[tag] == ' ' ? begins_with_word(span_from(s, tag + 1), WORDS(tagged), is_letter)
	                        : -EBADMSG;
}

static int read_until(struct span stream, uint8_t last, size_t *len)
{
	size_t room = stream.len < PREAMBLE_MAX ? stream.len : PREAMBLE_MAX;
	const uint8_t *end = memchr(stream.at, last, room);

	if (!end)
		return stream.len < PREAMBLE_MAX ? -EAGAIN : -EBADMSG;
	*len = (size_t)(end - stream.at) + 1;
	return 0;
}

static int read_line(struct span stream, size_t *len)
{
	int result = begins_line(stream);
	size_t line = stream.len;

	if (!result)
		result = read_until(stream, '\n', &line);
	if (result == -EBADMSG)
		return result;
	for (size_t i = 0; i < line; i++)
		if (stream.at[i] < '\t') /* text has none */
			return -EBADMSG;
	if (!result)
		*len = line;
	return result;
}

static int read_element(struct span stream, size_t *len)
{
	int result = begins_with_word(stream, WORDS(elements), is_letter);

	return result ? result : read_until(stream, '>', len);
}

/* The bytes so far are those of `want`. */
static bool agrees(struct span stream, const void *want, size_t len)
{
	return !memcmp(stream.at, want, stream.len < len ? stream.len : len);
}

/* A request of fixed form: known by its first bytes, as long as it is. */
static int read_fixed(struct span stream, size_t whole, size_t *len)
{
	if (stream.len < whole)
		return -EAGAIN;
	*len = whole;
	return 0;
}

/* SSLRequest, or GSSENCRequest, which may come before it (PostgreSQL's protocol, section 55.7). */
static int read_postgresql(struct span stream, size_t *len)
{
	if (!agrees(stream, "\0\0\0\x08\x04\xd2\x16", 7))
		return -EBADMSG;
	if (stream.len >= 8 && stream.at[7] != 0x2f && stream.at[7] != 0x30)
		return -EBADMSG;
	return read_fixed(stream, 8, len);
}

/* Protocol::SSLRequest: capabilities with CLIENT_SSL, then 19 bytes that are zero. */
static int read_mysql(struct span stream, size_t *len)
{
	static const uint8_t zeros[19];

	if (!agrees(stream, "\x20\0\0\1", 4))
		return -EBADMSG;
	if (stream.len > 5 && !(stream.at[5] & 0x08))
		return -EBADMSG;
	if (stream.len > 13 && !agrees(span_from(stream, 13), zeros, sizeof(zeros)))
		return -EBADMSG;
	return read_fixed(stream, 36, len);
}

/* LDAPMessage { messageID, [APPLICATION 23] { [0] 1.3.6.1.4.1.1466.20037 } } */
static int read_ldap(struct span stream, size_t *len)
{
	static const char start_tls[] = "1.3.6.1.4.1.1466.20037";
	struct cursor in = cursor_over(stream), message, request;
	struct span name;
	uint8_t tag;

	if (stream.len > 1 && stream.at[1] > 64 && stream.at[1] != 0x84)
		return -EBADMSG;
	message = cursor_over(der_take(&in, DER_SEQUENCE));
	if (in.failed)
		return stream.len < 64 ? -EAGAIN : -EBADMSG;
	der_take(&message, DER_INTEGER);
	request = cursor_over(der_take(&message, 0x77));
	name = der_next(&request, &tag);
	if (message.failed || request.failed || tag != 0x80 || name.len != sizeof(start_tls) - 1 ||
	    memcmp(name.at, start_tls, name.len) != 0)
		return -EBADMSG;
	*len = (size_t)(in.at - in.base);
	return 0;
}

/* A PRELOGIN packet: options in plain are stepped over whole; of one that wraps a TLS record only
 * the header is. */
static int read_tds(struct span stream, size_t *len)
{
	struct cursor in = cursor_over(stream);
	uint16_t type = cursor_u16(&in), length = cursor_u16(&in), channel = cursor_u16(&in);

	if (stream.len > 1 && type != 0x1201 && type != 0x1200)
		return -EBADMSG;
	if (stream.len > 3 && (length <= 8 || length > 4096))
		return -EBADMSG;
	if (stream.len > 5 && channel)
		return -EBADMSG;
	if (stream.len < 9)
		return -EAGAIN;
	return read_fixed(stream, stream.at[8] == 0x16 ? 8 : length, len);
}

static void take_text(struct cursor *in) /* up to its NUL */
{
	size_t left = cursor_left(in);
	const uint8_t *end = left ? memchr(in->at, 0, left) : NULL;

	if (!end)
		in->failed = true;
	else
		cursor_take(in, (size_t)(end - in->at) + 1);
}

static int read_socks4(struct span stream, size_t *len)
{
	struct cursor in = cursor_over(stream);
	uint16_t opening = cursor_u16(&in);
	uint32_t address;

	if (stream.len > 1 && opening != 0x0401 && opening != 0x0402)
		return -EBADMSG;
	cursor_u16(&in); /* port */
	address = cursor_u32(&in);
	take_text(&in); /* user */
	if (address && address < 256)
		take_text(&in); /* 4a: a name */
	if (in.failed)
		return stream.len < PREAMBLE_MAX ? -EAGAIN : -EBADMSG;
	*len = (size_t)(in.at - in.base);
	return 0;
}

/* False: it lies. */
static bool take_socks5_request(struct cursor *in)
{
	uint8_t version = cursor_u8(in), command = cursor_u8(in), zero = cursor_u8(in),
		type = cursor_u8(in);

	if (type == 1 || type == 4)
		cursor_take(in, type == 1 ? 4 : 16);
	else
		cursor_take(in, cursor_u8(in));
	cursor_u16(in); /* port */
	if (in->failed)
		return true;
	return version == 5 && command >= 1 && command <= 3 && !zero &&
	       (type == 1 || type == 3 || type == 4);
}

/* Greeting, user name and password where the next byte says so, request. */
static int read_socks5(struct span stream, size_t *len)
{
	struct cursor in = cursor_over(stream);
	uint8_t methods, next;

	cursor_u8(&in);
	methods = cursor_u8(&in);
	if (stream.len > 1 && (!methods || methods > 10))
		return -EBADMSG;
	cursor_take(&in, methods);
	if (!cursor_left(&in))
		return -EAGAIN;
	next = in.at[0];
	if (next == 1) {
		cursor_u8(&in);
		cursor_take(&in, cursor_u8(&in));
		cursor_take(&in, cursor_u8(&in));
		next = cursor_left(&in) ? in.at[0] : 5;
	}
	if (next != 5 || !take_socks5_request(&in))
		return -EBADMSG;
	if (in.failed)
		return -EAGAIN;
	*len = (size_t)(in.at - in.base);
	return 0;
}

static int read_request(struct span stream, size_t *len)
{
	switch (stream.at[0]) {
	case 0x00: return read_postgresql(stream, len);
	case 0x04: return read_socks4(stream, len);
	case 0x05: return read_socks5(stream, len);
	case 0x12: return read_tds(stream, len);
	case 0x20: return read_mysql(stream, len);
	case 0x30: return read_ldap(stream, len);
	default: return -EBADMSG;
	}
}

int preamble_read(struct span stream, bool at_start, size_t *len)
{
	int result = -EBADMSG;

	if (!stream.len)
		return -EAGAIN;
	if (at_start)
		result = read_request(stream, len);
	if (result != -EBADMSG)
		return result;
	if (stream.at[0] == '\r' || stream.at[0] == '\n') /* between the tags of XMPP */
		return at_start ? read_fixed(stream, 1, len) : -EBADMSG;
	if (stream.at[0] == '<')
		return read_element(stream, len);
	return is_tag_byte(stream.at[0]) ? read_line(stream, len) : -EBADMSG;
}
