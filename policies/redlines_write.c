/* Rules to lines; a value that is no plain word stands as JSON. */
#include <errno.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/redlines.h"
#include "policies/redlines_item.h"
#include "policies/redlines_words.h"

#define JSON_FORM (JSON_C_TO_STRING_NOSLASHESCAPE | JSON_C_TO_STRING_SPACED)
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* What a reader takes for the same text without quotes. */
static bool is_plain(const char *word)
{
	return strspn(word, PLAIN) && strlen(word) < 200 &&
	       !word[strspn(word, PLAIN "0123456789-_.:/@+*")] && strcmp(word, "true") != 0 &&
	       strcmp(word, "false") != 0 && strcmp(word, "null") != 0 &&
	       strcmp(word, "nothing") != 0;
}

static void add_value(struct text *out, struct json_object *value)
{
	if (json_object_is_type(value, json_type_string) &&
	    is_plain(json_object_get_string(value)) &&
	    strlen(json_object_get_string(value)) == (size_t)json_object_get_string_len(value))
		text_add(out, json_object_get_string(value));
	else
		text_add(out, json_object_to_json_string_ext(value, JSON_FORM));
}

static bool is_texts(struct json_object *list)
{
	if (!json_object_is_type(list, json_type_array) || !json_object_array_length(list))
		return false;
	for (size_t i = 0; i < json_object_array_length(list); i++)
		if (!json_object_is_type(json_object_array_get_idx(list, i), json_type_string))
			return false;
	return true;
}

static void add_texts(struct text *out, struct json_object *list)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		text_add(out, i ? ", " : "");
		add_value(out, json_object_array_get_idx(list, i));
	}
}

static void add_values(struct text *out, struct json_object *value, bool is_list)
{
	if (is_list && is_texts(value))
		add_texts(out, value);
	else
		add_value(out, value);
}

static void add_key(struct text *out, const char *key)
{
	struct json_object *name = json_object_new_string(key);

	if (!name)
		out->failed = true;
	else if (strlen(key) < REDLINE_WORD)
		add_value(out, name);
	else
		text_add(out, json_object_to_json_string_ext(name, JSON_FORM));
	text_add(out, " ");
	json_object_put(name);
}

static void add_word(struct text *out, const char *word)
{
	text_addf(out, "  %-10s ", word);
}

/* Members of "subject" or "params" that do not stand beside the verb. */
static void add_members(struct text *out, struct json_object *rule, const char *part,
                        const char *word, const char *beside)
{
	struct json_object *object = field_object(rule, part);

	if (!object)
		return;
	if (json_object_object_length(object) == 0) {
		add_word(out, word);
		text_add(out, "nothing\n");
	}
	json_object_object_foreach(object, key, value)
	{
		if (!value || (beside && strcmp(key, beside) == 0))
			continue;
		add_word(out, word);
		add_key(out, key);
		add_values(out, value, redlines_is_list(part, key));
		text_add(out, "\n");
	}
}

static void add_need(struct text *out, struct json_object *need)
{
	const char *between = " ";

	add_word(out, "needs");
	text_add(out, field_text(need, "collector"));
	json_object_object_foreach(need, key, value)
	{
		const struct redlines_need *n = redlines_needs;

		if (!value || strcmp(key, "collector") == 0)
			continue;
		while (n->key && strcmp(n->key, key) != 0)
			n++;
		text_add(out, between);
		between = ", ";
		if (n->key && json_object_is_type(value, json_type_int) &&
		    json_object_get_int64(value) >= 0 &&
		    json_object_get_int64(value) < 1000000000) {
			text_addf(out, "%lld%s", (long long)json_object_get_int64(value), n->after);
			continue;
		}
		add_key(out, key);
		add_value(out, value);
	}
	text_add(out, "\n");
}

static void add_needs(struct text *out, struct json_object *rule)
{
	struct json_object *needs = field_object(rule, "needs");

	if (needs && json_object_array_length(needs) == 0) {
		add_word(out, "needs");
		text_add(out, "nothing\n");
	}
	for (size_t i = 0; i < field_count(rule, "needs"); i++)
		add_need(out, json_object_array_get_idx(needs, i));
}

/* require-entry | forbid | ... and what stands beside it; true when `beside` took the member. */
static void add_verb(struct text *out, struct json_object *rule, const struct redlines_verb *verb,
                     const char **subject, const char **param)
{
	struct json_object *values =
		verb->subject ? field_object(field_object(rule, "subject"), verb->subject) : NULL;
	struct json_object *number =
		verb->param ? field_object(field_object(rule, "params"), verb->param) : NULL;

	text_addf(out, "  %s", verb->verb);
	*subject = *param = NULL;
	if (is_texts(values)) {
		text_addf(out, "%*s", strlen(verb->verb) < 10 ? (int)(11 - strlen(verb->verb)) : 1,
		          "");
		add_texts(out, values);
		*subject = verb->subject;
	} else if (json_object_is_type(number, json_type_int)) {
		text_addf(out, "%*s%lld",
		          strlen(verb->verb) < 10 ? (int)(11 - strlen(verb->verb)) : 1, "",
		          (long long)json_object_get_int64(number));
		*param = verb->param;
	}
	text_add(out, "\n");
}

static void add_result(struct text *out, struct json_object *rule)
{
	struct json_object *result = field_object(rule, "result"),
			   *severity = field_object(rule, "severity");

	if (result) {
		add_word(out, "then");
		add_value(out, result);
		if (severity) {
			text_add(out, ", ");
			add_value(out, severity);
		}
		text_add(out, "\n");
	}
}

static void add_fields(struct text *out, struct json_object *rule)
{
	bool has_result = field_object(rule, "result") != NULL;

	for (const struct redlines_field *f = redlines_fields; f->word; f++) {
		struct json_object *value = field_object(rule, f->key);

		if (!value || (has_result && strcmp(f->key, "severity") == 0))
			continue;
		add_word(out, f->word);
		add_values(out, value, f->list);
		text_add(out, "\n");
	}
	json_object_object_foreach(rule, key, value)
	{
		if (!value || redlines_has_word(key))
			continue;
		add_word(out, "also");
		add_key(out, key);
		add_values(out, value, redlines_is_list("", key));
		text_add(out, "\n");
	}
	if (field_object(rule, "adopted")) {
		add_word(out, "adopted");
		text_add(out, field_flag(rule, "adopted") ? "yes\n" : "no\n");
	}
}

static void add_rule(struct text *out, struct json_object *rule)
{
	const struct redlines_verb *verb = redlines_verb_for(field_text(rule, "kind"));
	const char *subject, *param;

	text_add(out, "rule ");
	add_value(out, field_object(rule, "id"));
	text_add(out, " ");
	text_add(out, json_object_to_json_string_ext(field_object(rule, "say"), JSON_FORM));
	text_add(out, "\n");
	add_verb(out, rule, verb, &subject, &param);
	add_members(out, rule, "subject", "about", subject);
	add_members(out, rule, "params", "with", param);
	add_needs(out, rule);
	add_result(out, rule);
	add_fields(out, rule);
}

int redlines_write(struct json_object *rules, struct text *out)
{
	for (size_t i = 0; i < json_object_array_length(rules); i++) {
		text_add(out, i ? "\n" : "");
		add_rule(out, json_object_array_get_idx(rules, i));
	}
	return out->failed ? -ENOMEM : 0;
}
