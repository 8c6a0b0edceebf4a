/* Which switches count: those of places where the function must be off. */
#include "policies/rules/match_functions.h"

#include <string.h>

#include "policies/rules/interception.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

static bool shows_function(const struct indicator *indicators, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++) {
		const struct indicator *indicator = &indicators[i];

		if (indicator->function && strcmp(indicator->function, word) == 0)
			return true;
		if (indicator->type == INDICATOR_AUTHORITY && strcmp(word, INTERCEPTION) == 0)
			return true;
	}
	return false;
}

static bool product_shows(const struct product *product, const char *word)
{
	if (!product)
		return false;
	for (size_t i = 0; product->single_purpose && i < product->capability_count; i++)
		if (strcmp(product->capabilities[i].word, word) == 0)
			return true;
	return shows_function(product->indicators, product->indicator_count, word);
}

bool function_can_be_seen(const struct function *function)
{
	const struct match_case *one = function->one;
	const struct register_entry *entry = one->entry;

	if (strncmp(function->text, "local:", strlen("local:")) == 0)
		return false;
	for (const char *const *id = entry->products; id && *id; id++)
		if (product_shows(catalogue_find(one->file->catalogue, *id), function->word))
			return true;
	for (size_t i = 0; i < one->file->findings->count; i++)
		if (one->file->findings->items[i].entry == entry &&
		    product_shows(one->file->findings->items[i].product, function->word))
			return true;
	return shows_function(entry->custom, entry->custom_count, function->word);
}

/* --- where it has to be off ------------------------------------------------------ */

enum meaning { NOT_MEANT, MEANT, UNCLEAR };

static enum meaning meaning_at(const struct function *function,
                               const struct finding_evidence *evidence)
{
	const struct match_case *one = function->one;
	const struct location *location = &one->file->places[evidence->place].location;

	if (function->scope && !function->of_place)
		return UNCLEAR;
	if (function->scope && !scope_word_means(one->file->agreement, location, function->scope))
		return NOT_MEANT;
	if (entry_names_function(one->entry, "functions_allowed", function->word,
	                         one->file->agreement, location))
		return UNCLEAR; /* shared with those for whom it is allowed */
	return MEANT;
}

/* --- what counts as a switch ------------------------------------------------------ */

struct look {
	const struct function *function;
	const struct seen *seen;
	bool off; /* the side that is asked for */
};

/* One purpose, and this is it: running is doing (CHK05). */
static bool is_doing(const struct look *look, const struct finding_evidence *evidence)
{
	const struct product *product = look->seen->finding->product;

	return product && product->single_purpose && evidence->level >= LEVEL_ACTIVE &&
	       !evidence_is_of_function(evidence) && product_shows(product, look->function->word);
}

static bool is_switch(const struct look *look, const struct finding_evidence *evidence)
{
	const char *word = evidence->indicator->function, *wanted = look->function->word;

	if (word)
		return strcmp(word, wanted) == 0 && evidence->indicator->turns_off == look->off;
	if (look->off)
		return false;
	return is_doing(look, evidence) ||
	       (strcmp(wanted, INTERCEPTION) == 0 && evidence_is_of_interception(evidence));
}

/* Off is off, for whomever it is meant. */
static bool is_meant_switch(void *arg, const struct finding_evidence *evidence)
{
	const struct look *look = arg;
	enum meaning meaning;

	if (!is_switch(look, evidence) || !seen_takes(look->seen, evidence))
		return false;
	meaning = meaning_at(look->function, evidence);
	return meaning == MEANT || (look->off && meaning == UNCLEAR);
}

/* With what makes devices trust a chain (CHK07). */
static bool is_sign(void *arg, const struct finding_evidence *evidence)
{
	const struct look *look = arg;

	if (strcmp(look->function->word, INTERCEPTION) == 0 && interception_supports(evidence))
		return seen_takes(look->seen, evidence);
	return !evidence_is_of_function(evidence) && is_meant_switch(arg, evidence);
}

static enum confidence sure_of(const struct look *look)
{
	struct look copy = *look;
	struct function_sighting switched;
	struct sighting running;
	const struct finding_evidence *all;
	size_t count;

	all = finding_all(look->seen->finding, &count);
	function_sighting_of(all, count, look->function->word, is_meant_switch, &copy, &switched);
	sighting_of(all, count, is_sign, &copy, &running);
	return running.confidence > switched.confidence ? running.confidence : switched.confidence;
}

static void note_on(struct look *look, struct switches *switches)
{
	const struct finding_evidence *all;
	bool on = false, unclear = false;
	size_t count;

	look->off = false;
	all = finding_all(look->seen->finding, &count);
	for (size_t i = 0; i < count; i++) {
		if (!is_switch(look, &all[i]) || !seen_takes(look->seen, &all[i]))
			continue;
		on |= meaning_at(look->function, &all[i]) == MEANT;
		unclear |= meaning_at(look->function, &all[i]) == UNCLEAR;
	}
	if (on && sure_of(look) > switches->on_sure)
		switches->on_sure = sure_of(look);
	if ((on && !switches->on) || (unclear && !switches->on && !switches->on_elsewhere))
		switches->finding = look->seen->finding;
	switches->on |= on;
	switches->on_elsewhere |= unclear;
}

static void note_off(struct look *look, struct switches *switches)
{
	const struct finding_evidence *all;
	bool off = false;
	size_t count;

	look->off = true;
	all = finding_all(look->seen->finding, &count);
	for (size_t i = 0; i < count; i++)
		off |= is_switch(look, &all[i]) && seen_takes(look->seen, &all[i]) &&
		       meaning_at(look->function, &all[i]) != NOT_MEANT;
	switches->off |= off;
	if (off && sure_of(look) > switches->off_sure)
		switches->off_sure = sure_of(look);
}

void function_look(const struct function *function, struct switches *out)
{
	const struct match_case *one = function->one;
	struct switches switches = { 0 };

	for (size_t i = 0; i < one->file->findings->count; i++) {
		struct look look = { .function = function };
		struct seen seen;

		if (one->file->findings->items[i].entry != one->entry ||
		    !seen_by(one->file, one->rule, &one->file->findings->items[i], DATE_NONE,
		             &seen))
			continue;
		look.seen = &seen;
		if (!switches.finding)
			switches.finding = seen.finding;
		note_on(&look, &switches);
		note_off(&look, &switches);
	}
	*out = switches;
}
