/* QUIC from untrusted bytes: as datagrams, or, where the first byte is odd, as the frames of
 * Initial packets that do open. The hello that comes out of these must be the one that a plain
 * array, in which the first bytes win, gives. */
#include "probes/traffic/hello_pieces.h"
#include "probes/wire/tls.h"
#include "tests/bench/craft_quic.h"
#include "tests/fuzz/talk.h"

#define OPENED_MAX 6
#define PIECES_FEW 30 /* far below what may be kept apart */
#define DATAGRAM 3000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct plain {
	uint8_t bytes[STREAM_BYTES - HELLO_KEY];
	bool there[STREAM_BYTES - HELLO_KEY];
	unsigned pieces;
	bool beyond; /* a piece did not fit */
};

static void plain_add(struct plain *plain, struct span frames, const struct quic_version *version)
{
	struct cursor in = cursor_over(frames);
	struct quic_crypto crypto;

	while (!quic_crypto_next(&in, version, &crypto)) {
		plain->pieces++;
		if (crypto.offset > sizeof(plain->bytes) ||
		    crypto.bytes.len > sizeof(plain->bytes) - crypto.offset) {
			plain->beyond = true;
			continue;
		}
		for (size_t i = 0; i < crypto.bytes.len; i++) {
			if (!plain->there[crypto.offset + i])
				plain->bytes[crypto.offset + i] = crypto.bytes.at[i];
			plain->there[crypto.offset + i] = true;
		}
	}
}

/* "" for no name (yet). */
static const char *plain_name(const struct plain *plain, struct tls_hello *hello)
{
	size_t len = 0, want;

	while (len < sizeof(plain->bytes) && plain->there[len])
		len++;
	if (len < 4 || plain->bytes[0] != 1)
		return "";
	want = (size_t)plain->bytes[1] << 16 | (size_t)plain->bytes[2] << 8 | plain->bytes[3];
	if (len - 4 < want)
		return "";
	return tls_hello_body((struct span){ plain->bytes + 4, want }, TLS_OVER_STREAM, hello)
	               ? ""
	               : hello->name;
}

static void check_frames(struct talk *talk, struct cursor *in)
{
	static struct plain plain;
	struct craft_quic quic = craft_quic_first(talk->flow);
	uint64_t before = quic_keys_tried(talk->names.quic);
	struct tls_hello hello;
	const char *name = "";
	bool from_client;
	struct span part;

	memset(&plain, 0, sizeof(plain));
	for (int i = 0; i < OPENED_MAX && !talk->said && talk_next(in, &from_client, &part); i++) {
		struct craft frames, datagram;

		frames.len = datagram.len = 0;
		craft_bytes(&frames, part.at, part.len < DATAGRAM ? part.len : DATAGRAM);
		craft_quic_initial(&datagram, &quic, &frames, 0);
		plain_add(&plain, (struct span){ frames.at, frames.len }, quic_version_find(1));
		name = plain_name(&plain, &hello);
		talk_send(talk, true, (struct span){ datagram.at, datagram.len });
		if (talk->said && strcmp(talk->name, name) != 0)
			__builtin_trap();
		if (*name && !talk->said && !plain.beyond && plain.pieces < PIECES_FEW)
			__builtin_trap();
		quic.number++;
	}
	if (quic_keys_tried(talk->names.quic) - before > OPENED_MAX)
		__builtin_trap();
}

static void check_datagrams(struct talk *talk, struct cursor *in)
{
	uint64_t before = quic_keys_tried(talk->names.quic);
	bool from_client;
	struct span part;

	while (talk_next(in, &from_client, &part)) {
		struct quic_packet packet;
		struct span rest = part;

		while (!quic_packet_read(rest, &packet)) {
			if (!packet.bytes.len || packet.bytes.len > rest.len ||
			    packet.dcid.len > QUIC_ID_MAX)
				__builtin_trap();
			rest = span_from(rest, packet.bytes.len);
		}
		talk_send(talk, from_client, part);
	}
	if (quic_keys_tried(talk->names.quic) - before > OPENED_MAX || talk->said > 1)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor in = cursor_over((struct span){ data, size });
	struct talk *talk = talk_begin();

	if (cursor_u8(&in) & 1)
		check_frames(talk, &in);
	else
		check_datagrams(talk, &in);
	return 0;
}
