/* TLS in a stream: the client's hello (probes/wire/tls.h), or records that only come after one. */
#include <errno.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/tls.h"

#define RECORD_MAX 16640 /* TLSCiphertext, RFC 5246 section 6.2.3 */
#define HANDSHAKE 0x16   /* record type, RFC 8446 section 5.1 */

static enum after read_hello(struct stream_reading *r, struct span rest)
{
	struct tls_hello hello;
	int error = tls_client_hello(rest, &hello);

	if (error == -EAGAIN)
		return AFTER_MORE;
	if (error == -EBADMSG || (hello.old_format && !r->at_start))
		return AFTER_OTHER;
	names_count(r->names, r->flow, error == -ENOENT);
	if (hello.has_ech && !error)
		r->names->totals->outer_only++;
	if (!error)
		r->error = names_say(r->names, r->flow, NAME_TLS, hello.name, r->packet, false);
	r->flow->sides[0].state = r->flow->sides[1].state = SIDE_DONE;
	return AFTER_DONE;
}

/* A record that only comes after the hello: this stream is TLS, and its hello was not captured. */
static bool is_late_record(struct span rest)
{
	struct cursor in = cursor_over(rest);
	uint8_t type = cursor_u8(&in);
	uint16_t version = cursor_u16(&in);
	uint16_t length = cursor_u16(&in);

	return !in.failed && (type == 20 || type == 23) && version >= 0x0301 && version <= 0x0304 &&
	       length && length <= RECORD_MAX;
}

static enum after read_tls(struct stream_reading *r, struct span rest, size_t *step)
{
	uint8_t first = rest.at[0];
	enum after after = AFTER_OTHER;

	(void)step;
	if (first == HANDSHAKE || (first & 0x80 && r->at_start))
		after = read_hello(r, rest);
	if (after == AFTER_OTHER && is_late_record(rest) &&
	    !(r->flow->marks & (FLOW_COUNTED | FLOW_HTTP))) {
		names_count(r->names, r->flow, true);
		return AFTER_DONE;
	}
	return after;
}

const struct stream_reader stream_tls = { .name = "tls", .read = read_tls };
