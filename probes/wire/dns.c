/* DNS messages: just enough to learn which names were asked for (RFC 1035 section 4.1). */
#include "probes/wire/dns.h"

#include <errno.h>

#include "probes/base/text.h"

#define LABEL_MAX 63
#define POINTER 0xc0 /* the two high bits of a length byte: RFC 1035 section 4.1.4 */

#define CLASS_IN 1
#define TYPE_LAST_COMMON 262   /* the highest of the types handed out from the low end (IANA) */
#define ADDITIONALS_OF_QUERY 2 /* OPT and TSIG or SIG(0) */
#define RCODE_LAST 10          /* RFC 2136 section 2.2 */
#define FLAGS_NEVER_IN_QUERY 0x06c0 /* AA, TC, RA and the reserved bit */
#define FLAG_RESERVED 0x0040

/* Steps to an earlier place of the message. A pointer goes strictly before the run of labels that
 * it ends, so that no chain of them can come back; the header holds no names. */
static bool jump(struct span message, size_t target, size_t *run, struct cursor *at)
{
	if (target >= *run || target < DNS_HEADER)
		return false;
	*at = cursor_over(message);
	cursor_take(at, target);
	*run = target;
	return !at->failed;
}

/* Characters that are not seen, or turn the writing round: U+0080..9F, U+200B..F, U+2028..E,
 * U+2060..6F, U+FEFF. */
static bool is_unseen(struct span text)
{
	struct cursor in = cursor_over(text);
	uint32_t three = cursor_u24(&in);
	uint8_t last = (uint8_t)three;

	if (text.len >= 2 && text.at[0] == 0xc2 && text.at[1] < 0xa0)
		return true;
	if (in.failed)
		return false;
	return (three >> 8 == 0xe280 &&
	        ((last >= 0x8b && last <= 0x8f) || (last >= 0xa8 && last <= 0xae))) ||
	       (three >> 8 == 0xe281 && last >= 0xa0 && last <= 0xaf) || three == 0xefbbbf;
}

/* Names of multicast DNS are written for people, in UTF-8 (RFC 6762 section 16). */
static bool is_written(struct span label)
{
	if (!text_is_utf8((const char *)label.at, label.len))
		return false;
	for (size_t i = 0; i < label.len; i++)
		if (is_unseen(span_from(label, i)))
			return false;
	return true;
}

static size_t put_label(char *out, size_t used, struct span label)
{
	bool beyond_ascii = false;

	if (used)
		out[used++] = '.';
	for (size_t i = 0; i < label.len; i++)
		beyond_ascii |= label.at[i] >= 0x80;
	beyond_ascii = beyond_ascii && is_written(label);
	for (size_t i = 0; i < label.len; i++) {
		bool is_inner_blank = label.at[i] == ' ' && i && i + 1 < label.len;

		if (is_inner_blank || (beyond_ascii && label.at[i] >= 0x80))
			out[used++] = (char)label.at[i];
		else
			used += host_put_byte(out + used, label.at[i]);
	}
	return used;
}

void dns_read_name(struct span message, struct cursor *in, char out[static DNS_NAME_MAX])
{
	size_t run = (size_t)(in->at - in->base), used = 0, wire = 1, jumps = 0;
	struct cursor elsewhere, *at = in;

	for (uint8_t len = cursor_u8(at); len; len = cursor_u8(at)) {
		bool good;

		if (len >= POINTER) {
			size_t target = (size_t)(len - POINTER) << 8 | cursor_u8(at);

			good = !at->failed && ++jumps <= DNS_JUMPS_MAX &&
			       jump(message, target, &run, &elsewhere);
			at = &elsewhere;
		} else {
			struct span label = cursor_take(at, len);

			wire += len + 1u;
			good = !at->failed && len <= LABEL_MAX && wire <= HOST_WIRE_MAX;
			if (good)
				used = put_label(out, used, label);
		}
		if (!good) {
			in->failed = true;
			return;
		}
	}
	in->failed |= at->failed;
	out[used] = '\0';
}

int dns_open(struct span message, struct dns_message *out)
{
	struct dns_message opened = { .bytes = message, .in = cursor_over(message) };
	uint16_t flags;

	opened.id = cursor_u16(&opened.in);
	flags = cursor_u16(&opened.in);
	opened.questions = cursor_u16(&opened.in);
	opened.answers = cursor_u16(&opened.in);
	opened.authorities = cursor_u16(&opened.in);
	opened.additionals = cursor_u16(&opened.in);
	if (opened.in.failed)
		return -EBADMSG;

	opened.flags = flags;
	opened.response = flags >> 15;
	opened.opcode = flags >> 11 & 0xf;
	opened.rcode = flags & 0xf;
	opened.questions_left = opened.questions;
	*out = opened;
	return 0;
}

/* The next question as it stands, the root's too. */
static bool next_question(struct dns_message *message, struct dns_question *out)
{
	if (!message->questions_left || message->in.failed)
		return false;
	message->questions_left--;
	dns_read_name(message->bytes, &message->in, out->name);
	out->type = cursor_u16(&message->in);
	out->class = cursor_u16(&message->in);
	return !message->in.failed;
}

bool dns_next_name(struct dns_message *message, struct dns_question *out)
{
	while (next_question(message, out)) {
		if (out->name[0])
			return true;
	}
	return false;
}

/* Two labels or more, of letters, digits, hyphens and underscores. */
static bool is_plain_host(const char *name)
{
	bool dotted = false;

	for (const char *c = name; *c; c++) {
		bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-' ||
		             *c == '_';

		if (!plain && *c != '.')
			return false;
		dotted |= *c == '.';
	}
	return dotted;
}

static bool header_is_plain(const struct dns_message *message)
{
	if (message->opcode != 0 || message->questions != 1)
		return false;
	if (message->response)
		return message->rcode <= RCODE_LAST && !(message->flags & FLAG_RESERVED);
	return message->rcode == 0 && !(message->flags & FLAGS_NEVER_IN_QUERY) &&
	       message->answers == 0 && message->authorities == 0 &&
	       message->additionals <= ADDITIONALS_OF_QUERY;
}

bool dns_next_record(struct dns_message *message, struct dns_record *out)
{
	struct cursor *in = &message->in;
	size_t len, end;

	dns_read_name(message->bytes, in, out->owner);
	out->type = cursor_u16(in);
	out->class = cursor_u16(in);
	out->ttl = cursor_u32(in);
	len = cursor_u16(in);
	cursor_take(in, len);
	if (in->failed)
		return false;
	end = (size_t)(in->at - in->base);
	out->data = cursor_over((struct span){ message->bytes.at, end });
	cursor_take(&out->data, end - len);
	return true;
}

/* Each record takes eleven bytes or more, so the loop ends with the message whatever the header
 * claims. */
static bool records_end_the_message(struct dns_message *message)
{
	uint32_t records = (uint32_t)message->answers + message->authorities + message->additionals;
	struct dns_record record;

	while (records && dns_next_record(message, &record))
		records--;
	return !records && cursor_left(&message->in) == 0;
}

bool dns_looks_like(struct span message)
{
	struct dns_question question;
	struct dns_message opened;

	if (dns_open(message, &opened) || !header_is_plain(&opened))
		return false;
	if (!next_question(&opened, &question) || !is_plain_host(question.name))
		return false;
	if (question.class != CLASS_IN || !question.type || question.type > TYPE_LAST_COMMON)
		return false;
	return records_end_the_message(&opened);
}

int dns_tcp_next(struct cursor *stream, struct span *message)
{
	struct cursor ahead = *stream;
	size_t len;

	if (cursor_left(&ahead) < 2)
		return -EAGAIN;
	len = cursor_u16(&ahead);
	if (len < DNS_HEADER)
		return -EBADMSG;
	if (cursor_left(&ahead) < len)
		return -EAGAIN;
	*message = cursor_take(&ahead, len);
	*stream = ahead;
	return 0;
}
