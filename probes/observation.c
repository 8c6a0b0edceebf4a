/* Facts, gaps and coverage of one place: redacted, asked for, stored. */
#include "probes/observation.h"

#include <errno.h>
#include <string.h>

#include "probes/base/text.h"
#include "probes/interest.h"
#include "probes/observation_order.h"
#include "probes/observation_room.h"
#include "probes/redact.h"

#define SCRATCH_LIMIT ((size_t)1 << 20)

static bool same_or_both_unknown(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : !a && !b;
}

bool location_same_device(const struct location *a, const struct location *b)
{
	return a->device && b->device && strcmp(a->device, b->device) == 0 &&
	       same_or_both_unknown(a->audit, b->audit);
}

void observations_init(struct observations *all, struct arena *arena,
                       const struct interest *interest)
{
	*all = (struct observations){ .arena = arena, .interest = interest };
	/* taken now, so that "out of memory" can still be said later */
	all->gaps = arena_take(arena, OBSERVATIONS_FIRST, sizeof(*all->gaps));
	all->gap_room = all->gaps ? OBSERVATIONS_FIRST : 0;
}

/* Printable UTF-8 from here on, so that what is written and read back is the same fact. */
static const char *copied(struct arena *arena, const char *text, bool *failed)
{
	char *copy = text ? arena_copy(arena, text) : NULL;

	*failed |= text && !copy;
	if (copy)
		text_make_printable(copy);
	return copy;
}

static bool names_a_host(enum observation_kind kind)
{
	return kind == OBSERVED_CONTACT || kind == OBSERVED_PAGE_REQUEST ||
	       kind == OBSERVED_SERVER_CERTIFICATE || kind == OBSERVED_CERTIFICATE_CHECK ||
	       kind == OBSERVED_PROXY || kind == OBSERVED_RESOLVER ||
	       kind == OBSERVED_REDIRECTION || kind == OBSERVED_SENDING_PATTERN ||
	       kind == OBSERVED_LOG_SHIPPING;
}

/* Two capital letters, of a contact; anything else is none. */
static const char *country_of(const struct observation *fact)
{
	const char *country = fact->country;

	if (fact->kind != OBSERVED_CONTACT || !country || strlen(country) != 2)
		return NULL;
	return country[strspn(country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] ? NULL : country;
}

/* Digits, and few of them, of what a package source states. */
static const char *version_of(const struct observation *fact)
{
	const char *version = fact->version_major;
	size_t len = version ? strlen(version) : 0;

	if ((fact->kind != OBSERVED_PACKAGE && fact->kind != OBSERVED_EXTENSION) || !len ||
	    len > VERSION_MAJOR_MAX || version[strspn(version, "0123456789")])
		return NULL;
	return version;
}

static bool is_wanted(const struct interest *interest, const struct observation *fact)
{
	if (!interest)
		return true;
	if (interest->never && names_a_host(fact->kind) &&
	    interest->never(interest->keep_arg, fact->subject))
		return false;
	return !interest->keep || interest->keep(interest->keep_arg, fact);
}

static int store(struct observations *all, const struct observation *fact)
{
	struct observation kept = *fact;
	bool failed = false;

	if (all->count == all->room) {
		struct observation *more;

		observations_merge_facts(all);
		if (2 * all->count >= all->room) {
			more = observations_grown(all->arena, all->items, all->count, &all->room,
			                          sizeof(*more));
			if (!more)
				return observations_full(all);
			all->items = more;
		}
	}
	kept.probe = copied(all->arena, fact->probe, &failed);
	kept.subject = copied(all->arena, fact->subject, &failed);
	kept.detail = copied(all->arena, fact->detail, &failed);
	kept.actor = copied(all->arena, fact->actor, &failed);
	kept.country = copied(all->arena, fact->country, &failed);
	kept.version_major = copied(all->arena, fact->version_major, &failed);
	if (failed || bands_keep(all->arena, &kept))
		return observations_full(all);
	all->items[all->count++] = kept;
	return 0;
}

/* "alice-school.senso.cloud" is kept as "senso.cloud": whose account it is, is nobody's business
 * here. */
static const char *without_customer(const struct interest *interest, const struct observation *fact)
{
	const char *known = NULL;

	if (interest && interest->known_part &&
	    (names_a_host(fact->kind) || fact->kind == OBSERVED_ENROLMENT))
		known = interest->known_part(interest->keep_arg, fact->subject);
	return known ? known : fact->subject;
}

/* One date alone is both; so facts that are merged never end before they begin. */
static void close_dates(struct observation *fact)
{
	if (fact->first == DATE_NONE)
		fact->first = fact->last;
	if (fact->last == DATE_NONE)
		fact->last = fact->first;
}

/* What redaction writes lives in an arena of its own: facts that nobody asked for leave nothing
 * behind. */
int observations_add(struct observations *all, const struct observation *fact)
{
	struct observation clean = *fact;
	struct arena *scratch;
	int err;

	if (all->full)
		return -ENOMEM;
	scratch = arena_new(SCRATCH_LIMIT);
	if (!scratch)
		return observations_full(all);
	if (!clean.probe)
		clean.probe = all->probe ? all->probe : "";
	if (!clean.count)
		clean.count = 1;
	close_dates(&clean);
	clean.country = country_of(&clean);
	clean.version_major = version_of(&clean);
	if (clean.kind != OBSERVED_PAGE_REQUEST)
		clean.label = PAGE_LABEL_UNKNOWN;
	err = redact_observation(scratch, &clean);
	if (err) {
		err = observations_full(all);
	} else if (is_wanted(all->interest, &clean)) {
		clean.subject = without_customer(all->interest, &clean);
		err = store(all, &clean);
	} else {
		all->dropped++;
	}
	arena_free(scratch);
	return err;
}

int observations_gap(struct observations *all, const char *reason, const char *what, int error,
                     uint64_t count)
{
	struct gap gap = { .error = error, .count = count ? count : 1 };
	bool failed = false;

	if (all->full)
		return -ENOMEM;
	if (all->gap_count + 1 >= all->gap_room) {
		struct gap *more = observations_grown(all->arena, all->gaps, all->gap_count,
		                                      &all->gap_room, sizeof(*more));

		if (!more)
			return observations_full(all);
		all->gaps = more;
	}
	if (what)
		what = redact_path(all->arena, what);
	if (what)
		what = redact_host(all->arena, what);
	gap.probe = copied(all->arena, all->probe ? all->probe : "", &failed);
	gap.reason = copied(all->arena, reason, &failed);
	gap.what = copied(all->arena, what, &failed);
	if (failed)
		return observations_full(all);
	all->gaps[all->gap_count++] = gap;
	return 0;
}

int observations_cover(struct observations *all, const struct coverage *coverage)
{
	struct coverage kept = *coverage;
	bool failed = false;

	if (all->coverage_count == all->coverage_room) {
		struct coverage *more =
			observations_grown(all->arena, all->coverages, all->coverage_count,
		                           &all->coverage_room, sizeof(*more));

		if (!more)
			return observations_full(all);
		all->coverages = more;
	}
	kept.probe = copied(all->arena,
	                    kept.probe   ? kept.probe
	                    : all->probe ? all->probe
	                                 : "",
	                    &failed);
	kept.reason = copied(all->arena, kept.reason, &failed);
	if (failed)
		return observations_full(all);
	all->coverages[all->coverage_count++] = kept;
	return 0;
}
