/* The opener's request parser. An input is a row of messages: u16 big-endian length, bytes. The
 * tree served is the repository's tests/fuzz folder, so that paths can be found too; answers are
 * read and thrown away. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/opener.h"
#include "probes/place_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const packages[] = { "packages", NULL };
static const char *const globs[] = { "/corpus/**", "/*.c", NULL };
static const struct probe first = { .name = "a", .areas = packages, .globs = globs };
static const struct probe second = { .name = "b", .areas = packages };
static const struct probe *const table[] = { &first, &second, NULL };

static void drain(int socket)
{
	uint8_t bytes[PLACE_MESSAGE_MAX];

	while (recv(socket, bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
		;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct opener_setup setup = { .root = "tests/fuzz", .probe_table = table };
	const struct timeval patience = { .tv_usec = 1000 };
	struct cursor in = cursor_over((struct span){ data, size });
	struct opener_tally tally;
	struct opener *opener;
	int sides[2], error = 0;

	if (opener_socketpair(sides) != 0)
		abort();
	/* a listing larger than the socket's room ends in -ETIMEDOUT here: nobody reads while it is
	 * sent */
	setsockopt(sides[OPENER_SIDE], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (opener_new(sides[OPENER_SIDE], &setup, &tally, &opener) != 0)
		abort();
	while (!error && cursor_left(&in)) {
		struct span message = cursor_take(&in, cursor_u16(&in));

		if (in.failed)
			break;
		error = opener_answer(opener, message);
		drain(sides[WORKER_SIDE]);
	}
	opener_free(opener);
	close(sides[OPENER_SIDE]);
	close(sides[WORKER_SIDE]);
	return 0;
}
