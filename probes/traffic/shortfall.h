/* What a run over captures could not see, in words: gaps for the report, and the sentence with
 * file, place and remedy for a capture that is damaged. */
#pragma once
#include "probes/base/problem.h"
#include "probes/traffic/blocks.h"
#include "probes/traffic/capture.h"

#define SHORTFALL_LINKS_MAX 16 /* link types that are not read and told apart */

struct shortfall {
	struct unread_link {
		uint32_t type; /* LINKTYPE_ number */
		uint64_t packets;
	} links[SHORTFALL_LINKS_MAX];
	size_t link_count;
	uint64_t stopped; /* captures not read to their end, or at all, after an interrupt */
};

/* A packet of a link type that is not read. True: the first of its type. */
bool shortfall_add_link(struct shortfall *shortfall, uint32_t type);

/* What is missing of one network's frames, as gaps. 0 or -ENOMEM. */
int shortfall_tell_network(const struct capture_totals *totals, struct observations *gaps);

/* What is missing of the recordings as a whole (`totals`: of what is of no network), apart from
 * packets stepped over, which whoever chose them tells. 0 or -ENOMEM. */
int shortfall_tell(const struct shortfall *shortfall, const struct capture_totals *totals,
                   struct observations *gaps);

/* What is wrong with the source whose blocks ended with `error`. */
void shortfall_problem(const struct capture_source *source, const struct blocks *blocks, int error,
                       struct problem *problem);
