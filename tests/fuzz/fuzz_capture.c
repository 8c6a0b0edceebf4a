/* A whole capture file from untrusted bytes, through flows, fragments and all decoders. Every name
 * must be fit to print, and the totals must agree with each other. */
#include "probes/traffic/capture.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "probes/base/cleanup.h"
#include "probes/base/problem.h"
#include "probes/wire/host.h"

#define UNPACKED_MAX ((uint64_t)8 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int check_name(void *arg, const struct name_seen *seen)
{
	size_t len = strlen(seen->host);

	(void)arg;
	if (!len || len >= HOST_TEXT_MAX || !name_protocol_word(seen->protocol))
		__builtin_trap();
	for (size_t i = 0; i < len; i++)
		if (seen->host[i] <= ' ' || seen->host[i] > '~')
			__builtin_trap();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_(close_at) int fd = memfd_create("capture", 0);
	struct capture_source source = { .name = "fuzz", .fd = fd, .seekable = true };
	struct capture_options options = { .max_bytes = UNPACKED_MAX };
	struct name_sink sink = { check_name, NULL };
	struct capture_totals totals = { 0 };
	struct problem problem = { "" };
	int error;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
		return 0;
	error = capture_read(&source, 1, &options, &sink, NULL, &totals, &problem);
	if (error && !problem_found(&problem))
		__builtin_trap();
	if (totals.hidden > totals.connections || totals.not_decoded > totals.packets)
		__builtin_trap();
	return 0;
}
