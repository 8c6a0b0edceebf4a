/* A whole capture file from untrusted bytes, through flows, fragments and all decoders. Every name
 * must be fit to print, and the totals must agree with each other. */
#include "probes/traffic/capture.h"

#include <errno.h>
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

	if (seen->network != *(const uint16_t *)arg) /* of the only network that may be read */
		__builtin_trap();
	if (!len || len >= HOST_TEXT_MAX || !name_protocol_word(seen->protocol))
		__builtin_trap();
	for (size_t i = 0; i < len; i++)
		if (seen->host[i] <= ' ' || seen->host[i] > '~')
			__builtin_trap();
	return 0;
}

static int read_capture(int fd, struct capture_options *options, uint16_t network,
                        struct capture_totals *totals)
{
	const struct capture_source source = { .name = "fuzz", .fd = fd, .seekable = true };
	const struct name_sink sink = { .name = check_name, .arg = &network };
	struct problem problem = { "" };
	int error;

	*totals = CAPTURE_NOTHING;
	if (lseek(fd, 0, SEEK_SET) != 0)
		return 0;
	error = capture_read(&source, 1, options, &sink, NULL, totals, &problem);
	if (error && !problem_found(&problem))
		__builtin_trap();
	if (totals->hidden > totals->connections || totals->not_decoded > totals->packets)
		__builtin_trap();
	return error;
}

/* The same with networks of which one is read: no frame is lost or counted twice. */
static void read_networks(int fd, struct capture_options *options, uint64_t packets)
{
	static const uint16_t vlans[] = { 10, 20 };
	static const struct prefix ranges[] = { { { 0, 0xffff0a000000u }, 96 + 8 },
		                                { { 0, 0xffffc0000000u }, 96 + 8 } };
	const struct network_signs items[] = {
		{ "out", &vlans[0], 1, &ranges[0], 1, false },
		{ "in", &vlans[1], 1, &ranges[1], 1, true },
	};
	const struct networks networks = { items, 2, NETWORK_NONE };
	struct arena *arena = arena_new((size_t)1 << 20);
	struct capture_totals shares[2], totals;

	if (!arena || recognition_new(&networks, arena, &options->networks) != 0)
		return;
	options->shares = shares;
	read_capture(fd, options, 1, &totals);
	if (totals.packets + totals.left_out != packets || shares[0].packets ||
	    shares[1].packets > totals.packets)
		__builtin_trap();
	arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_(close_at) int fd = memfd_create("capture", 0);
	struct capture_options options = { .max_bytes = UNPACKED_MAX };
	struct capture_totals totals;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		return 0;
	if (read_capture(fd, &options, 0, &totals) != -ENOMEM)
		read_networks(fd, &options, totals.packets);
	return 0;
}
