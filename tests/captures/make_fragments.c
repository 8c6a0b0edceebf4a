/* Makes captures of IP packets in pieces: make_fragments FOLDER. Every order of three pieces;
 * pieces that overlap, are repeated, lie, or never come. */
#include "tests/captures/scene.h"

struct piece {
	size_t from, to; /* bytes of the IP payload; a multiple of 8 but for the end */
};

#define WHOLE 9999 /* to the end of the packet */

/* One piece of the packet's payload as an IPv4 packet of its own. */
static void put_piece(struct scene *scene, const struct craft *packet, unsigned id,
                      struct piece piece)
{
	struct craft_end from = { scene->client.address, 0 }, to = { scene->server.address, 0 };
	size_t len = packet->len - 34;
	bool last = piece.to >= len;
	struct craft out;

	out.len = 0;
	piece.to = last ? len : piece.to;
	craft_ipv4(&out, from, to, packet->at[23], piece.to - piece.from);
	craft_bytes(&out, packet->at + 34 + piece.from, piece.to - piece.from);
	out.at[18] = (uint8_t)(id >> 8);
	out.at[19] = (uint8_t)id;
	out.at[20] = (uint8_t)((last ? 0 : 0x20) | piece.from / 8 >> 8);
	out.at[21] = (uint8_t)(piece.from / 8);
	memset(out.at + 24, 0, 2);
	craft_checksum(&out, 24, craft_sum(out.at + 14, 20, 0));
	scene_put(scene, &out);
}

#define ADDRESS "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0"

/* The same over IPv6 (RFC 8200 section 4.5). The transport's sum is left as it was. */
static void put_piece_6(struct scene *scene, const struct craft *packet, struct piece piece)
{
	size_t len = packet->len - 34;
	bool last = piece.to >= len;
	struct craft out;

	out.len = 0;
	piece.to = last ? len : piece.to;
	craft_bytes(&out, "\x02\0\0\0\0\1\x02\0\0\0\0\2\x86\xdd\x60\0\0\0", 18);
	craft_u16(&out, (unsigned)(piece.to - piece.from) + 8);
	craft_bytes(&out, "\x2c\x40" ADDRESS "\1" ADDRESS "\2", 34);
	craft_u8(&out, packet->at[23]);
	craft_u8(&out, 0);
	craft_u16(&out, (unsigned)piece.from | !last);
	craft_u32(&out, 0x12345678);
	craft_bytes(&out, packet->at + 34 + piece.from, piece.to - piece.from);
	scene_put(scene, &out);
}

static struct craft query(struct scene *scene, const char *name)
{
	struct craft message;

	message.len = 0;
	craft_dns(&message, 7, name, false);
	scene->client.port++;
	scene->server.port = 53;
	return scene_datagram(scene, 0, message.at, message.len);
}

static void every_order(struct scene *scene)
{
	static const struct piece pieces[] = { { 0, 16 }, { 16, 40 }, { 40, WHOLE } };
	static const uint8_t orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		                              { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	for (unsigned order = 0; order < 6; order++) {
		struct craft packet;
		char name[64];

		snprintf(name, sizeof(name), "a-name-long-enough.order-%u.example", order);
		packet = query(scene, name);
		for (int i = 0; i < 3; i++)
			put_piece(scene, &packet, order + 1, pieces[orders[order][i]]);
		scene_truth(scene, "dns", name);
	}
}

static void overlapping(struct scene *scene)
{
	static const struct piece pieces[] = { { 0, 24 }, { 8, 40 }, { 0, 32 }, { 32, WHOLE } };
	struct craft packet = query(scene, "a-name-long-enough.overlapping.example");

	for (int i = 0; i < 4; i++)
		put_piece(scene, &packet, 1, pieces[i]);
	scene_truth(scene, "dns", "a-name-long-enough.overlapping.example");
}

/* What came first counts; what came later with other bytes is never said. */
static void other_bytes(struct scene *scene)
{
	struct craft first = query(scene, "what-came-first.example"), later;

	scene->client.port--;
	later = query(scene, "what-came-later.example");
	put_piece(scene, &first, 1, (struct piece){ 24, WHOLE });
	put_piece(scene, &later, 1, (struct piece){ 24, WHOLE });
	put_piece(scene, &first, 1, (struct piece){ 16, 24 });
	put_piece(scene, &later, 1, (struct piece){ 16, 40 });
	put_piece(scene, &first, 1, (struct piece){ 0, 16 });
	scene_truth(scene, "dns", "what-came-first.example");
}

static void of_ipv6(struct scene *scene)
{
	struct craft packet = query(scene, "a-name-long-enough.of-ipv6.example");

	put_piece_6(scene, &packet, (struct piece){ 32, WHOLE });
	put_piece_6(scene, &packet, (struct piece){ 0, 16 });
	put_piece_6(scene, &packet, (struct piece){ 16, 32 });
	scene_truth(scene, "dns", "a-name-long-enough.of-ipv6.example");
}

static void of_a_hello(struct scene *scene)
{
	struct craft hello = scene_hello(scene, "hello-in-pieces.example", false), packet;

	scene_connect(scene, 443);
	packet = scene_segment(scene, 0, 0, CRAFT_ACK, hello.at, hello.len);
	put_piece(scene, &packet, 9, (struct piece){ 200, WHOLE });
	put_piece(scene, &packet, 9, (struct piece){ 0, 120 });
	put_piece(scene, &packet, 9, (struct piece){ 120, 200 });
	scene_truth(scene, "tls", "hello-in-pieces.example");
}

static void mixed(struct scene *scene) /* two packets whose pieces come in turn */
{
	struct craft one = query(scene, "a-name-long-enough.one.example");
	struct craft two = query(scene, "a-name-long-enough.two.example");

	put_piece(scene, &one, 1, (struct piece){ 0, 32 });
	put_piece(scene, &two, 2, (struct piece){ 0, 32 });
	put_piece(scene, &two, 2, (struct piece){ 32, WHOLE });
	put_piece(scene, &one, 1, (struct piece){ 32, WHOLE });
	scene_truth(scene, "dns", "a-name-long-enough.one.example");
	scene_truth(scene, "dns", "a-name-long-enough.two.example");
}

static void with_a_hole(struct scene *scene) /* nothing may be said: the name is not whole */
{
	struct craft packet = query(scene, "a-name-long-enough.with-a-hole.example");

	put_piece(scene, &packet, 1, (struct piece){ 0, 32 });
	put_piece(scene, &packet, 1, (struct piece){ 40, WHOLE });
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*tell)(struct scene *scene);
	} plays[] = {
		{ "fragments-orders", every_order },      { "fragments-overlapping", overlapping },
		{ "fragments-other-bytes", other_bytes }, { "fragments-ipv6", of_ipv6 },
		{ "fragments-hello", of_a_hello },        { "fragments-mixed", mixed },
		{ "fragments-hole", with_a_hole },
	};

	if (argc != 2) {
		fprintf(stderr, "usage: make_fragments FOLDER\n");
		return 2;
	}
	for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++) {
		struct scene scene = scene_open(argv[1], plays[i].name, SCENE_ETHERNET);

		plays[i].tell(&scene);
		scene_close(&scene);
	}
	return 0;
}
