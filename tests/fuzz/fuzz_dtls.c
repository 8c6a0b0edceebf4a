/* DTLS from untrusted bytes: the pieces of one datagram, and a hello put together out of many. */
#include "probes/wire/dtls.h"
#include "tests/fuzz/talk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_pieces(struct span datagram)
{
	struct dtls_reading reading = dtls_reading_over(datagram);
	struct dtls_piece piece;

	if (dtls_shape_of(datagram, false) != DTLS_NONE &&
	    dtls_shape_of(datagram, true) != dtls_shape_of(datagram, false))
		__builtin_trap();
	while (!dtls_next_piece(&reading, &piece))
		if (piece.offset + piece.bytes.len > piece.length || piece.bytes.at < datagram.at ||
		    piece.bytes.at + piece.bytes.len > datagram.at + datagram.len)
			__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor in = cursor_over((struct span){ data, size });
	struct talk *talk = talk_begin();
	bool from_client;
	struct span part;

	while (talk_next(&in, &from_client, &part)) {
		check_pieces(part);
		talk_send(talk, from_client, part);
	}
	if (talk->said > 1)
		__builtin_trap();
	return 0;
}
