/* Makes the seeds of the fuzzers quic, gquic and dtls, and a capture with all of QUIC's hard cases:
 * make_talks CORPUS. Everything in them is made up; the format is that of tests/fuzz/talk.h. */
#include <stdlib.h>

#include "tests/bench/craft_dtls.h"
#include "tests/bench/craft_quic.h"

#define SERVER 0x8000u /* of a part's length: the server sends it */

static FILE *seed_open(const char *corpus, const char *name)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", corpus, name);
	file = fopen(path, "wb");
	if (!file) {
		perror(path);
		exit(5);
	}
	return file;
}

static void put_part(FILE *file, unsigned flags, const void *bytes, size_t len)
{
	struct craft head;

	head.len = 0;
	craft_u16(&head, flags | (unsigned)len);
	fwrite(head.at, head.len, 1, file);
	fwrite(bytes, len, 1, file);
}

static void put_craft(FILE *file, const struct craft *part)
{
	put_part(file, 0, part->at, part->len);
}

static struct craft hello(const char *name, bool post_quantum, bool ech)
{
	struct craft_hello wish = { .name = name, .post_quantum = post_quantum, .ech = ech };
	struct craft_random random = { 1 };

	return craft_quic_hello(&wish, &random);
}

static struct craft initial(struct craft_quic *quic, const struct craft *bytes, size_t from,
                            size_t end)
{
	struct craft out;

	craft_quic_part(&out, quic, bytes, from, end, false);
	return out;
}

/* Datagrams as they are on the wire. */
static void quic_datagrams(const char *corpus)
{
	static const uint32_t versions[] = { CRAFT_QUIC_1, CRAFT_QUIC_2, CRAFT_QUIC_DRAFT_29 };
	struct craft bytes = hello("www.example.com", false, true), packet;
	FILE *file = seed_open(corpus, "quic/versions.bin");
	struct craft_quic quic = craft_quic_first(1);

	fputc(0, file);
	for (size_t i = 0; i < 3; i++) {
		quic.version = versions[i];
		packet = initial(&quic, &bytes, 0, 400);
		put_craft(file, &packet);
	}
	fclose(file);

	file = seed_open(corpus, "quic/before-the-initial.bin");
	fputc(0, file);
	put_part(file, 0, "\xd0\0\0\0\1\x08zero-rtt\0\x14number and 16 bytes.", 36);
	put_part(file, 0, "\xc0\x1a\x2a\x3a\x4a\x08madeupid\0and so on", 24);
	put_part(file, SERVER, "\x80\0\0\0\0\0\x08madeupid\0\0\0\1\x6b\x33\x43\xcf", 23);
	quic = craft_quic_first(2);
	packet = initial(&quic, &bytes, 0, bytes.len);
	put_craft(file, &packet);
	fclose(file);

	file = seed_open(corpus, "quic/retry.bin");
	fputc(0, file);
	bytes = hello("www.example.org", true, false);
	quic = craft_quic_first(3);
	packet = initial(&quic, &bytes, 0, 900);
	put_craft(file, &packet);
	put_part(file, SERVER, "\xf0\0\0\0\1\0\5newidtoken, and a tag of 16 bytes", 40);
	memcpy(quic.dcid, "newid", quic.dcid_len = 5);
	packet = initial(&quic, &bytes, 0, 900);
	put_craft(file, &packet);
	packet = initial(&quic, &bytes, 900, bytes.len);
	put_craft(file, &packet);
	fclose(file);
}

/* Frames, which the fuzzer puts into Initials. */
static void quic_frames(const char *corpus)
{
	struct craft bytes = hello("www.example.com", false, false), frames;
	FILE *file = seed_open(corpus, "quic/frames-shuffled.bin");

	fputc(1, file);
	frames.len = 0;
	craft_quic_crypto(&frames, &bytes, 100, bytes.len);
	craft_bytes(&frames, "\0\0\0\1\2\5\0\0\0", 9);
	craft_quic_crypto(&frames, &bytes, 50, 120);
	craft_quic_crypto(&frames, &bytes, 0, 60);
	put_craft(file, &frames);
	fclose(file);

	file = seed_open(corpus, "quic/frames-over-many.bin");
	fputc(1, file);
	bytes = hello("post-quantum.example.org", true, true);
	for (size_t i = 0; i < 6; i++) {
		frames.len = 0;
		craft_quic_crypto(&frames, &bytes, (5 - i) * bytes.len / 6,
		                  (6 - i) * bytes.len / 6);
		put_craft(file, &frames);
	}
	fclose(file);

	file = seed_open(corpus, "quic/frames-whole.bin");
	fputc(1, file);
	bytes = hello("a.example", false, false);
	frames.len = 0;
	craft_quic_crypto(&frames, &bytes, 0, bytes.len);
	put_craft(file, &frames);
	fclose(file);
}

static void gquic(const char *corpus)
{
	static const char tags[] = "CHLO\2\0\0\0PAD\0\4\0\0\0SNI\0\x0d\0\0\0----a.example";
	static const struct {
		const char *name, *header;
		size_t len;
	} forms[] = {
		{ "gquic/q025.bin",
		  "\x0d"
		  "12345678Q025\1hash of 12 b\0\xa0\1\x25\0",
		  31 },
		{ "gquic/q043.bin",
		  "\x09"
		  "12345678Q043\1hash of 12 b\xa4\1\4\0\0\x25",
		  32 },
		{ "gquic/q046.bin",
		  "\xd3Q046\x50"
		  "12345678\0\0\0\4hash of 12 b\xa4\1\4\0\0\x25",
		  36 },
	};

	for (size_t i = 0; i < 3; i++) {
		FILE *file = seed_open(corpus, forms[i].name);
		struct craft packet;

		packet.len = 0;
		craft_bytes(&packet, forms[i].header, forms[i].len);
		craft_bytes(&packet, tags, sizeof(tags) - 1);
		put_craft(file, &packet);
		put_part(file, 0, tags, sizeof(tags) - 1);
		fclose(file);
	}
}

static void dtls(const char *corpus)
{
	struct craft_hello wish = { .name = "dtls.example" };
	struct craft_random random = { 1 };
	struct craft body = craft_dtls_hello(&wish, 0, &random), packet;
	FILE *file = seed_open(corpus, "dtls/whole.bin");

	packet.len = 0;
	craft_dtls_piece(&packet, 1, 0, &body, 0, body.len);
	put_craft(file, &packet);
	fclose(file);

	file = seed_open(corpus, "dtls/pieces-and-cookie.bin");
	packet.len = 0;
	craft_dtls_piece(&packet, 1, 0, &body, 0, 50);
	put_craft(file, &packet);
	body = craft_dtls_hello(&wish, 20, &random);
	for (size_t i = 0; i < 3; i++) {
		packet.len = 0;
		craft_dtls_piece(&packet, 1, 1, &body, (2 - i) * body.len / 3,
		                 (3 - i) * body.len / 3);
		put_craft(file, &packet);
	}
	fclose(file);

	file = seed_open(corpus, "dtls/late.bin");
	put_part(file, 0, "\x17\xfe\xfd\0\1\0\0\0\0\0\7\0\3abc", 16);
	fclose(file);
}

static void put_datagram(FILE *file, uint16_t port, const struct craft *bytes)
{
	const struct craft_end client = { 0x0a140015, port }, server = { 0xc6336407, 443 };
	static uint64_t time = 1794816000000000ull;
	struct craft packet;

	packet.len = 0;
	craft_udp(&packet, client, server, bytes->at, bytes->len);
	craft_pcap_packet(file, time += 1000, &packet);
}

static void capture(const char *corpus)
{
	FILE *file = seed_open(corpus, "capture/quic.pcap");
	struct craft bytes = hello("www.example.com", true, true), packet, frames;
	struct craft_quic quic = craft_quic_first(1), second;

	craft_pcap_header(file, 1);
	packet = initial(&quic, &bytes, 700, bytes.len);
	put_datagram(file, 40000, &packet);
	second = quic; /* the server gave another id */
	second.keyed_by = quic.dcid;
	second.keyed_len = quic.dcid_len;
	memset(second.dcid, 7, second.dcid_len = 20);
	craft_quic_part(&packet, &second, &bytes, 0, 700, true);
	put_datagram(file, 40000, &packet);
	bytes = hello("www.example.org", false, false);
	quic = craft_quic_first(2);
	quic.version = CRAFT_QUIC_2;
	packet.len = frames.len = 0;
	craft_bytes(&packet, "\xe0\x6b\x33\x43\xcf\x08zero-rtt\0\x14number and 16 bytes.", 36);
	craft_quic_crypto(&frames, &bytes, 0, bytes.len);
	craft_quic_initial(&packet, &quic, &frames, 1250);
	craft_text(&packet, "and nonsense");
	put_datagram(file, 40001, &packet);
	fclose(file);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: make_talks CORPUS\n");
		return 2;
	}
	quic_datagrams(argv[1]);
	quic_frames(argv[1]);
	gquic(argv[1]);
	dtls(argv[1]);
	capture(argv[1]);
	return 0;
}
