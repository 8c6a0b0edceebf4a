/* Capture files: tells the formats apart and hands over to their readers. */
#include "probes/traffic/blocks.h"

#include <errno.h>
#include <stdlib.h>

#include "probes/traffic/foreign.h"
#include "probes/traffic/pcap.h"
#include "probes/traffic/pcapng.h"
#include "probes/traffic/snoop.h"

static const struct blocks_format formats[] = {
	{ pcap_begins, pcap_open, pcap_next },
	{ pcapng_begins, pcapng_open, pcapng_next },
	{ snoop_begins, snoop_open, snoop_next },
};

static int refuse(struct blocks *blocks)
{
	const struct foreign *foreign;

	if (blocks_need(blocks, FOREIGN_HEAD) != 0 && blocks->input.status != 1)
		return blocks->error;
	blocks->error = 0; /* it is shorter than that, which is no harm */
	foreign = foreign_of((struct span){ blocks->input.at, blocks->input.left });
	if (!foreign)
		return blocks_fail(blocks, -EBADMSG, "not-a-capture");
	blocks->remedy = foreign->remedy;
	return blocks_fail(blocks, -ENOTSUP, foreign->name);
}

static int read_head(struct blocks *blocks)
{
	struct input *input = &blocks->input;
	int short_of = blocks_need(blocks, 8);
	struct span head = { input->at, input->left };

	if (!input->left && input->status == 1)
		return blocks_fail(blocks, -EBADMSG, "empty");
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (!formats[i].begins(head))
			continue;
		blocks->format = &formats[i];
		return short_of ? short_of : formats[i].open(blocks);
	}
	if (short_of && input->status != 1)
		return short_of;
	return refuse(blocks);
}

int blocks_open(struct blocks *blocks, int fd, uint64_t max_bytes)
{
	int error;

	*blocks = (struct blocks){ 0 };
	error = input_open(&blocks->input, fd, max_bytes);
	if (!error)
		blocks->interfaces = calloc(BLOCKS_INTERFACES_MAX, sizeof(*blocks->interfaces));
	if (!error && !blocks->interfaces)
		error = -ENOMEM;
	if (error)
		return blocks_fail(blocks, error, error == -ENOMEM ? "no-memory" : "unreadable");
	return read_head(blocks);
}

void blocks_close(struct blocks *blocks)
{
	if (blocks->input.buffer)
		input_close(&blocks->input);
	free(blocks->interfaces);
	blocks->interfaces = NULL;
	blocks_fail(blocks, -EBADF, "closed");
}

int blocks_next(struct blocks *blocks, struct block_packet *out)
{
	return blocks->error ? blocks->error : blocks->format->next(blocks, out);
}
