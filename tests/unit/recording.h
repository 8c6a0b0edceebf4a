/* A capture made in memory for the tests, and what capture_read() says of it: one line a name, in
 * the order said. */
#pragma once
#include <assert.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "probes/base/problem.h"
#include "probes/traffic/capture.h"
#include "tests/bench/craft.h"

#define RECORDING_START 1794816000000000ull /* 2026-11-16T08:00:00Z, microseconds */

struct recording {
	FILE *file;
	int fd;
	uint64_t time;
	struct craft_random random;
	struct craft_end client, server;
	uint32_t sequence; /* the client's next */
};

struct heard {
	char names[4096]; /* "tls a.example\ndns b.example\n" */
	date day;         /* of the last name */
	uint64_t device;
	int answer; /* what the sink returns */
	struct capture_totals totals;
	struct problem problem;
	int error;
};

static inline struct recording recording_new(uint32_t link_type)
{
	struct recording out = {
		.fd = memfd_create("recording", 0),
		.time = RECORDING_START,
		.client = { 0x0a140015, 40000 },
		.server = { 0xc6336407, 443 },
		.sequence = 1000,
	};

	out.file = fdopen(out.fd, "w+b");
	assert(out.file);
	craft_pcap_header(out.file, link_type);
	return out;
}

static inline void record(struct recording *to, const struct craft *packet)
{
	craft_pcap_packet(to->file, to->time += 1000, packet);
}

static inline void record_tcp(struct recording *to, bool from_client, uint32_t sequence,
                              unsigned flags, const void *bytes, size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_tcp(&packet, from_client ? to->client : to->server,
	          from_client ? to->server : to->client, sequence, 0, flags, bytes, len);
	record(to, &packet);
}

static inline void record_udp(struct recording *to, bool from_client, const void *bytes, size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_udp(&packet, from_client ? to->client : to->server,
	          from_client ? to->server : to->client, bytes, len);
	record(to, &packet);
}

static inline void record_syn(struct recording *to)
{
	record_tcp(to, true, to->sequence - 1, CRAFT_SYN, NULL, 0);
}

/* What the client sends next, as one segment. */
static inline void record_bytes(struct recording *to, const void *bytes, size_t len)
{
	record_tcp(to, true, to->sequence, CRAFT_ACK, bytes, len);
	to->sequence += (uint32_t)len;
}

static inline void record_text(struct recording *to, const char *text)
{
	record_bytes(to, text, strlen(text));
}

static inline struct craft hello_for(struct recording *to, const char *name, bool post_quantum)
{
	struct craft_hello hello = { .name = name, .post_quantum = post_quantum };
	struct craft out;

	out.len = 0;
	craft_client_hello(&out, &hello, &to->random);
	return out;
}

static inline int hear(void *arg, const struct name_seen *seen)
{
	struct heard *heard = arg;
	size_t len = strlen(heard->names);

	snprintf(heard->names + len, sizeof(heard->names) - len, "%s %s\n",
	         name_protocol_word(seen->protocol), seen->host);
	heard->day = seen->day;
	heard->device = seen->device;
	return heard->answer;
}

/* Reads the recordings, closes them. Freed by the caller. */
static inline struct heard *listen_to(struct recording *recordings, size_t count,
                                      const struct capture_options *options,
                                      struct observations *gaps, int answer)
{
	struct heard *heard = calloc(1, sizeof(*heard));
	struct capture_source sources[4] = { { 0 } };
	struct name_sink sink = { .name = hear, .arg = heard };
	struct capture_options none = { 0 };

	assert(heard && count <= 4);
	heard->answer = answer;
	for (size_t i = 0; i < count; i++) {
		fflush(recordings[i].file);
		lseek(recordings[i].fd, 0, SEEK_SET);
		sources[i] = (struct capture_source){ "recording.pcap", recordings[i].fd, true };
	}
	heard->error = capture_read(sources, count, options ? options : &none, &sink, gaps,
	                            &heard->totals, &heard->problem);
	for (size_t i = 0; i < count; i++)
		fclose(recordings[i].file);
	return heard;
}

/* Reads one recording and compares what was said. */
static inline struct capture_totals hears(struct recording *recording, const char *want)
{
	struct heard *heard = listen_to(recording, 1, NULL, NULL, 0);
	struct capture_totals totals = heard->totals;

	assert_int_equal(heard->error, 0);
	assert_string_equal(heard->names, want);
	free(heard);
	return totals;
}

static inline struct craft dns_message(const char *name, bool response)
{
	struct craft out;

	out.len = 0;
	craft_dns(&out, 7, name, response);
	return out;
}

static inline struct craft dns_stream(const char *name)
{
	struct craft out, message = dns_message(name, false);

	out.len = 0;
	craft_u16(&out, (unsigned)message.len);
	craft_append(&out, &message);
	return out;
}
