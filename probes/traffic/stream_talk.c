/* Conversations without a name (probes/wire/talk.h): their kind is told, and but for RDP, which
 * goes on as TLS, nothing more is to be learnt from them. */
#include <errno.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/talk.h"

static const struct {
	enum traffic_kind kind;
	bool is_answer; /* sent by whom the conversation was opened to */
} kinds[] = {
	[TALK_RFB] = { TRAFFIC_REMOTE_SCREEN, true },
	[TALK_RDP] = { TRAFFIC_REMOTE_SCREEN, false },
	[TALK_RTSP] = { TRAFFIC_VIDEO, false },
	[TALK_SYSLOG] = { TRAFFIC_SYSLOG, false },
	[TALK_OPENVPN] = { TRAFFIC_OPENVPN, false },
	[TALK_OPENVPN_ANSWER] = { TRAFFIC_OPENVPN, true },
};

static enum after read_talk(struct stream_reading *r, struct span rest, size_t *step)
{
	enum talk talk;
	int error;

	if (!r->at_start || r->flow->marks & FLOW_HTTP)
		return AFTER_OTHER;
	error = talk_begins(rest, &talk, step);
	if (error)
		return error == -EAGAIN ? AFTER_MORE : AFTER_OTHER;
	r->error =
		names_note(r->names, r->flow, kinds[talk].kind, r->packet, kinds[talk].is_answer);
	if (talk == TALK_RDP)
		return AFTER_NEXT;
	r->flow->sides[!r->number].state = SIDE_DONE;
	return AFTER_DONE;
}

const struct stream_reader stream_talk = { .name = "talk", .read = read_talk };
