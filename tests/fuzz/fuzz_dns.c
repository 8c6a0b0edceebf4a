/* DNS from untrusted bytes: as a datagram, as a shape, as a stream. */
#include "probes/wire/dns.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_names(struct span bytes)
{
	struct dns_question question;
	struct dns_message message;

	if (dns_open(bytes, &message))
		return;
	while (dns_next_name(&message, &question)) {
		if (!question.name[0])
			__builtin_trap();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor stream = cursor_over((struct span){ data, size });
	struct span message = { data, size };

	dns_looks_like(message);
	read_names(message);
	while (dns_tcp_next(&stream, &message) == 0)
		read_names(message);
	return 0;
}
