/* Fields of an agreement, as rows of a form. */
#include "reports/paper_fields.h"

#include <string.h>

#include "policies/fields.h"
#include "policies/rule_sentence.h"
#include "probes/base/cleanup.h"

#define KEY_MAX 96

static const char *keep(struct paper *paper, struct text *text)
{
	const char *kept = arena_copy(paper->arena, text->at ? text->at : "");

	paper->failed |= text->failed || !kept;
	text_free(text);
	return kept ? kept : "";
}

/* "days_ai" by its label, else as "days ai". */
static const char *label_of(struct paper *paper, const char *prefix, const char *key)
{
	struct text words = { 0 };
	char id[KEY_MAX];

	if (strlen(prefix) + strlen(key) + 2 <= sizeof(id)) {
		stpcpy(stpcpy(stpcpy(id, prefix), "."), key);
		if (message_template(id))
			return message_template(id);
	}
	plain_word(&words, key);
	return keep(paper, &words);
}

const char *paper_date(struct paper *paper, const char *day)
{
	struct text words = { 0 };

	if (!day)
		return NULL;
	message_date(day, &words);
	return keep(paper, &words);
}

const char *paper_number(struct paper *paper, struct json_object *object, const char *key)
{
	struct json_object *value = field_object(object, key);
	const char *digits;

	if (!json_object_is_type(value, json_type_int))
		return NULL;
	digits = arena_printf(paper->arena, "%lld", (long long)json_object_get_int64(value));
	paper->failed |= !digits;
	return digits;
}

const char *paper_list(struct paper *paper, const char *prefix, struct json_object *list)
{
	struct text words = { 0 };
	size_t count =
		json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < count; i++) {
		const char *word = json_object_get_string(json_object_array_get_idx(list, i));

		if (i)
			text_add(&words, i + 1 == count ? message_label("word.and") : ", ");
		if (word && prefix)
			message_word(prefix, word, &words);
		else
			text_add(&words, word ? word : "");
	}
	return count ? keep(paper, &words) : NULL;
}

static const char *scalar(struct paper *paper, struct json_object *value)
{
	if (json_object_is_type(value, json_type_boolean))
		return message_label(json_object_get_boolean(value) ? "word.yes" : "word.no");
	if (json_object_is_type(value, json_type_string) && *json_object_get_string(value))
		return paper_date(paper, json_object_get_string(value));
	if (json_object_is_type(value, json_type_int))
		return arena_printf(paper->arena, "%lld", (long long)json_object_get_int64(value));
	return message_label("word.not-recorded");
}

/* One line for a list in a list. */
static const char *flat(struct paper *paper, const char *prefix, struct json_object *value)
{
	const char *line;

	if (!json_object_is_type(value, json_type_array))
		return scalar(paper, value);
	line = paper_list(paper, prefix, value);
	return line ? line : message_label("word.not-recorded");
}

static void list_of(struct paper *paper, const char *prefix, struct json_object *list)
{
	paper_open(paper, PAPER_LIST);
	for (size_t i = 0; i < json_object_array_length(list); i++)
		paper_quote(paper, PAPER_ITEM,
		            flat(paper, prefix, json_object_array_get_idx(list, i)));
	paper_close(paper);
}

static void object_of(struct paper *paper, const char *prefix, struct json_object *object)
{
	paper_open(paper, PAPER_LIST);
	json_object_object_foreach(object, key, value)
	{
		paper_open(paper, PAPER_ITEM);
		paper_text(paper, PAPER_TEXT, label_of(paper, prefix, key));
		paper_text(paper, PAPER_TEXT, ": ");
		paper_text(paper, PAPER_TEXT, flat(paper, prefix, value));
		paper_close(paper);
	}
	paper_close(paper);
}

void paper_field(struct paper *paper, const char *prefix, struct json_object *value)
{
	if (json_object_is_type(value, json_type_array) && json_object_array_length(value))
		list_of(paper, prefix, value);
	else if (json_object_is_type(value, json_type_object) && json_object_object_length(value))
		object_of(paper, prefix, value);
	else
		paper_quote(paper, PAPER_PARAGRAPH, scalar(paper, value));
}

void paper_fields(struct paper *paper, const char *prefix, struct json_object *object)
{
	if (!json_object_is_type(object, json_type_object))
		return;
	paper_open(paper, PAPER_FACTS);
	json_object_object_foreach(object, key, value)
	{
		if (!value)
			continue;
		paper_fact_open(paper, label_of(paper, prefix, key));
		paper_field(paper, prefix, value);
		paper_close(paper);
	}
	paper_close(paper);
}
