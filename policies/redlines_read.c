/* Lines to rules. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/redlines.h"
#include "policies/redlines_needs.h"
#include "policies/redlines_reading.h"
#include "policies/redlines_words.h"
#include "probes/base/document_scan.h"

/* --- Members --- */

/* VALUE[, VALUE]... to the end of the line. A lone [...] is the list itself. */
static int take_list(struct redlines_reading *reading, const char *part, const char *key,
                     struct json_object *list, bool *itself)
{
	int ret = 0;

	do {
		struct json_object *value = NULL;
		char pointer[REDLINES_POINTER], inner[REDLINES_POINTER + 24];
		const char *at;

		redline_done(&reading->line);
		at = reading->line.at;
		ret = redline_value(&reading->line, &value);
		if (ret)
			return ret;
		*itself = *itself || *at == '[';
		redlines_point(reading, part, key, pointer);
		snprintf(inner, sizeof(inner), "%s/%zu", pointer, json_object_array_length(list));
		ret = redlines_remember(reading, at, inner);
		if (json_object_array_add(list, value) != 0) {
			json_object_put(value);
			return -ENOMEM;
		}
	} while (!ret && redline_comma(&reading->line));
	return ret ? ret : redline_ends(&reading->line);
}

/* What follows a word, as the member's value. */
static int take_values(struct redlines_reading *reading, const char *part, const char *key,
                       bool is_list, const char *at)
{
	struct json_object *list = json_object_new_array(), *value = list;
	bool itself = false;
	int ret = list ? 0 : -ENOMEM;

	if (!ret && !(is_list && redline_done(&reading->line)))
		ret = take_list(reading, part, key, list, &itself);
	if (ret) {
		json_object_put(list);
		return ret;
	}
	if (json_object_array_length(list) == 1 && (!is_list || itself)) {
		value = json_object_get(json_object_array_get_idx(list, 0));
		json_object_put(list);
	}
	return redlines_put(reading, part, key, at, value);
}

/* Behind the name of a field: its value. */
static int take_named(struct redlines_reading *reading, const char *part, const char *key,
                      const char *at)
{
	if (!*part && redlines_has_word(key))
		return redline_refuse(&reading->line, at,
		                      "\"%s\" is written with a word of its own, not with \"also\"",
		                      key);
	return take_values(reading, part, key, redlines_is_list(part, key), at);
}

/* about KEY VALUE[, VALUE], with ..., also ...; "nothing": there, and empty. */
static int take_member(struct redlines_reading *reading, const char *part)
{
	struct json_object *key = NULL;
	const char *at;
	int ret;

	redline_done(&reading->line);
	at = reading->line.at;
	ret = redline_text(&reading->line, "the name of a field", &key);
	if (ret)
		return ret;
	if (*part && *at != '"' && strcmp(json_object_get_string(key), "nothing") == 0 &&
	    redline_done(&reading->line))
		ret = redlines_part(reading, part) ? 0 : -ENOMEM;
	else
		ret = take_named(reading, part, json_object_get_string(key), at);
	json_object_put(key);
	return ret;
}

/* --- Other lines --- */

/* then RESULT[, WEIGHT] */
static int take_then(struct redlines_reading *reading, const char *at)
{
	struct json_object *value = NULL;
	int ret = redline_text(&reading->line, "a result, such as breach", &value);

	if (!ret)
		ret = redlines_put(reading, "", "result", at, value);
	if (!ret && redline_comma(&reading->line)) {
		redline_done(&reading->line);
		at = reading->line.at;
		ret = redline_text(&reading->line, "a weight, such as high", &value);
		if (!ret)
			ret = redlines_put(reading, "", "severity", at, value);
	}
	return ret ? ret : redline_ends(&reading->line);
}

static int take_adopted(struct redlines_reading *reading, const char *at)
{
	char word[REDLINE_WORD] = "yes";
	int ret =
		redline_done(&reading->line) ? 0 : redline_word(&reading->line, "yes or no", word);

	if (!ret && strcmp(word, "yes") != 0 && strcmp(word, "no") != 0)
		ret = redline_refuse(&reading->line, at, "want adopted, adopted yes or adopted no");
	if (!ret)
		ret = redlines_put(reading, "", "adopted", at,
		                   json_object_new_boolean(strcmp(word, "yes") == 0));
	return ret ? ret : redline_ends(&reading->line);
}

static bool is_list_word(const char *word)
{
	return strcmp(word, "ai") == 0 || strcmp(word, "monitoring") == 0;
}

/* "list ai": a kind of technology stands there, not an ability. */
static bool lists_kinds(const struct redlines_reading *reading, const struct redlines_verb *verb)
{
	struct problem unused = { 0 };
	struct redline line = reading->line;
	char word[REDLINE_WORD];

	line.problem = &unused;
	return strcmp(verb->kind, "disclose") == 0 && redline_word(&line, "", word) == 0 &&
	       is_list_word(word);
}

/* list ai, monitoring */
static int take_kinds(struct redlines_reading *reading)
{
	char word[REDLINE_WORD];
	int ret;

	do {
		const char *at;

		redline_done(&reading->line);
		at = reading->line.at;
		ret = redline_word(&reading->line, "ai or monitoring", word);
		if (!ret && !is_list_word(word))
			ret = redline_refuse(&reading->line, at,
			                     "\"%s\" does not stand beside ai and monitoring (give "
			                     "it a rule of its own)",
			                     word);
		if (!ret)
			ret = redlines_put(reading, "subject", word, at,
			                   json_object_new_boolean(true));
	} while (!ret && redline_comma(&reading->line));
	return ret ? ret : redline_ends(&reading->line);
}

/* The first line below a rule: what kind it is. */
static int take_verb(struct redlines_reading *reading, const char *word, const char *at)
{
	const struct redlines_verb *verb = redlines_verb_of(word);
	const char *names[16] = { NULL }, *nearest;
	int ret;

	if (!verb) {
		for (size_t i = 0; i < 15 && redlines_verbs[i].verb; i++)
			names[i] = redlines_verbs[i].verb;
		nearest = text_nearest(word, names);
		return redline_refuse(
			&reading->line, at,
			nearest ? "\"%s\" is no verb (did you mean \"%s\"?)"
				: "\"%s\" is no verb: the first line of a rule begins "
				  "with require-entry, forbid, "
				  "match-agreed, destinations, at-most, hours, notice, "
				  "due, fields, list or ask%s",
			word, nearest ? nearest : "");
	}
	reading->has_verb = true;
	ret = redlines_put(reading, "", "kind", at, json_object_new_string(verb->kind));
	if (ret || redline_done(&reading->line))
		return ret;
	if (!verb->subject && !verb->param)
		return redline_refuse(&reading->line, reading->line.at,
		                      "nothing follows \"%s\" on its line (write \"about register "
		                      "...\" below it)",
		                      word);
	if (lists_kinds(reading, verb))
		return take_kinds(reading);
	return verb->subject ? take_values(reading, "subject", verb->subject, true, at)
	                     : take_values(reading, "params", verb->param, false, at);
}

static int unknown_word(struct redlines_reading *reading, const char *word, const char *at)
{
	const char *nearest = text_nearest(word, redlines_words);

	if (redlines_verb_of(word))
		return redline_refuse(&reading->line, at,
		                      "this rule has a verb already: \"%s\" begins another rule",
		                      word);
	return redline_refuse(
		&reading->line, at,
		nearest ? "\"%s\" is no word of a rule (did you mean \"%s\"?)"
			: "\"%s\" is no word of a rule (want when, for, unless, sure, "
			  "needs, then, otherwise, from, ask, about, with, "
			  "weight, adopted or also)%s",
		word, nearest ? nearest : "");
}

static int take_below(struct redlines_reading *reading)
{
	const struct redlines_field *field;
	const char *at = reading->line.at;
	char word[REDLINE_WORD];
	int ret;

	if (!reading->rule)
		return redline_refuse(
			&reading->line, at,
			"this line stands below no rule (want first: rule R01 \"...\")");
	ret = redline_word(&reading->line, "a word of a rule", word);
	if (ret)
		return ret;
	if (!reading->has_verb)
		return take_verb(reading, word, at);
	field = redlines_field_of(word);
	if (field)
		return take_values(reading, "", field->key, field->list, at);
	if (strcmp(word, "needs") == 0)
		return redlines_needs_take(reading, at);
	if (strcmp(word, "then") == 0)
		return take_then(reading, at);
	if (strcmp(word, "adopted") == 0)
		return take_adopted(reading, at);
	if (strcmp(word, "about") == 0)
		return take_member(reading, "subject");
	if (strcmp(word, "with") == 0)
		return take_member(reading, "params");
	if (strcmp(word, "also") == 0)
		return take_member(reading, "");
	return unknown_word(reading, word, at);
}

/* --- rule ID "sentence" --- */

static int rule_is_whole(struct redlines_reading *reading)
{
	if (!reading->rule || reading->has_verb)
		return 0;
	problem_set(reading->line.problem,
	            "%s:%u:1: this rule has no verb (the line below it says what it does, such as: "
	            "  forbid keystroke-logging)",
	            reading->line.name, reading->rule_line);
	return -EBADMSG;
}

static int take_rule(struct redlines_reading *reading)
{
	struct json_object *id = NULL, *say = NULL;
	const char *at = reading->line.at, *id_at, *say_at;
	char word[REDLINE_WORD], pointer[REDLINES_POINTER];
	int ret = rule_is_whole(reading);

	if (!ret)
		ret = redline_word(&reading->line, "rule", word);
	if (!ret && strcmp(word, "rule") != 0)
		ret = redline_refuse(&reading->line, at,
		                     "want rule R01 \"sentence\" here; what belongs to a rule is "
		                     "indented below it");
	if (ret)
		return ret;
	reading->rule = json_object_new_object();
	if (!reading->rule || json_object_array_add(reading->rules, reading->rule) != 0)
		return -ENOMEM;
	reading->index = json_object_array_length(reading->rules) - 1;
	reading->rule_line = reading->line.number;
	reading->has_verb = false;
	redlines_point(reading, "", "", pointer);
	ret = redlines_remember(reading, at, pointer);
	redline_done(&reading->line);
	id_at = reading->line.at;
	if (!ret)
		ret = redline_text(&reading->line, "the rule's id, such as R01", &id);
	if (!ret)
		ret = redlines_put(reading, "", "id", id_at, id);
	redline_done(&reading->line);
	say_at = reading->line.at;
	if (!ret && (say_at == reading->line.end || *say_at != '"'))
		ret = redline_refuse(&reading->line, say_at,
		                     "want here the sentence that people sign, in double quotes");
	if (!ret)
		ret = redline_text(&reading->line, "the sentence that people sign", &say);
	if (!ret)
		ret = redlines_put(reading, "", "say", say_at, say);
	return ret ? ret : redline_ends(&reading->line);
}

/* --- The file --- */

static int take_line(struct redlines_reading *reading)
{
	bool below = reading->line.at < reading->line.end &&
	             (*reading->line.at == ' ' || *reading->line.at == '\t');

	if (redline_done(&reading->line))
		return 0;
	return below ? take_below(reading) : take_rule(reading);
}

static int read_all(struct redlines_reading *reading, struct span bytes)
{
	const char *at = (const char *)bytes.at, *end = at + bytes.len;
	int ret = 0;

	if (bytes.len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (!ret && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		const char *next = stop ? stop + 1 : end;

		stop = stop ? stop : end;
		stop -= stop > at && stop[-1] == '\r';
		reading->line.number++;
		reading->line.start = reading->line.at = at;
		reading->line.end = stop;
		ret = take_line(reading);
		at = next;
	}
	return ret ? ret : rule_is_whole(reading);
}

static int open_tree(struct document *document, struct redlines_reading *reading)
{
	document->places = calloc(1, sizeof(*document->places));
	document->root = json_object_new_object();
	reading->rules = json_object_new_array();
	reading->places = document->places;
	if (!document->places || !document->root || !reading->rules ||
	    json_object_object_add(document->root, "rules", reading->rules) != 0) {
		json_object_put(reading->rules);
		return -ENOMEM;
	}
	return 0;
}

/* A copy that ends with NUL: words are measured with str functions. */
static int parse_copy(const char *name, struct span bytes, struct document *out,
                      struct problem *problem)
{
	struct document document = { .name = name };
	struct redlines_reading reading = { .line = { .name = name, .problem = problem } };
	char *copy = malloc(bytes.len + 1);
	int ret = copy ? open_tree(&document, &reading) : -ENOMEM;

	if (!ret) {
		memcpy(copy, bytes.at, bytes.len);
		copy[bytes.len] = '\0';
		ret = read_all(&reading, (struct span){ (const uint8_t *)copy, bytes.len });
	}
	free(copy);
	if (ret)
		document_close(&document);
	else
		*out = document;
	return ret;
}

int redlines_parse(const char *name, struct span bytes, struct document *out,
                   struct problem *problem)
{
	if (bytes.len > REDLINES_BYTES_MAX)
		problem_set(problem, "%s: larger than %zu MiB", name, REDLINES_BYTES_MAX >> 20);
	else if (!text_is_utf8((const char *)bytes.at, bytes.len))
		problem_set(problem, "%s: not valid UTF-8 (save it as UTF-8 text)", name);
	else
		return parse_copy(name, bytes, out, problem);
	return -EBADMSG;
}
