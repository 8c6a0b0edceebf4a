/* Tables for reading rules. */
#include "policies/rules_shape.h"

#include <string.h>

static const char *const levels[] = { "capable",       "present",     "active",
	                              "communicating", "function-on", NULL };
static const char *const exempts[] = { "agreed", "exception", NULL };
static const char *const confidences[] = { "suspected", "probable", "confirmed", NULL };
static const char *const results[] = { "breach",  "undisclosed",       "drift",
	                               "overdue", "incomplete-record", "needs-interpretation",
	                               "ask",     "disclose",          "for-information",
	                               NULL };
static const char *const severities[] = { "critical", "high", "medium", "low", "info", NULL };
static const char *const register_statuses[] = { "proposed",  "pilot",     "in-use",
	                                         "suspended", "withdrawn", NULL };
static const char *const compares[] = {
	"groups",      "device_classes", "networks",  "functions_off", "capabilities",
	"permissions", "organisations",  "countries", "unmentioned",   NULL
};
static const char *const transports[] = { "clear-text", NULL };
static const char *const counted[] = { "organisations", NULL };
static const char *const templates[] = { "safeguarding-boundary", NULL };
static const char *const ignored[] = { "update", "security-heartbeat", NULL };
static const char *const country_evidence[] = { "vendor-statement-or-register-first", NULL };
static const char *const geo_only[] = { "suspected", "ignored", NULL };
static const char *const pages[] = { "staff_pages", NULL };

static const char *const collector_words[] = { "software-inventory",  "policy-settings",
	                                       "certificate-check",   "network-metadata",
	                                       "scripted-page-visit", NULL };

/* All keys of all kinds; which of them a kind takes is in its own table (policies/rules/rules.c).
 */
static const struct shape subject_shape[] = {
	{ "capability_any", SHAPE_CAPABILITY, SHAPE_LIST, NULL, NULL },
	{ "endpoint_category_any", SHAPE_CAPABILITY, SHAPE_LIST, NULL, NULL },
	{ "products", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "register", SHAPE_TEXT, 0, NULL, NULL },
	{ "register_status", SHAPE_WORD, 0, register_statuses, NULL },
	{ "register_purpose", SHAPE_TEXT, 0, NULL, NULL },
	{ "concealed", SHAPE_FLAG, 0, NULL, NULL },
	{ "transport", SHAPE_WORD, 0, transports, NULL },
	{ "compare", SHAPE_WORD, SHAPE_LIST, compares, NULL },
	{ "fields", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "before_use", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "documents_before_use", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "publication", SHAPE_FLAG, 0, NULL, NULL },
	{ "pilot", SHAPE_FLAG, 0, NULL, NULL },
	{ "workload_study", SHAPE_FLAG, 0, NULL, NULL },
	{ "pages", SHAPE_WORD, 0, pages, NULL },
	{ "count", SHAPE_WORD, 0, counted, NULL },
	{ "ai", SHAPE_FLAG, 0, NULL, NULL },
	{ "monitoring", SHAPE_FLAG, 0, NULL, NULL },
	{ "*", SHAPE_ANY, 0, NULL, NULL },
	{ 0 },
};
static const struct shape params_shape[] = {
	{ "days_ai", SHAPE_WHOLE, 0, NULL, NULL },
	{ "days_other", SHAPE_WHOLE, 0, NULL, NULL },
	{ "applies_to_in_use_from_on_or_after", SHAPE_DATE, 0, NULL, NULL },
	{ "publish_every_days", SHAPE_WHOLE, 0, NULL, NULL },
	{ "min", SHAPE_WHOLE, 0, NULL, NULL },
	{ "max", SHAPE_WHOLE, 0, NULL, NULL },
	{ "min_days", SHAPE_WHOLE, 0, NULL, NULL },
	{ "min_devices", SHAPE_WHOLE, 0, NULL, NULL },
	{ "min_independent_signs", SHAPE_WHOLE, 0, NULL, NULL },
	{ "template", SHAPE_WORD, 0, templates, NULL },
	{ "ignore", SHAPE_WORD, SHAPE_LIST, ignored, NULL },
	{ "country_evidence", SHAPE_WORD, 0, country_evidence, NULL },
	{ "geo_only", SHAPE_WORD, 0, geo_only, NULL },
	{ "roles_only", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "roles_never", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "*", SHAPE_ANY, 0, NULL, NULL },
	{ 0 },
};
static const struct shape need_shape[] = {
	{ "collector", SHAPE_WORD, SHAPE_NEEDED, collector_words, NULL },
	{ "devices_pct", SHAPE_PER_CENT, 0, NULL, NULL },
	{ "days", SHAPE_WHOLE, 0, NULL, NULL },
	{ "attributed_pct", SHAPE_PER_CENT, 0, NULL, NULL },
	{ "targets", SHAPE_WHOLE, 0, NULL, NULL },
	{ "networks_pct", SHAPE_PER_CENT, 0, NULL, NULL },
	{ "pages_pct", SHAPE_PER_CENT, 0, NULL, NULL },
	{ 0 },
};

const struct shape rule_shape[] = {
	{ "id", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "say", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "from", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "kind", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "subject", SHAPE_OBJECT, 0, NULL, subject_shape },
	{ "level", SHAPE_WORD, 0, levels, NULL },
	{ "groups", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "device_classes", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "networks", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "sites", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "unless", SHAPE_WORD, SHAPE_LIST, exempts, NULL },
	{ "confidence", SHAPE_WORD, 0, confidences, NULL },
	{ "needs", SHAPE_OBJECT, SHAPE_LIST, NULL, need_shape },
	{ "result", SHAPE_WORD, 0, results, NULL },
	{ "otherwise", SHAPE_WORD, 0, results, NULL },
	{ "severity", SHAPE_WORD, 0, severities, NULL },
	{ "params", SHAPE_OBJECT, 0, NULL, params_shape },
	{ "ask", SHAPE_TEXT, SHAPE_LIST, NULL, NULL },
	{ "adopted", SHAPE_FLAG, 0, NULL, NULL },
	{ 0 },
};

#define SEE_SOFTWARE "[{\"collector\":\"software-inventory\",\"devices_pct\":90}]"
#define SEE_NETWORK "[{\"collector\":\"network-metadata\",\"days\":5,\"attributed_pct\":70}]"
#define SEE_PAGES "[{\"collector\":\"scripted-page-visit\",\"pages_pct\":100}]"
#define SEE_CERTIFICATES "[{\"collector\":\"certificate-check\",\"networks_pct\":100}]"
#define SEE_SETTINGS "[{\"collector\":\"policy-settings\",\"devices_pct\":80}]"
#define EVERY_ENTRY "{\"register\":\"*\"}"

static const struct rule_default defaults[] = {
	{ "register", "present", "probable", STATUS_UNDISCLOSED, "high", "{}", SEE_SOFTWARE },
	{ "prohibit", "active", "confirmed", STATUS_NEEDS_INTERPRETATION, "high", "{}",
	  SEE_SOFTWARE },
	{ "match-agreed", "present", "confirmed", STATUS_DRIFT, "high",
	  "{\"register\":\"*\",\"compare\":[\"capabilities\",\"permissions\",\"organisations\","
	  "\"countries\"]}",
	  SEE_SOFTWARE },
	{ "destinations", "communicating", "confirmed", STATUS_NEEDS_INTERPRETATION, "medium",
	  EVERY_ENTRY, SEE_NETWORK },
	{ "limit", "communicating", "confirmed", STATUS_BREACH, "low",
	  "{\"pages\":\"staff_pages\",\"count\":\"organisations\"}", SEE_PAGES },
	{ "hours", "communicating", "confirmed", STATUS_BREACH, "medium", EVERY_ENTRY,
	  SEE_NETWORK },
	{ "notice", NULL, "confirmed", STATUS_BREACH, "medium", EVERY_ENTRY, "[]" },
	{ "deadline", NULL, "confirmed", STATUS_OVERDUE, "medium",
	  "{\"register\":\"*\",\"fields\":[\"next_review\",\"sunset\"]}", "[]" },
	{ "record", NULL, "confirmed", STATUS_INCOMPLETE_RECORD, "medium",
	  "{\"register\":\"*\",\"fields\":[\"purposes_agreed\",\"data_kinds\",\"destinations\","
	  "\"retention_days\","
	  "\"access_posts\",\"roles.controller\",\"refs.dpia\"]}",
	  "[]" },
	{ "disclose", NULL, "confirmed", STATUS_DISCLOSE, "info", "{\"ai\":true}", "[]" },
	{ "ask", NULL, "confirmed", STATUS_ASK, "info", EVERY_ENTRY, "[]" },
};

const struct rule_default *rule_default_of(const char *kind)
{
	for (size_t i = 0; i < sizeof(defaults) / sizeof(*defaults); i++)
		if (strcmp(defaults[i].kind, kind) == 0)
			return &defaults[i];
	return NULL;
}

/* True when `key` lists something, and nothing but `words`. */
static bool lists_only(struct json_object *subject, const char *key, const char *const *words)
{
	struct json_object *list = field_object(subject, key);
	size_t count = field_count(subject, key);

	for (size_t i = 0; i < count; i++) {
		const char *word = json_object_get_string(json_object_array_get_idx(list, i));

		if (!word || !texts_hold(words, word))
			return false;
	}
	return count > 0;
}

const char *rule_default_needs(const struct rule_default *otherwise, struct json_object *subject)
{
	static const char *const opened[] = { "tls-interception", NULL },
				 *const switches[] = { "functions_off", NULL },
				 *const called[] = { "advertising", "session-replay",
		                                     "behavioural-profiling", "data-broker", NULL };

	if (field_text(subject, "pages") || lists_only(subject, "capability_any", called))
		return SEE_PAGES;
	if (field_text(subject, "transport"))
		return SEE_NETWORK;
	if (lists_only(subject, "capability_any", opened))
		return SEE_CERTIFICATES;
	if (lists_only(subject, "compare", switches))
		return SEE_SETTINGS;
	return otherwise->needs;
}
