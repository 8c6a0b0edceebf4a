/* Makes the same few packets in every kind of capture file: make_files FOLDER. Both byte orders,
 * several clocks, several interfaces of different links, and blocks that are to be stepped over. */
#include "tests/captures/scene.h"

#define PACKETS 5

struct kept { /* the packets, as Ethernet carries them */
	struct craft packets[PACKETS];
	size_t count; /* of packets */
	char truth[256];
};

struct writer {
	FILE *file;
	bool big_endian;
};

static void write_u16(const struct writer *to, unsigned value)
{
	uint16_t out = (uint16_t)(to->big_endian ? __builtin_bswap16((uint16_t)value) : value);

	fwrite(&out, 2, 1, to->file);
}

static void write_u32(const struct writer *to, uint32_t value)
{
	uint32_t out = to->big_endian ? __builtin_bswap32(value) : value;

	fwrite(&out, 4, 1, to->file);
}

static void write_bytes(const struct writer *to, const void *bytes, size_t len)
{
	fwrite(bytes, len, 1, to->file);
}

static void write_padded(const struct writer *to, const void *bytes, size_t len)
{
	write_bytes(to, bytes, len);
	write_bytes(to, "\0\0\0", -len & 3);
}

/* A query, its answer, and a hello in two segments behind a SYN. */
static void keep_packets(struct kept *kept, const char *name)
{
	struct scene scene = { .client = { 0x0a160001, 40001 }, .server = { 0xc6120001, 53 } };
	struct craft message;
	char host[80];

	for (const char *c = name; *c; c++)
		scene.client.address = scene.client.address * 31 + (uint8_t)*c;
	scene.client.address = 10u << 24 | (scene.client.address & 0xffffff);
	snprintf(host, sizeof(host), "dns.%s.example", name);
	for (int side = 0; side < 2; side++) {
		message.len = 0;
		craft_dns(&message, 7, host, side);
		kept->packets[side] = scene_datagram(&scene, side, message.at, message.len);
	}
	snprintf(host, sizeof(host), "tls.%s.example", name);
	scene.server.port = 443;
	message = scene_hello(&scene, host, false);
	kept->packets[2] = scene_segment(&scene, 0, 0, CRAFT_SYN, NULL, 0);
	kept->packets[3] = scene_segment(&scene, 0, 1, CRAFT_ACK, message.at, 99);
	kept->packets[4] =
		scene_segment(&scene, 0, 100, CRAFT_ACK, message.at + 99, message.len - 99);
	kept->count = PACKETS;
	snprintf(kept->truth, sizeof(kept->truth), "dns\tdns.%s.example\ntls\ttls.%s.example\n",
	         name, name);
}

static struct writer open_file(const char *folder, const char *name, const char *ending,
                               bool big_endian, struct kept *kept)
{
	struct writer out = { scene_file(folder, name, ending), big_endian };
	FILE *truth = scene_file(folder, name, ".names.tsv");

	keep_packets(kept, name);
	fputs(kept->truth, truth);
	fclose(truth);
	return out;
}

static void close_file(const struct writer *to)
{
	if (ferror(to->file) | fclose(to->file)) {
		perror("writing a capture");
		exit(5);
	}
}

/* --- pcap --- */

static void make_pcap(const char *folder, const char *name, uint32_t magic, bool big_endian)
{
	struct kept kept;
	struct writer to = open_file(folder, name, ".pcap", big_endian, &kept);

	write_u32(&to, magic);
	write_u16(&to, 2);
	write_u16(&to, 4);
	write_u32(&to, 0);
	write_u32(&to, 0);
	write_u32(&to, 262144);
	write_u32(&to, 1);
	for (size_t i = 0; i < kept.count; i++) {
		const struct craft *packet = &kept.packets[i];

		write_u32(&to, 1794816000u);
		write_u32(&to, (uint32_t)i * 1000);
		write_u32(&to, (uint32_t)packet->len);
		write_u32(&to, (uint32_t)packet->len);
		if (magic == 0xa1b2cd34) /* "modified": interface, protocol, kind of packet */
			write_bytes(&to, "\0\0\0\1\0\0\0\0", 8);
		write_bytes(&to, packet->at, packet->len);
	}
	close_file(&to);
}

static void make_snoop(const char *folder, const char *name) /* RFC 1761 */
{
	struct kept kept;
	struct writer to = open_file(folder, name, ".snoop", true, &kept);

	write_bytes(&to, "snoop\0\0", 8);
	write_u32(&to, 2);
	write_u32(&to, 4); /* Ethernet */
	for (size_t i = 0; i < kept.count; i++) {
		const struct craft *packet = &kept.packets[i];

		write_u32(&to, (uint32_t)packet->len);
		write_u32(&to, (uint32_t)packet->len);
		write_u32(&to, (uint32_t)((packet->len + 3) / 4 * 4 + 24));
		write_u32(&to, 0);
		write_u32(&to, 1794816000u);
		write_u32(&to, (uint32_t)i * 1000);
		write_padded(&to, packet->at, packet->len);
	}
	close_file(&to);
}

/* --- pcapng --- */

static void block(const struct writer *to, uint32_t type, const struct craft *body)
{
	uint32_t len = (uint32_t)((body->len + 3) / 4 * 4 + 12);

	write_u32(to, type);
	write_u32(to, len);
	write_padded(to, body->at, body->len);
	write_u32(to, len);
}

static void put_u16(const struct writer *to, struct craft *out, unsigned value)
{
	craft_u16(out, to->big_endian ? value : __builtin_bswap16((uint16_t)value));
}

static void put_u32(const struct writer *to, struct craft *out, uint32_t value)
{
	craft_u32(out, to->big_endian ? value : __builtin_bswap32(value));
}

static void section(const struct writer *to)
{
	struct craft body = { .len = 0 };

	put_u32(to, &body, 0x1a2b3c4d);
	put_u32(to, &body, to->big_endian ? 1u << 16 : 1);
	put_u32(to, &body, 0xffffffff);
	put_u32(to, &body, 0xffffffff);
	block(to, 0x0a0d0d0a, &body);
}

/* `clock`: the option if_tsresol; 0: without, which is microseconds. */
static void interface(const struct writer *to, unsigned link, unsigned clock)
{
	struct craft body = { .len = 0 };

	put_u16(to, &body, link);
	put_u16(to, &body, 0);
	put_u32(to, &body, clock == 9 ? 0 : 65535);
	if (clock) {
		put_u16(to, &body, 2); /* its name comes first */
		put_u16(to, &body, 5);
		craft_bytes(&body, "eth0\0\0\0\0", 8);
		put_u16(to, &body, 9);
		put_u16(to, &body, 1);
		craft_u8(&body, clock);
		craft_bytes(&body, "\0\0\0", 3);
		put_u32(to, &body, 0);
	}
	block(to, 1, &body);
}

/* The packet as this link carries it. */
static struct craft on_link(const struct craft *packet, unsigned link)
{
	struct craft out;

	out.len = 0;
	if (link == 1)
		craft_bytes(&out, packet->at, 14);
	else if (link == 113)
		craft_bytes(&out, "\0\0\0\1\0\6\2\0\0\0\0\1\0\0\x08\0", 16);
	else if (link == 276)
		craft_bytes(&out, "\x08\0\0\0\0\0\0\2\0\1\0\6\2\0\0\0\0\1\0\0", 20);
	craft_bytes(&out, packet->at + 14, packet->len - 14);
	return out;
}

static void enhanced_packet(const struct writer *to, unsigned number, uint64_t time,
                            const struct craft *packet)
{
	struct craft body = { .len = 0 };

	put_u32(to, &body, number);
	put_u32(to, &body, (uint32_t)(time >> 32));
	put_u32(to, &body, (uint32_t)time);
	put_u32(to, &body, (uint32_t)packet->len);
	put_u32(to, &body, (uint32_t)packet->len);
	craft_append(&body, packet);
	craft_bytes(&body, "\0\0\0", -body.len & 3);
	put_u16(to, &body, 1); /* a comment */
	put_u16(to, &body, 4);
	craft_text(&body, "noteopts");
	memset(body.at + body.len - 4, 0, 4);
	block(to, 6, &body);
}

static void old_packet(const struct writer *to, const struct craft *packet)
{
	struct craft body = { .len = 0 };

	put_u16(to, &body, 0);
	put_u16(to, &body, 0);
	put_u32(to, &body, 1794816000000000ull >> 32);
	put_u32(to, &body, (uint32_t)1794816000000000ull);
	put_u32(to, &body, (uint32_t)packet->len);
	put_u32(to, &body, (uint32_t)packet->len);
	craft_append(&body, packet);
	block(to, 2, &body);
}

static void simple_packet(const struct writer *to, const struct craft *packet)
{
	struct craft body = { .len = 0 };

	put_u32(to, &body, (uint32_t)packet->len);
	craft_append(&body, packet);
	block(to, 3, &body);
}

/* Blocks that hold no packets: names and secrets, which nobody may read, counts, somebody's own. */
static void other_blocks(const struct writer *to)
{
	struct craft body = { .len = 0 };

	put_u16(to, &body, 1);
	put_u16(to, &body, 23);
	craft_bytes(&body, "\xc6\x12\0\1never.said.example\0\0", 24);
	put_u32(to, &body, 0);
	block(to, 4, &body);
	body.len = 0;
	put_u32(to, &body, 0x544c534b);
	put_u32(to, &body, 16);
	craft_text(&body, "# nobody's keys\n");
	block(to, 10, &body);
	body.len = 0;
	put_u32(to, &body, 0);
	put_u32(to, &body, 0);
	put_u32(to, &body, 0);
	block(to, 5, &body);
	craft_noise(&body, 61, &(struct craft_random){ 3 });
	block(to, 0xbad, &body);
	block(to, 0x7ffffff1, &body);
}

/* The first `count` packets, each on an interface of its own. */
static void interfaces(const struct writer *to, const struct kept *kept, unsigned count)
{
	static const unsigned links[] = { 1, 101, 113, 276, 228 };
	static const unsigned clocks[] = { 0, 9, 3, 0x80 | 20, 6 };
	static const uint64_t times[] = { 1794816000000000, 1794816000001000000, 1794816000002,
		                          1794816000ull << 20, 1794816000004000 };

	section(to);
	for (size_t i = 0; i < PACKETS; i++)
		interface(to, links[i], clocks[i]);
	for (unsigned i = 0; i < count; i++) {
		struct craft packet = on_link(&kept->packets[i], links[i]);

		enhanced_packet(to, i, times[i], &packet);
		other_blocks(to);
	}
}

static void make_interfaces(const char *folder, const char *name, bool big_endian)
{
	struct kept kept;
	struct writer to = open_file(folder, name, ".pcapng", big_endian, &kept);

	interfaces(&to, &kept, PACKETS);
	close_file(&to);
}

static void make_sections(const char *folder, const char *name) /* of both byte orders */
{
	struct kept kept;
	struct writer to = open_file(folder, name, ".pcapng", true, &kept);

	interfaces(&to, &kept, 2);
	to.big_endian = false;
	section(&to);
	interface(&to, 101, 9);
	for (size_t i = 2; i < kept.count; i++) {
		struct craft packet = on_link(&kept.packets[i], 101);

		enhanced_packet(&to, 0, 1794816000001000000 + i, &packet);
	}
	close_file(&to);
}

static void make_old_blocks(const char *folder, const char *name)
{
	struct kept kept;
	struct writer to = open_file(folder, name, ".pcapng", false, &kept);

	section(&to);
	interface(&to, 1, 0);
	for (size_t i = 0; i < kept.count; i++)
		if (i % 2)
			old_packet(&to, &kept.packets[i]);
		else
			simple_packet(&to, &kept.packets[i]);
	close_file(&to);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: make_files FOLDER\n");
		return 2;
	}
	make_pcap(argv[1], "file-pcap", 0xa1b2c3d4, false);
	make_pcap(argv[1], "file-pcap-big-endian", 0xa1b2c3d4, true);
	make_pcap(argv[1], "file-nanoseconds", 0xa1b23c4d, false);
	make_pcap(argv[1], "file-nanoseconds-big-endian", 0xa1b23c4d, true);
	make_pcap(argv[1], "file-modified", 0xa1b2cd34, false);
	make_snoop(argv[1], "file-snoop");
	make_interfaces(argv[1], "file-interfaces", false);
	make_interfaces(argv[1], "file-interfaces-big-endian", true);
	make_sections(argv[1], "file-sections");
	make_old_blocks(argv[1], "file-old-blocks");
	return 0;
}
