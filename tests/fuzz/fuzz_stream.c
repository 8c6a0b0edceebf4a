/* A client's stream from untrusted bytes, cut into segments that may come in another order, through
 * flows and all stream readers. What begins in one segment gives the same names in several: a byte
 * of the input says how it is cut. */
#include "probes/traffic/segments.h"

#include <stdlib.h>
#include <string.h>

#include "probes/wire/host.h"

#define PIECES_MAX 6
#define SYN_FIRST 1
#define SWAPPED 2 /* the first two pieces the other way round */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int check_name(void *arg, const struct name_seen *seen)
{
	size_t len = strlen(seen->host);

	(void)arg;
	if (!len || len >= HOST_TEXT_MAX || !name_protocol_word(seen->protocol))
		__builtin_trap();
	for (size_t i = 0; i < len; i++)
		if (seen->host[i] <= ' ' || seen->host[i] > '~')
			__builtin_trap();
	return 0;
}

static void follow(struct names *names, struct packet *packet, struct span bytes, uint8_t flags)
{
	/* a copy of its own, so that an overrun is seen */
	uint8_t *copy = malloc(bytes.len ? bytes.len : 1);
	struct flow_key key;

	if (!copy)
		return;
	if (bytes.len)
		memcpy(copy, bytes.at, bytes.len);
	packet->payload = (struct span){ copy, bytes.len };
	packet->flags = flags;
	flow_key_of(names->flows, packet, &key);
	if (segments_follow(names, packet, &key))
		__builtin_trap(); /* the sink never fails */
	free(copy);
}

/* Pieces of equal size, the last with the rest. */
static void send_stream(struct names *names, struct span stream, size_t pieces, bool swapped)
{
	size_t each = stream.len / pieces;
	struct packet packet = {
		.source = { 0, 0xffff0a000001u },
		.target = { 0, 0xffff0a000002u },
		.source_port = 40000,
		.target_port = 443,
		.protocol = PROTOCOL_TCP,
	};

	for (size_t i = 0; i < pieces; i++) {
		size_t n = swapped && i < 2 ? pieces > 1 ? 1 - i : 0 : i;
		size_t len = n + 1 < pieces ? each : stream.len - n * each;

		packet.sequence = 1000 + (uint32_t)(n * each);
		follow(names, &packet, (struct span){ stream.at + n * each, len }, TCP_ACK);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct names names; /* kept between runs: taking its memory costs more than a run */
	static struct capture_totals totals;
	static const struct name_sink sink = { .name = check_name };
	struct packet syn = { .source = { 0, 0xffff0a000001u },
		              .target = { 0, 0xffff0a000002u },
		              .source_port = 40000,
		              .target_port = 443,
		              .sequence = 999,
		              .protocol = PROTOCOL_TCP };

	if (size < 2 || (!names.flows && names_open(&names, &sink, &totals, 1) != 0))
		return 0;
	names.totals = &totals;
	if (data[0] & SYN_FIRST)
		follow(&names, &syn, (struct span){ 0 }, TCP_SYN);
	send_stream(&names, (struct span){ data + 1, size - 1 },
	            1 + (size_t)(data[0] >> 2) % PIECES_MAX, data[0] & SWAPPED);
	syn.sequence = 0x40000000; /* the same ports anew: what was held is given back */
	follow(&names, &syn, (struct span){ 0 }, TCP_SYN);
	if (totals.hidden > totals.connections || totals.buffers_missing)
		__builtin_trap();
	return 0;
}
