/* The messages of a TCP direction, wherever one may begin: DNS, TLS's client hello, HTTP/1
 * requests, lines before them. Each protocol is a file stream_NAME.c and one line of the table in
 * stream_messages.c; its reader tells by the shape of the bytes whether a message of its own begins
 * here, says its name (names_say) or kind (names_note), and what is left of the bytes is the
 * caller's to keep. Readers are asked in the table's order, strict shapes before loose ones. */
#pragma once
#include "probes/traffic/names_state.h"

/* Segments of one side that are asked whether a message begins with them; of a server after its
 * client's hello. */
#define SEGMENT_TRIES 32
#define SERVER_TRIES 8

/* What a direction does next. */
enum after {
	AFTER_NEXT,  /* another message may begin behind the one just read */
	AFTER_MORE,  /* the message at `used` is not whole */
	AFTER_LOOK,  /* nothing known begins here: ask the segments that follow */
	AFTER_DONE,  /* nothing more to learn */
	AFTER_OTHER, /* not this protocol: ask another reader; of all of them: as AFTER_LOOK */
};

struct stream_reading {
	struct names *names;
	const struct packet *packet;
	struct flow *flow;
	uint8_t number;         /* of the side that sent the packet */
	struct flow_side *side; /* the same */
	bool at_start;          /* the first bytes of this direction */
	bool tunnel;            /* out: what follows is another protocol's stream (CONNECT) */
	int error;              /* what the sink returned */
};

struct stream_reader {
	const char *name; /* for tests and --explain */
	/* `rest` is not empty and begins where a message may. With AFTER_NEXT `*step` says how many
	 * of its bytes are dealt with; with AFTER_MORE none is. */
	enum after (*read)(struct stream_reading *r, struct span rest, size_t *step);
};

extern const struct stream_reader stream_dns, stream_http, stream_http2, stream_talk,
	stream_preamble, stream_proxy, stream_tls;

/* Reads message after message; `*used` bytes are dealt with. What the sink returned is in
 * `r->error`. */
enum after stream_messages_read(struct stream_reading *r, struct span have, size_t *used);
