/* Long headers and CRYPTO frames. */
#include "probes/wire/quic.h"

#include <errno.h>
#include <string.h>

#define LONG_HEADER 0x80
#define FIXED_BIT 0x40
#define SAMPLE_END                                                                                 \
	20 /* of the number's place: the sample for its mask ends there, RFC 9001 5.4.2 */
#define RETRY_TAG 16

enum { /* RFC 9000 section 19; Google's own numbers are those of its older versions */
       FRAME_PADDING = 0,
       FRAME_PING = 1,
       FRAME_ACK = 2,
       FRAME_ACK_ECN = 3,
       FRAME_CRYPTO = 6,
       FRAME_GOOGLE_PING = 7,
       FRAME_GOOGLE_CRYPTO = 8,
       FRAME_CLOSE = 0x1c,
};

static const struct quic_version others[] = {
	{ 1, QUIC_SALT_1, FRAME_CRYPTO, false, false },
	{ 0x6b3343cf, QUIC_SALT_2, FRAME_CRYPTO, true, false },
	{ 0xfaceb002, QUIC_SALT_DRAFT_23, FRAME_CRYPTO, false, false },
	{ 0xfaceb00e, QUIC_SALT_DRAFT_23, FRAME_CRYPTO, false, false },
	{ 0x51303530, QUIC_SALT_Q050, FRAME_GOOGLE_CRYPTO, false, true },
	{ 0x54303530, QUIC_SALT_T050, FRAME_GOOGLE_CRYPTO, false, false },
	{ 0x54303531, QUIC_SALT_T051, FRAME_GOOGLE_CRYPTO, false, false },
};

/* By groups of one salt: the number is that of the packet. */
static const struct quic_version drafts[] = {
	{ 23, QUIC_SALT_DRAFT_23, FRAME_CRYPTO, false, false },
	{ 29, QUIC_SALT_DRAFT_29, FRAME_CRYPTO, false, false },
	{ 33, QUIC_SALT_1, FRAME_CRYPTO, false, false },
};

#define DRAFT_FIRST 23
#define DRAFT_LAST 34

const struct quic_version *quic_version_find(uint32_t number)
{
	uint32_t draft = number & 0xff;

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (others[i].number == number)
			return &others[i];
	if (number >> 8 != 0xff0000 || draft < DRAFT_FIRST || draft > DRAFT_LAST)
		return NULL;
	return &drafts[draft < drafts[1].number ? 0 : draft < drafts[2].number ? 1 : 2];
}

/* RFC 9000 section 16. */
static uint64_t read_number(struct cursor *in)
{
	uint64_t number = cursor_u8(in);
	size_t more = ((size_t)1 << (number >> 6)) - 1;

	number &= 0x3f;
	while (more--)
		number = number << 8 | cursor_u8(in);
	return in->failed ? 0 : number;
}

static enum quic_type type_of(uint8_t first, const struct quic_version *version)
{
	static const uint8_t second[4] = { QUIC_RETRY, QUIC_INITIAL, QUIC_ZERO_RTT,
		                           QUIC_HANDSHAKE };
	unsigned bits = first >> 4 & 3;

	return version->is_second ? second[bits] : (enum quic_type)bits;
}

/* Section 17.2.1: a list of versions, of which one at least is known. */
static int read_negotiation(struct cursor in)
{
	bool known = false;

	if (!cursor_left(&in) || cursor_left(&in) % 4)
		return -EBADMSG;
	while (cursor_left(&in))
		known |= quic_version_find(cursor_u32(&in)) != NULL;
	return known ? 0 : -EBADMSG;
}

/* Token and length of what has them; `in` stands behind the ids. */
static int read_lengths(struct cursor *in, struct quic_packet *packet)
{
	uint64_t length;

	if (packet->type == QUIC_RETRY) {
		if (cursor_left(in) < RETRY_TAG)
			return -EBADMSG;
		cursor_take(in, cursor_left(in));
		return 0;
	}
	if (packet->type == QUIC_INITIAL) {
		length = read_number(in);
		if (length > UINT16_MAX)
			return -EBADMSG;
		packet->has_token = length;
		cursor_take(in, (size_t)length);
	}
	length = read_number(in);
	if (in->failed)
		return -EAGAIN;
	if (length < SAMPLE_END || length > UINT16_MAX)
		return -EBADMSG;
	packet->number_at = (size_t)(in->at - in->base);
	cursor_take(in, (size_t)length);
	return in->failed ? -EAGAIN : 0;
}

static int read_rest(struct cursor *in, uint8_t first, struct quic_packet *packet)
{
	int error = 0;

	if (!packet->version_number) {
		packet->type = QUIC_NEGOTIATION;
		error = read_negotiation(*in);
	} else if (!packet->version) {
		packet->type = QUIC_UNKNOWN;
	} else {
		packet->type = type_of(first, packet->version);
		return read_lengths(in, packet);
	}
	cursor_take(in, cursor_left(in)); /* neither says where it ends: with the datagram */
	return error;
}

int quic_packet_read(struct span datagram, struct quic_packet *out)
{
	struct cursor in = cursor_over(datagram);
	struct quic_packet packet = { 0 };
	uint8_t first = cursor_u8(&in), length;
	int error;

	if (in.failed || !(first & LONG_HEADER))
		return -ENOENT;
	packet.version_number = cursor_u32(&in);
	packet.version = quic_version_find(packet.version_number);
	if (in.failed || (packet.version_number && !(first & FIXED_BIT)))
		return -EBADMSG;
	length = cursor_u8(&in);
	if (length > QUIC_ID_MAX)
		return -EBADMSG;
	packet.dcid = cursor_take(&in, length);
	length = cursor_u8(&in);
	if (length > QUIC_ID_MAX)
		return -EBADMSG;
	cursor_take(&in, length);
	if (in.failed)
		return packet.version ? -EAGAIN : -EBADMSG;
	error = read_rest(&in, first, &packet);
	if (error)
		return error;

	packet.bytes = (struct span){ datagram.at, (size_t)(in.at - in.base) };
	*out = packet;
	return 0;
}

/* Section 19.3: a client's Initial acknowledges the server's. */
static void skip_ack(struct cursor *in, bool has_counts)
{
	uint64_t ranges;

	read_number(in); /* largest */
	read_number(in); /* delay */
	ranges = read_number(in);
	read_number(in); /* first range */
	for (; ranges && cursor_left(in); ranges--) {
		read_number(in);
		read_number(in);
	}
	if (ranges)
		in->failed = true;
	for (int i = 0; has_counts && i < 3; i++)
		read_number(in);
}

static void read_crypto(struct cursor *in, struct quic_crypto *crypto)
{
	uint64_t length;

	crypto->offset = read_number(in);
	length = read_number(in);
	if (length > cursor_left(in))
		in->failed = true;
	crypto->bytes = cursor_take(in, in->failed ? 0 : (size_t)length);
}

/* Padding fills most of an Initial. */
static void skip_padding(struct cursor *in)
{
	static const uint8_t zeros[64];
	struct cursor ahead = *in;
	struct span block = cursor_take(&ahead, sizeof(zeros));

	while (block.at && !memcmp(block.at, zeros, sizeof(zeros))) {
		*in = ahead;
		block = cursor_take(&ahead, sizeof(zeros));
	}
}

int quic_crypto_next(struct cursor *frames, const struct quic_version *version,
                     struct quic_crypto *out)
{
	bool google = version->crypto_frame == FRAME_GOOGLE_CRYPTO;
	struct quic_crypto crypto;

	while (cursor_left(frames)) {
		uint8_t type = cursor_u8(frames);

		if (type == version->crypto_frame) {
			read_crypto(frames, &crypto);
			if (frames->failed)
				return -EBADMSG;
			*out = crypto;
			return 0;
		}
		if (type == FRAME_PADDING)
			skip_padding(frames);
		if (type == FRAME_PADDING || type == (google ? FRAME_GOOGLE_PING : FRAME_PING))
			continue;
		if (!google && type == FRAME_CLOSE)
			return -ENOENT;
		if (google || (type != FRAME_ACK && type != FRAME_ACK_ECN))
			return -EBADMSG;
		skip_ack(frames, type == FRAME_ACK_ECN);
	}
	return frames->failed ? -EBADMSG : -ENOENT;
}
