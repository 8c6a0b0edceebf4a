/* Writes captures for benchmarks and for the example, with the truth beside them:
 *
 *     generate_capture mix|hs|flood|example OUT.pcap MEGABYTES SEED
 *
 * mix: handshakes among bulk data (TLS hellos: 60 % in one segment, 40 % post-quantum in two); hs:
 * the handshakes alone; flood: MEGABYTES times a million flows of one packet each; example: five
 * days at a fictional school. MEGABYTES counts for mix, hs and flood. OUT.pcap.truth.tsv: proto,
 * name, one line a message that carries one; OUT.pcap may be "-", standard output, and then there
 * is no truth. The same seed gives the same bytes. */
#include <stdlib.h>

#include "tests/bench/craft_quic.h"

#define BULK 1440 /* bytes of one full segment */
#define BULKS 64
#define SEGMENT 1388 /* bytes of one segment of a hello */
#define ACTIVE 400   /* conversations at a time */

struct output {
	FILE *capture, *truth;
	struct craft_random random;
	uint64_t time; /* microseconds */
	uint64_t size; /* bytes */
	uint8_t bulk[BULKS][BULK];
};

enum kind { KIND_TLS, KIND_QUIC, KIND_HTTP };

struct conversation {
	enum kind kind;
	unsigned step, bulk; /* packets of bulk data still to come */
	struct craft_end client, server;
	uint32_t client_next, server_next;
	char name[64];
};

static void put(struct output *out, const struct craft *packet)
{
	out->time += 1 + craft_below(&out->random, 40);
	craft_pcap_packet(out->capture, out->time, packet);
	out->size += 16 + packet->len;
}

static void put_tcp(struct output *out, struct conversation *talk, bool from_client, unsigned flags,
                    const void *payload, size_t len)
{
	struct craft packet;
	uint32_t *next = from_client ? &talk->client_next : &talk->server_next;

	packet.len = 0;
	craft_tcp(&packet, from_client ? talk->client : talk->server,
	          from_client ? talk->server : talk->client, *next,
	          from_client ? talk->server_next : talk->client_next, flags, payload, len);
	*next += (uint32_t)len + (flags & CRAFT_SYN ? 1 : 0);
	put(out, &packet);
}

static void put_udp(struct output *out, struct craft_end from, struct craft_end to,
                    const void *payload, size_t len)
{
	struct craft packet;

	packet.len = 0;
	craft_udp(&packet, from, to, payload, len);
	put(out, &packet);
}

static void put_dns(struct output *out, struct craft_end client, uint32_t resolver,
                    const char *name)
{
	struct craft_end server = { resolver, 53 };
	uint16_t id = (uint16_t)craft_next(&out->random);
	struct craft message;

	client.port = (uint16_t)(1024 + craft_below(&out->random, 64000));
	message.len = 0;
	craft_dns(&message, id, name, false);
	put_udp(out, client, server, message.at, message.len);
	message.len = 0;
	craft_dns(&message, id, name, true);
	put_udp(out, server, client, message.at, message.len);
	fprintf(out->truth, "dns\t%s\n", name);
}

static void put_connect(struct output *out, struct conversation *talk)
{
	put_tcp(out, talk, true, CRAFT_SYN, NULL, 0);
	put_tcp(out, talk, false, CRAFT_SYN | CRAFT_ACK, NULL, 0);
	put_tcp(out, talk, true, CRAFT_ACK, NULL, 0);
}

static void put_hello(struct output *out, struct conversation *talk,
                      const struct craft_hello *hello)
{
	struct craft message;

	message.len = 0;
	craft_client_hello(&message, hello, &out->random);
	for (size_t at = 0; at < message.len; at += SEGMENT)
		put_tcp(out, talk, true, CRAFT_ACK | CRAFT_PSH, message.at + at,
		        message.len - at < SEGMENT ? message.len - at : SEGMENT);
	if (hello->name)
		fprintf(out->truth, "tls\t%s\n", hello->name);
}

static void put_server_hello(struct output *out, struct conversation *talk)
{
	struct craft message;

	message.len = 0;
	craft_bytes(&message, "\x16\x03\x03\0\x5a\2\0\0\x56\3\3", 11);
	craft_noise(&message, 84, &out->random);
	craft_bytes(&message, "\x14\3\3\0\1\1\x17\3\3\x0b\xb8", 11);
	craft_bytes(&message, out->bulk[0], SEGMENT - message.len);
	put_tcp(out, talk, false, CRAFT_ACK, message.at, message.len);
	put_tcp(out, talk, true, CRAFT_ACK | CRAFT_PSH, "\x14\3\3\0\1\1\x17\3\3\0\x05noise", 16);
}

static void put_request(struct output *out, struct conversation *talk)
{
	struct craft message;

	message.len = 0;
	craft_request(&message, talk->name);
	put_tcp(out, talk, true, CRAFT_ACK | CRAFT_PSH, message.at, message.len);
	fprintf(out->truth, "http\t%s\n", talk->name);
	message.len = 0;
	craft_text(&message,
	           "HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nContent-Length: 2880000\r\n\r\n");
	put_tcp(out, talk, false, CRAFT_ACK, message.at, message.len);
}

/* Long header, version 1, and noise: for whoever cannot open it, all that QUIC shows. */
static void put_unread_initial(struct output *out, const struct conversation *talk,
                               bool from_client)
{
	struct craft message;

	message.len = 0;
	craft_bytes(&message, "\xc3\0\0\0\1\x08", 6);
	craft_noise(&message, 1244, &out->random);
	memcpy(message.at + 14, "\0\0\x44\xd0", 4); /* no id, no token, the length of the rest */
	put_udp(out, from_client ? talk->client : talk->server,
	        from_client ? talk->server : talk->client, message.at, message.len);
}

static void put_initials(struct output *out, const struct conversation *talk)
{
	struct craft datagrams[2];
	size_t count = craft_quic_datagrams(datagrams, talk->name, &out->random);

	for (size_t i = 0; i < count; i++)
		put_udp(out, talk->client, talk->server, datagrams[i].at, datagrams[i].len);
	fprintf(out->truth, "quic\t%s\n", talk->name);
}

/* For the client's keys are not the server's, and its id is empty here, it is noise to others. */
static void put_server_initial(struct output *out, const struct conversation *talk)
{
	struct craft message;

	message.len = 0;
	craft_bytes(&message, "\xc5\0\0\0\1\0\x08", 7);
	craft_noise(&message, 1243, &out->random);
	memcpy(message.at + 15, "\0\x44\xd0", 3);
	put_udp(out, talk->server, talk->client, message.at, message.len);
}

static void put_bulk(struct output *out, struct conversation *talk)
{
	const uint8_t *bytes = out->bulk[craft_below(&out->random, BULKS)];

	if (talk->kind == KIND_QUIC) {
		put_udp(out, talk->server, talk->client, bytes, 1250);
		if (talk->bulk % 4 == 0)
			put_udp(out, talk->client, talk->server, bytes, 41);
		return;
	}
	put_tcp(out, talk, false, CRAFT_ACK, bytes, BULK);
	if (talk->bulk % 2)
		put_tcp(out, talk, true, CRAFT_ACK, NULL, 0);
	if (talk->bulk % 16 == 0 && talk->kind == KIND_TLS)
		put_tcp(out, talk, true, CRAFT_ACK | CRAFT_PSH, bytes, 120);
}

static void invent_name(struct craft_random *random, char *name, size_t room)
{
	static const char *const words[] = { "edu",    "track",   "metrics", "stats",  "cdn",
		                             "api",    "log",     "board",   "school", "class",
		                             "sync",   "auth",    "static",  "assets", "pixel",
		                             "beacon", "collect", "video",   "img",    "events" };
	static const char *const tops[] = { "com", "net", "org", "io", "co.uk", "de", "app" };

	snprintf(name, room, "%s-%s%u.%s%u.%s", words[craft_below(random, 20)],
	         words[craft_below(random, 20)], craft_below(random, 10000),
	         words[craft_below(random, 20)], craft_below(random, 1000),
	         tops[craft_below(random, 7)]);
}

/* Heavy-tailed: most conversations are short, a few are long. */
static unsigned invent_bulk(struct craft_random *random)
{
	unsigned packets = 8u * 65536 / (1 + craft_below(random, 65536));

	return packets < 2000 ? packets : 2000;
}

/* One step; false: the conversation is over. */
static bool go_on(struct output *out, struct conversation *talk)
{
	struct craft_hello hello = { .name = talk->name, .ech = true };

	switch (talk->step++) {
	case 0:
		if (talk->kind == KIND_QUIC)
			put_initials(out, talk);
		else
			put_connect(out, talk);
		return true;
	case 1:
		hello.post_quantum = craft_below(&out->random, 10) < 4;
		if (talk->kind == KIND_QUIC)
			put_server_initial(out, talk);
		else if (talk->kind == KIND_HTTP)
			put_request(out, talk);
		else
			put_hello(out, talk, &hello);
		return true;
	case 2:
		if (talk->kind == KIND_TLS)
			put_server_hello(out, talk);
		return true;
	default:
		if (talk->bulk)
			put_bulk(out, talk);
		else if (talk->kind != KIND_QUIC)
			put_tcp(out, talk, true, CRAFT_ACK | CRAFT_FIN, NULL, 0);
		return talk->bulk-- != 0;
	}
}

/* False: it was a DNS query alone. */
static bool begin(struct output *out, struct conversation *talk, bool with_bulk)
{
	struct craft_random *random = &out->random;
	unsigned dice = craft_below(random, 100);

	*talk = (struct conversation){
		.kind = dice < 45   ? KIND_TLS
		        : dice < 75 ? KIND_QUIC
		                    : KIND_HTTP,
		.bulk = with_bulk ? invent_bulk(random) : 0,
		.client = { 10u << 24 | craft_below(random, 1 << 24),
		            (uint16_t)(1024 + craft_below(random, 64000)) },
		.server = { (20 + craft_below(random, 180)) << 24 | craft_below(random, 1 << 24),
		            443 },
		.client_next = (uint32_t)craft_next(random),
		.server_next = (uint32_t)craft_next(random),
	};
	if (talk->kind == KIND_HTTP)
		talk->server.port = 80;
	invent_name(random, talk->name, sizeof(talk->name));
	put_dns(out, talk->client, 0x0a000035, talk->name);
	return dice < 82;
}

static void write_traffic(struct output *out, uint64_t size, bool with_bulk)
{
	static struct conversation active[ACTIVE];
	size_t count = 0;

	out->time = 1700000000ull * 1000000;
	while (out->size < size) {
		size_t i;

		while (count < ACTIVE)
			count += begin(out, &active[count], with_bulk);
		i = craft_below(&out->random, (uint32_t)count);
		if (!go_on(out, &active[i]))
			active[i] = active[--count];
	}
}

/* Every 64th packet is the first half of a hello, which asks for a buffer that is never given back.
 */
static void write_flood(struct output *out, uint32_t millions)
{
	struct craft_hello hello = { .name = "never.whole.example" };
	struct craft message;

	message.len = 0;
	craft_client_hello(&message, &hello, &out->random);
	out->time = 1700000000ull * 1000000;
	for (uint32_t i = 0; i < millions * 1000000; i++) {
		struct conversation talk = {
			.client = { (10u << 24) + i,
			            (uint16_t)(1024 + craft_below(&out->random, 64000)) },
			.server = { 0xc6336400 | (i & 0xff), 443 },
			.client_next = (uint32_t)craft_next(&out->random),
		};

		if (i % 64 == 0)
			put_tcp(out, &talk, true, CRAFT_ACK, message.at, message.len / 2);
		else if (i % 4 == 0)
			put_udp(out, talk.client, (struct craft_end){ talk.server.address, 9999 },
			        "noise", 5);
		else
			put_tcp(out, &talk, true, CRAFT_SYN, NULL, 0);
	}
}

#define SCHOOL_CONNECTIONS 214
#define SCHOOL_HIDDEN 31
#define SCHOOL_DEVICES 12
#define SCHOOL_DAYS 5
#define SCHOOL_FIRST_DAY 1794787200ull /* 2026-11-16T00:00:00Z */
#define SCHOOL_RESOLVER 0x0a140001u    /* 10.20.0.1 */

struct habit {
	const char *name;
	enum kind kind;
	unsigned weight;
	uint16_t devices; /* bit i: device i talks to it */
};

static const struct habit habits[] = {
	{ "safefilter.example", KIND_TLS, 30, 0x0fff },
	{ "classview.example", KIND_TLS, 22, 0x00ff },
	{ "telemetry.shield.example", KIND_TLS, 20, 0x0fff },
	{ "lessonmate.example", KIND_TLS, 18, 0x003f },
	{ "ingest.lessonlook.example", KIND_TLS, 10, 0x0007 },
	{ "mdm.fleet.example", KIND_TLS, 14, 0x0fff },
	{ "www.example.org", KIND_TLS, 24, 0x0fff },
	{ "news.example.net", KIND_TLS, 18, 0x0fff },
	{ "weather.example.com", KIND_HTTP, 14, 0x0ff0 },
	{ "updates.example.com", KIND_HTTP, 13, 0x0fff },
};

#define HABITS (sizeof(habits) / sizeof(habits[0]))

static const struct habit *pick_habit(struct craft_random *random, unsigned ordinal)
{
	unsigned total = 0, dice;
	size_t i = 0;

	if (ordinal < HABITS)
		return &habits[ordinal]; /* everything shows at least once */
	for (i = 0; i < HABITS; i++)
		total += habits[i].weight;
	dice = craft_below(random, total);
	for (i = 0; dice >= habits[i].weight; i++)
		dice -= habits[i].weight;
	return &habits[i];
}

static unsigned pick_device(struct craft_random *random, uint16_t devices)
{
	unsigned device;

	do
		device = craft_below(random, SCHOOL_DEVICES);
	while (!(devices >> device & 1));
	return device;
}

/* Half of the ways to hide a name: QUIC that is not opened here, and TLS without a server name. */
static void put_hidden(struct output *out, struct conversation *talk, unsigned ordinal)
{
	struct craft_hello hello = { .name = NULL, .post_quantum = ordinal % 4 == 1 };

	if (ordinal % 3) {
		put_unread_initial(out, talk, true);
		put_unread_initial(out, talk, false);
		return;
	}
	put_connect(out, talk);
	put_hello(out, talk, &hello);
	put_server_hello(out, talk);
}

static void put_named(struct output *out, struct conversation *talk, const struct habit *habit)
{
	struct craft_hello hello = { .name = habit->name,
		                     .post_quantum = craft_below(&out->random, 10) < 4 };

	snprintf(talk->name, sizeof(talk->name), "%s", habit->name);
	talk->server.port = habit->kind == KIND_HTTP ? 80 : 443;
	put_dns(out, talk->client, SCHOOL_RESOLVER, habit->name);
	put_connect(out, talk);
	if (habit->kind == KIND_HTTP) {
		put_request(out, talk);
	} else {
		put_hello(out, talk, &hello);
		put_server_hello(out, talk);
	}
	put_tcp(out, talk, false, CRAFT_ACK, out->bulk[0], BULK);
	put_tcp(out, talk, true, CRAFT_ACK | CRAFT_FIN, NULL, 0);
}

/* Between 08:30 and about 15:40 of each day, in order. */
static uint64_t school_time(unsigned ordinal)
{
	unsigned a_day = (SCHOOL_CONNECTIONS + SCHOOL_DAYS - 1) / SCHOOL_DAYS;
	uint64_t day = ordinal / a_day, rank = ordinal % a_day;

	return (SCHOOL_FIRST_DAY + day * 86400 + 30600 + rank * 600) * 1000000;
}

static void write_example(struct output *out)
{
	unsigned named = 0, hidden = 0;

	for (unsigned i = 0; i < SCHOOL_CONNECTIONS; i++) {
		bool hides =
			hidden * SCHOOL_CONNECTIONS < i * SCHOOL_HIDDEN && hidden < SCHOOL_HIDDEN;
		const struct habit *habit = hides ? NULL : pick_habit(&out->random, named);
		unsigned device = pick_device(&out->random, habit ? habit->devices : 0x0fff);
		struct conversation talk = {
			.kind = habit ? habit->kind : KIND_QUIC,
			.client = { 0x0a140015u + device, (uint16_t)(20000 + i) },
			.server = { 0xc6336400u | (i & 0x7f), 443 },
			.client_next = (uint32_t)craft_next(&out->random),
			.server_next = (uint32_t)craft_next(&out->random),
		};

		out->time = school_time(i);
		if (hides)
			put_hidden(out, &talk, hidden++);
		else
			put_named(out, &talk, habit);
		named += !hides;
	}
}

static int write_kind(struct output *out, const char *kind, uint64_t size)
{
	if (!strcmp(kind, "mix"))
		write_traffic(out, size, true);
	else if (!strcmp(kind, "hs"))
		write_traffic(out, size, false);
	else if (!strcmp(kind, "flood"))
		write_flood(out, (uint32_t)(size / 1000000));
	else if (!strcmp(kind, "example"))
		write_example(out);
	else
		return -1;
	return 0;
}

int main(int argc, char **argv)
{
	static struct output out;
	char truth[4096];
	bool failed, piped;

	if (argc != 5) {
		fprintf(stderr,
		        "usage: generate_capture mix|hs|flood|example OUT.pcap MEGABYTES SEED\n");
		return 2;
	}
	piped = !strcmp(argv[2], "-");
	snprintf(truth, sizeof(truth), "%s.truth.tsv", argv[2]);
	out.random.state = strtoull(argv[4], NULL, 10);
	out.capture = piped ? stdout : fopen(argv[2], "wb");
	out.truth = fopen(piped ? "/dev/null" : truth, "w");
	if (!out.capture || !out.truth) {
		perror(out.capture ? truth : argv[2]);
		return 5;
	}
	for (size_t i = 0; i < BULKS; i++)
		for (size_t j = 0; j < BULK; j++)
			out.bulk[i][j] = (uint8_t)(craft_next(&out.random) >> 56);
	craft_pcap_header(out.capture, 1);
	if (write_kind(&out, argv[1], strtoull(argv[3], NULL, 10) * 1000000)) {
		fprintf(stderr,
		        "generate_capture: unknown kind %s (want mix, hs, flood or example)\n",
		        argv[1]);
		return 2;
	}
	failed = ferror(out.capture) || ferror(out.truth);
	failed |= fclose(out.capture) != 0;
	failed |= fclose(out.truth) != 0;
	return failed ? 5 : 0;
}
