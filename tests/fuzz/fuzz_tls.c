/* A ClientHello from untrusted bytes: as a stream that grows, and as a bare body in both forms. */
#include "probes/wire/tls.h"

#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span whole = { data, size }, part = { data, size / 2 };
	struct tls_hello hello;
	int result = tls_client_hello(whole, &hello), early;

	if ((result == 0 || result == -ENOENT) && hello.consumed > size)
		__builtin_trap();
	early = tls_client_hello(part, &hello);
	if (early == -EBADMSG && (result == 0 || result == -ENOENT))
		__builtin_trap(); /* what was refused early never turns out good */
	tls_hello_body(whole, TLS_OVER_STREAM, &hello);
	tls_hello_body(whole, TLS_OVER_DATAGRAM, &hello);
	return 0;
}
