/* What comes before a hello on the same stream (probes/wire/preamble.h): stepped over. */
#include <errno.h>

#include "probes/traffic/stream_messages.h"
#include "probes/wire/preamble.h"

#define PREAMBLES_MAX 40 /* of one side; with more it is a conversation of another sort */

static enum after read_preamble(struct stream_reading *r, struct span rest, size_t *step)
{
	int error;

	if (r->flow->marks & FLOW_HTTP)
		return AFTER_OTHER;
	error = preamble_read(rest, r->at_start, step);
	if (error == -EAGAIN)
		return AFTER_MORE;
	if (error)
		return AFTER_OTHER;
	return r->side->tries++ < PREAMBLES_MAX ? AFTER_NEXT : AFTER_DONE;
}

const struct stream_reader stream_preamble = { .name = "preamble", .read = read_preamble };
