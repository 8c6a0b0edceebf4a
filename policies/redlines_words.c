/* Tables of the line form (model 2.3). */
#include "policies/redlines_words.h"

#include <string.h>

#include "policies/rules_shape.h"

const struct redlines_verb redlines_verbs[] = {
	{ "require-entry", "register", "capability_any", NULL },
	{ "forbid", "prohibit", "capability_any", NULL },
	{ "match-agreed", "match-agreed", "compare", NULL },
	{ "destinations", "destinations", "endpoint_category_any", NULL },
	{ "at-most", "limit", NULL, "max" },
	{ "hours", "hours", "capability_any", NULL },
	{ "notice", "notice", NULL, "days_other" },
	{ "due", "deadline", "fields", NULL },
	{ "fields", "record", "fields", NULL },
	{ "list", "disclose", "capability_any", NULL },
	{ "ask", "ask", NULL, NULL },
	{ 0 },
};

const struct redlines_field redlines_fields[] = {
	{ "when", "level", false },       { "for", "groups", true },
	{ "on", "device_classes", true }, { "over", "networks", true },
	{ "at", "sites", true },          { "unless", "unless", true },
	{ "sure", "confidence", false },  { "otherwise", "otherwise", false },
	{ "from", "from", true },         { "ask", "ask", true },
	{ "weight", "severity", false },  { 0 },
};

const struct redlines_need redlines_needs[] = {
	{ "devices_pct", "% of devices" },
	{ "networks_pct", "% of networks" },
	{ "pages_pct", "% of pages" },
	{ "attributed_pct", "% attributed" },
	{ "days", " days" },
	{ "targets", " targets" },
	{ 0 },
};

const char *const redlines_words[] = { "when", "for",   "on",     "over",    "at",   "unless",
	                               "sure", "needs", "then",   "about",   "with", "otherwise",
	                               "from", "ask",   "weight", "adopted", "also", NULL };

const struct redlines_verb *redlines_verb_of(const char *verb)
{
	for (const struct redlines_verb *v = redlines_verbs; v->verb; v++)
		if (strcmp(v->verb, verb) == 0)
			return v;
	return NULL;
}

const struct redlines_verb *redlines_verb_for(const char *kind)
{
	for (const struct redlines_verb *v = redlines_verbs; v->verb; v++)
		if (strcmp(v->kind, kind) == 0)
			return v;
	return NULL;
}

const struct redlines_field *redlines_field_of(const char *word)
{
	for (const struct redlines_field *f = redlines_fields; f->word; f++)
		if (strcmp(f->word, word) == 0)
			return f;
	return NULL;
}

bool redlines_has_word(const char *key)
{
	static const char *const told[] = { "id",    "say",    "kind",    "subject",  "params",
		                            "needs", "result", "adopted", "severity", NULL };

	for (const struct redlines_field *f = redlines_fields; f->word; f++)
		if (strcmp(f->key, key) == 0)
			return true;
	return texts_hold(told, key);
}

static const struct shape *member(const struct shape *shape, const char *key)
{
	for (; shape && shape->key; shape++)
		if (strcmp(shape->key, key) == 0)
			return shape;
	return NULL;
}

bool redlines_is_list(const char *part, const char *key)
{
	const struct shape *shape = *part ? member(rule_shape, part) : NULL;

	shape = member(*part ? (shape ? shape->inner : NULL) : rule_shape, key);
	return shape && (shape->flags & SHAPE_LIST);
}
