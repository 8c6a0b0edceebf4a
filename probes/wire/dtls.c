/* DTLS records, and handshake messages in pieces. */
#include "probes/wire/dtls.h"

#include <errno.h>

#define RECORD_MAX (16384u + 2048u) /* RFC 6347 section 4.1 */
#define MESSAGE_MAX (1u << 17)      /* bytes; certificates are the longest */
#define CLIENT_HELLO 1
#define FINISHED 20

enum { RECORD_CIPHER_CHANGE = 20, RECORD_ALERT, RECORD_HANDSHAKE, RECORD_DATA };

struct record {
	uint8_t type;
	uint16_t epoch; /* 0: in the clear */
	struct span bytes;
	bool cut;
};

/* False: no record begins here. */
static bool read_record(struct cursor *in, struct record *out)
{
	struct record record = { .type = cursor_u8(in) };
	uint16_t version = cursor_u16(in), length;

	record.epoch = cursor_u16(in);
	cursor_take(in, 6); /* sequence number */
	length = cursor_u16(in);
	if (in->failed || (version != 0xfeff && version != 0xfefd) || !length ||
	    length > RECORD_MAX || record.type < RECORD_CIPHER_CHANGE || record.type > RECORD_DATA)
		return false;
	record.cut = length > cursor_left(in);
	record.bytes = cursor_take(in, record.cut ? cursor_left(in) : length);
	*out = record;
	return true;
}

/* RFC 6347 section 4.2.2. */
static bool read_message(struct cursor *in, uint8_t *type, struct dtls_piece *out)
{
	struct dtls_piece piece;
	uint32_t length;

	*type = cursor_u8(in);
	piece.length = cursor_u24(in);
	piece.message = cursor_u16(in);
	piece.offset = cursor_u24(in);
	length = cursor_u24(in);
	piece.bytes = cursor_take(in, length);
	if (in->failed || *type > FINISHED || piece.length > MESSAGE_MAX || length > piece.length ||
	    piece.offset > piece.length - length)
		return false;
	*out = piece;
	return true;
}

static bool begins_a_message(struct span bytes)
{
	struct cursor in = cursor_over(bytes);
	struct dtls_piece piece;
	uint8_t type;

	return read_message(&in, &type, &piece);
}

enum dtls_shape dtls_shape_of(struct span datagram, bool cut)
{
	struct cursor in = cursor_over(datagram);
	struct record first = { 0 }, record = { 0 };

	if (!read_record(&in, &first))
		return DTLS_NONE;
	record = first;
	while (cursor_left(&in) && !record.cut)
		if (!read_record(&in, &record))
			return DTLS_NONE;
	if (record.cut && !cut)
		return DTLS_NONE;
	if (first.epoch || first.type == RECORD_DATA)
		return DTLS_LATE;
	if (first.type != RECORD_HANDSHAKE)
		return DTLS_NONE; /* an alert or so in the clear: too little to tell */
	return first.cut || begins_a_message(first.bytes) ? DTLS_HANDSHAKE : DTLS_NONE;
}

struct dtls_reading dtls_reading_over(struct span datagram)
{
	return (struct dtls_reading){ .records = cursor_over(datagram) };
}

int dtls_next_piece(struct dtls_reading *reading, struct dtls_piece *out)
{
	struct record record;
	uint8_t type;

	for (;;) {
		while (cursor_left(&reading->messages)) {
			if (!read_message(&reading->messages, &type, out))
				break;
			if (type == CLIENT_HELLO)
				return 0;
		}
		if (!cursor_left(&reading->records))
			return -ENOENT;
		if (!read_record(&reading->records, &record))
			return -EBADMSG;
		if (record.type == RECORD_HANDSHAKE && !record.epoch)
			reading->messages = cursor_over(record.bytes);
	}
}
