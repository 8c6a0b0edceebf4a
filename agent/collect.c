/* The device first, check by check; then the recordings. What was seen is on disk after each step.
 */
#include "agent/collect.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "agent/exit.h"
#include "agent/interrupt.h"
#include "agent/recordings.h"
#include "policies/places.h"
#include "policies/sealing.h"
#include "probes/base/digest.h"
#include "probes/observation_file.h"
#include "probes/reasons.h"

#define MACHINE_ID_CAP ((size_t)4096)
#define KEY_CAP ((size_t)4096)
#define PRODUCT_CAP ((size_t)4096)
#define PROBE_LIMIT ((size_t)160 << 20) /* bytes that one check may hold while it looks */

/* "D-7KQ" from the pseudonym: for a sticker, so that IT finds the device without a host name in the
 * data. */
static const char *tag_of(struct arena *arena, const char *device)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned int bits = 0;

	if (!device || sscanf(device, "%4x", &bits) != 1)
		return NULL;
	return arena_printf(arena, "D-%c%c%c", alphabet[bits >> 11 & 31], alphabet[bits >> 6 & 31],
	                    alphabet[bits >> 1 & 31]);
}

/* HMAC of the machine's id under the audit's key; without a key under a random one, and then worth
 * nothing elsewhere. */
static int name_device(struct work *work, struct location *location, struct problem *problem)
{
	unsigned char random[32];
	struct span key = { random, sizeof(random) }, id;
	char hex[DIGEST_HEX];

	work->place.probe = "system";
	if (place_read(&work->place, "/etc/machine-id", MACHINE_ID_CAP, &id) != 0 || id.len < 8)
		return 0;
	if (work->inputs->audit_key.fd >= 0) {
		int error =
			inputs_read(&work->inputs->audit_key, KEY_CAP, work->arena, &key, problem);

		if (error)
			return error;
		if (key.len < 16) {
			problem_set(problem,
			            "%s: too short for a key (make one with daylight audit "
			            "--new-key FILE)",
			            work->inputs->audit_key.path);
			return -EBADMSG;
		}
		digest_hex(key, hex);
		location->audit = arena_printf(work->arena, "AUD-%.8s", hex);
	} else if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random)) {
		return 0;
	}
	digest_keyed_hex(key, id, hex);
	location->device = arena_string(work->arena, hex, 24);
	location->tag = tag_of(work->arena, location->device);
	return location->device && location->tag ? 0 : -ENOMEM;
}

/* As far as it is known before anything of the device is read. */
static const char *class_of_platform(const struct work *work, const struct basis *basis)
{
	if (work->options->device_class || !basis->has_agreement)
		return work->options->device_class;
	return class_recognised(&basis->agreement, "linux", NULL);
}

/* The maker's name of the model serves to recognise the class, and is not kept: a rare one could
 * point at a person. */
static const char *recognise_class(struct work *work, const struct basis *basis)
{
	const char *product = NULL;
	struct span bytes;

	if (work->options->device_class || !basis->has_agreement)
		return work->options->device_class;
	work->place.probe = "system";
	if (place_read(&work->place, "/sys/devices/virtual/dmi/id/product_name", PRODUCT_CAP,
	               &bytes) == 0 &&
	    bytes.len)
		product = arena_string(work->arena, (const char *)bytes.at,
		                       strcspn((const char *)bytes.at, "\n"));
	return class_recognised(&basis->agreement, "linux", product);
}

void collect_open_place(const struct work *work, const struct basis *basis, const char *kind,
                        struct observations *place)
{
	observations_init(place, work->arena, &basis->interest);
	place->location.site = work->options->site;
	place->location.time_zone = basis->zone_name;
	place->location.kind = kind;
}

/* Nobody is asked for a zone: without one it is UTC, and that is said (DESIGN 7). */
int collect_note_zone(const struct work *work, const struct basis *basis,
                      struct observations *place)
{
	bool named =
		work->options->time_zone || (basis->has_agreement && basis->agreement.time_zone);

	place->probe = "system";
	if (named && !basis->zone_error)
		return 0;
	return observations_gap(place, REASON_NO_TIME_ZONE, named ? basis->zone_name : NULL,
	                        basis->zone_error < 0 ? -basis->zone_error : 0, 1);
}

/* The whole list of checks appears in coverage, also those that may not or cannot run. */
static int not_run(struct observations *place, const struct probe *probe, const char *reason)
{
	struct coverage coverage = {
		.probe = probe->name, .state = COVERAGE_NOT_RUN, .attributed = -1, .reason = reason
	};

	return observations_cover(place, &coverage);
}

/* A check that ran out of its memory, or lost the opener, has said so in its coverage: the others
 * still look, and what was seen is judged. Only when no fact can be stored any more is it over. */
static int go_on_after(struct collected *out, struct observations *place, int error)
{
	if ((error != -ENOMEM && error != -EPIPE) || place->full)
		return error;
	out->cut_short = true;
	return observations_gap(place, error == -ENOMEM ? REASON_MEMORY_LIMIT : REASON_INTERRUPTED,
	                        NULL, -error, 1);
}

/* What a check holds while it looks lives as long as it looks. */
static int collect_with(struct work *work, const struct probe *probe, struct observations *place)
{
	struct arena *whole_run = work->place.arena;
	int error = -ENOMEM;

	work->place.probe = probe->name;
	work->place.arena = arena_new(PROBE_LIMIT);
	if (work->place.arena)
		error = probe->collect(&work->place, place);
	arena_free(work->place.arena);
	work->place.arena = whole_run;
	return error;
}

static int run_probe(struct work *work, const struct basis *basis, size_t i, struct collected *out,
                     struct observations *place)
{
	const struct probe *probe = probes[i];
	int error;

	place->probe = probe->name;
	if (!basis->permitted[i])
		return not_run(place, probe, REASON_NOT_PERMITTED);
	if (work->shared->probe_skips & 1u << i) {
		error = observations_gap(place, REASON_WORKER_CRASHED, NULL, 0, 1);
		return error ? error : not_run(place, probe, REASON_WORKER_CRASHED);
	}
	if (interrupted())
		return not_run(place, probe, REASON_INTERRUPTED);
	work->shared->probe = (uint32_t)i;
	work->shared->stage = STAGE_PROBE;
	error = collect_with(work, probe, place);
	work->shared->stage = STAGE_LOADING;
	return go_on_after(out, place, error);
}

/* What is on disk must be worth reading if the next step never ends: each step stands there with a
 * header of its own, and what two steps both say is counted once by the device's pseudonym. */
static int keep_so_far(struct work *work, const struct basis *basis, const struct collected *so_far)
{
	struct text text = { 0 };
	int error = collect_file(work, basis, so_far, false, &text);

	if (!error)
		error = outputs_keep(work->outputs, OUTPUT_OBSERVATIONS, &text);
	text_free(&text);
	return error;
}

/* Reading the running device always uses the real clock; an image and a recording are files
 * (DESIGN 2.3). */
static int64_t started(const struct work *work, const struct observations *place)
{
	bool live = place->location.kind && strcmp(place->location.kind, "device") == 0;

	return work->options->at_given && !live ? work->options->at_seconds : work->now;
}

static int look_at_device(struct work *work, struct basis *basis, const char *class,
                          struct collected *out, struct problem *problem)
{
	struct observations *place = &out->places[out->count++];
	int error;

	collect_open_place(work, basis, work->options->root ? "root" : "device", place);
	place->location.platform = "linux";
	place->location.looked_on = date_of(started(work, place));
	place->location.device_class = class;
	error = name_device(work, &place->location, problem);
	if (!error)
		error = collect_note_zone(work, basis, place);
	if (!error && basis->globs_refused)
		error = observations_gap(place, REASON_REFUSED, NULL, 0, basis->globs_refused);
	for (size_t i = 0; !error && probes[i]; i++) {
		if (!probes[i]->collect || !basis->chosen[i])
			continue;
		error = run_probe(work, basis, i, out, place);
		if (!error)
			error = keep_so_far(work, basis, out);
	}
	return error;
}

/* On one's own device, what another person may have put there goes into no file: who put it there
 * may read the files too. */
static int without_personal(const struct work *work, const struct basis *basis,
                            struct observations *place)
{
	struct observation *kept = arena_take(work->arena, place->count + 1, sizeof(*kept));
	size_t count = 0;

	if (!kept)
		return -ENOMEM;
	for (size_t i = 0; i < place->count; i++)
		if (!fact_is_personal(basis->matcher, &basis->catalogue, &place->items[i]))
			kept[count++] = place->items[i];
	place->items = kept;
	place->count = count;
	return 0;
}

static bool is_own_device(const struct options *options)
{
	return options->whose && strcmp(options->whose, "mine") == 0 && !options->root;
}

int collect_file(const struct work *work, const struct basis *basis,
                 const struct collected *collected, bool complete, struct text *out)
{
	for (size_t i = 0; i < collected->count; i++) {
		struct observations place = collected->places[i];
		struct observation_run run = { .tool = "daylight",
			                       .version = VERSION,
			                       .mode = place.location.kind,
			                       .whose = basis->whose,
			                       .started = started(work, &place),
			                       .ended = started(work, &place),
			                       .complete = complete };
		int error = 0;

		if (is_own_device(work->options))
			error = without_personal(work, basis, &place);
		if (!error)
			error = observation_file_write(&run, &place, out);
		if (error)
			return error;
	}
	return 0;
}

static const char *areas_of(const struct work *work, const struct probe *probe)
{
	struct text text = { 0 };
	const char *joined;

	for (const char *const *area = probe->areas; *area; area++)
		text_addf(&text, "%s%s", text.len ? ", " : "", *area);
	joined = text.at ? arena_copy(work->arena, text.at) : "";
	text_free(&text);
	return joined ? joined : "";
}

void collect_plan(const struct work *work, const struct basis *basis, bool device, bool network)
{
	puts("This is what would be read. Nothing was read now.\n");
	for (size_t i = 0; probes[i]; i++) {
		bool asked = probes[i]->collect ? device && basis->chosen[i] : network;

		if (!asked)
			continue;
		printf("%s (permission word: %s)%s\n  reads  %s\n  never  %s\n", probes[i]->name,
		       areas_of(work, probes[i]),
		       basis->permitted[i] ? "" : "   NOT PERMITTED: would not run",
		       probes[i]->looks, probes[i]->never);
		for (const char *const *glob = probes[i]->globs; *glob; glob++)
			printf("         %s\n", *glob);
	}
	for (size_t i = 0; network && i < work->inputs->captures.count; i++)
		printf("recording  %s\n", work->inputs->captures.items[i].path);
	if (device && basis->interest.path_count)
		printf("\nBesides: whether %zu places exist that the catalogue names (daylight "
		       "catalogue list).\n",
		       basis->interest.path_count);
	puts("\nNever, whatever is asked: mail, documents, histories, cookies, passwords, keys "
	     "(daylight probes).");
}

int collect(struct work *work, struct basis *basis, struct collected *out, struct problem *problem)
{
	bool device = (work->command->takes & TAKES_DEVICE) &&
	              (work->options->root || !work->options->reads.count || work->options->whose);
	const char *class = NULL;
	int error = 0, status;

	*out = (struct collected){ .complete = true };
	out->places = arena_take(work->arena, 1, sizeof(*out->places));
	if (!out->places) {
		problem_set(problem, "%s", strerror(ENOMEM));
		return EXIT_BROKEN;
	}
	if (device) {
		status = basis_permits_device(work, basis, class_of_platform(work, basis), problem);
		if (status)
			return status;
		class = recognise_class(work, basis);
		status = basis_permits_device(work, basis, class, problem);
		if (status)
			return status;
	}
	if (work->options->reads.count) {
		status = basis_permits_network(work, basis, problem);
		if (status)
			return status;
	}
	if (device)
		error = look_at_device(work, basis, class, out, problem);
	if (!error && work->options->reads.count)
		error = recordings_read(work, basis, out, problem);
	for (size_t i = 0; i < out->count; i++)
		observations_sort(&out->places[i]);
	out->complete =
		!interrupted() && !work->shared->crashes && !out->capture_error && !out->cut_short;
	if (!error)
		return 0;
	if (!problem_found(problem))
		problem_set(problem, "observing failed: %s", strerror(-error));
	return error == -EBADMSG ? EXIT_USAGE : EXIT_BROKEN;
}
