/* One generated capture and the truth beside it: NAME.pcap, and NAME.names.tsv with a line "proto
 * TAB name" for each name that is to be found there, sorted by the test. Every scene has hosts of
 * its own, so that captures can be joined into one without their conversations meeting. Memory is
 * the caller's; what cannot be written ends the program, which is a tool. */
#pragma once
#include <stdlib.h>

#include "tests/bench/craft.h"

#define SCENE_ETHERNET 1u
#define SCENE_START 1794816000000000ull /* 2026-11-16T08:00:00Z, microseconds */

struct scene {
	FILE *file, *truth;
	uint64_t time; /* of the packet before, microseconds */
	struct craft_random random;
	struct craft_end client, server; /* the port of the client goes up with each conversation */
	uint32_t next[2];                /* sequence numbers: of the client, of the server */
};

static inline FILE *scene_file(const char *folder, const char *name, const char *ending)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s%s", folder, name, ending);
	file = fopen(path, "wb");
	if (!file) {
		perror(path);
		exit(5);
	}
	return file;
}

static inline struct scene scene_open(const char *folder, const char *name, uint32_t link_type)
{
	struct scene scene = { .time = SCENE_START };
	uint32_t hash = 2166136261u;

	for (const char *c = name; *c; c++)
		hash = (hash ^ (uint8_t)*c) * 16777619u;
	scene.random.state = hash;
	scene.client = (struct craft_end){ 10u << 24 | (hash & 0xffffff), 40000 };
	scene.server = (struct craft_end){ 0xc6120000 | (hash >> 16 & 0xffff), 443 };
	scene.file = scene_file(folder, name, ".pcap");
	scene.truth = scene_file(folder, name, ".names.tsv");
	craft_pcap_header(scene.file, link_type);
	return scene;
}

static inline void scene_close(struct scene *scene)
{
	if (ferror(scene->file) | ferror(scene->truth) | fclose(scene->file) |
	    fclose(scene->truth)) {
		perror("writing a capture");
		exit(5);
	}
}

static inline void scene_truth(struct scene *scene, const char *protocol, const char *name)
{
	fprintf(scene->truth, "%s\t%s\n", protocol, name);
}

static inline void scene_put(struct scene *scene, const struct craft *packet)
{
	craft_pcap_packet(scene->file, scene->time += 1000, packet);
}

/* Bytes of one side of a conversation, `ahead` of what comes next; that is not moved on. */
static inline struct craft scene_segment(const struct scene *scene, int side, size_t ahead,
                                         unsigned flags, const void *bytes, size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_tcp(&packet, side ? scene->server : scene->client,
	          side ? scene->client : scene->server, scene->next[side] + (uint32_t)ahead,
	          scene->next[!side], flags, bytes, len);
	return packet;
}

static inline void scene_say(struct scene *scene, int side, const void *bytes, size_t len)
{
	struct craft packet = scene_segment(scene, side, 0, CRAFT_ACK | CRAFT_PSH, bytes, len);

	scene_put(scene, &packet);
	scene->next[side] += (uint32_t)len;
}

static inline void scene_say_text(struct scene *scene, int side, const char *text)
{
	scene_say(scene, side, text, strlen(text));
}

/* A new conversation with this port of the server: the handshake. */
static inline void scene_connect(struct scene *scene, uint16_t port)
{
	struct craft packet;

	scene->client.port++;
	scene->server.port = port;
	scene->next[0] = (uint32_t)craft_next(&scene->random);
	scene->next[1] = (uint32_t)craft_next(&scene->random);
	packet = scene_segment(scene, 0, 0, CRAFT_SYN, NULL, 0);
	scene->next[0]++;
	scene_put(scene, &packet);
	packet = scene_segment(scene, 1, 0, CRAFT_SYN | CRAFT_ACK, NULL, 0);
	scene->next[1]++;
	scene_put(scene, &packet);
	packet = scene_segment(scene, 0, 0, CRAFT_ACK, NULL, 0);
	scene_put(scene, &packet);
}

static inline struct craft scene_hello(struct scene *scene, const char *name, bool post_quantum)
{
	struct craft_hello wish = { .name = name, .post_quantum = post_quantum };
	struct craft out;

	out.len = 0;
	craft_client_hello(&out, &wish, &scene->random);
	return out;
}

static inline struct craft scene_datagram(const struct scene *scene, int side, const void *bytes,
                                          size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_udp(&packet, side ? scene->server : scene->client,
	          side ? scene->client : scene->server, bytes, len);
	return packet;
}
