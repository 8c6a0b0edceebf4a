/* Formats that are known by their first bytes and not read. */
#include "probes/traffic/foreign.h"

#include <string.h>

#define CONVERT "convert it first with `editcap -F pcap`"
#define TWICE "it is packed twice: decompress it once first"
#define RECORD "record again with `tcpdump -w FILE`, which keeps the packets themselves"

struct magic {
	uint8_t at, len;
	char bytes[16];
	struct foreign foreign;
};

static const struct magic magics[] = {
	{ 0, 3, "BZh", { "bzip2", "decompress it first with `bzip2 -d`" } },
	{ 0, 4, "\x04\x22\x4d\x18", { "lz4", "decompress it first with `lz4 -d`" } },
	{ 0, 4, "LZIP", { "lzip", "decompress it first with `lzip -d`" } },
	{ 0, 2, "\x1f\x9d", { "compress", "decompress it first with `gzip -d`" } },
	{ 0, 3, "\x1f\x8b\x08", { "gzip", TWICE } },
	{ 0, 5, "\xfd\x37zXZ", { "xz", TWICE } },
	{ 0, 4, "\x28\xb5\x2f\xfd", { "zstd", TWICE } },
	{ 0, 4, "PK\x03\x04", { "zip", "unpack it first with `unzip`" } },
	{ 0, 6, "7z\xbc\xaf\x27\x1c", { "7z", "unpack it first with `7z x`" } },
	{ 0, 4, "Rar!", { "rar", "unpack it first" } },
	{ 0, 4, "RTSS", { "Network Monitor", CONVERT } },
	{ 0, 4, "GMBU", { "Network Monitor", CONVERT } },
	{ 2, 16, "\x4c\0\1\5Trace Displa", { "LANalyzer", CONVERT } },
	{ 0, 8, "TRSNIFF ", { "Sniffer", CONVERT } },
	{ 0, 4, "XCP\0", { "NetXRay", CONVERT } },
	{ 0, 4, "\5VNF", { "Visual Networks", CONVERT } },
	{ 0, 4, "\xaa\xaa\xaa\xaa", { "5View", CONVERT } },
	{ 0, 8, "\x54\x52\0\x64\0\0\0\0", { "nettl", CONVERT } },
	{ 0, 8, "iptrace ", { "iptrace", CONVERT } },
	{ 0, 5, "\x7fver\0", { "Peek", CONVERT } },
	{ 0, 16, "ObserverPktBuffe", { "Observer", CONVERT } },
	{ 0, 16, "+---------+-----", { "K12 text", CONVERT } },
	{ 0, 8, "btsnoop\0", { "Bluetooth btsnoop", "it holds no network packets" } },
	{ 0, 7, "ElfFile", { "Windows event log", "it holds no network packets" } },
	{ 0, 2, "\x0c\xa5", { "nfdump", "it holds flows without names; " RECORD } },
};

/* Marker of the system's trace header behind the buffer's: two letters of its size, a type. */
static bool is_event_trace(struct span head)
{
	return head.len >= 76 && head.at[75] == 0xc0 && (head.at[74] == 1 || head.at[74] == 2) &&
	       head.at[54] == 4 && !head.at[55];
}

/* ERF has no magic: records that say their type, length and length on the wire, one behind the
 * other, in an order of time. */
static bool is_erf(struct span head)
{
	struct cursor in = cursor_over(head);
	uint32_t before = 0;
	int records = 0;

	while (cursor_left(&in) >= 16) {
		uint32_t seconds, type, length;

		cursor_u32_le(&in); /* fraction */
		seconds = cursor_u32_le(&in);
		type = cursor_u8(&in) & 0x7f;
		cursor_u8(&in); /* flags */
		length = cursor_u16(&in);
		cursor_u32(&in);
		if (type < 1 || type > 48 || length < 16 || seconds < before ||
		    (before && seconds - before > 86400))
			return false;
		before = seconds;
		records++;
		cursor_take(&in, length - 16u);
	}
	return records > 1;
}

static bool holds(struct span text, const char *words)
{
	return memmem(text.at, text.len, words, strlen(words)) != NULL;
}

static bool is_text(struct span head)
{
	for (size_t i = 0; i < head.len; i++)
		if (!head.at[i] || (head.at[i] < ' ' && !strchr("\t\n\r\x1b", head.at[i])))
			return false;
	return head.len;
}

static bool is_har(struct span head)
{
	return head.at[0] == '{' && holds(head, "\"log\"") &&
	       (holds(head, "\"creator\"") || holds(head, "\"version\"") ||
	        holds(head, "\"entries\""));
}

/* A line as tcpdump or tshark prints it. */
static bool is_printed(struct span head)
{
	return holds(head, "tcpdump: ") || holds(head, "reading from file ") ||
	       holds(head, " IP ") || holds(head, " IP6 ") || holds(head, " ARP, ") ||
	       holds(head, "\xe2\x86\x92") || holds(head, " -> ") || holds(head, "_index") ||
	       holds(head, "<pdml") || holds(head, "<psml");
}

static const struct foreign *text_of(struct span head)
{
	static const struct foreign har = { "HAR", "it is a browser's own list; " RECORD },
				    printed = { "printed text", RECORD };

	if (is_har(head))
		return &har;
	return is_printed(head) ? &printed : NULL;
}

const struct foreign *foreign_of(struct span head)
{
	static const struct foreign etl = { "Windows event trace (.etl)",
		                            "convert it first with `pktmon etl2pcap`" },
				    erf = { "ERF", CONVERT },
				    tar = { "tar", "unpack it first with `tar -xf`" };

	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		const struct magic *magic = &magics[i];

		if (head.len >= (size_t)magic->at + magic->len &&
		    memcmp(head.at + magic->at, magic->bytes, magic->len) == 0)
			return &magic->foreign;
	}
	if (head.len >= 262 && memcmp(head.at + 257, "ustar", 5) == 0)
		return &tar;
	if (is_event_trace(head))
		return &etl;
	if (is_text(head))
		return text_of(head);
	return is_erf(head) ? &erf : NULL;
}
