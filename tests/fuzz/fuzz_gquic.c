/* Google's QUIC from untrusted bytes: a datagram, a hello's tags, and both in a conversation. */
#include "probes/wire/gquic.h"
#include "tests/fuzz/talk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor in = cursor_over((struct span){ data, size });
	struct talk *talk = talk_begin();
	char name[HOST_TEXT_MAX];
	bool from_client;
	struct span part;

	while (talk_next(&in, &from_client, &part)) {
		enum gquic_shape shape = gquic_read(part, name);

		if (shape == GQUIC_HELLO && strlen(name) > part.len * 4)
			__builtin_trap();
		gquic_hello_name(part, name);
		talk_send(talk, from_client, part);
	}
	if (talk->said > 1)
		__builtin_trap();
	return 0;
}
