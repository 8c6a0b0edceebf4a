/* Coverage before verdicts: are a rule's needs met, and which sentence says by how much not. */
#include <errno.h>
#include <string.h>

#include "policies/collectors_count.h"
#include "policies/rules/subject.h"

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

struct shortfall {
	enum shortfall_kind kind;
	int64_t looked, of;
	double needed;
};

/* True where the need asks for a share of `share` that was not reached. */
static bool is_less(const struct rule_need *need, const char *key, enum shortfall_kind kind,
                    const struct share *share, struct shortfall *out)
{
	double needed;

	if (!need_number(need, key, &needed) ||
	    (share->of > 0 && (double)share->looked * 100 >= needed * (double)share->of))
		return false;
	*out = (struct shortfall){ kind, share->looked, share->of, needed };
	return true;
}

/* True where the need asks for a number that was not reached. */
static bool is_below(const struct rule_need *need, const char *key, enum shortfall_kind kind,
                     int64_t number, struct shortfall *out)
{
	double needed;

	if (!need_number(need, key, &needed) || (double)number >= needed)
		return false;
	*out = (struct shortfall){ kind, number < 0 ? 0 : number, 0, needed };
	return true;
}

struct measures { /* of one need */
	struct device_count devices;
	struct share networks, pages;
	struct recording recording;
	int64_t targets;
};

static int measure(const struct rule_scope *scope, const struct rule_need *need,
                   struct measures *out)
{
	double least = 0, days = 0, attributed = -1;

	need_number(need, "targets", &least);
	need_number(need, "days", &days);
	need_number(need, "attributed_pct", &attributed);
	count_networks_of(scope, rounded_up(least), &out->networks);
	count_pages_of(scope, &out->pages);
	out->targets = most_targets_of(scope);
	best_recording_of(scope, &(struct recording){ rounded_up(days), rounded_up(attributed) },
	                  &out->recording);
	return count_devices_of(scope, &out->devices);
}

static bool asks_for(const struct rule_need *need, const char *key)
{
	double number;

	return need_number(need, key, &number);
}

static void compare(const struct rule_need *need, const struct measures *got, struct shortfall *out)
{
	const struct share devices = { got->devices.looked, got->devices.of };
	bool known = got->devices.number == NUMBER_KNOWN;
	double needed;

	if (got->devices.number == NUMBER_OPEN && need_number(need, "devices_pct", &needed) &&
	    needed > 0) {
		*out = (struct shortfall){ SHORTFALL_OPEN, devices.looked, 0, 0 };
		return;
	}

	if (!devices.of && *got->devices.unseeable && need_number(need, "devices_pct", &needed))
		out->kind = SHORTFALL_UNSEEABLE;
	else if (got->devices.number == NUMBER_UNKNOWN && asks_for(need, "devices_pct"))
		*out = (struct shortfall){ SHORTFALL_UNCOUNTED, devices.looked, 0, 0 };
	else if (!is_less(need, "devices_pct", known ? SHORTFALL_DEVICES : SHORTFALL_UNCOUNTED,
	                  &devices, out) &&
	         !is_below(need, "days", SHORTFALL_DAYS, got->recording.days, out) &&
	         !is_below(need, "attributed_pct", SHORTFALL_UNNAMED, got->recording.attributed,
	                   out) &&
	         !is_below(need, "targets", SHORTFALL_TARGETS, got->targets, out) &&
	         !is_less(need, "networks_pct", SHORTFALL_NETWORKS, &got->networks, out))
		is_less(need, "pages_pct", SHORTFALL_PAGES, &got->pages, out);
}

static bool is_of_devices(const struct collector *collector, const struct rule_need *need)
{
	return !collector->of_traffic && !asks_for(need, "networks_pct") &&
	       !asks_for(need, "targets");
}

/* What a need that is met says of the whole: devices speak first, and of several needs that which
 * covers least. */
static void note_met(const struct rule_need *need, const struct collector *collector,
                     const struct measures *got, bool *devices_asked,
                     struct coverage_answer *answer)
{
	if (is_of_devices(collector, need)) {
		if (*devices_asked && got->devices.looked >= answer->looked)
			return;
		*devices_asked = true;
		answer->over = OVER_DEVICES;
		answer->looked = got->devices.looked;
		answer->of = got->devices.of;
		answer->unseeable = got->devices.unseeable;
		answer->at_most = got->devices.number == NUMBER_AT_MOST ||
		                  got->devices.number == NUMBER_UNKNOWN;
		answer->is_open = got->devices.number == NUMBER_OPEN;
	} else if (*devices_asked) {
		return;
	} else if (asks_for(need, "pages_pct")) {
		answer->over = OVER_PAGES;
		answer->looked = got->pages.looked;
		answer->of = got->pages.of;
	} else if (collector->of_traffic) {
		answer->over = OVER_DAYS;
		answer->looked = got->recording.days;
		answer->of = 0;
	} else {
		answer->over = OVER_NETWORKS;
		answer->looked = got->networks.looked;
		answer->of = got->networks.of;
	}
}

static int check_need(const struct rule_scope *scope, const struct rule_need *need,
                      bool *devices_asked, struct coverage_answer *answer)
{
	struct shortfall shortfall = { SHORTFALL_NONE, 0, 0, 0 };
	struct measures got;

	answer->collector = need->collector;
	if (!scope->collector || measure(scope, need, &got)) {
		answer->shortfall = SHORTFALL_NOT_RUN;
		return scope->collector ? -ENOMEM : 0;
	}
	compare(need, &got, &shortfall);
	if (shortfall.kind == SHORTFALL_NONE && got.devices.number == NUMBER_UNKNOWN &&
	    is_of_devices(scope->collector, need))
		shortfall = (struct shortfall){ SHORTFALL_UNCOUNTED, got.devices.looked, 0, 0 };
	if (shortfall.kind != SHORTFALL_UNSEEABLE && !ran_somewhere(scope)) {
		answer->shortfall = SHORTFALL_NOT_RUN;
		return 0;
	}
	if (shortfall.kind == SHORTFALL_NONE && !scope->collector->of_traffic &&
	    !got.devices.looked && !got.networks.looked)
		shortfall.kind = SHORTFALL_NOTHING;
	if (shortfall.kind == SHORTFALL_NONE) {
		note_met(need, scope->collector, &got, devices_asked, answer);
		return 0;
	}
	answer->shortfall = shortfall.kind;
	answer->looked = shortfall.looked;
	answer->of = shortfall.of;
	answer->needed = rounded_up(shortfall.needed);
	answer->unseeable = got.devices.unseeable;
	answer->uncounted = got.devices.uncounted;
	return 0;
}

/* Of a rule that does not say what has to be looked at. */
static enum shortfall_kind shortfall_without_needs(const struct rule_scope *scope,
                                                   const struct device_count *devices,
                                                   const char *ability)
{
	if (!one_complete_look(scope, ability))
		return SHORTFALL_NOTHING;
	return devices->number == NUMBER_UNKNOWN && devices->looked ? SHORTFALL_UNCOUNTED
	                                                            : SHORTFALL_NONE;
}

static int coverage_of(const struct case_file *file, const struct rule *rule, const char *ability,
                       struct coverage_answer *out)
{
	struct rule_scope scope = { file, rule, NULL };
	struct coverage_answer answer = { 0 };
	struct device_count all;
	bool devices_asked = false;
	int error = count_devices_of(&scope, &all);

	if (error)
		return error;
	answer.looked = all.looked;
	answer.of = all.of;
	answer.at_most = all.number == NUMBER_AT_MOST || all.number == NUMBER_UNKNOWN;
	answer.is_open = all.number == NUMBER_OPEN;
	if (!needs_can_show(rule, ability))
		answer.shortfall = SHORTFALL_BLIND;
	for (size_t i = 0; i < rule->need_count && !answer.shortfall && !error; i++) {
		scope.collector = collector_find(rule->needs[i].collector);
		error = check_need(&scope, &rule->needs[i], &devices_asked, &answer);
	}
	if (!rule->need_count)
		answer.shortfall = shortfall_without_needs(&scope, &all, ability);
	if (!error)
		*out = answer;
	return error;
}

int coverage_of_rule(const struct case_file *file, const struct rule *rule,
                     struct coverage_answer *out)
{
	return coverage_of(file, rule, NULL, out);
}

static bool leaves_out(const struct coverage_answer *answer)
{
	return answer->unseeable && *answer->unseeable;
}

static int say_share(const struct coverage_answer *answer, struct sentence *sentence)
{
	if (sentence_number(sentence, "looked", answer->looked) ||
	    sentence_number(sentence, "of", answer->of))
		return -ENOMEM;
	return 0;
}

static int say_unseeable(const struct coverage_answer *answer, struct sentence *sentence)
{
	return sentence_words(sentence, "classes", answer->unseeable);
}

static int say_enough(const struct coverage_answer *answer, struct sentence *sentence)
{
	static const char *const ids[] = {
		[OVER_DEVICES] = "not-seen.looked",
		[OVER_DAYS] = "not-seen.recorded",
		[OVER_NETWORKS] = "not-seen.networks",
		[OVER_PAGES] = "not-seen.pages",
	};
	int error;

	sentence->id = ids[answer->over];
	if (answer->over == OVER_DAYS)
		return sentence_number(sentence, "days", answer->looked);
	if (answer->over == OVER_DEVICES && answer->is_open) {
		sentence->id = "not-seen.looked-alone";
		return sentence_number(sentence, "looked", answer->looked);
	}
	error = say_share(answer, sentence);
	if (!error && answer->over == OVER_DEVICES && answer->at_most)
		sentence->id = "not-seen.looked-of-at-most";
	if (error || answer->over != OVER_DEVICES || !leaves_out(answer))
		return error;
	sentence->id = "not-seen.looked-where-it-can";
	return say_unseeable(answer, sentence);
}

/* What the rule asks to be looked at. */
static int say_blind(const struct rule *rule, struct arena *arena, struct sentence *sentence)
{
	const char **words = arena_take(arena, rule->need_count + 1, sizeof(*words));

	if (!words)
		return -ENOMEM;
	for (size_t i = 0; i < rule->need_count; i++)
		words[i] = rule->needs[i].collector;
	sentence->id = "cannot-be-seen-so";
	return sentence_words(sentence, "collectors", words);
}

static int say_too_little(const struct coverage_answer *answer, struct sentence *sentence)
{
	static const char *const ids[] = {
		[SHORTFALL_NOT_RUN] = "coverage.not-run",
		[SHORTFALL_DEVICES] = "coverage.too-little",
		[SHORTFALL_DAYS] = "coverage.too-few-days",
		[SHORTFALL_UNNAMED] = "coverage.unnamed",
		[SHORTFALL_TARGETS] = "coverage.too-few-targets",
		[SHORTFALL_NETWORKS] = "coverage.too-few-networks",
		[SHORTFALL_PAGES] = "coverage.too-few-pages",
		[SHORTFALL_UNSEEABLE] = "cannot-be-seen-there",
	};
	enum shortfall_kind kind = answer->shortfall;
	int error = sentence_word(sentence, "collector", answer->collector);

	sentence->id = ids[kind];
	if (error || kind == SHORTFALL_NOT_RUN)
		return error;
	if (kind == SHORTFALL_UNSEEABLE)
		return say_unseeable(answer, sentence);
	if (kind == SHORTFALL_DEVICES || kind == SHORTFALL_NETWORKS || kind == SHORTFALL_PAGES)
		error = say_share(answer, sentence);
	else
		error = sentence_number(sentence,
		                        kind == SHORTFALL_DAYS      ? "days"
		                        : kind == SHORTFALL_TARGETS ? "targets"
		                                                    : "percent",
		                        answer->looked);
	error = error ? error : sentence_number(sentence, "needed", answer->needed);
	if (error || kind != SHORTFALL_DEVICES || !leaves_out(answer))
		return error;
	sentence->id = "coverage.too-little-where-it-can";
	return say_unseeable(answer, sentence);
}

/* How many the rule speaks of is not recorded: what to write down, where that would help. */
static int say_uncounted(const struct coverage_answer *answer, struct sentence *sentence)
{
	bool named = answer->uncounted && *answer->uncounted;

	sentence->id = "coverage.uncounted";
	if (answer->shortfall == SHORTFALL_OPEN)
		sentence->id = named ? "coverage.no-number" : "coverage.no-classes";
	if (sentence_number(sentence, "looked", answer->looked))
		return -ENOMEM;
	return answer->shortfall == SHORTFALL_OPEN && named
	               ? sentence_words(sentence, "classes", answer->uncounted)
	               : 0;
}

int verdict_of_absence(const struct case_file *file, struct verdict *verdict)
{
	const char *ability = subject_has(verdict->rule, "capability_any", verdict->subject)
	                              ? verdict->subject
	                              : NULL;
	struct coverage_answer answer;
	int error = coverage_of(file, verdict->rule, ability, &answer);

	if (error)
		return error;
	verdict->status = answer.shortfall ? STATUS_INSUFFICIENT_COVERAGE : STATUS_NOT_OBSERVED;
	if (answer.shortfall == SHORTFALL_UNSEEABLE || answer.shortfall == SHORTFALL_BLIND)
		verdict->status = STATUS_NOT_OBSERVABLE;
	verdict->does_not_show = "shows-not.absence";
	if (answer.shortfall == SHORTFALL_NONE)
		return say_enough(&answer, &verdict->because);
	if (answer.shortfall == SHORTFALL_BLIND)
		return say_blind(verdict->rule, file->arena, &verdict->because);
	if (answer.shortfall == SHORTFALL_UNCOUNTED || answer.shortfall == SHORTFALL_OPEN)
		return say_uncounted(&answer, &verdict->because);
	if (answer.shortfall != SHORTFALL_NOTHING)
		return say_too_little(&answer, &verdict->because);
	verdict->because.id = "coverage.none";
	return 0;
}
