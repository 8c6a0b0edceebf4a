/* The recordings of -r: names into contacts, what was missing into gaps and coverage. */
#include "agent/recordings.h"

#include <errno.h>

#include "agent/interrupt.h"
#include "probes/reasons.h"
#include "probes/traffic/contacts.h"

static int open_sources(struct work *work, struct capture_source **out)
{
	const struct input_files *files = &work->inputs->captures;
	struct capture_source *sources =
		arena_take(work->arena, files->count + 1, sizeof(*sources));

	if (!sources)
		return -ENOMEM;
	for (size_t i = 0; i < files->count; i++)
		sources[i] = (struct capture_source){ .name = files->items[i].name,
			                              .fd = files->items[i].fd };
	*out = sources;
	return 0;
}

/* Why names may be missing that were on the wire, or NULL. A connection that hid its name is
 * counted apart. */
static const char *capture_shortfall(const struct capture_totals *totals, int read_error)
{
	if (read_error)
		return REASON_TRUNCATED;
	if (totals->skipped)
		return REASON_DECODER_CRASHED;
	if (interrupted())
		return REASON_INTERRUPTED;
	if (totals->over_limit)
		return REASON_TOO_LARGE;
	if (!totals->packets || totals->truncated_packets)
		return REASON_TRUNCATED;
	if (totals->flows_evicted || totals->buffers_missing)
		return REASON_TABLE_FULL;
	if (totals->link_types_unknown)
		return REASON_LINK_TYPE;
	return totals->not_decoded == totals->packets ? REASON_NOT_DECODED : NULL;
}

static int cover_capture(const struct collected *out, struct observations *place, int read_error)
{
	const struct capture_totals *totals = &out->totals;
	struct coverage coverage = { .probe = probe_capture_names.name,
		                     .looked_at = totals->packets,
		                     .connections = totals->connections,
		                     .hidden = totals->hidden,
		                     .attributed = -1 };

	if (totals->packets)
		coverage.days = (uint32_t)(totals->last - totals->first + 1);
	if (totals->connections)
		coverage.attributed =
			(int)((totals->connections - totals->hidden) * 100 / totals->connections);
	coverage.reason = capture_shortfall(totals, read_error);
	coverage.state = coverage.reason ? COVERAGE_PARTIAL : COVERAGE_COMPLETE;
	place->probe = probe_capture_names.name;
	return observations_cover(place, &coverage);
}

int recordings_read(struct work *work, struct basis *basis, struct collected *out,
                    struct problem *problem)
{
	struct observations *place = &out->places[out->count++];
	struct capture_options options = { .max_bytes = work->options->max_bytes_number,
		                           .progress = &work->shared->progress,
		                           .skips = work->shared->packet_skips,
		                           .skip_count = work->shared->packet_skip_count,
		                           .end = work->shared->has_packet_end
		                                          ? &work->shared->packet_end
		                                          : NULL,
		                           .stop = interrupted };
	struct capture_source *sources;
	struct contacts *contacts;
	struct name_sink sink;
	int error;

	collect_open_place(work, basis, "capture", place);
	place->location.network = basis->network;
	error = collect_note_zone(work, basis, place);
	if (error)
		return error;
	place->probe = probe_capture_names.name;
	contacts = contacts_new(place);
	error = contacts ? open_sources(work, &sources) : -ENOMEM;
	if (error)
		return error;
	sink = contacts_sink(contacts);
	work->shared->stage = STAGE_CAPTURE;
	out->capture_error = capture_read(sources, work->inputs->captures.count, &options, &sink,
	                                  place, &out->totals, problem);
	work->shared->stage = STAGE_LOADING;
	if (out->capture_error == -ENOMEM)
		return -ENOMEM;
	out->names_dropped = contacts_dropped(contacts);
	error = contacts_finish(contacts);
	if (!error && out->totals.skipped)
		error = observations_gap(place, REASON_DECODER_CRASHED, NULL, 0,
		                         out->totals.skipped);
	return error ? error : cover_capture(out, place, out->capture_error);
}
