/* The messages of a TCP direction, wherever one may begin: DNS, TLS's client hello, HTTP/1
 * requests, PROXY lines before them. Each is told by its shape; its name is said, and what is left
 * of the bytes is the caller's to keep. */
#pragma once
#include "probes/traffic/names_state.h"

/* What a direction does next. */
enum after {
	AFTER_NEXT,  /* another message may begin behind the one just read */
	AFTER_MORE,  /* the message at `used` is not whole */
	AFTER_LOOK,  /* nothing known begins here: ask the segments that follow */
	AFTER_DONE,  /* nothing more to learn */
	AFTER_OTHER, /* not this protocol: ask another decoder */
};

struct stream_reading {
	struct names *names;
	const struct packet *packet;
	struct flow *flow;
	uint8_t number;         /* of the side that sent the packet */
	struct flow_side *side; /* the same */
	bool at_start;          /* the first bytes of this direction */
	int error;              /* what the sink returned */
};

/* Reads message after message; `*used` bytes are dealt with. What the sink returned is in
 * `r->error`. */
enum after stream_messages_read(struct stream_reading *r, struct span have, size_t *used);
