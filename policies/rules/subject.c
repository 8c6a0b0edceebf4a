/* What a rule speaks of: words of its subject, numbers of its params, rows of the technology list.
 */
#include "policies/rules/subject.h"

#include <string.h>

#include "policies/fields.h"

static size_t words_in(struct json_object *value)
{
	if (json_object_is_type(value, json_type_array))
		return json_object_array_length(value);
	return json_object_is_type(value, json_type_string) ? 1 : 0;
}

static const char *word_at(struct json_object *value, size_t i)
{
	struct json_object *word = value;

	if (json_object_is_type(value, json_type_array))
		word = json_object_array_get_idx(value, i);
	return json_object_is_type(word, json_type_string) ? json_object_get_string(word) : "";
}

static bool has_word(struct json_object *value, const char *word)
{
	for (size_t i = 0; i < words_in(value); i++)
		if (strcmp(word_at(value, i), word) == 0)
			return true;
	return false;
}

size_t subject_count(const struct rule *rule, const char *key)
{
	return words_in(field_object(rule->subject, key));
}

const char *subject_word(const struct rule *rule, const char *key, size_t i)
{
	struct json_object *value = field_object(rule->subject, key);

	return i < words_in(value) ? word_at(value, i) : NULL;
}

bool subject_has(const struct rule *rule, const char *key, const char *word)
{
	return has_word(field_object(rule->subject, key), word);
}

bool subject_is_true(const struct rule *rule, const char *key)
{
	struct json_object *value = field_object(rule->subject, key);

	return json_object_is_type(value, json_type_boolean) && json_object_get_boolean(value);
}

bool words_have(const char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

bool param_number(const struct rule *rule, const char *key, int64_t *out)
{
	struct json_object *value = field_object(rule->params, key);

	if (!json_object_is_type(value, json_type_int))
		return false;
	*out = json_object_get_int64(value);
	return true;
}

const char *param_word(const struct rule *rule, const char *key)
{
	struct json_object *value = field_object(rule->params, key);

	return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;
}

size_t param_count(const struct rule *rule, const char *key)
{
	return words_in(field_object(rule->params, key));
}

const char *param_item(const struct rule *rule, const char *key, size_t i)
{
	struct json_object *value = field_object(rule->params, key);

	return i < words_in(value) ? word_at(value, i) : NULL;
}

bool param_date(const struct rule *rule, const char *key, date *out)
{
	struct json_object *value = field_object(rule->params, key);

	return json_object_is_type(value, json_type_string) &&
	       date_parse(json_object_get_string(value), out) == 0;
}

/* A row that records neither classes nor networks may be anywhere. */
static bool entry_may_be_there(const struct rule *rule, const struct register_entry *entry)
{
	bool bound = false;

	if (!rule->device_classes && !rule->networks)
		return true;
	for (size_t i = 0; rule->device_classes && rule->device_classes[i]; i++, bound = true)
		if (entry_has_word(entry, "device_classes", rule->device_classes[i]))
			return true;
	for (size_t i = 0; rule->networks && rule->networks[i]; i++, bound = true)
		if (entry_has_word(entry, "networks", rule->networks[i]))
			return true;
	return !bound || (!entry_field(entry, "device_classes") && !entry_field(entry, "networks"));
}

bool subject_takes_entry(const struct rule *rule, const struct register_entry *entry)
{
	if (subject_count(rule, "register") && !subject_has(rule, "register", "*") &&
	    !subject_names_entry(rule, entry))
		return false;
	if (!entry_may_be_there(rule, entry))
		return false;
	if (!rule->groups || !*rule->groups)
		return true;
	for (const char *const *group = rule->groups; *group; group++)
		if (entry_has_word(entry, "groups_covered", *group) ||
		    entry_has_word(entry, "groups_incidental", *group))
			return true;
	return false;
}

bool subject_names_entry(const struct rule *rule, const struct register_entry *entry)
{
	return subject_has(rule, "register", entry->id);
}

bool entry_was_in_use(const struct register_entry *entry)
{
	return entry->status == ENTRY_IN_USE || entry->status == ENTRY_SUSPENDED;
}

bool entry_says_not_applicable(const struct register_entry *entry, const char *path)
{
	struct json_object *value = entry_field(entry, path);

	return json_object_is_type(value, json_type_string) &&
	       strcmp(json_object_get_string(value), "n/a") == 0;
}

bool entry_has_word(const struct register_entry *entry, const char *path, const char *word)
{
	return has_word(entry_field(entry, path), word);
}
