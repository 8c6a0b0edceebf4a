/* `prohibit` of opening encrypted connections, unless the technology list allows it on that network
 * (model CHK07). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/rules/baseline.h"
#include "policies/rules/interception.h"
#include "policies/rules/outcome.h"
#include "policies/rules/prohibit_decision.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

static bool is_on(const struct location *location, const char *network)
{
	if (!location->network || !network)
		return !location->network && !network;
	return strcmp(location->network, network) == 0;
}

/* The row allows it at every place of that network where it was seen. */
static bool is_agreed(const struct seen *seen, const char *network)
{
	const struct register_entry *entry = seen->finding->entry;
	const struct finding_evidence *all;
	struct baseline baseline;
	size_t count;

	if (!entry || !words_have(seen->rule->unless, "agreed") ||
	    (entry->status != ENTRY_IN_USE && entry->status != ENTRY_PILOT))
		return false;
	baseline_of(seen->file, entry, &baseline);
	if (baseline_list(&baseline, "capabilities") && baseline.superseded == DATE_NONE &&
	    !baseline_has(&baseline, "capabilities", INTERCEPTION))
		return false;
	all = finding_all(seen->finding, &count);
	for (size_t i = 0; i < count; i++) {
		const struct location *location = &seen->file->places[all[i].place].location;

		if (evidence_is_of_interception(&all[i]) && is_on(location, network) &&
		    seen_takes(seen, &all[i]) && !seen_is_agreed_at(seen, INTERCEPTION, location))
			return false;
	}
	return true;
}

/* For whom or where the row allows it: the scopes behind the colon. */
static const char *const *allowed_scopes(const struct seen *seen)
{
	const struct register_entry *entry = seen->finding->entry;
	struct json_object *list = entry ? entry_field(entry, "functions_allowed") : NULL;
	size_t count = list_length(list);
	const char **scopes = arena_take(seen->file->arena, count + 1, sizeof(*scopes));
	size_t len = strlen(INTERCEPTION), used = 0;

	for (size_t i = 0; scopes && i < count; i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(list, i));

		if (text && strncmp(text, INTERCEPTION ":", len + 1) == 0)
			scopes[used++] = text + len + 1;
	}
	return scopes;
}

static int say(const struct seen *seen, const struct interception *found, struct sentence *because)
{
	const char *const *allowed = allowed_scopes(seen);

	if (!allowed ||
	    sentence_word(because, "name", subject_name(seen->finding->entry, seen->finding)) ||
	    (found->network && sentence_word(because, "network", found->network)) ||
	    sentence_number(because, "hits", found->hits) ||
	    sentence_number(because, "of", found->of))
		return -ENOMEM;
	if (strcmp(because->id, "interception.seen") == 0)
		return sentence_words(because, "allowed", allowed);
	return 0;
}

static int add(const struct seen *seen, const struct interception *found, struct verdict_list *out)
{
	const struct rule *rule = seen->rule;
	const char *subject = seen_subject(seen);
	struct verdict *verdict;
	int error;

	if (subject && found->network)
		subject = arena_printf(seen->file->arena, "%s/%s", subject, found->network);
	verdict = subject ? verdict_add(out, rule, subject) : NULL;
	if (!verdict)
		return -ENOMEM;
	verdict_of_seen(verdict, seen);
	verdict->confidence = found->confidence;
	verdict->does_not_show = "shows-not.read";
	verdict->status = status_when_unsure(rule);
	verdict->because.id = "interception.not-sure";
	if (is_agreed(seen, found->network)) {
		verdict->status = STATUS_AGREED;
		verdict->because.id = "interception.agreed";
	} else if (found->confidence > CONFIDENCE_SUSPECTED &&
	           found->confidence >= rule->confidence) {
		verdict->status = status_bounded(rule, rule->result);
		verdict->because.id = "interception.seen";
	}
	if (!found->network)
		verdict->because.id = "interception.no-place";
	error = say(seen, found, &verdict->because);
	return error ? error : verdict_except(seen->file, verdict);
}

/* --- authorities that nobody names ------------------------------------------------ */

static int compare_facts(const void *wanted, const void *item)
{
	const struct finding_evidence *a = wanted, *b = item;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->observation > b->observation) - (a->observation < b->observation);
}

static bool is_known(const struct case_file *file, size_t place, size_t fact)
{
	const struct finding_evidence wanted = { .place = (uint32_t)place,
		                                 .observation = (uint32_t)fact };

	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];

		/* all evidence stands in order of place and observation */
		if (finding->all && bsearch(&wanted, finding->all, finding->evidence_total,
		                            sizeof(wanted), compare_facts))
			return true;
	}
	return false;
}

static bool is_unknown(const struct case_file *file, size_t place, size_t fact)
{
	return file->places[place].items[fact].level >= LEVEL_ACTIVE &&
	       !is_known(file, place, fact);
}

/* Not a public authority, and nothing more is known of it: one sign. */
static int add_unknown(const struct rule *rule, const struct case_file *file, const char *network,
                       uint32_t hits, struct verdict_list *out)
{
	struct verdict *verdict = verdict_add(out, rule, network ? network : INTERCEPTION);
	bool sure = rule->confidence <= CONFIDENCE_PROBABLE;
	uint32_t asked;

	if (!verdict || interception_hosts(file, rule, network, NULL, &asked))
		return -ENOMEM;
	verdict->has_confidence = true;
	verdict->confidence = CONFIDENCE_PROBABLE;
	verdict->status = sure ? status_bounded(rule, rule->result) : status_when_unsure(rule);
	verdict->because.id = "interception.unknown";
	verdict->does_not_show = "shows-not.read";
	if (sentence_word(&verdict->because, "network", network) ||
	    sentence_number(&verdict->because, "hits", hits) ||
	    sentence_number(&verdict->because, "of", asked))
		return -ENOMEM;
	return verdict_except(file, verdict);
}

static int judge_network(const struct rule *rule, const struct case_file *file, const char *network,
                         bool *said, struct verdict_list *out)
{
	uint32_t unknown;
	int error = interception_hosts(file, rule, network, is_unknown, &unknown);

	for (size_t i = 0; i < file->findings->count && !error; i++) {
		struct interception found;
		struct seen seen;

		if (!seen_by(file, rule, &file->findings->items[i], DATE_NONE, &seen))
			continue;
		error = interception_seen(&seen, network, &found);
		if (error == -ENOENT) {
			error = 0;
			continue;
		}
		*said = true;
		error = error ? error : add(&seen, &found, out);
	}
	if (error || !unknown)
		return error;
	*said = true;
	return add_unknown(rule, file, network, unknown, out);
}

int prohibit_interception(const struct rule *rule, const struct case_file *file, bool *said,
                          struct verdict_list *out)
{
	size_t count;
	const char *const *networks = interception_networks(file, rule, &count);
	int error = networks ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++)
		error = judge_network(rule, file, networks[i], said, out);
	return error;
}
