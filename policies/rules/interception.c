/* Certificate checks, network by network. */
#include "policies/rules/interception.h"

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

static bool is_asked(const struct observations *place, size_t i)
{
	return place->items[i].kind == OBSERVED_CERTIFICATE_CHECK;
}

static bool asks(const struct observations *place)
{
	for (size_t i = 0; i < place->count; i++)
		if (is_asked(place, i))
			return true;
	return false;
}

static bool is_in_scope(const struct case_file *file, const struct rule *rule, size_t place)
{
	return scope_takes_place(file->agreement, rule, &file->places[place].location);
}

bool interception_network(const struct case_file *file, const struct rule *rule, size_t *place,
                          const char **network)
{
	for (size_t i = *place; i < file->place_count; i++) {
		const char *id = file->places[i].location.network;
		bool before = false;

		if (!is_in_scope(file, rule, i) || !asks(&file->places[i]))
			continue;
		for (size_t j = 0; j < i && !before; j++)
			before = is_same(file->places[j].location.network, id) &&
			         is_in_scope(file, rule, j) && asks(&file->places[j]);
		if (before)
			continue;
		*network = id;
		*place = i + 1;
		return true;
	}
	return false;
}

bool interception_was_asked(const struct case_file *file, const struct rule *rule, size_t place,
                            size_t fact)
{
	const char *network = file->places[place].location.network;
	const char *host = file->places[place].items[fact].subject;

	for (size_t i = 0; i <= place; i++) {
		size_t end = i == place ? fact : file->places[i].count;

		if (!is_same(file->places[i].location.network, network) ||
		    !is_in_scope(file, rule, i))
			continue;
		for (size_t j = 0; j < end; j++)
			if (is_asked(&file->places[i], j) &&
			    strcmp(file->places[i].items[j].subject, host) == 0)
				return true;
	}
	return false;
}

uint32_t interception_asked(const struct case_file *file, const struct rule *rule,
                            const char *network)
{
	uint32_t hosts = 0;

	for (size_t i = 0; i < file->place_count; i++) {
		if (!is_same(file->places[i].location.network, network) ||
		    !is_in_scope(file, rule, i))
			continue;
		for (size_t j = 0; j < file->places[i].count; j++)
			hosts += is_asked(&file->places[i], j) &&
			         !interception_was_asked(file, rule, i, j);
	}
	return hosts;
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

bool interception_seen(const struct seen *seen, const char *network, struct interception *out)
{
	struct look look = { seen, network };
	struct interception seen_here = { .network = network };
	const struct finding_evidence *all;
	struct sighting sighting;
	size_t count;

	all = finding_all(seen->finding, &count);
	for (size_t i = 0; i < count; i++) {
		bool again = false;

		if (!is_opened_here(&look, &all[i]))
			continue;
		for (size_t j = 0; j < i && !again; j++)
			again = is_opened_here(&look, &all[j]) &&
			        strcmp(all[j].fact->subject, all[i].fact->subject) == 0;
		seen_here.hits += !again;
	}
	if (!seen_here.hits)
		return false;
	sighting_of(all, count, is_part_of_it, &look, &sighting);
	seen_here.confidence = sighting.confidence;
	seen_here.of = interception_asked(seen->file, seen->rule, network);
	*out = seen_here;
	return true;
}
