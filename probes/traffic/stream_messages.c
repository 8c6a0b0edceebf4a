/* Asks the readers of the table which protocol begins here, until the bytes or the answers run out.
 */
#include "probes/traffic/stream_messages.h"

static const struct stream_reader *const readers[] = {
	&stream_dns,   &stream_proxy,    &stream_tls,  &stream_http,
	&stream_http2, &stream_preamble, &stream_talk,
};

#define READERS (sizeof(readers) / sizeof(readers[0]))

static enum after read_one(struct stream_reading *r, struct span rest, size_t *step)
{
	for (size_t i = 0; i < READERS; i++) {
		enum after after = readers[i]->read(r, rest, step);

		if (after == AFTER_OTHER)
			continue;
		effort_add(&r->names->totals->effort, r->names->packet, i + 1,
		           after == AFTER_NEXT ? *step : rest.len);
		return after;
	}
	effort_add(&r->names->totals->effort, r->names->packet, READERS, rest.len);
	return AFTER_OTHER;
}

enum after stream_messages_read(struct stream_reading *r, struct span have, size_t *used)
{
	enum after after = AFTER_NEXT;

	*used = 0;
	while (after == AFTER_NEXT && !r->error && *used < have.len) {
		size_t step = 0;

		after = read_one(r, span_from(have, *used), &step);
		if (after == AFTER_NEXT)
			*used += step;
	}
	if (after == AFTER_NEXT)
		return r->flow->marks & FLOW_HTTP && !r->tunnel ? AFTER_LOOK : AFTER_MORE;
	return after;
}
