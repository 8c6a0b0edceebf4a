/* The outer BER of an SNMP message (X.690, RFC 3412 section 6). */
#include "probes/wire/snmp.h"

enum tag {
	INTEGER = 0x02,
	OCTETS = 0x04,
	SEQUENCE = 0x30,
	FIRST_REQUEST = 0xa0,
	LAST_REQUEST = 0xa8
};

#define RESPONSE 0xa2
#define NUMBER_MAX 5 /* bytes of an INTEGER of 32 bits */

/* The content behind the next tag; a length that lies fails both cursors. At most two bytes of
 * length: more is no datagram. */
static struct cursor open(struct cursor *in, uint8_t *tag)
{
	size_t len;

	*tag = cursor_u8(in);
	len = cursor_u8(in);
	if (len == 0x81)
		len = cursor_u8(in);
	else if (len == 0x82)
		len = cursor_u16(in);
	else if (len >= 0x80)
		in->failed = true;
	return cursor_sub(in, len);
}

static bool open_as(struct cursor *in, uint8_t want, struct cursor *out)
{
	uint8_t tag;

	*out = open(in, &tag);
	return !in->failed && tag == want;
}

static bool is_number(struct cursor *in)
{
	struct cursor number;

	return open_as(in, INTEGER, &number) && cursor_left(&number) &&
	       cursor_left(&number) <= NUMBER_MAX;
}

/* Which request, and its number; of version 1 a trap may begin with something else. */
static bool is_request(struct cursor *in, bool *is_answer)
{
	uint8_t tag;
	struct cursor request = open(in, &tag);

	if (in->failed || cursor_left(in) || tag < FIRST_REQUEST || tag > LAST_REQUEST)
		return false;
	*is_answer = tag == RESPONSE;
	return tag == FIRST_REQUEST + 4 ? cursor_left(&request) > 0 : is_number(&request);
}

/* The header of version 3: number, largest size, flags, model; then the model's own octets. */
static bool is_version_3(struct cursor *in)
{
	struct cursor header, flags, security, data;
	uint8_t tag;

	if (!open_as(in, SEQUENCE, &header) || !is_number(&header) || !is_number(&header) ||
	    !open_as(&header, OCTETS, &flags) || cursor_left(&flags) != 1 || !is_number(&header) ||
	    cursor_left(&header))
		return false;
	if (!open_as(in, OCTETS, &security))
		return false;
	data = open(in, &tag);
	return !in->failed && !cursor_left(in) && cursor_left(&data) &&
	       (tag == SEQUENCE || tag == OCTETS);
}

bool snmp_looks_like(struct span message, bool *is_answer)
{
	struct cursor in = cursor_over(message), body, version, community;
	bool answers = false;
	uint8_t number;

	if (!message.len || message.at[0] != SEQUENCE || !open_as(&in, SEQUENCE, &body) ||
	    cursor_left(&in))
		return false;
	if (!open_as(&body, INTEGER, &version) || cursor_left(&version) != 1)
		return false;
	number = cursor_u8(&version);
	if (number == 3) {
		*is_answer = false;
		return is_version_3(&body);
	}
	if (number > 1 || !open_as(&body, OCTETS, &community) || !is_request(&body, &answers))
		return false;
	*is_answer = answers;
	return true;
}
