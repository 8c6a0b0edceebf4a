/* The loop over capture files: packets in batches, headers first, then the table, then the names.
 */
#include "probes/traffic/capture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probes/base/problem.h"
#include "probes/traffic/blocks.h"
#include "probes/traffic/fragments.h"
#include "probes/traffic/names.h"
#include "probes/traffic/shortfall.h"
#include "probes/traffic/source_order.h"
#include "probes/wire/link_wifi.h"
#include "probes/wire/quic_keys.h"

#define BATCH 16
#define SECONDS_MAX 253402300799 /* the end of the year 9999; a later time is no time */
#define CONTINUES_SECONDS                                                                          \
	300 /* a capture that begins later than that after the last is not its continuation */

/* Packets whose bytes stay in place until the block reader moves on. */
struct batch {
	size_t count;
	struct packet packets[BATCH];
	struct flow_key keys[BATCH];
	int64_t seconds[BATCH];
	uint64_t ordinals[BATCH];
	uint32_t amounts[BATCH]; /* bytes of payload, as sent */
	bool timed[BATCH];
};

struct run {
	const struct capture_options *options;
	struct capture_totals *totals; /* what is of no network */
	struct capture_totals *shares; /* one a network */
	size_t share_count;
	struct names names;
	struct quic_keys *quic; /* owned; NULL: the caller's are used */
	struct fragments *fragments;
	struct shortfall shortfall;
	uint32_t source;         /* ordinal, from 0 */
	int64_t last;            /* seconds, of packets that have a time */
	uint32_t last_fraction;  /* nanoseconds of the last */
	uint64_t bytes, packets; /* of the sources before this one */
	bool timed, begun;       /* `begun`: this source's first packet was seen */
	bool ended;              /* told to stop, or options->end was reached */
	struct batch batch;
};

static void tell_progress(const struct run *run, uint64_t ordinal)
{
	volatile struct capture_progress *progress = run->options->progress;

	if (!progress)
		return;
	progress->source = run->source;
	progress->packet = ordinal;
}

static bool is_to_skip(const struct run *run, uint64_t ordinal)
{
	for (size_t i = 0; i < run->options->skip_count; i++)
		if (run->options->skips[i].source == run->source &&
		    run->options->skips[i].packet == ordinal)
			return true;
	return false;
}

/* No network is known by a link that is not read. */
static void count_unread_link(struct run *run, const struct block_packet *block)
{
	run->totals->packets++;
	run->totals->bytes += block->original_length;
	run->totals->not_decoded++;
	run->totals->link_types_unknown += shortfall_add_link(&run->shortfall, block->link_type);
}

/* Tunnels that are not read (yet): GRE, L2TP, SCTP and others hide what they carry, ICMP and IGMP
 * carry no names. */
static bool carries_nothing(uint8_t protocol)
{
	return protocol == 1 || protocol == 2 || protocol == 58 || protocol == 59 ||
	       protocol == 89 || protocol == 103 || protocol == 112;
}

static int flush(struct run *run)
{
	struct batch *batch = &run->batch;
	struct flows *flows = run->names.flows;
	int error = 0;

	for (size_t i = 0; i < batch->count; i++) {
		uint32_t number = flows_prefetch_entry(flows, &batch->keys[i]);

		if (run->names.accounts)
			accounts_prefetch(run->names.accounts, number);
	}
	for (size_t i = 0; i < batch->count && !error; i++) {
		tell_progress(run, batch->ordinals[i]);
		run->names.seconds = batch->seconds[i];
		run->names.timed = batch->timed[i];
		run->names.source = run->source;
		run->names.packet = batch->ordinals[i];
		run->names.amount = batch->amounts[i];
		error = names_packet(&run->names, &batch->packets[i], &batch->keys[i]);
	}
	batch->count = 0;
	return error;
}

/* A reassembled packet lives in the fragment table only until the next one: it goes through at
 * once, in order. */
static int take_whole(struct run *run, struct packet *packet, const struct block_packet *block)
{
	struct flow_key key;
	int error = flush(run);

	if (error)
		return error;
	tell_progress(run, block->ordinal);
	run->names.seconds = block->seconds;
	run->names.timed = block->timed;
	run->names.source = run->source;
	run->names.packet = block->ordinal;
	run->names.amount = (uint32_t)packet->payload.len;
	flow_key_of(run->names.flows, packet, &key);
	return names_packet(&run->names, packet, &key);
}

static bool is_recognised(const struct run *run, const struct block_packet *block,
                          uint16_t networks[2])
{
	struct frame frame;

	if (!run->options->networks)
		return true;
	frame_read(block->bytes, block->link_type, &frame);
	return recognise(run->options->networks, &frame, networks);
}

static void count_packet(struct capture_totals *share, const struct block_packet *block)
{
	date day = block->timed ? date_of(block->seconds) : DATE_NONE;

	share->packets++;
	share->bytes += block->original_length;
	if (!block->timed)
		return;
	if (share->first == DATE_NONE || day < share->first)
		share->first = day;
	if (share->last == DATE_NONE || day > share->last)
		share->last = day;
}

/* Bytes of payload that were sent: the snap length cuts the end, where nothing else stands. */
static uint32_t amount_of(const struct block_packet *block, const struct packet *packet)
{
	size_t unseen = packet->cut && block->original_length > block->bytes.len
	                        ? block->original_length - block->bytes.len
	                        : 0;

	return (uint32_t)(packet->payload.len + unseen);
}

/* Reads the headers and puts the packet into the batch. */
static int take_packet(struct run *run, const struct block_packet *block,
                       const uint16_t networks[2])
{
	struct batch *batch = &run->batch;
	size_t i = batch->count;
	struct packet *packet = &batch->packets[i];
	struct capture_totals *share = &run->shares[networks[0]];
	int error = packet_decode(block->bytes, block->link_type, packet);

	count_packet(share, block);
	share->not_decoded += error == -ENOTSUP;
	share->sealed += error == -EACCES;
	share->truncated_packets += error == -EAGAIN;
	if (error)
		return 0;
	memcpy(packet->networks, networks, sizeof(packet->networks));
	if (packet->fragment)
		return fragments_add(run->fragments, packet, block->seconds,
		                     &share->truncated_packets)
		               ? take_whole(run, packet, block)
		               : 0;
	if (packet->protocol != PROTOCOL_TCP && packet->protocol != PROTOCOL_UDP &&
	    packet->protocol != PROTOCOL_ESP) {
		share->not_decoded += !carries_nothing(packet->protocol);
		return 0;
	}
	flow_key_of(run->names.flows, packet, &batch->keys[i]);
	flows_prefetch(run->names.flows, &batch->keys[i]);
	batch->seconds[i] = block->seconds;
	batch->timed[i] = block->timed;
	batch->ordinals[i] = block->ordinal;
	batch->amounts[i] = amount_of(block, packet);
	batch->count++;
	return 0;
}

static int end_of_run(struct run *run)
{
	struct packet packet;
	int error = flush(run);

	while (!error && fragments_take_unfinished(run->fragments, &packet)) {
		struct flow_key key;

		run->shares[packet.networks[0]].truncated_packets++;
		flow_key_of(run->names.flows, &packet, &key);
		run->names.amount = (uint32_t)packet.payload.len;
		error = names_packet(&run->names, &packet, &key);
	}
	return error ? error : names_end(&run->names);
}

static bool is_after(const struct block_packet *block, int64_t seconds, uint32_t nanoseconds)
{
	return block->seconds > seconds ||
	       (block->seconds == seconds && block->nanoseconds >= nanoseconds);
}

static bool continues(const struct run *run, const struct block_packet *first)
{
	return first->timed && is_after(first, run->last, run->last_fraction) &&
	       (uint64_t)first->seconds - (uint64_t)run->last <= CONTINUES_SECONDS;
}

/* Files of one rotated capture share their flows; files that have nothing to do with each other
 * must not. */
static int begin_source(struct run *run, const struct block_packet *first)
{
	struct names fresh;
	int error;

	run->begun = true;
	if (!run->timed || continues(run, first))
		return 0;
	error = end_of_run(run);
	if (!error)
		error = names_open(&fresh, run->names.sink, run->shares, flows_seed());
	if (error)
		return error;
	fresh.quic = run->names.quic;
	fresh.said = run->names.said;
	names_close(&run->names);
	run->names = fresh;
	return 0;
}

static void note_time(struct run *run, const struct block_packet *block)
{
	if (!run->timed || is_after(block, run->last, run->last_fraction)) {
		run->last = block->seconds;
		run->last_fraction = block->nanoseconds;
	}
	run->timed = true;
}

static int take_frame(struct run *run, const struct block_packet *block)
{
	uint16_t networks[2] = { 0, 0 };

	if (is_recognised(run, block, networks))
		return take_packet(run, block, networks);
	run->totals->left_out++;
	return 0;
}

/* One packet, or one after the other of several in one frame, each of its own network. */
static int take_wireless(struct run *run, const struct block_packet *block)
{
	struct block_packet part = *block;
	size_t count = 0;
	int error = 0;

	part.link_type = LINK_ETHERNET;
	while (!error && count < SUBFRAMES_MAX &&
	       packet_subframe(block->bytes, block->link_type, count, &part.bytes)) {
		part.original_length = (uint32_t)part.bytes.len;
		error = run->batch.count == BATCH ? flush(run) : 0;
		if (!error)
			error = take_frame(run, &part);
		count++;
	}
	return count ? error : take_frame(run, block);
}

static int take_block(struct run *run, struct block_packet *block)
{
	int error;

	block->timed = block->timed && block->seconds >= 0 && block->seconds <= SECONDS_MAX;
	error = run->begun ? 0 : begin_source(run, block);
	if (block->timed)
		note_time(run, block);
	if (error)
		return error;
	if (run->options->skip_count && is_to_skip(run, block->ordinal)) {
		count_packet(run->totals, block);
		run->totals->skipped++;
		return 0;
	}
	tell_progress(run, block->ordinal);
	if (!packet_link_known(block->link_type)) {
		count_unread_link(run, block);
		return 0;
	}
	if (packet_may_aggregate(block->link_type))
		return take_wireless(run, block);
	return take_frame(run, block);
}

/* Too many crashes: what came before this packet is kept, the rest is not read. */
static bool is_the_end(const struct run *run, uint64_t ordinal)
{
	const struct capture_skip *end = run->options->end;

	return end && end->source == run->source && ordinal >= end->packet;
}

/* Before more is read: notes how far it is. True: enough. */
static bool told_to_stop(const struct run *run, const struct blocks *blocks)
{
	volatile struct capture_progress *progress = run->options->progress;

	if (progress) {
		progress->bytes = run->bytes + blocks->input.read;
		progress->packets = run->packets + blocks->ordinal;
		progress->names = run->names.said;
	}
	return run->options->stop && run->options->stop();
}

/* Every packet of the source: 0 at its end, -EINTR when told to stop, -ECANCELED at options->end,
 * or as blocks_next(); the sink's own error is handed back in `*fatal`. */
static int read_packets(struct run *run, struct blocks *blocks, int *fatal)
{
	struct block_packet block;

	for (;;) {
		int result;

		if (run->batch.count == BATCH || !blocks_in_hand(blocks)) {
			*fatal = flush(run);
			if (!*fatal && !blocks_in_hand(blocks) && told_to_stop(run, blocks))
				return -EINTR;
		}
		result = *fatal ? 0 : blocks_next(blocks, &block);
		if (result == -EINTR)
			continue;
		if (result != 1)
			return result;
		if (is_the_end(run, block.ordinal)) {
			run->totals->skipped++;
			return -ECANCELED;
		}
		*fatal = take_block(run, &block);
		if (*fatal)
			return 0;
	}
}

/* `*fatal` ends the run; the result is what is wrong with this source alone. */
static int read_source(struct run *run, const struct capture_source *source,
                       struct problem *problem, int *fatal)
{
	struct blocks blocks = { 0 };
	int error = blocks_open(&blocks, source->fd, run->options->max_bytes);

	run->begun = false;
	tell_progress(run, 0);
	if (!error)
		error = read_packets(run, &blocks, fatal);
	if (!*fatal)
		*fatal = flush(run);
	if (error == -EINTR || error == -ECANCELED) {
		run->ended = true;
		run->shortfall.stopped = error == -EINTR;
		error = 0;
	} else if (error == -EFBIG) {
		run->totals->over_limit++;
		error = 0;
	} else if (error == -ENOMEM) {
		*fatal = error;
	} else if (error && !*fatal) {
		shortfall_problem(source, &blocks, error, problem);
		error = error == -ENOTSUP ? error : -EBADMSG;
	}
	run->bytes += blocks.input.read;
	run->packets += blocks.ordinal;
	blocks_close(&blocks);
	return error;
}

static int read_in_order(struct run *run, const struct capture_source *sources, size_t count,
                         const uint32_t *order, struct problem *problem)
{
	int first_error = 0, fatal = 0;

	for (size_t i = 0; i < count && !fatal && !run->ended; i++) {
		int error = 0;

		run->source = order[i];
		if (is_the_end(run, 0)) { /* its first bytes were too much already */
			run->totals->skipped++;
			break;
		}
		error = read_source(run, &sources[order[i]], problem, &fatal);
		if (error && !first_error)
			first_error = error;
	}
	if (!fatal)
		fatal = end_of_run(run);
	return fatal ? fatal : first_error;
}

static int read_all(struct run *run, const struct capture_source *sources, size_t count,
                    struct problem *problem)
{
	uint32_t *order = calloc(count + 1, sizeof(*order));
	int error = order ? source_order(sources, count, run->options, order) : -ENOMEM;

	if (!error)
		error = read_in_order(run, sources, count, order, problem);
	free(order);
	return error;
}

static void close_run(struct run *run)
{
	names_close(&run->names);
	fragments_free(run->fragments);
	quic_keys_free(run->quic);
	free(run);
}

/* What could not be seen: of each network, and of the recordings as a whole. */
static int tell_gaps(const struct run *run, struct observations *gaps)
{
	size_t first = 0;
	int error = 0;

	while (first < run->share_count && !run->shares[first].packets)
		first++;
	for (size_t i = 0; i < run->share_count && !error; i++)
		error = shortfall_tell_network(&run->shares[i], &gaps[i]);
	return error ? error
	             : shortfall_tell(&run->shortfall, run->totals,
	                              &gaps[first < run->share_count ? first : 0]);
}

int capture_read(const struct capture_source *sources, size_t count,
                 const struct capture_options *options, const struct name_sink *sink,
                 struct observations *gaps, struct capture_totals *totals, struct problem *problem)
{
	struct capture_totals local = CAPTURE_NOTHING, only = CAPTURE_NOTHING;
	struct run *run = calloc(1, sizeof(*run));
	int error, gap_error = 0;

	if (!run)
		return -ENOMEM;
	run->options = options;
	run->totals = &local;
	run->shares = options->networks ? options->shares : &only;
	run->share_count = options->networks ? recognition_count(options->networks) : 1;
	for (size_t i = 0; i < run->share_count; i++)
		run->shares[i] = only;
	run->fragments = fragments_new();
	error = run->fragments ? names_open(&run->names, sink, run->shares, flows_seed()) : -ENOMEM;
	if (error) {
		close_run(run);
		return error;
	}
	if (!options->quic)
		run->quic = quic_keys_new();
	run->names.quic = options->quic ? options->quic : run->quic;
	error = read_all(run, sources, count, problem);
	if (gaps)
		gap_error = tell_gaps(run, gaps);
	for (size_t i = 0; i < run->share_count; i++)
		capture_totals_add(&local, &run->shares[i]);
	close_run(run);
	*totals = local;
	return error ? error : gap_error;
}
