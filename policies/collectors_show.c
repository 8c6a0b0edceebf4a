/* What a way of looking could show at all, were it there: the other half of coverage per claim
 * (model PR-22). */
#include <string.h>

#include "policies/collectors.h"
#include "policies/rules/interception.h"
#include "policies/rules/rule.h"
#include "policies/rules/subject.h"

static bool is_kind(const struct rule *rule, const char *name)
{
	return rule->kind && strcmp(rule->kind->name, name) == 0;
}

bool rule_looks(const struct rule *rule)
{
	static const char *const kinds[] = {
		"register", "prohibit", "match-agreed", "destinations", "limit", "hours", NULL
	};

	return rule->kind && words_have(kinds, rule->kind->name);
}

/* What a page makes a browser call. */
static bool is_called(const char *ability)
{
	static const char *const called[] = { "advertising", "session-replay",
		                              "behavioural-profiling", "data-broker", NULL };

	return words_have(called, ability);
}

static bool compares_any(const struct rule *rule, const char *const *words)
{
	for (size_t i = 0; i < subject_count(rule, "compare"); i++)
		if (words_have(words, subject_word(rule, "compare", i)))
			return true;
	return false;
}

static bool is_of_pages(const struct rule *rule)
{
	return is_kind(rule, "limit") || subject_count(rule, "pages") ||
	       subject_count(rule, "endpoint_category_any");
}

static bool is_of_traffic(const struct rule *rule)
{
	return is_kind(rule, "destinations") || is_kind(rule, "hours") ||
	       subject_count(rule, "transport");
}

static bool network_shows(const struct rule *rule)
{
	static const char *const compared[] = { "organisations", "countries", NULL };

	return is_of_traffic(rule) || rule->level == LEVEL_COMMUNICATING ||
	       compares_any(rule, compared);
}

static bool settings_show(const struct rule *rule)
{
	static const char *const compared[] = { "functions_off", NULL };

	if (subject_is_true(rule, "concealed"))
		return false;
	return rule->level == LEVEL_FUNCTION_ON || compares_any(rule, compared) ||
	       (is_kind(rule, "prohibit") && rule->level < 0);
}

static bool software_shows(const struct rule *rule)
{
	static const char *const compared[] = { "groups",      "device_classes",
		                                "networks",    "capabilities",
		                                "permissions", "unmentioned",
		                                NULL };

	if (is_of_traffic(rule))
		return false;
	return !is_kind(rule, "match-agreed") || !subject_count(rule, "compare") ||
	       compares_any(rule, compared);
}

static bool shows(const char *collector, const struct rule *rule, const char *ability)
{
	if (is_of_pages(rule))
		return strcmp(collector, "scripted-page-visit") == 0;
	if (strcmp(collector, "scripted-page-visit") == 0)
		return is_called(ability);
	if (strcmp(collector, "certificate-check") == 0)
		return strcmp(ability, INTERCEPTION) == 0 && !is_of_traffic(rule);
	if (strcmp(collector, "network-metadata") == 0)
		return network_shows(rule) && strcmp(ability, INTERCEPTION) != 0;
	if (strcmp(ability, INTERCEPTION) == 0 || is_called(ability))
		return false;
	return strcmp(collector, "policy-settings") == 0 ? settings_show(rule)
	                                                 : software_shows(rule);
}

bool collector_can_show(const char *collector, const struct rule *rule, const char *ability)
{
	size_t words = is_kind(rule, "prohibit") ? subject_count(rule, "capability_any") : 0;

	if (!rule_looks(rule))
		return true;
	if (ability || !words)
		return shows(collector, rule, ability ? ability : "");
	for (size_t i = 0; i < words; i++)
		if (shows(collector, rule, subject_word(rule, "capability_any", i)))
			return true;
	return false;
}

bool needs_can_show(const struct rule *rule, const char *ability)
{
	for (size_t i = 0; i < rule->need_count; i++)
		if (collector_can_show(rule->needs[i].collector, rule, ability))
			return true;
	return !rule->need_count;
}
