/* Checks parsed JSON against tables of keys and types. */
#include "policies/shape.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/text.h"

#define KEYS_MAX 64

void shape_step(char out[SHAPE_POINTER], const char *pointer, const char *key)
{
	snprintf(out, SHAPE_POINTER, "%.180s/%.70s", pointer, key);
}

void shape_index(char out[SHAPE_POINTER], const char *pointer, size_t index)
{
	snprintf(out, SHAPE_POINTER, "%.230s/%zu", pointer, index);
}

int shape_refuse_word(const struct shape_context *context, const char *word, const char *pointer,
                      const char *noun, const char *const *words)
{
	const char *nearest = text_nearest(word, words);
	struct text list = { 0 };

	for (size_t i = 0; !nearest && words[i]; i++)
		text_addf(&list, "%s%s", i ? ", " : "", words[i]);
	if (nearest)
		document_problem(context->document, context->problem, pointer,
		                 "\"%.60s\" is not a %s (did you mean \"%s\"?)", word, noun,
		                 nearest);
	else
		document_problem(context->document, context->problem, pointer,
		                 "\"%.60s\" is not a %s (want one of: %.300s)", word, noun,
		                 list.at ? list.at : "");
	text_free(&list);
	return -EBADMSG;
}

/* A capability as it stands in a rule or a row. */
static int check_capability(const struct shape_context *context, const char *word,
                            const char *pointer)
{
	size_t len = strcspn(word, ":");
	char head[64];
	const char *nearest;

	if (!context->capabilities)
		return 0;
	if (len < sizeof(head)) {
		snprintf(head, sizeof(head), "%.*s", (int)len, word);
		if (strcmp(head, "local") == 0 && word[len] && word[len + 1])
			return 0;
		if (texts_hold(context->capabilities, head) && (!word[len] || word[len + 1]))
			return 0;
	}
	nearest = len < sizeof(head) ? text_nearest(head, context->capabilities) : NULL;
	if (nearest)
		document_problem(context->document, context->problem, pointer,
		                 "\"%.60s\" is not a word for an ability (did you mean \"%s\"? "
		                 "Write a word of your own "
		                 "as \"local:...\")",
		                 word, nearest);
	else
		document_problem(context->document, context->problem, pointer,
		                 "\"%.60s\" is not a word for an ability (`daylight catalogue "
		                 "list` shows them; write a "
		                 "word of your own as \"local:...\")",
		                 word);
	return -EBADMSG;
}

static int wrong_type(const struct shape_context *context, const char *pointer, const char *want)
{
	document_problem(context->document, context->problem, pointer, "want %s", want);
	return -EBADMSG;
}

/* "00:00" to "24:00". */
static bool is_clock(const char *text)
{
	int minutes = 0;

	if (strlen(text) != 5 || text[2] != ':')
		return false;
	for (int i = 0; i < 5; i++) {
		if (i == 2)
			continue;
		if (text[i] < '0' || text[i] > '9')
			return false;
		minutes += (text[i] - '0') * (const int[]){ 600, 60, 0, 10, 1 }[i];
	}
	return text[3] < '6' && minutes <= 24 * 60;
}

static int check_text(const struct shape_context *context, struct json_object *value,
                      const char *pointer, const struct shape *shape)
{
	const char *text = json_object_get_string(value);
	date day;

	if (!json_object_is_type(value, json_type_string))
		return wrong_type(context, pointer,
		                  shape->type == SHAPE_DATE ? "a date in quotes: \"YYYY-MM-DD\""
		                                            : "text in double quotes");
	if (!*text && (shape->flags & SHAPE_NEEDED))
		return wrong_type(context, pointer, "something here: it must not be empty");
	if (!*text && (shape->type == SHAPE_TEXT || (shape->flags & SHAPE_EMPTY)))
		return 0;
	if (shape->type == SHAPE_WORD && !texts_hold(shape->words, text))
		return shape_refuse_word(context, text, pointer, "word that may stand here",
		                         shape->words);
	if (shape->type == SHAPE_CAPABILITY)
		return check_capability(context, text, pointer);
	if (shape->type == SHAPE_CLOCK && !is_clock(text))
		return wrong_type(context, pointer, "a time: \"HH:MM\"");
	if (shape->type == SHAPE_DATE && date_parse(text, &day) != 0) {
		document_problem(context->document, context->problem, pointer,
		                 "\"%.40s\" is not a date (want YYYY-MM-DD)", text);
		return -EBADMSG;
	}
	return 0;
}

static int check_single(const struct shape_context *context, struct json_object *value,
                        const char *pointer, const struct shape *shape)
{
	switch (shape->type) {
	case SHAPE_ANY: return 0;
	case SHAPE_FLAG:
		return json_object_is_type(value, json_type_boolean)
		               ? 0
		               : wrong_type(context, pointer, "true or false, without quotes");
	case SHAPE_WHOLE:
		return json_object_is_type(value, json_type_int) &&
		                       json_object_get_int64(value) >= 0
		               ? 0
		               : wrong_type(context, pointer,
		                            "a whole number, not negative, without quotes");
	case SHAPE_PER_CENT:
		return json_object_is_type(value, json_type_int) &&
		                       json_object_get_int64(value) >= 0 &&
		                       json_object_get_int64(value) <= 100
		               ? 0
		               : wrong_type(context, pointer,
		                            "a whole number from 0 to 100, without quotes");
	case SHAPE_OBJECT:
		if (!json_object_is_type(value, json_type_object))
			return wrong_type(context, pointer, "an object: { ... }");
		return shape->inner ? shape_check(context, value, pointer, shape->inner) : 0;
	default: return check_text(context, value, pointer, shape);
	}
}

static bool stands_for_nothing(struct json_object *value, const struct shape *shape)
{
	const char *text =
		json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;

	if (!text)
		return false;
	if ((shape->flags & SHAPE_NA) && strcmp(text, "n/a") == 0)
		return true;
	return !*text && (shape->flags & SHAPE_EMPTY) && !(shape->flags & SHAPE_NEEDED);
}

static int check_one(const struct shape_context *context, struct json_object *value,
                     const char *pointer, const struct shape *shape)
{
	char inner[SHAPE_POINTER];

	if (stands_for_nothing(value, shape))
		return 0;
	if (!(shape->flags & SHAPE_LIST))
		return check_single(context, value, pointer, shape);
	if (!json_object_is_type(value, json_type_array))
		return wrong_type(context, pointer, "a list: [ ... ]");
	for (size_t i = 0; i < json_object_array_length(value); i++) {
		struct json_object *element = json_object_array_get_idx(value, i);
		struct shape one = *shape;
		int ret;

		one.flags = SHAPE_NEEDED;
		shape_index(inner, pointer, i);
		if (!element && shape->type != SHAPE_ANY)
			return wrong_type(context, inner, "a value here, not null (remove it)");
		ret = check_single(context, element, inner, &one);
		if (ret)
			return ret;
	}
	return 0;
}

static int check_keys(const struct shape_context *context, struct json_object *object,
                      const char *pointer, const struct shape *shape)
{
	const char *keys[KEYS_MAX + 1] = { 0 };

	for (size_t i = 0; i < KEYS_MAX && shape[i].key; i++) {
		if (strcmp(shape[i].key, "*") == 0)
			return 0;
		keys[i] = shape[i].key;
	}
	return document_keys(context->document, object, pointer, keys, context->problem);
}

static const struct shape *shape_of(const struct shape *shape, const char *key)
{
	for (; shape->key; shape++)
		if (strcmp(shape->key, key) == 0 || strcmp(shape->key, "*") == 0)
			return shape;
	return NULL;
}

static int check_needed(const struct shape_context *context, struct json_object *object,
                        const char *pointer, const struct shape *shape)
{
	for (; shape->key; shape++) {
		if (!(shape->flags & SHAPE_NEEDED) || field_object(object, shape->key))
			continue;
		document_problem(context->document, context->problem, pointer,
		                 "\"%s\" is missing (add it)", shape->key);
		return -EBADMSG;
	}
	return 0;
}

int shape_check(const struct shape_context *context, struct json_object *object,
                const char *pointer, const struct shape *shape)
{
	int ret;

	if (!json_object_is_type(object, json_type_object))
		return wrong_type(context, pointer, "an object: { ... }");
	ret = check_keys(context, object, pointer, shape);
	if (ret)
		return ret;
	json_object_object_foreach(object, key, value)
	{
		const struct shape *member = shape_of(shape, key);
		char inner[SHAPE_POINTER];

		if (!member || !value)
			continue;
		shape_step(inner, pointer, key);
		ret = check_one(context, value, inner, member);
		if (ret)
			return ret;
	}
	return check_needed(context, object, pointer, shape);
}
