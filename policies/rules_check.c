/* Holds a rule to the words of its kind, and to what the agreement and the clauses hold. */
#include "policies/rules_check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policies/rules/rule.h"
#include "policies/rules/subject.h"
#include "probes/base/text.h"

#define SCOPE_WORDS 1025

static int refuse(const struct rule_reading *reading, const char *key, const char *what)
{
	char at[SHAPE_POINTER];

	shape_step(at, reading->at, key);
	document_problem(reading->context.document, reading->context.problem, at, "%s", what);
	return -EBADMSG;
}

static int check_entry(const struct rule_reading *reading, struct json_object *subject)
{
	const char *id = field_text(subject, "register");

	if (!id || strcmp(id, "*") == 0 || agreement_entry(reading->all->out, id))
		return 0;
	return refuse(reading, "subject/register",
	              "want \"*\" or the id of a row of the technology list");
}

/* `prefix` as in "refs." for names that are given without it. */
static int check_paths(const struct rule_reading *reading, struct json_object *subject,
                       const char *key, const char *prefix)
{
	struct json_object *list = field_object(subject, key);

	for (size_t i = 0; i < field_count(subject, key); i++) {
		const char *name = json_object_get_string(json_object_array_get_idx(list, i));
		char path[128], at[SHAPE_POINTER], lists[SHAPE_POINTER];

		snprintf(path, sizeof(path), "%s%.100s", prefix, name);
		if (register_row_has(path))
			continue;
		shape_step(lists, reading->at, "subject");
		shape_step(at, lists, key);
		shape_index(lists, at, i);
		document_problem(reading->context.document, reading->context.problem, lists,
		                 "\"%.60s\" is not a field of a row of the technology list", name);
		return -EBADMSG;
	}
	return 0;
}

static int check_subject(const struct rule_reading *reading, const struct rule *rule)
{
	char at[SHAPE_POINTER];
	bool dates = strcmp(rule->kind->name, "deadline") == 0;
	int ret;

	shape_step(at, reading->at, "subject");
	ret = document_keys(reading->context.document, rule->subject, at, rule->kind->subject_keys,
	                    reading->context.problem);
	if (!ret)
		ret = check_entry(reading, rule->subject);
	if (!ret)
		ret = check_paths(reading, rule->subject, "fields", dates ? "dates." : "");
	if (!ret)
		ret = check_paths(reading, rule->subject, "before_use", "dates.");
	if (!ret)
		ret = check_paths(reading, rule->subject, "documents_before_use", "refs.");
	if (!ret && strcmp(rule->kind->name, "prohibit") == 0 &&
	    json_object_object_length(rule->subject) == 0)
		ret = refuse(reading, "subject",
		             "say what is not allowed, for example \"capability_any\": "
		             "[\"keystroke-logging\"]");
	if (!ret && strcmp(rule->kind->name, "match-agreed") == 0 &&
	    !field_count(rule->subject, "compare"))
		ret = refuse(reading, "subject",
		             "say what is compared, for example \"compare\": "
		             "[\"device_classes\"]");
	return ret;
}

static int check_params(const struct rule_reading *reading, const struct rule *rule)
{
	char at[SHAPE_POINTER];
	int ret;

	shape_step(at, reading->at, "params");
	ret = document_keys(reading->context.document, rule->params, at, rule->kind->param_keys,
	                    reading->context.problem);
	if (ret)
		return ret;
	if (strcmp(rule->kind->name, "notice") == 0 && !field_object(rule->params, "days_other") &&
	    !field_object(rule->params, "days_ai"))
		return refuse(reading, "params",
		              "say how many days: \"days_other\": 28, and for AI \"days_ai\": 90");
	if (strcmp(rule->kind->name, "limit") == 0 && !field_object(rule->params, "max"))
		return refuse(reading, "params", "say how many are allowed: \"max\": 3");
	if (field_object(rule->params, "min") && !subject_has(rule, "fields", "training_hours"))
		return refuse(reading, "params",
		              "\"min\" counts hours of training: \"fields\": [\"training_hours\"]");
	if (field_flag(rule->subject, "publication") &&
	    !field_object(rule->params, "publish_every_days"))
		return refuse(reading, "params",
		              "say how often it is published: \"publish_every_days\": 365");
	return 0;
}

int rule_check_objects(const struct rule_reading *reading, const struct rule *rule)
{
	int ret = check_subject(reading, rule);

	return ret ? ret : check_params(reading, rule);
}

static int check_clauses(const struct rule_reading *reading, const struct rule *rule)
{
	for (size_t i = 0; rule->from[i]; i++) {
		char lists[SHAPE_POINTER], at[SHAPE_POINTER];
		const char *nearest;

		if (packs_clause(reading->all->packs, rule->from[i]) ||
		    strncmp(rule->from[i], "local:", 6) == 0)
			continue;
		nearest = text_nearest(rule->from[i], packs_clause_ids(reading->all->packs));
		shape_step(lists, reading->at, "from");
		shape_index(at, lists, i);
		document_problem(reading->context.document, reading->context.problem, at,
		                 nearest ? "there is no clause \"%.60s\" (did you mean \"%s\"? One "
		                           "of your own is written "
		                           "\"local:...\")"
		                         : "there is no clause \"%.60s\" (one of your own is "
		                           "written \"local:...\")%s",
		                 rule->from[i], nearest ? nearest : "");
		return -EBADMSG;
	}
	return 0;
}

static int check_questions(const struct rule_reading *reading, const struct rule *rule)
{
	for (size_t i = 0; rule->ask[i]; i++) {
		char lists[SHAPE_POINTER], at[SHAPE_POINTER];

		if (agreement_question(reading->all->out, rule->ask[i]))
			continue;
		shape_step(lists, reading->at, "ask");
		shape_index(at, lists, i);
		document_problem(reading->context.document, reading->context.problem, at,
		                 "there is no question \"%.60s\" (add it to \"questions\")",
		                 rule->ask[i]);
		return -EBADMSG;
	}
	return 0;
}

/* The ids of a list's rows, or its words; the first of very many. */
static void scope_words(struct json_object *list, const char *words[SCOPE_WORDS])
{
	size_t count = 0;

	for (size_t i = 0; i < json_object_array_length(list) && count < SCOPE_WORDS - 1; i++) {
		struct json_object *row = json_object_array_get_idx(list, i);
		const char *id = json_object_is_type(row, json_type_string)
		                         ? json_object_get_string(row)
		                         : field_text(row, "id");

		if (id)
			words[count++] = id;
	}
	words[count] = NULL;
}

/* `key` is the same in a rule and in the scope. A scope that lists none bounds nothing. */
static int check_scope(const struct rule_reading *reading, const char *key,
                       const char *const *words, const char *called)
{
	struct json_object *scope = field_object(reading->all->out->root, "scope");
	struct json_object *list = field_object(scope, key);
	char lists[SHAPE_POINTER], at[SHAPE_POINTER];
	const char *known[SCOPE_WORDS], *nearest;

	if (!field_count(scope, key))
		return 0;
	scope_words(list, known);
	for (size_t i = 0; words[i]; i++) {
		if (texts_hold(known, words[i]))
			continue;
		nearest = text_nearest(words[i], known);
		shape_step(lists, reading->at, key);
		shape_index(at, lists, i);
		document_problem(reading->context.document, reading->context.problem, at,
		                 nearest ? "there is no %s \"%.60s\" in \"scope\" (did you mean "
		                           "\"%.60s\"?)"
		                         : "there is no %s \"%.60s\" in \"scope\" (add it there, "
		                           "or write one of its own: %.60s)",
		                 called, words[i], nearest ? nearest : known[0]);
		return -EBADMSG;
	}
	return 0;
}

int rule_check_references(const struct rule_reading *reading, const struct rule *rule)
{
	int ret = check_clauses(reading, rule);

	if (!ret)
		ret = check_questions(reading, rule);
	if (!ret)
		ret = check_scope(reading, "groups", rule->groups, "group");
	if (!ret)
		ret = check_scope(reading, "device_classes", rule->device_classes,
		                  "class of devices");
	if (!ret)
		ret = check_scope(reading, "networks", rule->networks, "network");
	return ret ? ret : check_scope(reading, "sites", rule->sites, "site");
}
