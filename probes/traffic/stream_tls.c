/* TLS in a stream: the client's hello (probes/wire/tls.h), the server's certificates up to TLS 1.2
 * (probes/wire/tls_server.h), or records that only come after a hello. */
#include <errno.h>
#include <string.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/certificate.h"
#include "probes/wire/tls.h"
#include "probes/wire/tls_server.h"

#define RECORD_MAX 16640 /* TLSCiphertext, RFC 5246 section 6.2.3 */
#define CHANGE_CIPHER 20 /* record types, RFC 8446 section 5.1 */
#define ALERT 21
#define HANDSHAKE 22
#define PORT_DNS_OVER_TLS 853

/* The server's certificate may still tell something; without anyone who asks for it the connection
 * is done with. */
static void await_server(struct stream_reading *r, const struct tls_hello *hello)
{
	struct flow_side *server = &r->flow->sides[!r->number];

	r->side->state = SIDE_DONE;
	r->flow->marks &= (uint8_t)~FLOW_HTTP; /* of a tunnel: there is nothing else behind it */
	if (!r->names->asked) {
		server->state = SIDE_DONE;
		return;
	}
	asked_put(r->names->asked, r->names->flows, r->flow, hello->name);
	if (server->state == SIDE_DONE)
		server->state = SIDE_LOOKING;
	server->tries = SEGMENT_TRIES - SERVER_TRIES;
}

static bool is_dns_over_tls(const struct stream_reading *r, const struct tls_hello *hello)
{
	return hello->dns || r->packet->target_port == PORT_DNS_OVER_TLS;
}

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
	if (is_dns_over_tls(r, &hello) && !r->error)
		r->error = names_note(r->names, r->flow, TRAFFIC_DNS_OVER_TLS, r->packet, false);
	await_server(r, &hello);
	return AFTER_DONE;
}

static void say_chain(struct stream_reading *r, const struct tls_chain *chain)
{
	struct certificate_seen seen = { .match = CERTIFICATE_MATCH_UNKNOWN };
	struct certificate own, last;

	if (certificate_read(chain->first, &own) || certificate_read(chain->last, &last))
		return;
	if (last.issuer[0] && (last.authority || !last.self_signed))
		seen.authority = last.issuer;
	if (r->flow->marks & FLOW_COUNTED)
		seen.host = asked_find(r->names->asked, r->names->flows, r->flow);
	if (seen.host && own.names.len)
		seen.match = certificate_covers(&own, seen.host) ? CERTIFICATE_MATCHES
		                                                 : CERTIFICATE_DIFFERS;
	r->error = names_certificate(r->names, r->packet, &seen);
}

static enum after read_server(struct stream_reading *r, struct span rest)
{
	uint8_t room[TLS_STREAM_MAX];
	struct tls_chain chain;
	int error = tls_server_chain(rest, room, &chain);

	if (error == -EAGAIN)
		return AFTER_MORE;
	if (error == -EBADMSG)
		return AFTER_OTHER;
	if (!(r->flow->marks & FLOW_COUNTED)) /* its hello was not captured */
		names_count(r->names, r->flow, true);
	if (!error)
		say_chain(r, &chain);
	return AFTER_DONE;
}

/* An alert or a change of cipher in plain before the hello: stepped over. */
static enum after read_short_record(struct span rest, size_t *step)
{
	size_t len = rest.at[0] == ALERT ? 2 : 1;
	const uint8_t want[] = { rest.at[0], 3, rest.len > 2 ? rest.at[2] : 0, 0, (uint8_t)len };

	if (rest.at[0] != ALERT && rest.at[0] != CHANGE_CIPHER)
		return AFTER_OTHER;
	if (memcmp(rest.at, want, rest.len < sizeof(want) ? rest.len : sizeof(want)) != 0 ||
	    want[2] > 4)
		return AFTER_OTHER;
	*step = sizeof(want) + len;
	return rest.len < *step ? AFTER_MORE : AFTER_NEXT;
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

	if (first == HANDSHAKE || (first & 0x80 && r->at_start))
		after = read_hello(r, rest);
	if (after == AFTER_OTHER && first == HANDSHAKE && r->names->asked)
		after = read_server(r, rest);
	if (after == AFTER_OTHER && r->at_start)
		after = read_short_record(rest, step);
	if (after == AFTER_OTHER && is_late_record(rest) &&
	    !(r->flow->marks & (FLOW_COUNTED | FLOW_HTTP))) {
		names_count(r->names, r->flow, true);
		return AFTER_DONE;
	}
	return after;
}

const struct stream_reader stream_tls = { .name = "tls", .read = read_tls };
