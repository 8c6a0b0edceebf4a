/* HTTP request heads from untrusted bytes: one after the other, and grown from its first half. */
#include "probes/wire/http.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span part = { data, size / 2 }, rest = { data, size };
	struct http_host request = { 0 };
	int early = http_request_host(part, &request), result = http_request_host(rest, &request);

	if (early == -EBADMSG && part.len && result != -EBADMSG)
		__builtin_trap(); /* what was refused early never turns out good */
	while ((result == 0 || result == -ENOENT) && request.consumed) {
		if (request.consumed > rest.len)
			__builtin_trap();
		rest.at += request.consumed;
		rest.len -= request.consumed;
		result = http_request_host(rest, &request);
	}
	return 0;
}
