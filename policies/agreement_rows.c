/* Lists of rows from the loaded structures. */
#include "policies/agreement_rows.h"

#include "policies/rules/rule.h"
#include "probes/observation.h"

/* Takes `value` over, also when it fails; NULL counts as no memory. */
static bool put(struct json_object *object, const char *key, struct json_object *value)
{
	if (value && json_object_object_add(object, key, value) == 0)
		return true;
	json_object_put(value);
	return false;
}

static bool append(struct json_object *list, struct json_object *row)
{
	if (row && json_object_array_add(list, row) == 0)
		return true;
	json_object_put(row);
	return false;
}

static struct json_object *words(const char *const *texts)
{
	struct json_object *list = json_object_new_array();

	for (; list && *texts; texts++)
		if (!append(list, json_object_new_string(*texts))) {
			json_object_put(list);
			return NULL;
		}
	return list;
}

/* Each need under the name of its collector. */
static struct json_object *needs_of(const struct rule *rule)
{
	struct json_object *needs = json_object_new_object();

	for (size_t i = 0; needs && i < rule->need_count; i++)
		if (!put(needs, rule->needs[i].collector, json_object_get(rule->needs[i].row))) {
			json_object_put(needs);
			return NULL;
		}
	return needs;
}

static bool fill(struct json_object *row, const struct rule *rule)
{
	return put(row, "id", json_object_new_string(rule->id)) &&
	       put(row, "say", json_object_new_string(rule->say)) &&
	       put(row, "kind", json_object_new_string(rule->kind->name)) &&
	       put(row, "subject", json_object_get(rule->subject)) &&
	       put(row, "level",
	           json_object_new_string(rule->level >= 0 ? level_word((enum level)rule->level)
	                                                   : "")) &&
	       put(row, "groups", words(rule->groups)) &&
	       put(row, "device_classes", words(rule->device_classes)) &&
	       put(row, "networks", words(rule->networks)) &&
	       put(row, "sites", words(rule->sites)) && put(row, "unless", words(rule->unless)) &&
	       put(row, "confidence", json_object_new_string(confidence_word(rule->confidence))) &&
	       put(row, "needs", needs_of(rule)) &&
	       put(row, "result", json_object_new_string(status_word(rule->result))) &&
	       put(row, "otherwise", json_object_new_string(status_word(rule->otherwise))) &&
	       put(row, "severity", json_object_new_string(severity_word(rule->severity))) &&
	       put(row, "params", json_object_get(rule->params)) &&
	       put(row, "from", words(rule->from)) && put(row, "ask", words(rule->ask)) &&
	       put(row, "adopted", json_object_new_boolean(rule->adopted));
}

static struct json_object *rule_row(const struct rule *rule)
{
	struct json_object *row = json_object_new_object();

	if (row && fill(row, rule))
		return row;
	json_object_put(row);
	return NULL;
}

struct json_object *agreement_rule_rows(const struct agreement *agreement)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; list && i < agreement->rule_count; i++)
		if (!append(list, rule_row(&agreement->rules[i]))) {
			json_object_put(list);
			return NULL;
		}
	return list;
}

struct json_object *agreement_entry_rows(const struct agreement *agreement)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; list && i < agreement->entry_count; i++)
		if (!append(list, json_object_get(agreement->entries[i].row))) {
			json_object_put(list);
			return NULL;
		}
	return list;
}

static struct json_object *question_row(const struct agreement_question *question)
{
	struct json_object *row = json_object_new_object();

	if (row && put(row, "id", json_object_new_string(question->id)) &&
	    put(row, "text", json_object_new_string(question->text)))
		return row;
	json_object_put(row);
	return NULL;
}

struct json_object *agreement_question_rows(const struct agreement *agreement)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; list && i < agreement->question_count; i++)
		if (!append(list, question_row(&agreement->questions[i]))) {
			json_object_put(list);
			return NULL;
		}
	return list;
}
