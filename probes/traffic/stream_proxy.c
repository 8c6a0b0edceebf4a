/* The lines of the PROXY protocol, after which the stream proper begins
 * (haproxy.org/download/2.9/doc/proxy-protocol.txt). */
#include <string.h>

#include "probes/traffic/stream_messages.h"

#define PROXY_LINE_MAX 107 /* version 1 */

/* As far as it is here. */
static bool begins_with(struct span s, const void *bytes, size_t len)
{
	return !memcmp(s.at, bytes, s.len < len ? s.len : len);
}

/* PROXY protocol, versions 1 and 2: says who is behind a load balancer; the stream proper begins
 * after it. */
static enum after read_proxy_line(struct stream_reading *r, struct span rest, size_t *step)
{
	static const uint8_t version_2[12] = "\r\n\r\n\0\r\nQUIT\n";
	struct cursor in = cursor_over(rest);
	const uint8_t *end;
	uint16_t length;

	if (!r->at_start)
		return AFTER_OTHER;
	if (begins_with(rest, version_2, sizeof(version_2))) {
		cursor_take(&in, sizeof(version_2) + 2);
		length = cursor_u16(&in);
		*step = sizeof(version_2) + 4 + (size_t)length;
		return in.failed || *step > rest.len ? AFTER_MORE : AFTER_NEXT;
	}
	if (!begins_with(rest, "PROXY ", 6))
		return AFTER_OTHER;
	end = memchr(rest.at, '\n', rest.len < PROXY_LINE_MAX ? rest.len : PROXY_LINE_MAX);
	if (!end)
		return rest.len < PROXY_LINE_MAX ? AFTER_MORE : AFTER_OTHER;
	*step = (size_t)(end - rest.at) + 1;
	return AFTER_NEXT;
}

const struct stream_reader stream_proxy = { .name = "proxy", .read = read_proxy_line };
