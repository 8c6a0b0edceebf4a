/* Breaks only the lines that are too long. */
#include "policies/pretty.h"

#include <errno.h>

#define WIDTH 100
#define STEP 2
#define DEPTH_MAX 40

static void add_scalar(struct text *out, struct json_object *value)
{
	text_add(out, json_object_to_json_string_ext(value, JSON_C_TO_STRING_NOSLASHESCAPE));
}

static void add_key(struct text *out, const char *key)
{
	struct json_object *text = json_object_new_string(key);

	if (text)
		add_scalar(out, text);
	else
		out->failed = true;
	json_object_put(text);
	text_add(out, ": ");
}

static void add_flat(struct text *out, struct json_object *value, int depth)
{
	const char *between = "";

	if (depth > DEPTH_MAX) {
		out->failed = true;
	} else if (json_object_is_type(value, json_type_object)) {
		text_add(out, "{");
		json_object_object_foreach(value, key, member)
		{
			text_add(out, between);
			add_key(out, key);
			add_flat(out, member, depth + 1);
			between = ", ";
		}
		text_add(out, "}");
	} else if (json_object_is_type(value, json_type_array)) {
		text_add(out, "[");
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			text_add(out, i ? ", " : "");
			add_flat(out, json_object_array_get_idx(value, i), depth + 1);
		}
		text_add(out, "]");
	} else {
		add_scalar(out, value);
	}
}

static void add_line(struct text *out, int depth)
{
	text_addf(out, "\n%*s", depth * STEP, "");
}

static void add(struct text *out, struct json_object *value, int depth);

static void add_broken(struct text *out, struct json_object *value, int depth)
{
	bool first = true;

	if (json_object_is_type(value, json_type_object)) {
		text_add(out, "{");
		json_object_object_foreach(value, key, member)
		{
			text_add(out, first ? "" : ",");
			first = false;
			add_line(out, depth + 1);
			add_key(out, key);
			add(out, member, depth + 1);
		}
		add_line(out, depth);
		text_add(out, "}");
		return;
	}
	text_add(out, "[");
	for (size_t i = 0; i < json_object_array_length(value); i++) {
		text_add(out, i ? "," : "");
		add_line(out, depth + 1);
		add(out, json_object_array_get_idx(value, i), depth + 1);
	}
	add_line(out, depth);
	text_add(out, "]");
}

static bool can_break(struct json_object *value)
{
	return (json_object_is_type(value, json_type_object) && json_object_object_length(value)) ||
	       (json_object_is_type(value, json_type_array) && json_object_array_length(value));
}

static void add(struct text *out, struct json_object *value, int depth)
{
	struct text flat = { 0 };

	add_flat(&flat, value, depth);
	if (flat.failed)
		out->failed = true;
	else if (can_break(value) && (depth == 0 || (size_t)depth * STEP + flat.len + 20 > WIDTH))
		add_broken(out, value, depth);
	else
		text_add(out, flat.at);
	text_free(&flat);
}

int pretty_write(struct json_object *value, struct text *out)
{
	add(out, value, 0);
	text_add(out, "\n");
	return out->failed ? -ENOMEM : 0;
}
