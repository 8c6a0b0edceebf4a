/* What may come before a hello, from untrusted bytes: an answer given early stays true when more
 * bytes come. */
#include "probes/wire/preamble.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_twice(struct span whole, bool at_start)
{
	size_t len = 0, early_len = 0;
	int result = preamble_read(whole, at_start, &len);
	int early = preamble_read((struct span){ whole.at, whole.len / 2 }, at_start, &early_len);

	if (!result && (!len || len > PREAMBLE_MAX + 8192))
		__builtin_trap();
	if (early == -EBADMSG && !result)
		__builtin_trap();
	if (!early && (result || len != early_len))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_twice((struct span){ data, size }, true);
	read_twice((struct span){ data, size }, false);
	return 0;
}
