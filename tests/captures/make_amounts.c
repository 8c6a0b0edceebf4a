/* Writes a capture in which it is known how much went where, and when:
 *
 *     make_amounts OUT.pcap
 *
 * Its truth stands in tests/cli/test_amounts.sh. All on 16 November 2026, UTC:
 * - four devices greet classview.example at 08:10: each sends its hello, 3,000 bytes and 500 more
 * at 09:20, and receives 1,000; at 09:20 a fifth device greets it too;
 * - six devices send 40,000 bytes to lessonmate.example every five minutes from 10:00, twelve
 * times;
 * - device 1 looks up replay.example, then sends 700 bytes to its address without a name, and so
 *   does device 2, which did not look it up;
 * - three devices send 2,000 bytes every minute to a service that no name was asked for;
 * - device 3 has two conversations through a WireGuard tunnel. */
#include "tests/bench/craft.h"

#define START 1794816000000000ull /* 2026-11-16T08:00:00Z, microseconds */
#define SECOND 1000000ull
#define MINUTE (60 * SECOND)
#define SEGMENT 1000u

struct talk {
	struct craft_end client, server;
	uint32_t sent, received;
};

struct output {
	FILE *capture;
	struct craft_random random;
};

static struct talk talk_of(unsigned device, unsigned port, uint32_t server, unsigned server_port)
{
	return (struct talk){ .client = { 0x0a140014 + device, (uint16_t)port },
		              .server = { server, (uint16_t)server_port },
		              .sent = 1000,
		              .received = 5000 };
}

static void send_bytes(struct output *out, struct talk *talk, uint64_t time, const void *bytes,
                       size_t len)
{
	struct craft packet = { .len = 0 };

	craft_tcp(&packet, talk->client, talk->server, talk->sent, 0, CRAFT_ACK, bytes, len);
	craft_pcap_packet(out->capture, time, &packet);
	talk->sent += (uint32_t)len;
}

static void fill(struct output *out, struct talk *talk, uint64_t time, bool up, size_t len)
{
	static const uint8_t bytes[SEGMENT] = { 0xff };

	for (; len; time += 1000) {
		size_t part = len < SEGMENT ? len : SEGMENT;
		struct craft packet = { .len = 0 };

		if (up) {
			send_bytes(out, talk, time, bytes, part);
		} else {
			craft_tcp(&packet, talk->server, talk->client, talk->received, 0, CRAFT_ACK,
			          bytes, part);
			craft_pcap_packet(out->capture, time, &packet);
			talk->received += (uint32_t)part;
		}
		len -= part;
	}
}

static void greet(struct output *out, struct talk *talk, uint64_t time, const char *name)
{
	struct craft message = { .len = 0 };
	const struct craft_hello hello = { .name = name };

	craft_client_hello(&message, &hello, &out->random);
	send_bytes(out, talk, time, message.at, message.len);
}

static void put_hours(struct output *out)
{
	struct talk talks[5];

	for (unsigned i = 0; i < 4; i++) {
		talks[i] = talk_of(i + 1, 40000, 0xc6336401, 443);
		greet(out, &talks[i], START + 10 * MINUTE + i * SECOND, "classview.example");
		fill(out, &talks[i], START + 11 * MINUTE + i * SECOND, true, 3000);
		fill(out, &talks[i], START + 12 * MINUTE + i * SECOND, false, 1000);
	}
	for (unsigned i = 0; i < 4; i++)
		fill(out, &talks[i], START + 80 * MINUTE + i * SECOND, true, 500);
	talks[4] = talk_of(5, 40000, 0xc6336401, 443);
	greet(out, &talks[4], START + 80 * MINUTE + 4 * SECOND, "classview.example");
}

static void put_regular(struct output *out)
{
	for (unsigned time = 0; time < 12; time++)
		for (unsigned i = 0; i < 6; i++) {
			uint64_t at = START + (120 + 5 * time) * MINUTE + i * 7 * SECOND;
			struct talk talk = talk_of(i + 1, 41000 + time, 0xc6336402, 443);

			greet(out, &talk, at, "lessonmate.example");
			fill(out, &talk, at + SECOND, true, 40000);
		}
}

static void put_named_by_dns(struct output *out)
{
	struct craft message = { .len = 0 }, packet = { .len = 0 };
	struct talk first = talk_of(1, 42000, 0xc0000207, 8443);
	struct talk second = talk_of(2, 42000, 0xc0000207, 8443);

	craft_dns(&message, 7, "replay.example", true);
	craft_udp(&packet, (struct craft_end){ 0x0a140001, 53 }, first.client, message.at,
	          message.len);
	craft_pcap_packet(out->capture, START + 200 * MINUTE, &packet);
	fill(out, &first, START + 200 * MINUTE + SECOND, true, 700);
	fill(out, &second, START + 200 * MINUTE + 2 * SECOND, true, 700);
}

static void put_unknown(struct output *out)
{
	for (unsigned time = 0; time < 8; time++)
		for (unsigned i = 0; i < 3; i++) {
			struct talk talk = talk_of(i + 1, 43000 + time, 0xc6336403, 9000);

			fill(out, &talk, START + (240 + time) * MINUTE + i * SECOND, true, 2000);
		}
}

/* The first message of WireGuard, its form alone. */
static void put_tunnels(struct output *out)
{
	uint8_t initiation[148] = { 1 }, response[92] = { 2 };

	for (unsigned i = 0; i < 2; i++) {
		struct talk talk = talk_of(3, 44000 + i, 0xc6336404, 51820);
		struct craft packet = { .len = 0 };
		uint64_t at = START + 260 * MINUTE + i * SECOND;

		for (size_t b = 4; b < sizeof(initiation) - 16; b++)
			initiation[b] = (uint8_t)craft_next(&out->random);
		for (size_t b = 4; b < sizeof(response) - 16; b++)
			response[b] = (uint8_t)craft_next(&out->random);
		memcpy(response + 8, initiation + 4, 4);
		craft_udp(&packet, talk.client, talk.server, initiation, sizeof(initiation));
		craft_pcap_packet(out->capture, at, &packet);
		packet.len = 0;
		craft_udp(&packet, talk.server, talk.client, response, sizeof(response));
		craft_pcap_packet(out->capture, at + 1000, &packet);
	}
}

int main(int argc, char **argv)
{
	struct output out = { .random = { 7 } };

	out.capture = argc == 2 ? fopen(argv[1], "wb") : NULL;
	if (!out.capture) {
		fputs("usage: make_amounts OUT.pcap\n", stderr);
		return 2;
	}
	craft_pcap_header(out.capture, 1);
	put_hours(&out);
	put_regular(&out);
	put_named_by_dns(&out);
	put_unknown(&out);
	put_tunnels(&out);
	return fclose(out.capture) ? 1 : 0;
}
