/* Loading in one order: catalogue, clauses, agreement, permission, matcher, zone. */
#include "agent/basis.h"

#include <errno.h>
#include <string.h>

#include "agent/exit.h"
#include "policies/networks.h"
#include "policies/scope.h"
#include "probes/base/digest.h"

#define ZONE_CAP ((size_t)256 << 10)

static int as_status(int error, struct problem *problem)
{
	if (!error)
		return 0;
	if (error == -EBADMSG)
		return EXIT_USAGE;
	if (!problem_found(problem))
		problem_set(problem, "%s", strerror(-error));
	return error == -ENOMEM ? EXIT_BROKEN : EXIT_USAGE;
}

static int load_authorisation(struct work *work, struct basis *out, struct problem *problem)
{
	const struct input_file *file = &work->inputs->permission;
	struct span bytes;
	int error;

	if (out->has_agreement)
		out->authorisation = out->agreement.authorisation;
	if (file->fd < 0)
		return 0;
	error = inputs_read(file, INPUT_FILE_CAP, work->arena, &bytes, problem);
	if (error)
		return error;
	return authorisation_load(bytes, file->name, work->arena, &out->authorisation_tree,
	                          &out->authorisation, problem);
}

static int load_matcher(struct work *work, struct basis *out)
{
	const struct agreement *agreement = &out->agreement;
	struct indicator *extra;
	size_t count = 0;

	for (size_t i = 0; i < agreement->entry_count; i++)
		count += agreement->entries[i].custom_count;
	extra = arena_take(work->arena, count + 1, sizeof(*extra));
	if (!extra)
		return -ENOMEM;
	count = 0;
	for (size_t i = 0; i < agreement->entry_count; i++) {
		const struct register_entry *entry = &agreement->entries[i];

		for (size_t j = 0; j < entry->custom_count; j++) {
			extra[count] = entry->custom[j];
			extra[count++].owner = (uint32_t)(out->catalogue.product_count + i);
		}
	}
	return matcher_new(&out->catalogue, extra, count, work->arena, &out->matcher);
}

static bool keep(void *arg, const struct observation *fact)
{
	const struct basis *basis = arg;

	if (basis->keep_inventory && fact->kind == OBSERVED_PACKAGE)
		return true;
	return matcher_keeps((void *)basis->matcher, fact);
}

static bool never(void *arg, const char *host)
{
	const struct basis *basis = arg;

	return catalogue_never_lists(&basis->catalogue, host);
}

static const char *known_part(void *arg, const char *host)
{
	return matcher_known_part((void *)((const struct basis *)arg)->matcher, host);
}

static void load_interest(struct work *work, struct basis *out)
{
	out->keep_inventory = work->options->keep_inventory;
	out->interest = (struct interest){
		.keep = keep, .keep_arg = out, .known_part = known_part, .never = never
	};
	out->interest.paths = matcher_paths(out->matcher, &out->interest.path_count);
}

/* The zone's file comes through the opener, whose pseudo-probe "time-zone" knows one folder only.
 */
static int read_zone(struct work *work, const char *name, struct span *out)
{
	const char *probe = work->place.probe;
	char path[256];
	int error;

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	work->place.probe = "time-zone";
	error = place_read(&work->place, path, ZONE_CAP, out);
	work->place.probe = probe;
	return error;
}

/* A system without any zones says nothing about this one: then UTC is taken, and that is a gap. */
static int refuse_zone(struct work *work, const struct basis *basis, struct problem *problem)
{
	struct span bytes;

	if (work->options->time_zone) {
		problem_set(
			problem,
			"--time-zone: \"%s\" is not known here (want a name such as Europe/London)",
			work->options->time_zone);
		return -EBADMSG;
	}
	if (read_zone(work, "UTC", &bytes) != 0)
		return 0;
	agreement_zone_unknown(&basis->agreement, problem);
	return -EBADMSG;
}

static int load_zone(struct work *work, struct basis *out, struct problem *problem)
{
	const char *name = work->options->time_zone;
	struct span bytes;

	if (!name && out->has_agreement)
		name = out->agreement.time_zone;
	out->zone_name = name ? name : "UTC";
	if (!name || strcmp(name, "UTC") == 0)
		return 0;
	if (!zone_name_is_plain(name) || strlen(name) > 128) {
		problem_set(problem, "time zone \"%s\" is none (want a name such as Europe/London)",
		            name);
		return -EBADMSG;
	}
	out->zone_error = read_zone(work, name, &bytes);
	if (!out->zone_error)
		out->zone_error = zone_load(bytes, work->arena, &out->zone);
	if (out->zone_error == -ENOENT)
		return refuse_zone(work, out, problem);
	return 0;
}

/* --time-zone is for the dates of what is read; the agreed hours keep the zone of the agreement.
 * One that cannot be read is not replaced by UTC: then hours are not judged. */
static int load_hours_zone(struct work *work, struct basis *out)
{
	const char *name = out->has_agreement ? out->agreement.time_zone : NULL;
	struct span bytes;

	out->hours_zone = out->zone;
	if (!name || strcmp(name, out->zone_name) == 0)
		return 0;
	out->hours_zone = NULL;
	if (strcmp(name, "UTC") == 0 || !zone_name_is_plain(name) || strlen(name) > 128 ||
	    read_zone(work, name, &bytes) != 0)
		return 0;
	return zone_load(bytes, work->arena, &out->hours_zone) == -ENOMEM ? -ENOMEM : 0;
}

int basis_check_zone(struct work *work, const struct agreement *agreement, struct problem *problem)
{
	const char *name = agreement->time_zone;
	struct span bytes;

	if (!name || strcmp(name, "UTC") == 0 || strlen(name) > 128 ||
	    read_zone(work, name, &bytes) != -ENOENT || read_zone(work, "UTC", &bytes) != 0)
		return 0;
	agreement_zone_unknown(agreement, problem);
	return -EBADMSG;
}

static int choose_probes(const struct work *work, struct basis *out, struct problem *problem)
{
	const struct option_list *wanted = &work->options->probes;
	size_t count = 0;

	for (; probes[count]; count++)
		out->chosen[count] = wanted->count == 0;
	for (size_t i = 0; i < wanted->count; i++) {
		const struct probe *probe = probe_find(wanted->items[i]);

		if (!probe) {
			problem_set(problem,
			            "--probe: there is no check \"%s\" (see daylight probes)",
			            wanted->items[i]);
			return -EBADMSG;
		}
		for (size_t j = 0; j < count; j++)
			if (probes[j] == probe)
				out->chosen[j] = true;
	}
	return 0;
}

static bool is_own(const struct work *work)
{
	return work->options->whose && strcmp(work->options->whose, "mine") == 0;
}

/* Before the first byte of the device: which checks will ask, and for what. The opener's list is
 * then frozen. */
static int freeze_opener(struct work *work, struct basis *out)
{
	const char *names[BASIS_PROBES_MAX + 1] = { NULL };
	size_t count = 0;

	for (size_t i = 0; probes[i]; i++) {
		out->permitted[i] = is_own(work) || !out->authorisation ||
		                    authorisation_covers(out->authorisation, probes[i]->areas);
		if (out->permitted[i] && out->chosen[i] && (work->command->takes & TAKES_DEVICE))
			names[count++] = probes[i]->name;
	}
	return place_permit(&work->place, names, &out->interest, &out->globs_refused);
}

int basis_load(struct work *work, struct basis *out, struct problem *problem)
{
	unsigned takes = work->command->takes;
	int error = 0;

	*out = (struct basis){ 0 };
	if (takes & TAKES_CATALOGUE)
		error = inputs_catalogue(work->inputs, work->arena, &out->catalogue, problem);
	if (!error && (takes & TAKES_AGREEMENT))
		error = inputs_packs(work->inputs, work->arena, &out->packs, problem);
	if (!error && (takes & TAKES_AGREEMENT))
		error = inputs_contracts(work->inputs, work->arena, &out->contracts, problem);
	if (!error && (takes & TAKES_AGREEMENT) && work->inputs->agreements.count) {
		error = inputs_agreement(work->inputs, 0, out->packs, &out->catalogue, work->arena,
		                         &out->agreement, problem);
		out->has_agreement = !error;
	}
	if (!error)
		error = load_authorisation(work, out, problem);
	if (!error && (takes & TAKES_CATALOGUE))
		error = load_matcher(work, out);
	if (!error && (takes & TAKES_CATALOGUE))
		load_interest(work, out);
	if (!error)
		error = choose_probes(work, out, problem);
	if (!error)
		error = freeze_opener(work, out);
	if (!error)
		error = load_zone(work, out, problem);
	if (!error)
		error = load_hours_zone(work, out);
	return as_status(error, problem);
}

void basis_close(struct basis *basis)
{
	if (basis->has_agreement)
		agreement_close(&basis->agreement);
	document_close(&basis->authorisation_tree);
}

/* The real clock, in the zone: --at never revives a permission that has lapsed (DESIGN 2.3). */
static date real_today(const struct work *work, const struct basis *basis)
{
	return zone_date(basis->zone, work->now);
}

/* A permission reaches no further than the agreement's scope (PR-19): what would be left out of
 * every judgement is not read in the first place. */
static int refuse_outside(const struct basis *basis, const struct location *location,
                          struct problem *problem)
{
	static const char *const reasons[][2] = {
		{ "class-not-listed", "its scope lists no class of devices" },
		{ "class-not-inspected", "its scope says \"inspect\": false of the class" },
		{ "network-not-listed", "its scope lists no network" },
		{ "network-not-captured", "its scope says \"capture\": \"none\" of the network" },
		{ "learners-only", "learners alone use" },
	};
	const char *reason =
		basis->has_agreement ? scope_excludes(&basis->agreement, location) : NULL;
	const char *id = scope_is_device(location) ? location->device_class : location->network;
	size_t i = 0;

	if (!reason)
		return 0;
	while (i + 1 < sizeof(reasons) / sizeof(*reasons) && strcmp(reasons[i][0], reason) != 0)
		i++;
	problem_set(problem, "the agreement leaves this alone: %s \"%.60s\"", reasons[i][1],
	            id ? id : "");
	return EXIT_REFUSED;
}

int basis_permits_device(const struct work *work, struct basis *basis, const char *class,
                         struct problem *problem)
{
	basis->whose = work->options->whose;
	if (is_own(work) || (basis->whose && !basis->authorisation))
		return 0;
	if (!basis->authorisation) {
		problem_set(problem, "whose device is this? Say --whose mine for your own, or "
		                     "--whose permitted for your "
		                     "employer's with written permission (best with -a DIR, which "
		                     "holds the permission)");
		return EXIT_REFUSED;
	}
	if (authorisation_permits_device(basis->authorisation, real_today(work, basis), class,
	                                 problem) != 0 ||
	    refuse_outside(basis, &(struct location){ .kind = "device", .device_class = class },
	                   problem) != 0)
		return EXIT_REFUSED;
	basis->whose = "permitted";
	basis->permission = basis->authorisation->id;
	return 0;
}

/* One network in the permission needs no --network. */
static const char *only_network(const struct authorisation *authorisation)
{
	const char *const *networks = authorisation->networks;

	return networks && networks[0] && !networks[1] ? networks[0] : NULL;
}

/* The network that a person named, or the only one of the permission: nothing else is then read.
 * One that the agreement tells how to recognise is not guessed, but recognised. */
static int choose_network(const struct work *work, struct basis *basis)
{
	const struct authorisation *authorisation = basis->authorisation;
	const char *only = only_network(authorisation);
	struct networks *networks = &basis->networks;
	uint16_t number = NETWORK_NONE;

	if (basis->has_agreement &&
	    networks_of_agreement(&basis->agreement, authorisation->networks, work->arena,
	                          networks) != 0)
		return EXIT_BROKEN;
	if (only)
		number = networks_find(networks, only);
	if (!basis->network && (number == NETWORK_NONE || !network_has_signs(networks, number)))
		basis->network = only;
	if (!basis->has_agreement)
		return 0;
	if (basis->network)
		networks->meant = networks_find(networks, basis->network);
	return networks_have_signs(networks) &&
	                       recognition_new(networks, work->arena, &basis->recognition) != 0
	               ? EXIT_BROKEN
	               : 0;
}

/* What the permission is asked about: the network named, or one that may be recognised. */
static const char *network_to_ask(const struct basis *basis)
{
	const struct networks *networks = &basis->networks;

	for (size_t i = 0; basis->recognition && !basis->network && i < networks->count; i++)
		if (networks->items[i].read && network_has_signs(networks, (uint16_t)i))
			return networks->items[i].id;
	return basis->network;
}

int basis_permits_network(const struct work *work, struct basis *basis, struct problem *problem)
{
	const char *permission = work->options->permission;
	int status;

	basis->network = work->options->network;
	if (permission && strcmp(permission, "own") == 0) {
		basis->permission = "own";
		return 0;
	}
	if (!basis->authorisation) {
		problem_set(
			problem,
			"a network recording is read only with permission: --permission FILE (an "
			"authorisation.json of the system's controller), -a DIR that holds one, or "
			"--permission own for your own traffic");
		return EXIT_REFUSED;
	}
	status = choose_network(work, basis);
	if (status) {
		problem_set(problem, "%s", strerror(ENOMEM));
		return status;
	}
	if (authorisation_permits_network(basis->authorisation, real_today(work, basis),
	                                  network_to_ask(basis), "capture-names", problem) != 0 ||
	    refuse_outside(basis,
	                   &(struct location){ .kind = "capture", .network = basis->network },
	                   problem) != 0)
		return EXIT_REFUSED;
	basis->permission = basis->authorisation->id;
	return 0;
}

date basis_today(const struct work *work, const struct basis *basis)
{
	if (work->options->at_day != DATE_NONE)
		return work->options->at_day;
	return zone_date(basis->zone,
	                 work->options->at_given ? work->options->at_seconds : work->now);
}
