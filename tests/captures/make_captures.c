/* Makes the small captures that seed the fuzzers, each with one hard case: make_captures FOLDER. No
 * capture of anybody's traffic is in the repository. */
#include <stdlib.h>

#include "tests/bench/craft.h"

struct scene {
	FILE *file;
	uint64_t time;
	struct craft_random random;
};

static const struct craft_end client = { 0x0a140015, 40000 }, server = { 0xc6336407, 443 },
			      resolver = { 0x0a140001, 53 }, web = { 0xc6336408, 80 };

static struct scene scene_open(const char *folder, const char *name, uint32_t link_type)
{
	struct scene scene = { .time = 1794816000000000ull };
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	scene.file = fopen(path, "wb");
	if (!scene.file) {
		perror(path);
		exit(5);
	}
	craft_pcap_header(scene.file, link_type);
	return scene;
}

static void put(struct scene *scene, const struct craft *packet)
{
	craft_pcap_packet(scene->file, scene->time += 1000, packet);
}

static void put_tcp(struct scene *scene, struct craft_end to, uint32_t sequence, unsigned flags,
                    const void *bytes, size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_tcp(&packet, client, to, sequence, 0, flags, bytes, len);
	put(scene, &packet);
}

static void put_text(struct scene *scene, struct craft_end to, uint32_t sequence, const char *text)
{
	put_tcp(scene, to, sequence, CRAFT_ACK, text, strlen(text));
}

static struct craft hello(struct scene *scene, const char *name, bool post_quantum)
{
	struct craft_hello wish = { .name = name, .post_quantum = post_quantum };
	struct craft out;

	out.len = 0;
	craft_client_hello(&out, &wish, &scene->random);
	return out;
}

static void out_of_order_hello(const char *folder)
{
	struct scene scene = scene_open(folder, "hello-out-of-order.pcap", 1);
	struct craft bytes = hello(&scene, "classview.example", true);

	put_tcp(&scene, server, 0xfffffdff, CRAFT_SYN, NULL, 0);
	put_tcp(&scene, server, 0xfffffe00 + 1000, CRAFT_ACK, bytes.at + 1000, bytes.len - 1000);
	put_tcp(&scene, server, 0xfffffe00 + 400, CRAFT_ACK, bytes.at + 400, 700);
	put_tcp(&scene, server, 0xfffffe00, CRAFT_ACK, bytes.at, 400);
	fclose(scene.file);
}

static void hello_after_preambles(const char *folder)
{
	struct scene scene = scene_open(folder, "hello-after-preambles.pcap", 1);
	struct craft bytes = hello(&scene, "lessonmate.example", false);

	put_tcp(&scene, server, 99, CRAFT_SYN, "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n", 34);
	put_tcp(&scene, server, 134, CRAFT_ACK, bytes.at, bytes.len);
	put_text(&scene, web, 100, "CONNECT lessonmate.example:443 HTTP/1.1\r\n\r\n");
	put_tcp(&scene, web, 143, CRAFT_ACK, bytes.at, bytes.len);
	fclose(scene.file);
}

static void requests_and_dns_streams(const char *folder)
{
	struct scene scene = scene_open(folder, "requests-and-dns-streams.pcap", 1);
	struct craft query, stream;

	put_tcp(&scene, web, 99, CRAFT_SYN, NULL, 0);
	put_text(&scene, web, 100, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\nGET / HTTP/1.1\r\nHo");
	put_text(&scene, web, 153, "st: b.example\r\n\r\n");
	query.len = stream.len = 0;
	craft_dns(&query, 1, "c.example", false);
	craft_u16(&stream, (unsigned)query.len);
	craft_append(&stream, &query);
	craft_append(&stream, &stream);
	put_tcp(&scene, resolver, 99, CRAFT_SYN, NULL, 0);
	put_tcp(&scene, resolver, 100, CRAFT_ACK, stream.at, 40);
	put_tcp(&scene, resolver, 140, CRAFT_ACK, stream.at + 40, stream.len - 40);
	fclose(scene.file);
}

static void fragments(const char *folder)
{
	struct scene scene = scene_open(folder, "fragments.pcap", 1);
	struct craft query, whole, piece;

	query.len = whole.len = 0;
	craft_dns(&query, 1, "a-long-enough.name.example", false);
	craft_udp(&whole, client, resolver, query.at, query.len);
	for (size_t at = 34; at < whole.len; at += 16) {
		size_t len = whole.len - at < 16 ? whole.len - at : 16;

		piece.len = 0;
		craft_ipv4(&piece, client, resolver, 17, len);
		craft_bytes(&piece, whole.at + at, len);
		piece.at[20] = at + len < whole.len ? 0x20 : 0;
		piece.at[21] = (uint8_t)((at - 34) / 8);
		put(&scene, &piece);
	}
	fclose(scene.file);
}

static void cooked_link(const char *folder)
{
	struct scene scene = scene_open(folder, "cooked-2.pcap", 276);
	struct craft query, packet, cooked;

	query.len = packet.len = cooked.len = 0;
	craft_dns(&query, 1, "www.example.org", false);
	craft_udp(&packet, client, resolver, query.at, query.len);
	craft_bytes(&cooked, "\x08\0\0\0\0\0\0\2\0\1\0\6\2\0\0\0\0\1\0\0", 20);
	craft_bytes(&cooked, packet.at + 14, packet.len - 14);
	put(&scene, &cooked);
	fclose(scene.file);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: make_captures FOLDER\n");
		return 2;
	}
	out_of_order_hello(argv[1]);
	hello_after_preambles(argv[1]);
	requests_and_dns_streams(argv[1]);
	fragments(argv[1]);
	cooked_link(argv[1]);
	return 0;
}
