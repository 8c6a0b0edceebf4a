/* Conversations whose bytes are delivered in more than one way: the names must not depend on it.
 * Each variant is a connection of its own, in order, so that what is heard is the same text again
 * and again. For tests/unit/test_cuts.c and tests/fuzz/fuzz_cuts.c. */
#pragma once
#include <assert.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "probes/base/problem.h"
#include "probes/traffic/capture.h"
#include "tests/bench/craft.h"

struct told { /* what a client says */
	const char *title;
	struct craft bytes;
	uint16_t port;
	size_t lead;       /* bytes before an answer must come: a segment ends here */
	const char *names; /* "proto host\n", each once */
};

struct delivery {
	FILE *file;
	int fd;
	struct craft_end client, server;
	uint64_t time;
	uint32_t count;
};

struct piece {
	size_t from, to;
};

static inline struct delivery delivery_open(void)
{
	struct delivery out = { .fd = memfd_create("delivery", 0), .time = 1794816000000000ull };

	out.file = fdopen(out.fd, "w+b");
	assert(out.file);
	craft_pcap_header(out.file, 1);
	return out;
}

static inline void delivery_put(struct delivery *to, bool from_client, uint32_t sequence,
                                unsigned flags, const void *bytes, size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_tcp(&packet, from_client ? to->client : to->server,
	          from_client ? to->server : to->client, sequence, 0, flags, bytes, len);
	craft_pcap_packet(to->file, to->time += 10, &packet);
}

/* A new connection. */
static inline void delivery_begin(struct delivery *to, uint16_t port)
{
	to->client = (struct craft_end){ 10u << 24 | (++to->count & 0xffffff), 40000 };
	to->server = (struct craft_end){ 0xc6336407, port };
	delivery_put(to, true, 0xffffffef, CRAFT_SYN, NULL, 0);
	delivery_put(to, false, 99, CRAFT_SYN | CRAFT_ACK, NULL, 0);
}

/* The numbers of the stream begin 16 bytes before they start again. */
static inline void delivery_piece(struct delivery *to, const struct told *told, struct piece piece)
{
	delivery_put(to, true, 0xfffffff0u + (uint32_t)piece.from, CRAFT_ACK,
	             told->bytes.at + piece.from, piece.to - piece.from);
}

/* In order, cut at these places (ascending) and behind the lead. */
static inline void delivery_cut(struct delivery *to, const struct told *told, const size_t *cuts,
                                size_t count)
{
	size_t from = 0, next = 0;

	delivery_begin(to, told->port);
	while (from < told->bytes.len) {
		size_t end = told->bytes.len;

		while (next < count && cuts[next] <= from)
			next++;
		if (next < count)
			end = cuts[next];
		if (from < told->lead && end > told->lead)
			end = told->lead;
		delivery_piece(to, told, (struct piece){ from, end });
		if (end == told->lead)
			delivery_put(to, false, 100, CRAFT_ACK, "220 go on\r\n", 11);
		from = end;
	}
}

/* A piece of the packet's IP payload as a packet of its own. */
static inline void delivery_fragment(struct delivery *to, const struct craft *packet,
                                     struct piece piece)
{
	struct craft out;

	out.len = 0;
	craft_ipv4(&out, to->client, to->server, packet->at[23], piece.to - piece.from);
	craft_bytes(&out, packet->at + 34 + piece.from, piece.to - piece.from);
	out.at[18] = (uint8_t)(to->count >> 8);
	out.at[19] = (uint8_t)to->count;
	out.at[20] = (uint8_t)((piece.to < packet->len - 34 ? 0x20 : 0) | piece.from / 8 >> 8);
	out.at[21] = (uint8_t)(piece.from / 8);
	craft_pcap_packet(to->file, to->time += 10, &out);
}

static inline int delivery_hear(void *arg, const struct name_seen *seen)
{
	fprintf(arg, "%s %s\n", name_protocol_word(seen->protocol), seen->host);
	return 0;
}

/* All that is heard, in order; closes the delivery. The text is the caller's to free. */
static inline char *delivery_names(struct delivery *delivery, struct capture_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *heard = open_memstream(&text, &size);
	struct name_sink sink = { .name = delivery_hear, .arg = heard };
	struct capture_source source = { "delivery", delivery->fd, true };
	struct capture_totals totals;
	struct problem problem = { "" };
	int error;

	assert(heard);
	fflush(delivery->file);
	lseek(delivery->fd, 0, SEEK_SET);
	error = capture_read(&source, 1, options, &sink, NULL, &totals, &problem);
	assert(!error);
	(void)error;
	fclose(delivery->file);
	fclose(heard);
	return text;
}

/* --- what is told --- */

static inline void told_hello(struct craft *out, const char *name, bool post_quantum)
{
	struct craft_hello wish = { .name = name, .post_quantum = post_quantum };
	struct craft_random random = { 5 };

	craft_client_hello(out, &wish, &random);
}

static inline struct told told_of(const char *title, const char *lead, const char *names)
{
	struct told out = { .title = title, .port = 4000, .names = names };

	craft_text(&out.bytes, lead);
	return out;
}

static inline struct told told_tls(bool post_quantum)
{
	struct told out = told_of("a hello", "", "tls a.example\n");

	told_hello(&out.bytes, "a.example", post_quantum);
	return out;
}

static inline struct told told_http(void)
{
	return told_of("two requests",
	               "GET / HTTP/1.1\r\nUser-Agent: x\r\nHost: a.example:80\r\nA: b\r\n\r\n"
	               "GET /b HTTP/1.1\r\nHost: b.example\r\n\r\n",
	               "http a.example\nhttp b.example\n");
}

static inline struct told told_dns(void)
{
	struct told out = told_of("DNS over TCP", "", "dns a.example\ndns b.example\n");

	out.port = 53;
	for (int i = 0; i < 2; i++) {
		size_t length = craft_begin(&out.bytes);

		craft_dns(&out.bytes, 7, i ? "b.example" : "a.example", false);
		craft_length(&out.bytes, length);
	}
	return out;
}

static inline struct told told_proxy(void)
{
	struct told out = told_of("a hello behind PROXY",
	                          "PROXY TCP4 192.0.2.1 192.0.2.2 1000 443\r\n", "tls a.example\n");

	told_hello(&out.bytes, "a.example", false);
	return out;
}

static inline struct told told_connect(void)
{
	struct told out = told_of("a hello behind CONNECT",
	                          "CONNECT b.example:443 HTTP/1.1\r\nHost: b.example\r\n\r\n",
	                          "http b.example\ntls a.example\n");

	out.lead = out.bytes.len;
	told_hello(&out.bytes, "a.example", false);
	return out;
}

static inline struct told told_starttls(void)
{
	struct told out = told_of("a hello behind STARTTLS", "EHLO laptop\r\nSTARTTLS\r\n",
	                          "tls a.example\n");

	out.lead = out.bytes.len;
	told_hello(&out.bytes, "a.example", false);
	return out;
}
