/* Packet numbers and decoders of one name, recording by recording. */
#include "agent/hosts_explain.h"

#include <string.h>

struct decoder {
	const char *words;
	const char *field; /* of tshark 4 */
	const char *options;
};

#define ORDERED "-o tcp.reassemble_out_of_order:TRUE "

static const struct decoder decoders[NAME_PROTOCOLS] = {
	[NAME_DNS] = { "the question of a DNS query", "dns.qry.name", "" },
	[NAME_DNS_RESPONSE] = { "the question that a DNS response repeats", "dns.qry.name", "" },
	[NAME_MDNS] = { "a question of multicast DNS", "dns.qry.name", "" },
	[NAME_LLMNR] = { "a question of LLMNR", "dns.qry.name", "" },
	[NAME_TLS] = { "the server name in a client's hello (TLS)",
	               "tls.handshake.extensions_server_name", ORDERED },
	[NAME_DTLS] = { "the server name in a client's hello (DTLS)",
	                "dtls.handshake.extensions_server_name", "" },
	[NAME_QUIC] = { "the server name in a client's hello (QUIC)",
	                "tls.handshake.extensions_server_name", "" },
	[NAME_GQUIC] = { "the SNI tag of a client's hello (Google's QUIC)", "gquic.tag.sni", "" },
	[NAME_HTTP] = { "the host of an HTTP request", "http.host", ORDERED },
	[NAME_DHCP] = { "the host name in a DHCP message", "dhcp.option.hostname", "" },
};

void hosts_explain_name(struct hosts_explain *explain, const char *name,
                        const struct name_seen *seen)
{
	if (!explain->name || strcmp(explain->name, name) != 0)
		return;
	if (explain->count < HOSTS_PACKETS_MAX)
		explain->packets[explain->count] =
			(struct hosts_packet){ seen->protocol, seen->source, seen->packet };
	explain->count++;
}

static size_t printed(const struct hosts_explain *explain)
{
	return explain->count < HOSTS_PACKETS_MAX ? (size_t)explain->count : HOSTS_PACKETS_MAX;
}

static bool is_of(const struct hosts_packet *packet, uint32_t source, unsigned protocol)
{
	return packet->source == source && packet->protocol == protocol;
}

static bool is_first(const struct hosts_explain *explain, size_t i)
{
	for (size_t before = 0; before < i; before++)
		if (is_of(&explain->packets[before], explain->packets[i].source,
		          explain->packets[i].protocol))
			return false;
	return true;
}

static void add_packets(const struct hosts_explain *explain, const struct hosts_packet *like,
                        struct text *out)
{
	const char *comma = "";

	for (size_t i = 0; i < printed(explain); i++) {
		if (!is_of(&explain->packets[i], like->source, like->protocol))
			continue;
		text_addf(out, "%s%llu", comma, (unsigned long long)explain->packets[i].packet);
		comma = ",";
	}
}

/* One protocol in one recording. */
static void add_part(const struct hosts_explain *explain, const struct hosts_packet *like,
                     const struct capture_source *sources, struct text *out)
{
	const struct decoder *decoder = &decoders[like->protocol];
	const char *recording = sources[like->source].name;
	char *file;
	size_t begin;

	text_addf(out, "\n%s: %s, in packet ", name_protocol_word(like->protocol), decoder->words);
	add_packets(explain, like, out);
	text_add(out, "\n  of ");
	text_add(out, recording);
	text_addf(out, "\n  tshark -n -r ");
	begin = out->len;
	text_add_shell(out, strcmp(recording, "-") == 0 ? "RECORDING" : recording);
	file = out->failed ? NULL : out->at + begin;
	if (file)
		text_make_printable(file);
	text_addf(out, " %s-Y 'frame.number in {", decoder->options);
	add_packets(explain, like, out);
	text_addf(out, "}' -T fields -e frame.number -e %s\n", decoder->field);
}

void hosts_explain_page(const struct hosts_explain *explain, const struct capture_source *sources,
                        struct text *out)
{
	if (!explain->count) {
		text_addf(out,
		          "%s: not among the names that %s. That is not the same as not there: "
		          "daylight hosts --totals\nsays what could not be read.\n",
		          explain->name,
		          explain->all ? "were read" : "the catalogue knows (see --all-names)");
		return;
	}
	text_addf(out, "%s: %llu %s\n", explain->name, (unsigned long long)explain->count,
	          explain->count == 1 ? "message" : "messages");
	for (size_t i = 0; i < printed(explain); i++)
		if (is_first(explain, i))
			add_part(explain, &explain->packets[i], sources, out);
	if (explain->count > HOSTS_PACKETS_MAX)
		text_addf(out, "\nThe first %d messages are listed; %llu more were read.\n",
		          HOSTS_PACKETS_MAX,
		          (unsigned long long)(explain->count - HOSTS_PACKETS_MAX));
	text_add(out,
	         "\nA name that was asked for is no proof of who answered. A message in several "
	         "packets is named by\nthe packet with which the name was whole; where tshark "
	         "shows nothing there, look at the packets\nbefore it.\n");
}
