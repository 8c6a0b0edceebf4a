/* The head of an HTTP/1 request, line by line, up to the host that it is for (RFC 9112). */
#include "probes/wire/http.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#define METHOD_MAX 24     /* the longest registered one has 17 letters */
#define EMPTY_LINES_MAX 4 /* RFC 9112 section 2.2 */

struct head {
	struct span target;
	struct span host;          /* value of the first Host field */
	bool host_seen, host_open; /* open: its line may still be continued by obs-fold */
	bool connect, has_body, tunnel;
};

static bool is_token_byte(uint8_t byte)
{
	if (byte >= 0x7f || byte <= ' ')
		return false;
	return !strchr("\"(),/:;<=>?@[\\]{}", byte);
}

static bool is_blank(uint8_t byte)
{
	return byte == ' ' || byte == '\t';
}

/* The place of the first byte out of `set`, or s.len. */
static size_t span_find(struct span s, const char *set)
{
	size_t i = 0;

	while (i < s.len && (!s.at[i] || !strchr(set, s.at[i])))
		i++;
	return i;
}

static struct span span_trim(struct span s)
{
	while (s.len && is_blank(s.at[0]))
		s = span_from(s, 1);
	while (s.len && is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool span_is(struct span s, const char *word)
{
	return s.len == strlen(word) && strncasecmp((const char *)s.at, word, s.len) == 0;
}

/* A line without its end; a bare LF ends one too. False, and nothing moves, where the end is not
 * here yet. */
static bool take_line(struct cursor *in, struct span *line)
{
	size_t left = cursor_left(in);
	const uint8_t *end = left ? memchr(in->at, '\n', left) : NULL;

	if (!end)
		return false;
	*line = cursor_take(in, (size_t)(end - in->at));
	cursor_take(in, 1);
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

/* Whether a request line can begin so: tells other protocols before their first line ends. */
static bool method_begins(struct span s, size_t *len)
{
	size_t i = 0;

	while (i < s.len && i <= METHOD_MAX && is_token_byte(s.at[i]))
		i++;
	*len = i;
	return i <= METHOD_MAX && (i == s.len || (i > 0 && s.at[i] == ' '));
}

/* method SP request-target SP HTTP/1.digit */
static int read_request_line(struct cursor *in, struct head *head)
{
	static const char version[] = " HTTP/1.";
	const size_t tail = sizeof(version) - 1;
	struct span line, rest = { in->at, cursor_left(in) };
	size_t method;

	if (rest.len && !method_begins(rest, &method))
		return -EBADMSG;
	if (!take_line(in, &line))
		return -EAGAIN;
	if (!line.at || !method_begins(line, &method) || line.len < method + 1 + 1 + tail + 1)
		return -EBADMSG;
	if (memcmp(line.at + line.len - tail - 1, version, tail) != 0 ||
	    line.at[line.len - 1] < '0' || line.at[line.len - 1] > '9')
		return -EBADMSG;
	head->connect = method == 7 && memcmp(line.at, "CONNECT", 7) == 0;
	head->target =
		span_trim((struct span){ line.at + method + 1, line.len - method - 1 - tail - 1 });
	return 0;
}

static bool is_zero(struct span digits)
{
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.at[i] != '0')
			return false;
	}
	return digits.len > 0;
}

static void read_field(struct span line, struct head *head)
{
	size_t colon = span_find(line, ":");
	struct span name, value;

	head->host_open = false;
	if (colon == line.len)
		return;
	name = span_trim((struct span){ line.at, colon });
	value = span_trim(span_from(line, colon + 1));
	if (span_is(name, "Host") && !head->host_seen) {
		head->host = value;
		head->host_seen = head->host_open = true;
	}
	if (span_is(name, "Upgrade"))
		head->tunnel = span_is(value, "connect-udp") || span_is(value, "connect-ip");
	if (span_is(name, "Transfer-Encoding") || span_is(name, "Upgrade") ||
	    (span_is(name, "Content-Length") && !is_zero(value)))
		head->has_body = true;
}

/* obs-fold (RFC 9112 section 5.2): a host that begins on the next line is still the host. */
static void read_fold(struct span line, struct head *head)
{
	if (head->host_open && !head->host.len)
		head->host = span_trim(line);
}

/* 0: the head is whole; -EAGAIN: it is not, `head` holds what was seen. */
static int read_fields(struct cursor *in, struct head *head)
{
	struct span line;

	while (take_line(in, &line)) {
		if (!line.len)
			return 0;
		if (is_blank(line.at[0]))
			read_fold(line, head);
		else
			read_field(line, head);
	}
	if (cursor_left(in) && !is_blank(in->at[0]))
		head->host_open = false;
	return -EAGAIN;
}

/* The authority of an absolute-form or CONNECT target (RFC 9112 sections 3.2.2 and 3.2.3), or
 * nothing. */
static struct span target_authority(const struct head *head)
{
	size_t colon = span_find(head->target, ":/?#");
	struct span rest;

	if (head->connect)
		return head->target;
	rest = span_from(head->target, colon);
	if (!colon || rest.len < 3 || memcmp(rest.at, "://", 3) != 0)
		return (struct span){ 0 };
	return span_from(rest, 3);
}

/* host [":" port], without what does not belong there: user names, paths, queries. */
static struct span authority_host(struct span authority)
{
	struct span host = { authority.at, span_find(authority, "/?#") };
	size_t at = host.len, colon;

	if (!authority.at)
		return authority;
	while (at && host.at[at - 1] != '@')
		at--;
	host = span_from(host, at);
	if (host.len && host.at[0] == '[') {
		size_t closing = span_find(host, "]");

		return closing < host.len ? (struct span){ host.at, closing + 1 } : host;
	}
	colon = span_find(host, ":");
	if (colon == host.len || span_find(span_from(host, colon + 1), ":") != host.len - colon - 1)
		return host; /* none, or an IPv6 address without its brackets */
	return (struct span){ host.at, colon };
}

int http_authority_host(struct span authority, char out[static HOST_TEXT_MAX])
{
	return host_text(authority_host(authority), out) ? -ENOENT : 0;
}

static int put_host(const struct head *head, char out[static HOST_TEXT_MAX])
{
	if (head->host.len && http_authority_host(head->host, out) == 0)
		return 0;
	return http_authority_host(target_authority(head), out);
}

int http_request_host(struct span stream, struct http_host *out)
{
	struct span bounded = { stream.at,
		                stream.len < HTTP_HEAD_MAX ? stream.len : HTTP_HEAD_MAX };
	struct cursor in = cursor_over(bounded);
	struct http_host request = { 0 };
	struct head head = { 0 };
	int error, found;

	for (size_t i = 0; i < EMPTY_LINES_MAX && cursor_left(&in); i++) {
		if (in.at[0] != '\r' && in.at[0] != '\n')
			break;
		cursor_take(&in, 1);
	}
	error = read_request_line(&in, &head);
	if (!error)
		error = read_fields(&in, &head);
	if (error == -EAGAIN && (!head.host.len || head.host_open))
		return stream.len < HTTP_HEAD_MAX ? -EAGAIN : -EBADMSG;
	if (error && error != -EAGAIN)
		return error;

	found = put_host(&head, request.host);
	if (error == -EAGAIN && found)
		return stream.len < HTTP_HEAD_MAX ? -EAGAIN : -EBADMSG;
	request.consumed = error ? 0 : (size_t)(in.at - in.base);
	request.connect = head.connect;
	request.tunnel = head.tunnel;
	request.next_follows = !error && !head.connect && !head.has_body;
	*out = request;
	return found;
}
