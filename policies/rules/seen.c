/* Evidence through the eyes of one rule. */
#include "policies/rules/seen.h"

#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/rules/baseline.h"
#include "policies/rules/outcome.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

/* A name that only the local network knows (RFC 6762, 8375, and what is in use). */
static bool is_local(const char *host)
{
	static const char *const ends[] = { ".local", ".lan", ".internal", ".home.arpa", NULL };
	size_t len = strlen(host);

	for (const char *const *end = ends; *end; end++)
		if (len > strlen(*end) && strcmp(host + len - strlen(*end), *end) == 0)
			return true;
	return !strchr(host, '.');
}

bool seen_takes(const struct seen *seen, const struct finding_evidence *evidence)
{
	const struct observation *fact = evidence->fact;
	date last = evidence_last(evidence, seen->file->places);

	if (seen->after != DATE_NONE && last != DATE_NONE && last <= seen->after)
		return false;
	if (seen->named_by &&
	    (fact->kind != OBSERVED_CONTACT || !fact->detail ||
	     strcmp(fact->detail, seen->named_by) != 0 || is_local(fact->subject)))
		return false;
	return scope_takes_place(seen->file->agreement, seen->rule,
	                         &seen->file->places[evidence->place].location);
}

static bool takes(void *arg, const struct finding_evidence *evidence)
{
	return seen_takes(arg, evidence);
}

const struct finding_evidence *finding_all(const struct finding *finding, size_t *count)
{
	*count = finding->all ? finding->evidence_total : finding->evidence_count;
	return finding->all ? finding->all : finding->evidence;
}

static bool look(const struct seen *from, struct seen *out)
{
	const struct finding_evidence *evidence;
	struct seen seen = *from;
	size_t count;

	evidence = finding_all(seen.finding, &count);
	sighting_of(evidence, count, takes, &seen, &seen.sighting);
	*out = seen;
	return seen.sighting.seen;
}

bool seen_by(const struct case_file *file, const struct rule *rule, const struct finding *finding,
             date after, struct seen *out)
{
	const struct seen seen = { .file = file, .rule = rule, .finding = finding, .after = after };

	return look(&seen, out);
}

bool seen_in_clear_text(const struct case_file *file, const struct rule *rule,
                        const struct finding *finding, struct seen *out)
{
	const struct seen seen = {
		.file = file,
		.rule = rule,
		.finding = finding,
		.after = DATE_NONE,
		.named_by = "http",
	};

	return look(&seen, out);
}

/* Whether the rule sees that function switched on or off. */
static void seen_function(const struct seen *seen, const char *word, struct function_sighting *out)
{
	struct seen copy = *seen;
	size_t count;
	const struct finding_evidence *evidence = finding_all(seen->finding, &count);

	function_sighting_of(evidence, count, word, takes, &copy, out);
}

enum level seen_level(const struct seen *seen, const char *word)
{
	struct function_sighting function;

	seen_function(seen, word, &function);
	return function_is_on(&function, seen->sighting.confidence)
	               ? LEVEL_FUNCTION_ON
	               : finding_capability_level(seen->finding, word, seen->sighting.level);
}

enum confidence seen_confidence(const struct seen *seen, const char *word, int least)
{
	struct function_sighting function;
	enum confidence sure = seen->sighting.confidence;

	if ((int)finding_capability_level(seen->finding, word, seen->sighting.level) >= least)
		return sure;
	seen_function(seen, word, &function);
	return function.on_sure < sure ? function.on_sure : sure;
}

bool seen_switched_off(const struct seen *seen, const char *word)
{
	struct function_sighting function;

	seen_function(seen, word, &function);
	return function.off && !function.on;
}

const char *const *seen_words(const struct seen *seen, int least,
                              bool (*skip)(const struct seen *seen, const char *word))
{
	const struct finding *finding = seen->finding;
	const char **words =
		arena_take(seen->file->arena, finding->capability_count + 1, sizeof(*words));
	size_t count = 0;

	for (size_t i = 0; words && i < finding->capability_count; i++) {
		const char *word = finding->capabilities[i].word;

		if (subject_count(seen->rule, "capability_any") &&
		    !subject_has(seen->rule, "capability_any", word))
			continue;
		if ((int)seen_level(seen, word) < least)
			continue;
		if (!skip || !skip(seen, word))
			words[count++] = word;
	}
	return words;
}

bool entry_names_function(const struct register_entry *entry, const char *path, const char *word,
                          const struct agreement *agreement, const struct location *location)
{
	struct json_object *list = entry_field(entry, path);
	size_t len = strlen(word);

	for (size_t i = 0; i < list_length(list); i++) {
		const char *function = json_object_get_string(json_object_array_get_idx(list, i));

		if (!function || strncmp(function, word, len) != 0)
			continue;
		if (!function[len] || (function[len] == ':' &&
		                       scope_word_means(agreement, location, function + len + 1)))
			return true;
	}
	return false;
}

static bool group_is_agreed(const void *entry, const char *group)
{
	return entry_has_word(entry, "groups_covered", group) ||
	       entry_has_word(entry, "groups_incidental", group);
}

/* What the row does not record, it does not rule out. */
static bool row_has_place(const struct register_entry *entry, const struct agreement *agreement,
                          const struct location *location)
{
	bool is_network = !scope_is_device(location) || !location->device_class;
	const char *field = is_network ? "networks" : "device_classes";
	const char *id = is_network ? location->network : location->device_class;

	if (!id)
		return true;
	if (entry_field(entry, field) && !entry_says_not_applicable(entry, field) &&
	    !entry_has_word(entry, field, id))
		return false;
	return !entry_field(entry, "groups_covered") ||
	       entry_says_not_applicable(entry, "groups_covered") ||
	       scope_groups_meet(agreement, id, is_network, group_is_agreed, entry);
}

bool seen_is_agreed_at(const struct seen *seen, const char *word, const struct location *location)
{
	const struct register_entry *entry = seen->finding->entry;
	const struct agreement *agreement = seen->file->agreement;

	return entry_names_function(entry, "functions_allowed", word, agreement, location) &&
	       !entry_names_function(entry, "functions_off", word, agreement, location);
}

static bool baseline_knows(const struct seen *seen, const char *word)
{
	struct baseline baseline;

	baseline_of(seen->file, seen->finding->entry, &baseline);
	return !baseline_list(&baseline, "capabilities") || baseline.superseded != DATE_NONE ||
	       baseline_has(&baseline, "capabilities", word);
}

bool seen_is_agreed(const struct seen *seen, const char *word)
{
	const struct finding *finding = seen->finding;
	const struct register_entry *entry = finding->entry;
	const struct finding_evidence *all;
	size_t count;

	if (!words_have(seen->rule->unless, "agreed") || !entry ||
	    (entry->status != ENTRY_IN_USE && entry->status != ENTRY_PILOT))
		return false;
	if (!baseline_knows(seen, word))
		return false;
	all = finding_all(finding, &count);
	for (size_t i = 0; i < count; i++) {
		struct seen copy = *seen;

		if (takes(&copy, &all[i]) && evidence_counts(&all[i], seen->sighting.confidence) &&
		    !seen_is_agreed_at(seen, word, &seen->file->places[all[i].place].location))
			return false;
	}
	return true;
}

bool seen_where_agreed(const struct seen *seen)
{
	const struct finding_evidence *all;
	size_t count;

	all = finding_all(seen->finding, &count);
	for (size_t i = 0; i < count; i++)
		if (seen_takes(seen, &all[i]) &&
		    evidence_counts(&all[i], seen->sighting.confidence) &&
		    !row_has_place(seen->finding->entry, seen->file->agreement,
		                   &seen->file->places[all[i].place].location))
			return false;
	return true;
}

void verdict_of_seen(struct verdict *verdict, const struct seen *seen)
{
	verdict->finding = seen->finding;
	verdict->entry = seen->finding->entry;
	verdict->has_confidence = true;
	verdict->confidence = seen->sighting.confidence;
}

enum status status_when_unsure(const struct rule *rule)
{
	enum status status = rule->otherwise < STATUS_NEEDS_INTERPRETATION
	                             ? STATUS_NEEDS_INTERPRETATION
	                             : rule->otherwise;

	return status_bounded(rule, status);
}

enum status rule_when_unsure(const struct rule *rule)
{
	/* dates on record are sure; there `otherwise` is for what came too late (rules/record.c) */
	if (strcmp(rule->kind->name, "record") == 0)
		return status_bounded(rule, rule->otherwise);
	return status_when_unsure(rule);
}

const char *seen_subject(const struct seen *seen)
{
	const struct finding *finding = seen->finding;

	if (finding->entry)
		return finding->entry->id;
	return arena_printf(seen->file->arena, "product:%s", finding->product->id);
}

bool seen_serves_its_user(const struct seen *seen)
{
	const struct finding *finding = seen->finding;

	return !finding->entry && finding->product &&
	       finding->product->reports_to == REPORTS_TO_PERSON;
}
