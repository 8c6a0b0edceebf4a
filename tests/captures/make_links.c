/* Makes captures of every link type and tunnel: make_links FOLDER. In each, a query and a hello in
 * two segments travel inside the same headers; the names say which. Headers are put on from the
 * inside outwards, so that a case is a list of layers. */
#include "tests/captures/layers.h"
#include "tests/captures/scene.h"

struct tunnel {
	const char *name;
	uint32_t link;
	bool inner_ipv6;
	layer *layers[12]; /* innermost first */
};

#define ON_WIRE over_ipv4, ethernet

static const struct tunnel tunnels[] = {
	{ "link-ethernet", 1, false, { ethernet } },
	{ "link-ethernet-ipv6", 1, true, { ethernet } },
	{ "link-ethernet-llc", 1, false, { ethernet_llc } },
	{ "link-vlan", 1, false, { vlan, ethernet } },
	{ "link-vlan-stacked", 1, false, { vlan, vlan, ethernet } },
	{ "link-vlan-old", 1, true, { vlan, vlan_old, ethernet } },
	{ "link-backbone", 1, false, { ethernet, backbone, ethernet } },
	{ "link-null", 0, false, { null_little } },
	{ "link-null-big-endian", 0, false, { null_big } },
	{ "link-null-ipv6", 0, true, { null_little } },
	{ "link-loop", 108, false, { null_big } },
	{ "link-raw", 101, false, { NULL } },
	{ "link-raw-ipv6", 101, true, { NULL } },
	{ "link-ipv4", 228, false, { NULL } },
	{ "link-ipv6", 229, true, { NULL } },
	{ "link-cooked", 113, false, { cooked } },
	{ "link-cooked-2", 276, true, { cooked_2 } },
	{ "link-cooked-vlan", 113, false, { vlan, cooked } },
	{ "link-ppp", 9, false, { ppp, ppp_framing } },
	{ "link-ppp-bare", 9, true, { ppp } },
	{ "link-ppp-hdlc", 50, false, { ppp, ppp_framing } },
	{ "link-ppp-direction", 204, false, { ppp, ppp_framing, ppp_direction } },
	{ "link-cisco-hdlc", 104, false, { cisco_hdlc } },
	{ "link-pppoe", 51, false, { ppp, pppoe } },
	{ "link-wifi", 105, false, { snap, wifi } },
	{ "link-wifi-quality", 105, true, { snap, wifi_quality } },
	{ "link-wifi-bridge", 105, false, { snap, wifi_bridge } },
	{ "link-wifi-aggregate", 105, false, { snap, wifi_aggregate } },
	{ "link-radiotap", 127, false, { snap, wifi, radiotap } },
	{ "link-radiotap-long", 127, false, { snap, wifi_quality, radiotap_long } },
	{ "link-ppi", 192, false, { snap, wifi, per_packet_information } },
	{ "link-netfilter-log", 239, false, { netfilter_log } },
	{ "link-netfilter-log-ipv6", 239, true, { netfilter_log } },

	{ "tunnel-pppoe", 1, false, { ppp, pppoe, ethernet } },
	{ "tunnel-pppoe-short", 1, false, { ppp_short, pppoe, ethernet } },
	{ "tunnel-pppoe-vlan", 1, true, { ppp, pppoe, vlan, ethernet } },
	{ "tunnel-mpls", 1, false, { mpls, ethernet } },
	{ "tunnel-mpls-stacked", 1, true, { mpls, mpls, mpls, ethernet } },
	{ "tunnel-mpls-ethernet", 1, false, { ethernet, control_word, mpls, ethernet } },
	{ "tunnel-4in4", 1, false, { over_ipv4, ethernet } },
	{ "tunnel-6in4", 1, true, { over_ipv4, ethernet } },
	{ "tunnel-4in6", 1, false, { over_ipv6, ethernet } },
	{ "tunnel-6in6", 1, true, { over_ipv6, ethernet } },
	{ "tunnel-extensions", 1, false, { over_ipv6_extended, ethernet } },
	{ "tunnel-gre", 1, false, { gre, ON_WIRE } },
	{ "tunnel-gre-full", 1, true, { gre_full, ON_WIRE } },
	{ "tunnel-gre-ipv6", 1, false, { gre, over_ipv6, ethernet } },
	{ "tunnel-gre-ethernet", 1, false, { ethernet, gre, ON_WIRE } },
	{ "tunnel-nvgre", 1, false, { ethernet, gre_key, ON_WIRE } },
	{ "tunnel-pptp", 1, false, { ppp, ppp_framing, gre_point_to_point, ON_WIRE } },
	{ "tunnel-gre-mpls", 1, false, { mpls, gre, ON_WIRE } },
	{ "tunnel-erspan-1", 1, false, { ethernet, erspan_1, ON_WIRE } },
	{ "tunnel-erspan-2", 1, false, { ethernet, erspan_2, ON_WIRE } },
	{ "tunnel-erspan-3", 1, false, { ethernet, erspan_3, ON_WIRE } },
	{ "tunnel-erspan-3-long", 1, false, { vlan, ethernet, erspan_3_long, ON_WIRE } },
	{ "tunnel-vxlan", 1, false, { ethernet, vxlan, ON_WIRE } },
	{ "tunnel-vxlan-ipv6", 1, true, { vlan, ethernet, vxlan, over_ipv6, ethernet } },
	{ "tunnel-vxlan-generic", 1, false, { vxlan_generic, ON_WIRE } },
	{ "tunnel-geneve", 1, false, { ethernet, geneve, ON_WIRE } },
	{ "tunnel-geneve-ip", 1, true, { geneve, ON_WIRE } },
	{ "tunnel-gtp", 1, false, { mobile, ON_WIRE } },
	{ "tunnel-gtp-extended", 1, true, { mobile_extended, ON_WIRE } },
	{ "tunnel-tzsp", 1, false, { ethernet, tzsp, ON_WIRE } },
	{ "tunnel-tzsp-wifi", 1, false, { snap, wifi, tzsp_wifi, ON_WIRE } },
	{ "tunnel-l2tp", 1, false, { ppp, ppp_framing, l2tp, ON_WIRE } },
	{ "tunnel-l2tp-full", 1, true, { ppp, l2tp_full, ON_WIRE } },
	{ "tunnel-capwap", 1, false, { ethernet, capwap, ON_WIRE } },
	{ "tunnel-capwap-wifi", 1, false, { snap, wifi, capwap_wifi, ON_WIRE } },
	{ "tunnel-teredo", 1, true, { teredo, ON_WIRE } },
	{ "tunnel-teredo-full", 1, true, { teredo_full, ON_WIRE } },
	{ "tunnel-nsh", 1, false, { service_chain, ethernet } },
	{ "tunnel-nsh-ethernet", 1, false, { ethernet, service_chain, ethernet } },
	{ "tunnel-ayiya", 1, true, { ayiya, ON_WIRE } },
	{ "tunnel-etherip", 1, false, { ethernet, etherip, ON_WIRE } },
	{ "tunnel-mpls-udp", 1, false, { mpls, mpls_udp, ON_WIRE } },
	{ "tunnel-nested", 1, true, { over_ipv4, gre, over_ipv4, ethernet, vxlan, ON_WIRE } },
};

/* The same transport in an IPv6 packet, without a link header. */
static struct layered as_ipv6(const struct craft *packet)
{
	struct layered out = { .ether = IPV6, .protocol = 41 };
	size_t len = packet->len - 34, place;
	unsigned protocol = packet->at[23];
	struct craft *to = &out.bytes;

	craft_u32(to, 0x60000000);
	craft_u16(to, (unsigned)len);
	craft_u8(to, protocol);
	craft_u8(to, 64);
	for (size_t i = 0; i < 2; i++) {
		craft_bytes(to, ADDRESS, 12);
		craft_bytes(to, packet->at + 26 + 4 * i, 4);
	}
	craft_bytes(to, packet->at + 34, len);
	place = 40 + (protocol == 6 ? 16 : 6);
	memset(to->at + place, 0, 2);
	craft_checksum(to, place, craft_sum(to->at + 8, 32 + len, protocol + (uint32_t)len));
	return out;
}

static struct layered as_ipv4(const struct craft *packet)
{
	struct layered out = { .ether = IPV4, .protocol = 4 };

	craft_bytes(&out.bytes, packet->at + 14, packet->len - 14);
	return out;
}

static void put_inside(struct scene *scene, const struct tunnel *tunnel, const struct craft *packet)
{
	struct layered whole = tunnel->inner_ipv6 ? as_ipv6(packet) : as_ipv4(packet);

	for (layer *const *put_on = tunnel->layers; *put_on; put_on++)
		(*put_on)(&whole);
	scene_put(scene, &whole.bytes);
}

static void make_tunnel(const char *folder, const struct tunnel *tunnel)
{
	struct scene scene = scene_open(folder, tunnel->name, tunnel->link);
	struct craft message, packet;
	char name[80];

	snprintf(name, sizeof(name), "dns.%s.example", tunnel->name);
	scene_truth(&scene, "dns", name);
	scene.server.port = 53;
	for (int side = 0; side < 2; side++) {
		message.len = 0;
		craft_dns(&message, 7, name, side);
		packet = scene_datagram(&scene, side, message.at, message.len);
		put_inside(&scene, tunnel, &packet);
	}
	snprintf(name, sizeof(name), "tls.%s.example", tunnel->name);
	scene_truth(&scene, "tls", name);
	scene.server.port = 443;
	message = scene_hello(&scene, name, false);
	packet = scene_segment(&scene, 0, 0, CRAFT_SYN, NULL, 0);
	put_inside(&scene, tunnel, &packet);
	packet = scene_segment(&scene, 0, 1, CRAFT_ACK, message.at, 100);
	put_inside(&scene, tunnel, &packet);
	packet = scene_segment(&scene, 0, 101, CRAFT_ACK, message.at + 100, message.len - 100);
	put_inside(&scene, tunnel, &packet);
	scene_close(&scene);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: make_links FOLDER\n");
		return 2;
	}
	for (size_t i = 0; i < sizeof(tunnels) / sizeof(tunnels[0]); i++)
		make_tunnel(argv[1], &tunnels[i]);
	return 0;
}
