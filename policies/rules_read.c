/* Reads the rules that the parties signed, fills in what they left out, and holds each to its
 * clauses (PR-21). */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "policies/rules/rule.h"
#include "policies/rules_bound.h"
#include "policies/rules_check.h"
#include "probes/observation.h"

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
static int fill_in(struct json_object *row, const char *key, const char *json)
{
	struct json_object *value;

	if (field_object(row, key))
		return 0;
	value = json_tokener_parse(json);
	if (!value)
		return -ENOMEM;
	if (json_object_object_add(row, key, value) == 0)
		return 0;
	json_object_put(value);
	return -ENOMEM;
}

/* Subject, params and needs, with defaults in place. */
static int take_objects(struct rule_reading *reading, struct rule *rule)
{
	int ret = fill_in(reading->row, "subject", reading->otherwise->subject);

	if (!ret)
		ret = fill_in(reading->row, "params", "{}");
	if (ret)
		return ret;
	rule->subject = field_object(reading->row, "subject");
	if (field_count(rule->subject, "endpoint_category_any"))
		ret = fill_in(rule->subject, "pages", "\"staff_pages\"");
	if (!ret)
		ret = fill_in(reading->row, "needs",
		              rule_default_needs(reading->otherwise, rule->subject));
	if (ret)
		return ret;
	rule->params = field_object(reading->row, "params");
	return rule_check_objects(reading, rule);
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

static int take_references(struct rule_reading *reading, struct rule *rule)
{
	struct arena *arena = reading->all->arena;

	rule->from = field_texts(reading->row, "from", arena);
	rule->groups = field_texts(reading->row, "groups", arena);
	rule->device_classes = field_texts(reading->row, "device_classes", arena);
	rule->networks = field_texts(reading->row, "networks", arena);
	rule->sites = field_texts(reading->row, "sites", arena);
	rule->unless = field_texts(reading->row, "unless", arena);
	rule->ask = field_texts(reading->row, "ask", arena);
	if (!rule->from || !rule->groups || !rule->device_classes || !rule->networks ||
	    !rule->sites || !rule->unless || !rule->ask)
		return -ENOMEM;
	return rule_check_references(reading, rule);
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

static int read_source(struct agreement_reading *all, const struct rule_source *source,
                       struct rule *rules, bool inherited)
{
	size_t count = source->list ? json_object_array_length(source->list) : 0;

	for (size_t i = 0; i < count; i++) {
		struct rule_reading reading = { .all = all,
			                        .context = reading_context(all, source->file),
			                        .row = json_object_array_get_idx(source->list, i) };
		int ret;

		shape_index(reading.at, "/rules", i);
		ret = read_rule(&reading, &rules[i]);
		if (ret)
			return ret;
		rules[i].inherited = inherited;
	}
	return 0;
}

/* A school may add rules to those of its trust, not change or remove them. */
static int refuse_changes(struct agreement_reading *all, const struct rule_source *own,
                          const struct rule *rules, size_t inherited, size_t count)
{
	for (size_t i = inherited; i < count; i++)
		for (size_t j = 0; j < inherited; j++) {
			char at[SHAPE_POINTER];

			if (strcmp(rules[i].id, rules[j].id) != 0)
				continue;
			snprintf(at, sizeof(at), "/rules/%zu/id", i - inherited);
			document_problem(&all->out->documents_open[own->file], all->problem, at,
			                 "the rule \"%.60s\" is one of \"%.60s\", which this "
			                 "agreement extends: it may be added to, not changed (give "
			                 "this one another id)",
			                 rules[i].id, all->out->parent_id);
			return -EBADMSG;
		}
	return 0;
}

int rules_read(struct agreement_reading *all, const struct rule_source *parent,
               const struct rule_source *own)
{
	size_t inherited = parent->list ? json_object_array_length(parent->list) : 0;
	size_t count = inherited + json_object_array_length(own->list);
	struct rule *rules = arena_take(all->arena, count + 1, sizeof(*rules));
	int ret = reading_refuse_twins(all, own->file, own->list, "/rules");

	if (!ret && inherited)
		ret = reading_refuse_twins(all, parent->file, parent->list, "/rules");
	if (ret || !rules)
		return ret ? ret : -ENOMEM;
	ret = read_source(all, parent, rules, true);
	if (!ret)
		ret = read_source(all, own, rules + inherited, false);
	if (!ret)
		ret = refuse_changes(all, own, rules, inherited, count);
	if (ret)
		return ret;
	all->out->rules = rules;
	all->out->rule_count = count;
	return 0;
}
