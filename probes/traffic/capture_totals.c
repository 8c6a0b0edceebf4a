/* The totals of several networks, or of a network and of what is of none, as one. */
#include "probes/traffic/capture_totals.h"

void capture_totals_add(struct capture_totals *totals, const struct capture_totals *others)
{
	totals->packets += others->packets;
	totals->bytes += others->bytes;
	totals->left_out += others->left_out;
	totals->not_decoded += others->not_decoded;
	totals->sealed += others->sealed;
	totals->truncated_packets += others->truncated_packets;
	totals->connections += others->connections;
	totals->hidden += others->hidden;
	totals->outer_only += others->outer_only;
	totals->flows_evicted += others->flows_evicted;
	totals->buffers_missing += others->buffers_missing;
	totals->skipped += others->skipped;
	totals->over_limit += others->over_limit;
	totals->link_types_unknown += others->link_types_unknown;
	effort_join(&totals->effort, &others->effort);
	if (totals->first == DATE_NONE ||
	    (others->first != DATE_NONE && others->first < totals->first))
		totals->first = others->first;
	if (others->last > totals->last) /* DATE_NONE is below every date */
		totals->last = others->last;
}
