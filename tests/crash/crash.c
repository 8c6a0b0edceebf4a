/* Faults to plant in a copy of the program (tests/cli/test_crash.sh): a decoder that falls over one
 * server name, one that, taken over by one package name, tries to open a file, and one that, taken
 * over by another, lies about where it was so that the next worker meets it again. Linked with
 * --wrap, so that the product's own objects stay as they are. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "agent/shared.h"
#include "probes/device/dpkg.h"
#include "probes/wire/tls.h"

int __real_tls_client_hello(struct span stream, struct tls_hello *out);
int __wrap_tls_client_hello(struct span stream, struct tls_hello *out);
int __real_dpkg_next(struct cursor *in, bool stateless, struct dpkg_package *out);
int __wrap_dpkg_next(struct cursor *in, bool stateless, struct dpkg_package *out);

void *__real_mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset);

static struct shared *shared; /* the page that the run shares with its workers */

void *__wrap_mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	void *given = __real_mmap(at, len, protection, flags, fd, offset);

	if (len == sizeof(*shared) && flags & MAP_SHARED)
		shared = given;
	return given;
}

static void lie_and_die(void)
{
	shared->stage = STAGE_PROBE;
	shared->probe = 31;
	shared->probe_skips = 0;
	abort();
}

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
	static const char liar[] = "Package: take-the-run-over\n";

	if (cursor_left(in) && memmem(in->at, cursor_left(in), mark, sizeof(mark) - 1))
		open("/etc/passwd", O_RDONLY);
	if (cursor_left(in) && memmem(in->at, cursor_left(in), liar, sizeof(liar) - 1))
		lie_and_die();
	return __real_dpkg_next(in, stateless, out);
}
