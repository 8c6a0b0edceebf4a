/* Changes of an agreement, as sentences and as JSON. */
#include "reports/agreement_diff.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "policies/clause_sources.h"
#include "policies/fields.h"
#include "policies/rule_sentence.h"
#include "probes/base/cleanup.h"
#include "reports/messages.h"

#define ID_MAX 128
#define DEPTH_MAX 32 /* as deep as the parser reads */

/* "dates.next_review" by its label, else the field's last part in words. */
static void add_field(const char *field, struct text *out)
{
	static const char *const prefixes[] = { "field", "schedule-key", "diff-field" };
	const char *last = strrchr(field, '.');
	char id[ID_MAX];

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		snprintf(id, sizeof(id), "%s.%s", prefixes[i], field);
		if (message_template(id)) {
			text_add(out, message_template(id));
			return;
		}
	}
	plain_word(out, last ? last + 1 : field);
	if (!last)
		return;
	text_addf(out, " (%.*s)", (int)(last - field), field);
}

/* "Rule R05", "Technology REG-002, Example ClassView", "Permission" */
static void add_where(const struct agreement_change *change, bool named, struct text *out)
{
	message_word("diff-area", change->area, out);
	if (change->id)
		text_addf(out, " %s", change->id);
	if (change->name && named)
		text_addf(out, " (%s)", change->name);
}

static void add_tree(struct json_object *value, int depth, struct text *out);

static void add_members(struct json_object *object, int depth, struct text *out)
{
	const char *between = "";

	json_object_object_foreach(object, key, value)
	{
		text_add(out, between);
		plain_word(out, key);
		text_add(out, ": ");
		add_tree(value, depth, out);
		between = "; ";
	}
}

/* What somebody wrote in words of their own stands in quotation marks. */
static void add_leaf(struct json_object *value, struct text *out)
{
	const char *string = value ? json_object_get_string(value) : "null";
	bool words = json_object_is_type(value, json_type_string) && strchr(string, ' ');

	text_add(out, words ? "\"" : "");
	text_add(out, string);
	text_add(out, words ? "\"" : "");
}

/* Names and values in the order of the file, whole; lists within in brackets. */
static void add_tree(struct json_object *value, int depth, struct text *out)
{
	if (depth > DEPTH_MAX) {
		text_add(out, json_object_get_string(value));
	} else if (json_object_is_type(value, json_type_object)) {
		text_add(out, depth ? "(" : "");
		add_members(value, depth + 1, out);
		text_add(out, depth ? ")" : "");
	} else if (json_object_is_type(value, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			text_add(out, i ? ", " : "");
			add_tree(json_object_array_get_idx(value, i), depth + 1, out);
		}
	} else {
		add_leaf(value, out);
	}
}

/* A value is a text of its own, or a tree of the agreement's file. */
static void add_value(const char *value, struct text *out)
{
	struct json_object *tree =
		*value == '[' || *value == '{' ? json_tokener_parse(value) : NULL;

	if (tree)
		add_tree(tree, 0, out);
	else
		text_add(out, value);
	json_object_put(tree);
}

static void sentence(const struct agreement_change *change, struct text *out)
{
	_cleanup_(text_free) struct text where = { 0 }, field = { 0 }, before = { 0 },
					 after = { 0 };
	bool row = change->kind == ROW_ADDED || change->kind == ROW_REMOVED;
	char id[ID_MAX];

	add_where(change, row || strcmp(change->area, "rules") != 0, &where);
	add_field(change->field, &field);
	add_value(change->before ? change->before : "", &before);
	add_value(change->after ? change->after : "", &after);
	snprintf(id, sizeof(id), "diff.%s%s", strcmp(change->area, "log") == 0 ? "log-" : "",
	         agreement_change_word(change->kind));
	out->failed |= where.failed || field.failed || before.failed || after.failed;
	message_say(out, id, "where", where.at ? where.at : "", "field", field.at ? field.at : "",
	            "before", before.at ? before.at : "", "after", after.at ? after.at : "");
}

int agreement_diff_text(const struct agreement *before, const struct agreement *after,
                        const struct agreement_changes *changes, struct json_object *sources,
                        struct text *out)
{
	const char *area = "";

	text_addf(out, "%s %lld (%s) -> %s %lld (%s)\n", before->id, (long long)before->version,
	          before->check_code, after->id, (long long)after->version, after->check_code);
	if (!changes->count)
		text_addf(out, "%s\n", message_label("diff.same"));
	if (!changes->count && strcmp(before->check_code, after->check_code) != 0)
		text_addf(out, "%s\n", message_label("diff.same-form"));
	for (size_t i = 0; i < changes->count; i++) {
		const struct agreement_change *change = &changes->items[i];

		if (strcmp(area, change->area) != 0)
			text_add(out, "\n");
		area = change->area;
		sentence(change, out);
		text_add(out, "\n");
	}
	if (list_length(sources))
		text_addf(out, "\n%s\n", message_label("diff.clause-sources"));
	clause_sources_say(sources, "  ", out);
	return out->failed ? -ENOMEM : 0;
}

/* --- JSON ------------------------------------------------------------------------- */

static void put(struct json_object *object, const char *key, struct json_object *value,
                struct text *out)
{
	out->failed |= json_object_object_add(object, key, value) != 0;
}

static struct json_object *text_value(const char *text)
{
	return text ? json_object_new_string(text) : NULL;
}

static void put_side(struct json_object *object, const char *key, const struct agreement *agreement,
                     struct text *out)
{
	struct json_object *side = json_object_new_object();

	put(side, "id", text_value(agreement->id), out);
	put(side, "version", json_object_new_int64(agreement->version), out);
	put(side, "check_code", text_value(agreement->check_code), out);
	put(object, key, side, out);
}

static struct json_object *change_row(const struct agreement_change *change, struct text *out)
{
	struct json_object *row = json_object_new_object();
	_cleanup_(text_free) struct text words = { 0 };

	sentence(change, &words);
	out->failed |= words.failed;
	put(row, "change", text_value(agreement_change_word(change->kind)), out);
	put(row, "area", text_value(change->area), out);
	put(row, "id", text_value(change->id), out);
	put(row, "field", *change->field ? text_value(change->field) : NULL, out);
	put(row, "before", text_value(change->before), out);
	put(row, "after", text_value(change->after), out);
	put(row, "text", text_value(words.at), out);
	return row;
}

int agreement_diff_json(const struct agreement *before, const struct agreement *after,
                        const struct agreement_changes *changes, struct json_object *sources,
                        struct text *out)
{
	struct json_object *root = json_object_new_object(), *list = json_object_new_array();

	if (!root || !list) {
		json_object_put(root);
		json_object_put(list);
		return -ENOMEM;
	}
	put(root, "format", text_value("daylight-agreement-diff/1"), out);
	put_side(root, "old", before, out);
	put_side(root, "new", after, out);
	put(root, "same", json_object_new_boolean(!changes->count), out);
	put(root, "changes", list, out);
	for (size_t i = 0; i < changes->count; i++)
		out->failed |=
			json_object_array_add(list, change_row(&changes->items[i], out)) != 0;
	put(root, "clause_sources", json_object_get(sources), out);
	text_add(out, json_object_to_json_string_ext(root, JSON_C_TO_STRING_PRETTY |
	                                                           JSON_C_TO_STRING_SPACED |
	                                                           JSON_C_TO_STRING_NOSLASHESCAPE));
	text_add(out, "\n");
	json_object_put(root);
	return out->failed ? -ENOMEM : 0;
}
