/* Reason words and sentences for what a capture did not let us see. */
#include "probes/traffic/shortfall.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/reasons.h"

struct fault {
	const char *word, *sentence;
};

static const struct fault faults[] = {
	{ "empty", "the file is empty; name a capture file in pcap or pcapng format" },
	{ "not-a-capture", "this is no capture file; name one in pcap or pcapng format" },
	{ "truncated",
	  "the capture is cut short here; what came before was read. Copy the file again" },
	{ "bad-block-length",
	  "a record has an impossible length; what came before was read. Copy the file again" },
	{ "bad-interface",
	  "a packet of an interface that the file does not describe; what came before was read. "
	  "Copy the file again" },
	{ "bad-compression",
	  "the compressed bytes are damaged; what came before was read. Copy the file again" },
};

bool shortfall_add_link(struct shortfall *shortfall, uint32_t type)
{
	for (size_t i = 0; i < shortfall->link_count; i++)
		if (shortfall->links[i].type == type) {
			shortfall->links[i].packets++;
			return false;
		}
	if (shortfall->link_count == SHORTFALL_LINKS_MAX)
		return false;
	shortfall->links[shortfall->link_count++] = (struct unread_link){ type, 1 };
	return true;
}

static int tell_links(const struct shortfall *shortfall, struct observations *gaps,
                      uint64_t *packets)
{
	int error = 0;

	for (size_t i = 0; i < shortfall->link_count && !error; i++) {
		char what[32];

		snprintf(what, sizeof(what), "link type %u", shortfall->links[i].type);
		error = observations_gap(gaps, REASON_LINK_TYPE, what, 0,
		                         shortfall->links[i].packets);
		*packets += shortfall->links[i].packets;
	}
	return error;
}

struct missed {
	const char *reason, *what;
	uint64_t count;
};

static int tell_missed(const struct missed *missed, size_t count, struct observations *gaps)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++)
		if (missed[i].count)
			error = observations_gap(gaps, missed[i].reason, missed[i].what, 0,
			                         missed[i].count);
	return error;
}

int shortfall_tell_network(const struct capture_totals *totals, struct observations *gaps)
{
	const struct missed missed[] = {
		{ REASON_NOT_DECODED, "packets", totals->not_decoded },
		{ REASON_HIDDEN_NAMES, "connections", totals->hidden },
		{ REASON_HIDDEN_NAMES, "wireless frames", totals->sealed },
		{ REASON_OUTER_NAME, "connections", totals->outer_only },
		{ REASON_TRUNCATED, "packets", totals->truncated_packets },
		{ REASON_TABLE_FULL, "connections", totals->flows_evicted },
		{ REASON_TABLE_FULL, "handshakes", totals->buffers_missing },
	};

	return tell_missed(missed, sizeof(missed) / sizeof(missed[0]), gaps);
}

int shortfall_tell(const struct shortfall *shortfall, const struct capture_totals *totals,
                   struct observations *gaps)
{
	uint64_t of_links = 0;
	int error = tell_links(shortfall, gaps, &of_links);
	const struct missed missed[] = {
		{ REASON_NOT_DECODED, "packets", totals->not_decoded - of_links },
		{ REASON_OTHER_NETWORKS, "packets", totals->left_out },
		{ REASON_TOO_LARGE, "recordings", totals->over_limit },
		{ REASON_INTERRUPTED, "recordings", shortfall->stopped },
	};

	return error ? error : tell_missed(missed, sizeof(missed) / sizeof(missed[0]), gaps);
}

void shortfall_problem(const struct capture_source *source, const struct blocks *blocks, int error,
                       struct problem *problem)
{
	const char *word = blocks->problem ? blocks->problem : "unreadable";
	unsigned long long place = blocks->offset;

	if (error == -ENOTSUP && !strcmp(word, "large-window")) {
		problem_set(problem,
		            "%s: compressed so that unpacking takes more memory than is given to "
		            "it; what came before was read; %s",
		            source->name, blocks->remedy);
		return;
	}
	if (error == -ENOTSUP) {
		problem_set(problem, "%s: a file in %s format is not read; %s", source->name, word,
		            blocks->remedy ? blocks->remedy : "convert it to pcap first");
		return;
	}
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (!strcmp(faults[i].word, word)) {
			problem_set(problem, "%s: byte %llu: %s", source->name, place,
			            faults[i].sentence);
			return;
		}
	problem_set(problem,
	            "%s: byte %llu: cannot be read (%s); check the disk or copy the file again",
	            source->name, place, strerror(-error));
}
