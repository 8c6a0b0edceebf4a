/* DNS from untrusted bytes: as a datagram, as a shape, as a stream; its questions and answers. */
#include <string.h>

#include "probes/base/text.h"
#include "probes/wire/dns_answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_names(struct span bytes)
{
	struct dns_question question;
	struct dns_message message;

	if (dns_open(bytes, &message))
		return;
	while (dns_next_name(&message, &question)) {
		if (!question.name[0] || !text_is_utf8(question.name, strlen(question.name)))
			__builtin_trap();
		for (const char *c = question.name; *c; c++)
			if ((*c > 0 && *c < ' ') || *c == 0x7f)
				__builtin_trap();
	}
}

static int take_answer(void *arg, const struct dns_answer *answer)
{
	size_t *count = arg;

	if (!answer->name[0] || answer->name[0] == '_' || ++*count > DNS_ANSWERS_MAX)
		__builtin_trap();
	return 0;
}

static void read_answers(struct span bytes)
{
	size_t count = 0;

	if (dns_answers_each(bytes, take_answer, &count))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cursor stream = cursor_over((struct span){ data, size });
	struct span message = { data, size };

	dns_looks_like(message);
	read_names(message);
	read_answers(message);
	while (dns_tcp_next(&stream, &message) == 0)
		read_names(message);
	return 0;
}
