/* Coverage before verdicts: which probes stand behind a need, and on how much of the scope they
 * looked. */
#include "policies/collectors.h"

#include <errno.h>
#include <string.h>

#include "policies/scope.h"

#define PROBES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct collector collectors[] = {
	{ "certificate-check", PROBES("certificate-checks"), false },
	{ "network-metadata", PROBES("capture-names"), true },
	{ "policy-settings", PROBES("settings"), false },
	{ "scripted-page-visit", PROBES("page-recordings"), true },
	{ "software-inventory", PROBES("packages", "processes", "services"), false },
	{ 0 },
};

const struct collector *collector_find(const char *word)
{
	for (const struct collector *collector = collectors; collector->word; collector++)
		if (strcmp(collector->word, word) == 0)
			return collector;
	return NULL;
}

static const struct coverage *coverage_find(const struct observations *place, const char *probe)
{
	for (size_t i = 0; i < place->coverage_count; i++)
		if (strcmp(place->coverages[i].probe, probe) == 0)
			return &place->coverages[i];
	return NULL;
}

static bool probe_has(const struct observations *place, const char *probe, bool complete)
{
	const struct coverage *coverage = coverage_find(place, probe);

	if (!coverage)
		return false;
	return complete ? coverage->state == COVERAGE_COMPLETE
	                : coverage->state != COVERAGE_NOT_RUN;
}

/* complete: every probe (or, for some collectors, one) saw all that it looks at; else: at least one
 * of them ran. */
static bool place_has(const struct observations *place, const struct collector *collector,
                      bool complete)
{
	bool every = !collector->of_traffic && complete;

	for (const char *const *probe = collector->probes; *probe; probe++)
		if (probe_has(place, *probe, complete) != every)
			return !every;
	return every && *collector->probes;
}

static bool place_counts(const struct case_file *file, const struct rule *rule, size_t place)
{
	return scope_takes_place(file->agreement, rule, &file->places[place].location);
}

static bool ran_somewhere(const struct case_file *file, const struct rule *rule,
                          const struct collector *collector)
{
	for (size_t i = 0; i < file->place_count; i++)
		if (place_counts(file, rule, i) && place_has(&file->places[i], collector, false))
			return true;
	return false;
}

/* Distinct devices of the rule's scope; with a collector: those on which it saw all. Places of one
 * device stand side by side (case_file). */
static int64_t devices_with(const struct case_file *file, const struct rule *rule,
                            const struct collector *collector)
{
	int64_t devices = 0;

	for (size_t i = 0; i < file->place_count; i++) {
		const struct location *here = &file->places[i].location;
		bool counted = false;

		if (!scope_is_device(here) || !place_counts(file, rule, i) ||
		    (collector && !place_has(&file->places[i], collector, true)))
			continue;
		for (size_t j = i;
		     j-- && !counted && location_same_device(&file->places[j].location, here);)
			counted = place_counts(file, rule, j) &&
			          (!collector || place_has(&file->places[j], collector, true));
		devices += !counted;
	}
	return devices;
}

/* All devices of the classes that the rule speaks of; where the agreement counts none, those that
 * were looked at. */
static int64_t devices_in_scope(const struct case_file *file, const struct rule *rule)
{
	int64_t looked = devices_with(file, rule, NULL), listed = 0;

	for (size_t i = 0; i < file->agreement->class_count; i++)
		if (scope_takes_class(rule, &file->agreement->classes[i]) &&
		    file->agreement->classes[i].count > 0)
			listed += file->agreement->classes[i].count;
	return listed > looked ? listed : looked;
}

static bool need_number(const struct rule_need *need, const char *key, double *out)
{
	struct json_object *value = NULL;

	if (!need->row || !json_object_object_get_ex(need->row, key, &value))
		return false;
	*out = json_object_get_double(value);
	return true;
}

static int64_t rounded_up(double number)
{
	int64_t whole = (int64_t)number;

	return (double)whole < number ? whole + 1 : whole;
}

/* The most days of one recording, and the least share of named connections among those that say it.
 */
static void traffic_of(const struct case_file *file, const struct rule *rule,
                       const struct collector *collector, int64_t *days, int64_t *attributed)
{
	*days = 0;
	*attributed = -1;
	for (size_t i = 0; i < file->place_count; i++) {
		if (!place_counts(file, rule, i))
			continue;
		for (const char *const *probe = collector->probes; *probe; probe++) {
			const struct coverage *coverage = coverage_find(&file->places[i], *probe);

			if (!coverage || coverage->state == COVERAGE_NOT_RUN)
				continue;
			if (coverage->days > *days)
				*days = coverage->days;
			if (coverage->attributed >= 0 &&
			    (*attributed < 0 || coverage->attributed < *attributed))
				*attributed = coverage->attributed;
		}
	}
}

static void fall_short(struct coverage_answer *answer, enum shortfall_kind kind, int64_t looked,
                       double needed)
{
	answer->shortfall = kind;
	if (kind != SHORTFALL_NOT_RUN)
		answer->looked = looked;
	answer->needed = rounded_up(needed);
}

static void check_need(const struct case_file *file, const struct rule *rule,
                       const struct rule_need *need, struct coverage_answer *answer)
{
	const struct collector *collector = collector_find(need->collector);
	int64_t days, attributed, looked;
	double needed;

	answer->collector = need->collector;
	if (!collector || !ran_somewhere(file, rule, collector)) {
		fall_short(answer, SHORTFALL_NOT_RUN, 0, 0);
		return;
	}
	looked = devices_with(file, rule, collector);
	traffic_of(file, rule, collector, &days, &attributed);
	if (need_number(need, "devices_pct", &needed) &&
	    (answer->of == 0 || (double)looked * 100 < needed * (double)answer->of))
		fall_short(answer, SHORTFALL_DEVICES, looked, needed);
	else if (need_number(need, "days", &needed) && (double)days < needed)
		fall_short(answer, SHORTFALL_DAYS, days, needed);
	else if (need_number(need, "attributed_pct", &needed) && (double)attributed < needed)
		fall_short(answer, SHORTFALL_UNNAMED, attributed < 0 ? 0 : attributed, needed);
	else if (collector->of_traffic)
		answer->days = days;
	else if (looked == 0)
		fall_short(answer, SHORTFALL_NOTHING, 0, 0);
	else if (looked < answer->looked)
		answer->looked = looked;
}

static bool one_complete_look(const struct case_file *file, const struct rule *rule)
{
	for (size_t i = 0; i < file->place_count; i++)
		for (size_t j = 0;
		     place_counts(file, rule, i) && j < file->places[i].coverage_count; j++)
			if (file->places[i].coverages[j].state == COVERAGE_COMPLETE)
				return true;
	return false;
}

void coverage_of_rule(const struct case_file *file, const struct rule *rule,
                      struct coverage_answer *out)
{
	struct coverage_answer answer = { .of = devices_in_scope(file, rule) };
	bool devices_asked = false;

	answer.looked = devices_with(file, rule, NULL);
	for (size_t i = 0; i < rule->need_count && !answer.shortfall; i++) {
		const struct collector *collector = collector_find(rule->needs[i].collector);

		check_need(file, rule, &rule->needs[i], &answer);
		devices_asked |= collector && !collector->of_traffic;
	}
	if (devices_asked)
		answer.days = 0;
	if (!rule->need_count && !one_complete_look(file, rule))
		answer.shortfall = SHORTFALL_NOTHING;
	*out = answer;
}

static int say_devices(const struct coverage_answer *answer, struct sentence *sentence)
{
	if (sentence_number(sentence, "looked", answer->looked) ||
	    sentence_number(sentence, "of", answer->of))
		return -ENOMEM;
	return 0;
}

static int say_shortfall(const struct coverage_answer *answer, struct sentence *sentence)
{
	static const char *const ids[] = {
		[SHORTFALL_NONE] = "not-seen.looked",
		[SHORTFALL_NOTHING] = "coverage.none",
		[SHORTFALL_NOT_RUN] = "coverage.not-run",
		[SHORTFALL_DEVICES] = "coverage.too-little",
		[SHORTFALL_DAYS] = "coverage.too-few-days",
		[SHORTFALL_UNNAMED] = "coverage.unnamed",
	};
	int error = 0;

	sentence->id = ids[answer->shortfall];
	if (answer->shortfall == SHORTFALL_NONE && answer->days) {
		sentence->id = "not-seen.recorded";
		return sentence_number(sentence, "days", answer->days);
	}
	if (answer->shortfall == SHORTFALL_NONE)
		return say_devices(answer, sentence);
	if (answer->shortfall == SHORTFALL_NOTHING)
		return 0;
	error = sentence_word(sentence, "collector", answer->collector);
	if (error || answer->shortfall == SHORTFALL_NOT_RUN)
		return error;
	if (answer->shortfall == SHORTFALL_DEVICES)
		error = say_devices(answer, sentence);
	else
		error = sentence_number(sentence,
		                        answer->shortfall == SHORTFALL_DAYS ? "days" : "percent",
		                        answer->looked);
	return error ? error : sentence_number(sentence, "needed", answer->needed);
}

int verdict_of_absence(const struct case_file *file, struct verdict *verdict)
{
	struct coverage_answer answer;

	coverage_of_rule(file, verdict->rule, &answer);
	verdict->status = answer.shortfall ? STATUS_INSUFFICIENT_COVERAGE : STATUS_NOT_OBSERVED;
	verdict->does_not_show = "shows-not.absence";
	return say_shortfall(&answer, &verdict->because);
}
