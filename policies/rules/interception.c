/* Certificate checks, network by network. */
#include "policies/rules/interception.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/scope.h"

bool interception_supports(const struct finding_evidence *evidence)
{
	enum observation_kind kind = evidence->fact->kind;

	return kind == OBSERVED_AUTHORITY || kind == OBSERVED_PROXY ||
	       kind == OBSERVED_BROWSER_POLICY;
}

bool interception_is_apart(const struct seen *seen, const char *word)
{
	const struct finding_evidence *all;
	bool other = false;
	size_t count;

	if (strcmp(word, INTERCEPTION) != 0)
		return false;
	all = finding_all(seen->finding, &count);
	for (size_t i = 0; i < count; i++) {
		if (!seen_takes(seen, &all[i]))
			continue;
		if (evidence_is_of_interception(&all[i]))
			return true;
		other |= !interception_supports(&all[i]) &&
		         all[i].fact->kind != OBSERVED_CERTIFICATE_CHECK &&
		         all[i].fact->kind != OBSERVED_CONTACT;
	}
	return !other;
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_asked(const struct observation *fact)
{
	return fact->kind == OBSERVED_CERTIFICATE_CHECK;
}

static bool is_in_scope(const struct case_file *file, const struct rule *rule, size_t place)
{
	return scope_takes_place(file->agreement, rule, &file->places[place].location);
}

/* NULL comes first. */
static int compare_words(const void *left, const void *right)
{
	const char *a = *(const char *const *)left, *b = *(const char *const *)right;

	return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

/* Sorts in place and drops repetitions; the new count. */
static size_t each_once(const char **words, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(words, count, sizeof(*words), compare_words);
	for (size_t i = 0; i < count; i++)
		if (!kept || compare_words(&words[kept - 1], &words[i]) != 0)
			words[kept++] = words[i];
	return kept;
}

static bool asks(const struct observations *place)
{
	for (size_t i = 0; i < place->count; i++)
		if (is_asked(&place->items[i]))
			return true;
	return false;
}

const char *const *interception_networks(const struct case_file *file, const struct rule *rule,
                                         size_t *count)
{
	const char **ids = arena_take(file->arena, file->place_count + 1, sizeof(*ids));
	size_t used = 0;

	for (size_t i = 0; ids && i < file->place_count; i++)
		if (is_in_scope(file, rule, i) && asks(&file->places[i]))
			ids[used++] = file->places[i].location.network;
	*count = ids ? each_once(ids, used) : 0;
	return ids;
}

int interception_hosts(const struct case_file *file, const struct rule *rule, const char *network,
                       bool (*wanted)(const struct case_file *file, size_t place, size_t fact),
                       uint32_t *out)
{
	size_t room = 0, used = 0;
	const char **hosts;

	for (size_t i = 0; i < file->place_count; i++)
		if (is_same(file->places[i].location.network, network))
			room += file->places[i].count;
	hosts = arena_take(file->arena, room + 1, sizeof(*hosts));
	if (!hosts)
		return -ENOMEM;
	for (size_t i = 0; i < file->place_count; i++) {
		const struct observations *place = &file->places[i];

		if (!is_same(place->location.network, network) || !is_in_scope(file, rule, i))
			continue;
		for (size_t j = 0; j < place->count; j++)
			if (is_asked(&place->items[j]) && (!wanted || wanted(file, i, j)))
				hosts[used++] = place->items[j].subject;
	}
	*out = (uint32_t)each_once(hosts, used);
	return 0;
}

struct look {
	const struct seen *seen;
	const char *network;
};

static bool is_opened_here(const struct look *look, const struct finding_evidence *evidence)
{
	const struct location *location = &look->seen->file->places[evidence->place].location;

	return evidence_is_of_interception(evidence) && is_same(location->network, look->network) &&
	       seen_takes(look->seen, evidence);
}

/* The chain on this network, and what makes devices trust or use it, wherever that was seen. */
static bool is_part_of_it(void *arg, const struct finding_evidence *evidence)
{
	const struct look *look = arg;

	if (evidence->fact->kind == OBSERVED_CERTIFICATE_CHECK)
		return is_opened_here(look, evidence);
	return interception_supports(evidence) && seen_takes(look->seen, evidence);
}

bool interception_sure(const struct seen *seen, const char *network, enum confidence *out)
{
	struct look look = { seen, network };
	const struct finding_evidence *all;
	struct sighting sighting;
	bool opened = false;
	size_t count;

	all = finding_all(seen->finding, &count);
	for (size_t i = 0; i < count && !opened; i++)
		opened = is_opened_here(&look, &all[i]);
	if (!opened)
		return false;
	sighting_of(all, count, is_part_of_it, &look, &sighting);
	*out = sighting.confidence;
	return true;
}

int interception_seen(const struct seen *seen, const char *network, struct interception *out)
{
	struct look look = { seen, network };
	struct interception found = { .network = network };
	const struct finding_evidence *all;
	const char **hosts;
	size_t count, used = 0;
	int error;

	if (!interception_sure(seen, network, &found.confidence))
		return -ENOENT;
	all = finding_all(seen->finding, &count);
	hosts = arena_take(seen->file->arena, count + 1, sizeof(*hosts));
	if (!hosts)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		if (is_opened_here(&look, &all[i]))
			hosts[used++] = all[i].fact->subject;
	found.hits = (uint32_t)each_once(hosts, used);
	error = interception_hosts(seen->file, seen->rule, network, NULL, &found.of);
	if (!error)
		*out = found;
	return error;
}
