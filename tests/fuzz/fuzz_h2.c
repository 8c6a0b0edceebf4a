/* The client's bytes of an HTTP/2 connection from untrusted bytes: requests that are there stay as
 * they are when more bytes come. With a first byte of 0 the rest is one header block. */
#include "probes/wire/http2.h"

#include <errno.h>
#include <string.h>

#include "probes/wire/hpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_block(struct span block)
{
	struct hpack_list list;
	struct hpack table;

	hpack_open(&table);
	for (int i = 0; i < 3; i++) /* each time against what the one before left */
		if (hpack_read(&table, block, &list))
			return;
	if (table.count > HPACK_ENTRIES || table.used > table.room)
		__builtin_trap();
}

static void read_stream(struct span whole)
{
	struct span part = { whole.at, whole.len - whole.len / 4 };
	size_t blocks = 0, early = 0;
	int result = http2_count(whole, &blocks);

	if (http2_count(part, &early) == 0 && (result || early > blocks))
		__builtin_trap();
	for (size_t i = 0; !result && i < early; i++) {
		struct http2_request first, second;
		int found = http2_request(part, i, &first);

		if (found != http2_request(whole, i, &second))
			__builtin_trap();
		if (found != -EBADMSG && strcmp(first.host, second.host) != 0)
			__builtin_trap();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size && !data[0])
		read_block((struct span){ data + 1, size - 1 });
	else
		read_stream((struct span){ data, size });
	return 0;
}
