/* A conversation of datagrams from untrusted bytes: each input is cut into datagrams, which go
 * through the readers as those of one flow. Every name must be fit to print, and the totals must
 * agree with each other. */
#pragma once
#include <stdlib.h>
#include <string.h>

#include "probes/traffic/names.h"
#include "probes/wire/host.h"
#include "probes/wire/quic_keys.h"

struct talk {
	struct names names;
	struct name_sink sink;
	struct capture_totals totals;
	uint32_t flow;            /* each input has one of its own */
	unsigned said;            /* names of this input */
	char name[HOST_TEXT_MAX]; /* the last */
};

static inline int talk_hear(void *arg, const struct name_seen *seen)
{
	struct talk *talk = arg;
	size_t len = strlen(seen->host);

	if (!len || len >= HOST_TEXT_MAX || !name_protocol_word(seen->protocol))
		__builtin_trap();
	for (size_t i = 0; i < len; i++)
		if (seen->host[i] <= ' ' || seen->host[i] > '~')
			__builtin_trap();
	memcpy(talk->name, seen->host, len + 1);
	talk->said++;
	return 0;
}

/* Made once, for all inputs. */
static inline struct talk *talk_begin(void)
{
	static struct talk talk;

	if (!talk.names.flows) {
		talk.sink = (struct name_sink){ .name = talk_hear, .arg = &talk };
		if (names_open(&talk.names, &talk.sink, &talk.totals, 0))
			abort();
		talk.names.quic = quic_keys_new();
	}
	talk.flow++;
	talk.said = 0;
	return &talk;
}

/* Sends a copy of exactly that size, so that sanitizers see an overrun. */
static inline void talk_send(struct talk *talk, bool from_client, struct span bytes)
{
	uint8_t *copy = malloc(bytes.len ? bytes.len : 1);
	struct packet packet = {
		.source = { 0, from_client ? talk->flow : 7 },
		.target = { 0, from_client ? 7 : talk->flow },
		.source_port = from_client ? 40000 : 443,
		.target_port = from_client ? 443 : 40000,
		.protocol = PROTOCOL_UDP,
	};
	struct flow_key key;

	if (!copy)
		abort();
	if (bytes.len)
		memcpy(copy, bytes.at, bytes.len);
	packet.payload = (struct span){ copy, bytes.len };
	flow_key_of(talk->names.flows, &packet, &key);
	if (names_packet(&talk->names, &packet, &key))
		__builtin_trap();
	free(copy);
	if (talk->totals.hidden > talk->totals.connections)
		__builtin_trap();
}

/* The next part of the input: a length in two bytes, its highest bit says who sends. False: none is
 * left. */
static inline bool talk_next(struct cursor *in, bool *from_client, struct span *part)
{
	uint16_t word = cursor_u16(in);
	size_t len = word & 0x7fff;

	*from_client = !(word & 0x8000);
	*part = cursor_take(in, len < cursor_left(in) ? len : cursor_left(in));
	return !in->failed;
}
