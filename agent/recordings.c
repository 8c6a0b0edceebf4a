/* The recordings of -r: names into contacts, what was missing into gaps and coverage. */
#include "agent/recordings.h"

#include <errno.h>
#include <string.h>

#include "agent/interrupt.h"
#include "agent/progress.h"
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
		sources[i] =
			(struct capture_source){ .name = files->items[i].name,
			                         .fd = files->items[i].fd,
			                         .seekable = input_is_seekable(&files->items[i]) };
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
	if (!totals->packets)
		return totals->left_out ? REASON_OTHER_NETWORKS : REASON_TRUNCATED;
	if (totals->truncated_packets)
		return REASON_TRUNCATED;
	if (totals->flows_evicted || totals->buffers_missing)
		return REASON_TABLE_FULL;
	if (totals->link_types_unknown)
		return REASON_LINK_TYPE;
	if (totals->sealed && totals->sealed + totals->not_decoded == totals->packets)
		return REASON_HIDDEN_NAMES;
	return totals->not_decoded == totals->packets ? REASON_NOT_DECODED : NULL;
}

static int cover_capture(const struct capture_totals *totals, struct observations *place,
                         int read_error)
{
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
	return observations_cover(place, &coverage);
}

/* The networks that the recordings may turn out to hold, a place each. */
struct reading {
	struct observations *places;
	struct capture_totals *shares; /* what was read of each; unused without recognition */
	size_t count;
};

static int open_reading(const struct work *work, const struct basis *basis, struct reading *out)
{
	struct reading local = { .count = 1 };

	if (basis->recognition)
		local.count = recognition_count(basis->recognition);
	local.places = arena_take(work->arena, local.count, sizeof(*local.places));
	local.shares = arena_take(work->arena, local.count, sizeof(*local.shares));
	if (!local.places || !local.shares)
		return -ENOMEM;
	for (size_t i = 0; i < local.count; i++) {
		collect_open_place(work, basis, "capture", &local.places[i]);
		local.places[i].location.network =
			basis->recognition ? basis->networks.items[i].id : basis->network;
		local.places[i].probe = probe_capture_names.name;
	}
	*out = local;
	return 0;
}

static int read_all(struct work *work, struct basis *basis, const struct reading *reading,
                    struct collected *out, struct problem *problem)
{
	const struct capture_options options = {
		.max_bytes = work->options->max_bytes_number,
		.progress = &work->shared->progress,
		.skips = work->shared->packet_skips,
		.skip_count = work->shared->packet_skip_count,
		.end = work->shared->has_packet_end ? &work->shared->packet_end : NULL,
		.stop = interrupted,
		.networks = basis->recognition,
		.shares = reading->shares,
		.quic = work->quic,
	};
	struct contacts *contacts = contacts_new(reading->places, reading->count);
	struct capture_source *sources;
	struct name_sink sink;
	int error = contacts ? open_sources(work, &sources) : -ENOMEM;

	if (error) {
		contacts_close(contacts);
		return error;
	}
	sink = contacts_sink(contacts);
	work->shared->stage = STAGE_CAPTURE;
	out->capture_error = capture_read(sources, work->inputs->captures.count, &options, &sink,
	                                  reading->places, &out->totals, problem);
	work->shared->stage = STAGE_LOADING;
	progress_end(work->shared);
	error = out->capture_error == -ENOMEM ? -ENOMEM : contacts_finish(contacts);
	out->names_dropped = contacts_dropped(contacts);
	contacts_close(contacts);
	return error;
}

/* Of one network; what befell the recordings as a whole may have taken names of any. */
static struct capture_totals totals_of(const struct collected *out,
                                       const struct capture_totals *share)
{
	struct capture_totals totals = *share;

	totals.skipped = out->totals.skipped;
	totals.over_limit = out->totals.over_limit;
	totals.link_types_unknown = out->totals.link_types_unknown;
	totals.left_out = out->totals.left_out;
	return totals;
}

static int add_place(struct work *work, const struct basis *basis,
                     const struct capture_totals *totals, struct observations *place,
                     struct collected *out)
{
	int error = collect_note_zone(work, basis, place);

	place->probe = probe_capture_names.name;
	if (!error)
		error = cover_capture(totals, place, out->capture_error);
	out->places[out->count++] = *place;
	return error;
}

/* A network of which nothing was there is no place. */
static int add_networks(struct work *work, const struct basis *basis, const struct reading *reading,
                        struct collected *out)
{
	size_t before = out->count;
	int error = 0;

	for (size_t i = 0; i < reading->count && !error; i++) {
		const struct capture_totals totals = totals_of(out, &reading->shares[i]);

		if (reading->shares[i].packets)
			error = add_place(work, basis, &totals, &reading->places[i], out);
	}
	if (!error && out->count == before) { /* something has to say what was left out */
		reading->places[0].location.network = basis->network;
		error = add_place(work, basis, &out->totals, &reading->places[0], out);
	}
	return error;
}

int recordings_read(struct work *work, struct basis *basis, struct collected *out,
                    struct problem *problem)
{
	struct reading reading;
	size_t before = out->count;
	struct observations *places;
	int error = open_reading(work, basis, &reading);

	if (!error)
		error = read_all(work, basis, &reading, out, problem);
	if (error)
		return error;
	places = arena_take(work->arena, before + reading.count, sizeof(*places));
	if (!places)
		return -ENOMEM;
	if (before)
		memcpy(places, out->places, before * sizeof(*places));
	out->places = places;
	error = basis->recognition ? add_networks(work, basis, &reading, out)
	                           : add_place(work, basis, &out->totals, &reading.places[0], out);
	if (!error && out->totals.skipped)
		error = observations_gap(&out->places[before], REASON_DECODER_CRASHED, NULL, 0,
		                         out->totals.skipped);
	return error;
}
