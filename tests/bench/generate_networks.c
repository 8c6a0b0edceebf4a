/* Writes a capture of one morning on several networks of a fictional school, for the tests that
 * tell them apart:
 *
 *     generate_networks OUT.pcap
 *
 * VLAN 10, 10.20.0.0/16: six devices of staff; VLAN 20, 10.30.0.0/16: nine of learners, twice, the
 * second time without a tag; no tag, 10.40.0.0/16: seven of an office; VLAN 99, 172.16.0.0/16: five
 * of nobody's. Each device asks for the names of its network and greets them: two packets a name.
 */
#include "tests/bench/craft.h"

struct part {
	uint16_t vlan;    /* 0: no tag */
	uint32_t devices; /* the first address */
	unsigned count;
	const char *names[2];
};

static const struct part parts[] = {
	{ 10, 0x0a140015, 6, { "classview.example", "safefilter.example" } },
	{ 20, 0x0a1e0015, 9, { "lessonmate.example", "ingest.lessonlook.example" } },
	{ 0, 0x0a280015, 7, { "replay.example", NULL } },
	{ 0, 0x0a1e0015, 9, { "lessonmate.example", "ingest.lessonlook.example" } },
	{ 99, 0xac100015, 5, { "telemetry.shield.example", NULL } },
};

struct output {
	FILE *capture;
	struct craft_random random;
	uint64_t time; /* microseconds */
};

static void put(struct output *out, uint16_t vlan, const struct craft *packet)
{
	struct craft tagged = { .len = 0 };

	craft_bytes(&tagged, packet->at, 12);
	if (vlan)
		craft_u32(&tagged, 0x81000000u | vlan);
	craft_bytes(&tagged, packet->at + 12, packet->len - 12);
	craft_pcap_packet(out->capture, out->time += 1000, &tagged);
}

static void put_name(struct output *out, const struct part *part, unsigned device, const char *name)
{
	struct craft_end client = { part->devices + device, (uint16_t)(20000 + part->vlan) },
			 resolver = { 0xc0000235, 53 }, server = { 0xc6336407, 443 };
	struct craft_hello hello = { .name = name };
	struct craft message = { .len = 0 }, packet = { .len = 0 };

	craft_dns(&message, (uint16_t)device, name, false);
	craft_udp(&packet, client, resolver, message.at, message.len);
	put(out, part->vlan, &packet);
	message.len = packet.len = 0;
	craft_client_hello(&message, &hello, &out->random);
	server.address += (uint8_t)*name;
	craft_tcp(&packet, client, server, 1000, 0, CRAFT_ACK, message.at, message.len);
	put(out, part->vlan, &packet);
}

int main(int argc, char **argv)
{
	struct output out = { .random = { 1 }, .time = 1794816000000000ull };

	if (argc != 2) {
		fprintf(stderr, "usage: generate_networks OUT.pcap\n");
		return 2;
	}
	out.capture = fopen(argv[1], "wb");
	if (!out.capture) {
		perror(argv[1]);
		return 5;
	}
	craft_pcap_header(out.capture, 1);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		for (unsigned device = 0; device < parts[i].count; device++)
			for (size_t n = 0; n < 2 && parts[i].names[n]; n++)
				put_name(&out, &parts[i], device, parts[i].names[n]);
	return fclose(out.capture) ? 5 : 0;
}
