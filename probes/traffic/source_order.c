/* The first packet of each recording, looked at before any is read. */
#include "probes/traffic/source_order.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "probes/traffic/blocks.h"

#define PEEK_PACKETS 64 /* that are looked at for one with a time */

struct beginning {
	uint32_t index;
	int64_t seconds;
	uint32_t nanoseconds;
};

/* True when a packet with a time was there. */
static bool read_beginning(const struct capture_source *source,
                           const struct capture_options *options, struct beginning *out)
{
	struct blocks blocks = { 0 };
	struct block_packet packet = { .timed = false };
	int result = blocks_open(&blocks, source->fd, options->max_bytes);

	for (int i = 0; !result && !packet.timed && i < PEEK_PACKETS; i++) {
		do
			result = blocks_next(&blocks, &packet);
		while (result == -EINTR && !(options->stop && options->stop()));
		result = result == 1 ? 0 : 1;
	}
	blocks_close(&blocks);
	out->seconds = packet.seconds;
	out->nanoseconds = packet.nanoseconds;
	return !result && packet.timed;
}

/* A recording that the worker before died of is not touched. */
static bool may_look(const struct capture_options *options, uint32_t index)
{
	const struct capture_skip *end = options->end;

	return !end || end->source != index || end->packet;
}

static bool look(const struct capture_source *source, const struct capture_options *options,
                 struct beginning *out)
{
	off_t start = source->seekable ? lseek(source->fd, 0, SEEK_CUR) : -1;
	bool known;

	if (start < 0 || !may_look(options, out->index))
		return false;
	if (options->progress) {
		options->progress->source = out->index;
		options->progress->packet = 0;
	}
	known = read_beginning(source, options, out);
	return lseek(source->fd, start, SEEK_SET) == start && known;
}

static bool is_before(const struct beginning *a, const struct beginning *b)
{
	return a->seconds < b->seconds ||
	       (a->seconds == b->seconds && a->nanoseconds < b->nanoseconds);
}

/* Stable, and short: there are as many as a command line holds. */
static void sort(struct beginning *beginnings, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct beginning one = beginnings[i];
		size_t at = i;

		for (; at && is_before(&one, &beginnings[at - 1]); at--)
			beginnings[at] = beginnings[at - 1];
		beginnings[at] = one;
	}
}

int source_order(const struct capture_source *sources, size_t count,
                 const struct capture_options *options, uint32_t *order)
{
	struct beginning *known = calloc(count + 1, sizeof(*known));
	size_t places = 0, next = 0;

	if (!known)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		known[places].index = (uint32_t)i;
		order[i] = UINT32_MAX; /* to be filled by one whose beginning is known */
		if (count > 1 && look(&sources[i], options, &known[places]))
			places++;
		else
			order[i] = (uint32_t)i;
	}
	sort(known, places);
	for (size_t i = 0; i < count; i++)
		if (order[i] == UINT32_MAX)
			order[i] = known[next++].index;
	free(known);
	return 0;
}
