/* One function a protocol, chosen by the first byte. */
#include "probes/wire/talk.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/openvpn.h"
#include "probes/wire/syslog.h"

#define RFB_VERSION_LEN 12
#define RDP_MIN 19 /* headers and a negotiation request */
#define RDP_MAX 512
#define SYSLOG_ENOUGH 64 /* bytes within which a shape shows */
#define OPENVPN_MIN 14
#define OPENVPN_MAX 1400

/* The bytes so far are those of `want`. */
static bool agrees(struct span stream, const void *want, size_t len)
{
	return !memcmp(stream.at, want, stream.len < len ? stream.len : len);
}

static bool is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

/* "RFB 003.008\n" */
static int read_rfb(struct span stream, size_t *len)
{
	static const char form[] = "RFB 00d.ddd\n";

	for (size_t i = 0; i < stream.len && i < RFB_VERSION_LEN; i++)
		if (form[i] == 'd' ? !is_digit(stream.at[i]) : stream.at[i] != (uint8_t)form[i])
			return -EBADMSG;
	if (stream.len < RFB_VERSION_LEN)
		return -EAGAIN;
	*len = RFB_VERSION_LEN;
	return 0;
}

/* TPKT, a connection request of X.224, and behind it a cookie or a negotiation request, which other
 * users of X.224 do not have. */
static int read_rdp(struct span stream, size_t *len)
{
	struct cursor in = cursor_over(stream);
	uint16_t version = cursor_u16(&in), length = cursor_u16(&in);
	uint8_t rest = cursor_u8(&in), type = cursor_u8(&in);
	uint16_t target = cursor_u16(&in);
	struct span more;

	if ((stream.len > 1 && version != 0x0300) ||
	    (stream.len > 3 && (length < RDP_MIN || length > RDP_MAX)) ||
	    (stream.len > 4 && rest != length - 5) || (stream.len > 5 && type != 0xe0) ||
	    (stream.len > 7 && target))
		return -EBADMSG;
	cursor_take(&in, 3);
	if (in.failed || !cursor_left(&in))
		return -EAGAIN;
	more = span_from(stream, 11);
	if (!agrees(more, "Cookie: ", 8) &&
	    !(more.at[0] == 1 && (more.len < 4 || !memcmp(more.at + 2, "\x08\0", 2))))
		return -EBADMSG;
	if (stream.len < length)
		return -EAGAIN;
	*len = length;
	return 0;
}

/* Only with the address of what is asked for: other protocols share the methods. */
static int read_rtsp(struct span stream, size_t *len)
{
	static const char *const begins[] = {
		"OPTIONS rtsp://",       "DESCRIBE rtsp://",  "SETUP rtsp://",
		"PLAY rtsp://",          "OPTIONS rtsps://",  "ANNOUNCE rtsp://",
		"GET_PARAMETER rtsp://", "DESCRIBE rtsps://",
	};
	int result = -EBADMSG;

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		size_t want = strlen(begins[i]);

		if (!agrees(stream, begins[i], want))
			continue;
		result = -EAGAIN;
		if (stream.len >= want) {
			*len = want;
			return 0;
		}
	}
	return result;
}

/* "<34>1 2003-...", or with its length before it: "65 <34>1 2003-..." */
static int read_syslog(struct span stream, size_t *len)
{
	size_t digits = 0;
	struct span message = stream;

	while (digits < stream.len && digits < 6 && is_digit(stream.at[digits]))
		digits++;
	if (digits == stream.len && digits < 6)
		return stream.at[0] == '0' ? -EBADMSG : -EAGAIN;
	if (digits) {
		if (digits > 5 || stream.at[0] == '0' || stream.at[digits] != ' ')
			return -EBADMSG;
		message = span_from(stream, digits + 1);
	}
	if (!message.len)
		return -EAGAIN;
	if (message.at[0] != '<')
		return -EBADMSG;
	if (syslog_looks_like(message) == SYSLOG_STRICT) {
		*len = stream.len;
		return 0;
	}
	for (size_t i = 1; i < message.len; i++) /* what is no text never becomes a record */
		if (message.at[i] < ' ')
			return -EBADMSG;
	if (message.len > 1 && !is_digit(message.at[1]))
		return -EBADMSG;
	return stream.len < SYSLOG_ENOUGH ? -EAGAIN : -EBADMSG;
}

/* Over TCP each packet has its length before it. */
static int read_openvpn(struct span stream, enum talk *talk, size_t *len)
{
	struct cursor in = cursor_over(stream);
	uint16_t length = cursor_u16(&in);
	uint8_t code = cursor_u8(&in);
	enum openvpn_reset reset;

	if (stream.len > 1 && (length < OPENVPN_MIN || length > OPENVPN_MAX))
		return -EBADMSG;
	if (stream.len > 2 && code != 0x38 && code != 0x40 && code != 0x50)
		return -EBADMSG;
	if (stream.len < (size_t)length + 2 || stream.len < 3)
		return -EAGAIN;
	reset = openvpn_looks_like((struct span){ stream.at + 2, length });
	if (reset == OPENVPN_NONE)
		return -EBADMSG;
	*talk = reset == OPENVPN_CLIENT ? TALK_OPENVPN : TALK_OPENVPN_ANSWER;
	*len = (size_t)length + 2;
	return 0;
}

static int read_by_first(struct span stream, enum talk *talk, size_t *len)
{
	uint8_t first = stream.at[0];

	if (first == '<' || is_digit(first)) {
		*talk = TALK_SYSLOG;
		return read_syslog(stream, len);
	}
	*talk = first == 'R' ? TALK_RFB : first == 3 ? TALK_RDP : TALK_RTSP;
	if (first == 'R')
		return read_rfb(stream, len);
	if (first == 3)
		return read_rdp(stream, len);
	if (first >= 'A' && first <= 'Z')
		return read_rtsp(stream, len);
	return -EBADMSG;
}

int talk_begins(struct span stream, enum talk *talk, size_t *len)
{
	enum talk found = TALK_OPENVPN;
	size_t used = 0;
	int result;

	if (!stream.len)
		return -EAGAIN;
	result = read_by_first(stream, &found, &used);
	if (result == -EBADMSG && stream.at[0] <= OPENVPN_MAX >> 8)
		result = read_openvpn(stream, &found, &used);
	if (result)
		return result;
	*talk = found;
	*len = used;
	return 0;
}
