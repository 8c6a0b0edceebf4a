/* Two faults to plant in a copy of the program (tests/cli/test_crash.sh): a decoder that falls over one server name, and
 * one that, taken over by one package name, tries to open a file. Linked with --wrap, so that the product's own objects
 * stay as they are. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "probes/device/dpkg.h"
#include "probes/wire/tls.h"

int __real_tls_client_hello(struct span stream, struct tls_hello *out);
int __wrap_tls_client_hello(struct span stream, struct tls_hello *out);
int __real_dpkg_next(struct cursor *in, bool stateless, struct dpkg_package *out);
int __wrap_dpkg_next(struct cursor *in, bool stateless, struct dpkg_package *out);

int __wrap_tls_client_hello(struct span stream, struct tls_hello *out)
{
	static const char mark[] = "crash-me-decoder.example";

	if (stream.at && memmem(stream.at, stream.len, mark, sizeof(mark) - 1))
		abort();
	return __real_tls_client_hello(stream, out);
}

int __wrap_dpkg_next(struct cursor *in, bool stateless, struct dpkg_package *out)
{
	static const char mark[] = "Package: take-the-decoder-over\n";

	if (cursor_left(in) && memmem(in->at, cursor_left(in), mark, sizeof(mark) - 1))
		open("/etc/passwd", O_RDONLY);
	return __real_dpkg_next(in, stateless, out);
}
