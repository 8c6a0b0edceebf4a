/* The same bytes cut, shuffled, repeated and overlapped as the input says give the same names as
 * the bytes in one piece. Input: what is told (one byte), then three bytes a piece that comes
 * before the rest: from where (of 65536 parts of the whole), how long. At last all comes once more,
 * in order, in segments as long as the pieces were. */
#include "probes/wire/quic_keys.h"
#include "tests/captures/delivery.h"

#define PIECES_MAX 30 /* fewer than a buffer keeps apart: probes/traffic/streams.h */
#define TOLD 7

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct told told_query(void)
{
	struct told out = told_of("a query in fragments", "", "dns a-long-enough.name.example\n");

	craft_dns(&out.bytes, 7, "a-long-enough.name.example", false);
	return out;
}

static struct told told_number(unsigned number)
{
	switch (number) {
	case 0: return told_tls(false);
	case 1: return told_tls(true);
	case 2: return told_http();
	case 3: return told_dns();
	case 4: return told_proxy();
	case 5: return told_connect();
	default: return told_starttls();
	}
}

static struct piece piece_of(const uint8_t *data, size_t from, size_t end, size_t unit)
{
	struct piece out;

	out.from = from + ((size_t)(data[0] << 8 | data[1]) * (end - from) >> 16) / unit * unit;
	out.to = out.from + (data[2] + 1u) * unit;
	if (out.to > end)
		out.to = end;
	return out;
}

static void deliver_segments(struct delivery *to, const struct told *told, const uint8_t *data,
                             size_t pieces)
{
	size_t cuts[PIECES_MAX], at = told->lead;

	delivery_begin(to, told->port);
	if (told->lead) {
		delivery_piece(to, told, (struct piece){ 0, told->lead });
		delivery_put(to, false, 100, CRAFT_ACK, "220 go on\r\n", 11);
	}
	for (size_t i = 0; i < pieces; i++) {
		struct piece piece = piece_of(data + 3 * i, told->lead, told->bytes.len, 1);

		delivery_piece(to, told, piece);
		cuts[i] = piece.to - piece.from;
	}
	for (size_t i = 0; at < told->bytes.len; i++) {
		size_t end = i < pieces ? at + cuts[i] : told->bytes.len;

		if (end > told->bytes.len)
			end = told->bytes.len;
		delivery_piece(to, told, (struct piece){ at, end });
		at = end;
	}
}

static void deliver_fragments(struct delivery *to, const struct told *told, const uint8_t *data,
                              size_t pieces)
{
	struct craft packet;
	size_t len;

	to->client = (struct craft_end){ 0x0a000001, 40000 };
	to->server = (struct craft_end){ 0xc6336407, 53 };
	packet.len = 0;
	craft_udp(&packet, to->client, to->server, told->bytes.at, told->bytes.len);
	len = packet.len - 34;
	for (size_t i = 0; i < pieces; i++)
		delivery_fragment(to, &packet, piece_of(data + 3 * i, 0, len, 8));
	for (size_t at = 0; at < len; at += 8)
		delivery_fragment(to, &packet, (struct piece){ at, at + 8 < len ? at + 8 : len });
}

/* Each line of `lines` stands in `among`. */
static bool are_among(const char *lines, const char *among)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n") + 1;
		char line[300];
		const char *found;

		snprintf(line, sizeof(line), "%.*s", (int)len, lines);
		found = strstr(among, line);
		if (!found || (found > among && found[-1] != '\n'))
			return false;
		lines += len;
	}
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct quic_keys *keys; /* made once: it is what costs */
	struct capture_options options = { 0 };
	struct delivery delivery = delivery_open();
	struct told told;
	size_t pieces = size ? (size - 1) / 3 : 0;
	unsigned number = size ? data[0] % (TOLD + 1) : 0;
	char *heard;

	keys = keys ? keys : quic_keys_new();
	options.quic = keys;
	pieces = pieces < PIECES_MAX ? pieces : PIECES_MAX;
	told = number < TOLD ? told_number(number) : told_query();
	if (number < TOLD)
		deliver_segments(&delivery, &told, data + 1, pieces);
	else
		deliver_fragments(&delivery, &told, data + 1, pieces);
	heard = delivery_names(&delivery, &options);
	if (!are_among(heard, told.names) || !are_among(told.names, heard)) {
		fprintf(stderr, "%s: heard %s", told.title, heard);
		__builtin_trap();
	}
	free(heard);
	return 0;
}
