/* Reads the rules that the parties signed, fills in what they left out, and holds each to its
 * clauses (PR-21). */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/rules_bound.h"
#include "policies/rules_shape.h"
#include "probes/base/text.h"
#include "probes/observation.h"

struct rule_reading {
	struct agreement_reading *all;
	struct shape_context context;
	char at[SHAPE_POINTER]; /* of the rule */
	struct json_object *row;
	const struct rule_default *otherwise;
};

static int refuse(const struct rule_reading *reading, const char *key, const char *what)
{
	char at[SHAPE_POINTER];

	shape_step(at, reading->at, key);
	document_problem(reading->context.document, reading->context.problem, at, "%s", what);
	return -EBADMSG;
}

static int take_kind(struct rule_reading *reading, struct rule *rule)
{
	const char *kind = field_text(reading->row, "kind"), *names[16] = { 0 };
	char at[SHAPE_POINTER];

	rule->kind = rule_kind_find(kind);
	reading->otherwise = rule_default_of(kind);
	if (rule->kind && reading->otherwise)
		return 0;
	for (size_t i = 0; i < 15 && rule_kinds[i]; i++)
		names[i] = rule_kinds[i]->name;
	shape_step(at, reading->at, "kind");
	return shape_refuse_word(&reading->context, kind, at, "kind of rule", names);
}

/* Puts the default where the rule says nothing, so that everybody reads the same rule. */
static int fill_in(struct rule_reading *reading, const char *key, const char *json)
{
	struct json_object *value;

	if (field_object(reading->row, key))
		return 0;
	value = json_tokener_parse(json);
	if (!value)
		return -ENOMEM;
	if (json_object_object_add(reading->row, key, value) == 0)
		return 0;
	json_object_put(value);
	return -ENOMEM;
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
	if (field_flag(rule->subject, "publication") &&
	    !field_object(rule->params, "publish_every_days"))
		return refuse(reading, "params",
		              "say how often it is published: \"publish_every_days\": 365");
	return 0;
}

/* Subject, params and needs, with defaults in place. */
static int take_objects(struct rule_reading *reading, struct rule *rule)
{
	int ret = fill_in(reading, "subject", reading->otherwise->subject);

	if (!ret)
		ret = fill_in(reading, "params", "{}");
	if (!ret)
		ret = fill_in(reading, "needs", reading->otherwise->needs);
	if (ret)
		return ret;
	rule->subject = field_object(reading->row, "subject");
	rule->params = field_object(reading->row, "params");
	ret = check_subject(reading, rule);
	return ret ? ret : check_params(reading, rule);
}

static int take_needs(struct rule_reading *reading, struct rule *rule)
{
	struct json_object *list = field_object(reading->row, "needs");
	struct rule_need *needs;

	rule->need_count = field_count(reading->row, "needs");
	needs = arena_take(reading->all->arena, rule->need_count + 1, sizeof(*needs));
	if (!needs)
		return -ENOMEM;
	for (size_t i = 0; i < rule->need_count; i++) {
		struct json_object *row = json_object_array_get_idx(list, i);

		needs[i] = (struct rule_need){ field_text(row, "collector"), row };
	}
	rule->needs = needs;
	return 0;
}

/* --- What the rule refers to --- */

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

static int check_groups(const struct rule_reading *reading, const struct rule *rule)
{
	struct json_object *scope = field_object(reading->all->out->root, "scope");
	struct json_object *list = field_object(scope, "groups");
	size_t count = field_count(scope, "groups");

	for (size_t i = 0; count && rule->groups[i]; i++) {
		char lists[SHAPE_POINTER], at[SHAPE_POINTER];
		size_t g = 0;

		while (g < count && strcmp(field_text(json_object_array_get_idx(list, g), "id"),
		                           rule->groups[i]) != 0)
			g++;
		if (g < count)
			continue;
		shape_step(lists, reading->at, "groups");
		shape_index(at, lists, i);
		document_problem(reading->context.document, reading->context.problem, at,
		                 "there is no group \"%.60s\" in \"scope\"", rule->groups[i]);
		return -EBADMSG;
	}
	return 0;
}

static int take_references(struct rule_reading *reading, struct rule *rule)
{
	struct arena *arena = reading->all->arena;
	int ret;

	rule->from = field_texts(reading->row, "from", arena);
	rule->groups = field_texts(reading->row, "groups", arena);
	rule->unless = field_texts(reading->row, "unless", arena);
	rule->ask = field_texts(reading->row, "ask", arena);
	if (!rule->from || !rule->groups || !rule->unless || !rule->ask)
		return -ENOMEM;
	ret = check_clauses(reading, rule);
	if (!ret)
		ret = check_questions(reading, rule);
	return ret ? ret : check_groups(reading, rule);
}

static enum status status_field(const struct rule_reading *reading, const char *key,
                                enum status otherwise)
{
	const char *word = field_text(reading->row, key);

	return word ? (enum status)status_of(word) : otherwise;
}

/* What the kind says by default, never stronger than the bound. */
static enum status default_result(const struct rule_reading *reading, const struct rule *rule)
{
	enum status result = reading->otherwise->result;

	if (!rule->adopted && status_is_assertive(result) && result < rule->bound)
		return rule->bound;
	return result;
}

static int check_status(const struct rule_reading *reading, const struct rule *rule,
                        const char *key, enum status status)
{
	char at[SHAPE_POINTER];

	shape_step(at, reading->at, key);
	return rule_check_bound(&reading->context, reading->all->packs, rule, at, status);
}

static int take_result(struct rule_reading *reading, struct rule *rule)
{
	const char *level = field_text(reading->row, "level"),
		   *confidence = field_text(reading->row, "confidence");
	const char *severity = field_text(reading->row, "severity");
	int ret;

	level = level ? level : reading->otherwise->level;
	rule->level = level ? level_of(level) : -1;
	rule->confidence = (enum confidence)confidence_of(
		confidence ? confidence : reading->otherwise->confidence);
	rule->severity =
		(enum severity)severity_of(severity ? severity : reading->otherwise->severity);
	rule->adopted = field_flag(reading->row, "adopted");
	rule->bound = rule_bound(rule, reading->all->packs, reading->otherwise->result);
	rule->result = status_field(reading, "result", default_result(reading, rule));
	rule->otherwise =
		status_field(reading, "otherwise",
	                     rule->result == STATUS_ASK ? STATUS_ASK : STATUS_NEEDS_INTERPRETATION);
	ret = check_status(reading, rule, "result", rule->result);
	if (ret ||
	    rule->otherwise ==
	            STATUS_NEEDS_INTERPRETATION) /* which the model says of every suspected hit */
		return ret;
	return check_status(reading, rule, "otherwise", rule->otherwise);
}

static int read_rule(struct rule_reading *reading, struct rule *rule)
{
	int ret = shape_check(&reading->context, reading->row, reading->at, rule_shape);

	if (!ret)
		ret = take_kind(reading, rule);
	if (ret)
		return ret;
	rule->id = field_text(reading->row, "id");
	rule->say = field_text(reading->row, "say");
	ret = take_objects(reading, rule);
	if (!ret)
		ret = take_needs(reading, rule);
	if (!ret)
		ret = take_references(reading, rule);
	return ret ? ret : take_result(reading, rule);
}

int rules_read(struct agreement_reading *all)
{
	struct json_object *list = field_object(all->out->root, "rules");
	size_t count = field_count(all->out->root, "rules");
	struct rule *rules = arena_take(all->arena, count + 1, sizeof(*rules));
	int ret = reading_refuse_twins(all, FILE_AGREEMENT, list, "/rules");

	if (ret || !rules)
		return ret ? ret : -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct rule_reading reading = { .all = all,
			                        .context = reading_context(all, FILE_AGREEMENT),
			                        .row = json_object_array_get_idx(list, i) };

		shape_index(reading.at, "/rules", i);
		ret = read_rule(&reading, &rules[i]);
		if (ret)
			return ret;
	}
	all->out->rules = rules;
	all->out->rule_count = count;
	return 0;
}
