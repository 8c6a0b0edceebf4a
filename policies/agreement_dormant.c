/* Rules that can never fire: `daylight agreement check` says which, and why. */
#include <string.h>

#include "policies/agreement_doubts.h"
#include "policies/catalogue_explain.h"
#include "policies/collectors.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"
#include "policies/shape.h"

struct doubt {
	const struct agreement *agreement;
	const struct catalogue *catalogue;
	struct arena *arena;
	struct text *out;
	const struct rule *rule;
	size_t count;
};

static void say(struct doubt *doubt, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct doubt *doubt, const char *format, ...)
{
	va_list args;

	text_addf(doubt->out, "%s: ", doubt->rule->id);
	va_start(args, format);
	text_vaddf(doubt->out, format, args);
	va_end(args);
	text_add(doubt->out, "\n");
	doubt->count++;
}

static bool is_on_list(const struct agreement *agreement, const char *product)
{
	for (size_t i = 0; i < agreement->entry_count; i++)
		if (texts_hold(agreement->entries[i].products, product))
			return true;
	return false;
}

static void check_products(struct doubt *doubt)
{
	for (size_t i = 0; i < subject_count(doubt->rule, "products"); i++) {
		const char *id = subject_word(doubt->rule, "products", i), *nearest;

		if (!id || catalogue_find(doubt->catalogue, id) || is_on_list(doubt->agreement, id))
			continue;
		nearest = catalogue_nearest(doubt->catalogue, id, doubt->arena);
		say(doubt,
		    "it can never fire for \"%s\": the catalogue knows no such product%s%s%s", id,
		    nearest ? " (did you mean \"" : " (see daylight catalogue list)",
		    nearest ? nearest : "", nearest ? "\"?)" : "");
	}
}

/* The ability of one product of the catalogue, or of a row of the list. */
static bool somebody_can(const struct doubt *doubt, const char *word, size_t len)
{
	const struct catalogue *catalogue = doubt->catalogue;

	for (size_t i = 0; i < catalogue->product_count; i++) {
		const struct product *product = &catalogue->products[i];

		for (size_t c = 0; c < product->capability_count; c++)
			if (strlen(product->capabilities[c].word) == len &&
			    strncmp(product->capabilities[c].word, word, len) == 0)
				return true;
	}
	return false;
}

/* Kinds whose subject is what is seen, not what the list says. */
static bool is_about_evidence(const struct rule *rule)
{
	static const char *const kinds[] = { "register", "prohibit", "disclose", NULL };

	return texts_hold(kinds, rule->kind->name);
}

static void check_abilities(struct doubt *doubt)
{
	struct text none = { 0 }, own = { 0 };
	size_t all = subject_count(doubt->rule, "capability_any"), silent = 0;

	for (size_t i = 0; is_about_evidence(doubt->rule) && i < all; i++) {
		const char *word = subject_word(doubt->rule, "capability_any", i);
		bool local = word && strncmp(word, "local:", 6) == 0;
		struct text *list = local ? &own : &none;

		if (!word || (!local && (strcmp(word, "tls-interception") == 0 ||
		                         somebody_can(doubt, word, strcspn(word, ":")))))
			continue;
		text_addf(list, "%s%s", list->len ? ", " : "", word);
		silent++;
	}
	if (own.len)
		say(doubt, "it can never fire for words of your own, which are not looked for: %s",
		    own.at);
	if (none.len)
		say(doubt, "%s no product of this catalogue is said to be able to: %s",
		    silent == all ? "it can fire for nothing known:"
		                  : "for these it is silent, since",
		    none.at);
	text_free(&own);
	text_free(&none);
}

static bool list_meets(struct json_object *list, const char *const *groups)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++)
		if (texts_hold(groups, json_object_get_string(json_object_array_get_idx(list, i))))
			return true;
	return false;
}

static bool a_network_has(const struct agreement *agreement, const char *const *groups)
{
	struct json_object *scope = field_object(agreement->root, "scope");
	struct json_object *networks = field_object(scope, "networks");

	for (size_t i = 0; i < field_count(scope, "networks"); i++)
		if (list_meets(field_object(json_object_array_get_idx(networks, i), "groups"),
		               groups))
			return true;
	return false;
}

static bool a_class_has(const struct agreement *agreement, const char *const *groups)
{
	for (size_t i = 0; i < agreement->class_count; i++) {
		const struct device_class *class = &agreement->classes[i];

		if (class->inspect && !class->groups[0])
			return true;
		for (const char *const *group = groups; class->inspect && *group; group++)
			if (texts_hold(class->groups, *group))
				return true;
	}
	return false;
}

static void check_groups(struct doubt *doubt)
{
	const char *const *groups = doubt->rule->groups;

	if (!groups[0] || !doubt->agreement->class_count || !is_about_evidence(doubt->rule) ||
	    a_class_has(doubt->agreement, groups) || a_network_has(doubt->agreement, groups))
		return;
	say(doubt,
	    "it can never fire: no class of devices that is looked at, and no network, has a group "
	    "of this rule (%s%s)",
	    groups[0], groups[1] ? ", ..." : "");
}

static void say_blind(struct doubt *doubt, const char *ability)
{
	const char *const *want = collectors_for(doubt->rule, ability, doubt->arena);
	struct text asked = { 0 }, wanted = { 0 };

	for (size_t i = 0; i < doubt->rule->need_count; i++)
		text_addf(&asked, "%s%s", i ? ", " : "", doubt->rule->needs[i].collector);
	for (size_t i = 0; want && want[i]; i++)
		text_addf(&wanted, "%s%s", i ? " or " : "", want[i]);
	say(doubt,
	    "what it asks to be looked at (%s) could not show %s%s%s, so nothing is said where "
	    "that "
	    "was not seen (want %s)",
	    asked.at ? asked.at : "", ability ? "\"" : "what it is about", ability ? ability : "",
	    ability ? "\"" : "", wanted.at ? wanted.at : "another rule");
	text_free(&asked);
	text_free(&wanted);
}

/* Model PR-22: what is written out must be able to show the subject, as the defaults are. */
static void check_needs(struct doubt *doubt)
{
	const struct rule *rule = doubt->rule;
	bool abilities = strcmp(rule->kind->name, "prohibit") == 0;

	if (!needs_can_show(rule, NULL)) {
		say_blind(doubt, NULL);
		return;
	}
	for (size_t i = 0; abilities && i < subject_count(rule, "capability_any"); i++)
		if (!needs_can_show(rule, subject_word(rule, "capability_any", i)))
			say_blind(doubt, subject_word(rule, "capability_any", i));
}

static void check_collectors(struct doubt *doubt)
{
	for (size_t i = 0; i < doubt->rule->need_count; i++) {
		const struct collector *collector = collector_find(doubt->rule->needs[i].collector);

		if (collector && !*collector->probes)
			say(doubt,
			    "what it needs is never met: no check serves \"%s\" yet, so it says "
			    "nothing of what was not seen",
			    collector->word);
	}
}

static bool a_class_is_looked_at(const struct doubt *doubt)
{
	for (size_t i = 0; i < doubt->agreement->class_count; i++)
		if (scope_takes_class(doubt->rule, &doubt->agreement->classes[i]))
			return true;
	return false;
}

/* Devices on a network that is not recorded can be looked at all the same. */
static bool a_network_is_looked_at(const struct doubt *doubt)
{
	if (collector_can_show("software-inventory", doubt->rule, NULL) ||
	    collector_can_show("policy-settings", doubt->rule, NULL))
		return doubt->rule->networks[0];
	for (const char *const *network = doubt->rule->networks; *network; network++) {
		const struct location location = { .kind = "capture", .network = *network };

		if (!scope_excludes(doubt->agreement, &location))
			return true;
	}
	return false;
}

static bool names_several(const struct rule *rule)
{
	size_t count = 0;

	while (rule->device_classes[count])
		count++;
	for (size_t i = 0; rule->networks[i]; i++)
		count++;
	return count > 1;
}

/* A rule that names classes or networks, none of which may be looked at. */
static void check_places(struct doubt *doubt)
{
	const struct rule *rule = doubt->rule;

	if (!rule_looks(rule) || (!rule->device_classes[0] && !rule->networks[0]) ||
	    a_class_is_looked_at(doubt) || a_network_is_looked_at(doubt))
		return;
	say(doubt,
	    "it can never fire: of what it names (%s%s) nothing is looked at by this agreement",
	    rule->device_classes[0] ? rule->device_classes[0] : rule->networks[0],
	    names_several(rule) ? ", ..." : "");
}

/* Only an ability can be switched on; a product as a whole is at most seen communicating. */
static void check_level(struct doubt *doubt)
{
	const struct rule *rule = doubt->rule;

	if (rule->level != LEVEL_FUNCTION_ON || subject_count(rule, "capability_any") ||
	    subject_has(rule, "compare", "functions_off") || !is_about_evidence(rule) ||
	    strcmp(rule->kind->name, "register") == 0)
		return;
	say(doubt,
	    "it can never fire at \"function-on\": that is seen of an ability, and it names none "
	    "(want communicating, active, present or capable)");
}

static bool a_row_has_purpose(const struct agreement *agreement, const char *purpose)
{
	for (size_t i = 0; i < agreement->entry_count; i++)
		if (entry_has_word(&agreement->entries[i], "purposes_agreed", purpose))
			return true;
	return false;
}

static void check_rows(struct doubt *doubt)
{
	struct json_object *scope = field_object(doubt->agreement->root, "scope");
	struct json_object *hours = field_object(doubt->agreement->root, "hours");
	const char *purpose = field_text(doubt->rule->subject, "register_purpose");

	if (purpose && !a_row_has_purpose(doubt->agreement, purpose))
		say(doubt,
		    "it can never fire: no row of the technology list has the purpose \"%s\"",
		    purpose);
	if (subject_count(doubt->rule, "pages") && !field_count(scope, "staff_pages"))
		say(doubt, "it can never fire: the scope names no staff_pages");
	if (strcmp(doubt->rule->kind->name, "hours") == 0 && !field_count(hours, "working") &&
	    !field_count(hours, "quiet_bands"))
		say(doubt, "it can never fire: \"hours\" gives neither working nor quiet_bands");
}

size_t doubts_of_rules(const struct agreement *agreement, const struct catalogue *catalogue,
                       struct arena *arena, struct text *out)
{
	struct doubt doubt = {
		.agreement = agreement, .catalogue = catalogue, .arena = arena, .out = out
	};

	for (size_t i = 0; i < agreement->rule_count; i++) {
		doubt.rule = &agreement->rules[i];
		check_products(&doubt);
		check_abilities(&doubt);
		check_groups(&doubt);
		check_places(&doubt);
		check_collectors(&doubt);
		check_needs(&doubt);
		check_level(&doubt);
		check_rows(&doubt);
	}
	return doubt.count;
}
