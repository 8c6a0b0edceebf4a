/* Walks two trees of JSON side by side; both are as deep as the parser lets them be, 32 at most. */
#include "policies/agreement_compare.h"

#include <errno.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/agreement_rows.h"
#include "policies/fields.h"

struct comparing {
	struct arena *arena;
	struct agreement_changes *out;
	const char *area, *id, *name; /* where we are */
	bool failed;
};

const char *agreement_change_word(enum agreement_change_kind kind)
{
	static const char *const words[AGREEMENT_CHANGE_KINDS] = {
		[ROW_ADDED] = "row-added",         [ROW_REMOVED] = "row-removed",
		[FIELD_ADDED] = "field-added",     [FIELD_REMOVED] = "field-removed",
		[FIELD_CHANGED] = "field-changed", [WORD_ADDED] = "word-added",
		[WORD_REMOVED] = "word-removed",
	};

	return words[kind];
}

/* Rows may be gone when the changes are read. */
static const char *kept(struct comparing *comparing, const char *text)
{
	const char *copy = text ? arena_copy(comparing->arena, text) : NULL;

	comparing->failed |= text && !copy;
	return copy;
}

static void add(struct comparing *comparing, enum agreement_change_kind kind, const char *field,
                const char *before, const char *after)
{
	struct agreement_changes *out = comparing->out;

	if (out->count == out->room) {
		size_t room = out->room ? out->room * 2 : 32;
		struct agreement_change *more = arena_take(comparing->arena, room, sizeof(*more));

		if (!more) {
			comparing->failed = true;
			return;
		}
		if (out->count)
			memcpy(more, out->items, out->count * sizeof(*more));
		out->items = more;
		out->room = room;
	}
	out->items[out->count++] = (struct agreement_change){
		kind,
		comparing->area,
		kept(comparing, comparing->id),
		kept(comparing, comparing->name),
		kept(comparing, field),
		kept(comparing, before),
		kept(comparing, after),
	};
}

/* Missing, null, "" and [] all mean that nothing is recorded (model 2.2). */
static bool recorded(struct json_object *value)
{
	if (json_object_is_type(value, json_type_string))
		return *json_object_get_string(value);
	if (json_object_is_type(value, json_type_array))
		return json_object_array_length(value) > 0;
	return value;
}

static bool is_list_of_words(struct json_object *value)
{
	if (!json_object_is_type(value, json_type_array))
		return false;
	for (size_t i = 0; i < json_object_array_length(value); i++)
		if (!json_object_is_type(json_object_array_get_idx(value, i), json_type_string))
			return false;
	return true;
}

static bool holds_word(struct json_object *list, const char *word)
{
	for (size_t i = 0; i < json_object_array_length(list); i++)
		if (!strcmp(json_object_get_string(json_object_array_get_idx(list, i)), word))
			return true;
	return false;
}

static void compare_words(struct comparing *comparing, const char *field,
                          struct json_object *before, struct json_object *after)
{
	for (size_t i = 0; i < json_object_array_length(before); i++) {
		const char *word = json_object_get_string(json_object_array_get_idx(before, i));

		if (!holds_word(after, word))
			add(comparing, WORD_REMOVED, field, word, NULL);
	}
	for (size_t i = 0; i < json_object_array_length(after); i++) {
		const char *word = json_object_get_string(json_object_array_get_idx(after, i));

		if (!holds_word(before, word))
			add(comparing, WORD_ADDED, field, NULL, word);
	}
}

static void compare_values(struct comparing *comparing, const char *field,
                           struct json_object *before, struct json_object *after);

static const char *joined(struct comparing *comparing, const char *field, const char *key)
{
	const char *path = *field ? arena_printf(comparing->arena, "%s.%s", field, key) : key;

	comparing->failed |= !path;
	return path ? path : "";
}

/* Fields of `object`; with `fresh`, only those that the other side lacks. */
static void compare_side(struct comparing *comparing, const char *field, struct json_object *object,
                         struct json_object *other, bool fresh)
{
	if (!object)
		return;
	json_object_object_foreach(object, key, value)
	{
		struct json_object *match = field_object(other, key);
		const char *path = joined(comparing, field, key);

		if (!fresh)
			compare_values(comparing, path, value, match);
		else if (!other || !json_object_object_get_ex(other, key, NULL))
			compare_values(comparing, path, NULL, value);
	}
}

/* Either may be NULL: then each field of the other is named. */
static void compare_objects(struct comparing *comparing, const char *field,
                            struct json_object *before, struct json_object *after)
{
	compare_side(comparing, field, before, after, false);
	compare_side(comparing, field, after, before, true);
}

static void compare_values(struct comparing *comparing, const char *field,
                           struct json_object *before, struct json_object *after)
{
	bool was = recorded(before), is = recorded(after);

	if ((was && json_object_is_type(before, json_type_object)) ||
	    (is && json_object_is_type(after, json_type_object))) {
		compare_objects(comparing, field,
		                json_object_is_type(before, json_type_object) ? before : NULL,
		                json_object_is_type(after, json_type_object) ? after : NULL);
		return;
	}
	if (!was && !is)
		return;
	if (was && is && is_list_of_words(before) && is_list_of_words(after))
		compare_words(comparing, field, before, after);
	else if (!was)
		add(comparing, FIELD_ADDED, field, NULL, json_object_get_string(after));
	else if (!is)
		add(comparing, FIELD_REMOVED, field, json_object_get_string(before), NULL);
	else if (strcmp(json_object_get_string(before), json_object_get_string(after)) != 0)
		add(comparing, FIELD_CHANGED, field, json_object_get_string(before),
		    json_object_get_string(after));
}

/* --- rows with an id ---------------------------------------------------------- */

static struct json_object *row_of(struct json_object *list, const char *id)
{
	size_t count = list ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < count; i++) {
		struct json_object *row = json_object_array_get_idx(list, i);
		const char *other = field_text(row, "id");

		if (other && strcmp(other, id) == 0)
			return row;
	}
	return NULL;
}

static void at_row(struct comparing *comparing, struct json_object *row)
{
	static const char *const names[] = { "say", "name", "text", "title", "label", NULL };

	comparing->id = field_text(row, "id");
	comparing->name = NULL;
	for (size_t i = 0; names[i] && !comparing->name; i++)
		comparing->name = field_text(row, names[i]);
}

static void compare_rows(struct comparing *comparing, const char *area, struct json_object *before,
                         struct json_object *after)
{
	comparing->area = area;
	for (size_t i = 0; before && i < json_object_array_length(before); i++) {
		struct json_object *row = json_object_array_get_idx(before, i), *other;

		at_row(comparing, row);
		other = comparing->id ? row_of(after, comparing->id) : NULL;
		if (other)
			compare_objects(comparing, "", row, other);
		else
			add(comparing, ROW_REMOVED, "", NULL, NULL);
	}
	for (size_t i = 0; after && i < json_object_array_length(after); i++) {
		struct json_object *row = json_object_array_get_idx(after, i);

		at_row(comparing, row);
		if (comparing->id && !row_of(before, comparing->id))
			add(comparing, ROW_ADDED, "", NULL, NULL);
	}
	comparing->id = comparing->name = NULL;
}

static bool has_ids(struct json_object *list)
{
	return json_object_is_type(list, json_type_array) && json_object_array_length(list) &&
	       field_text(json_object_array_get_idx(list, 0), "id");
}

/* A block of agreement.json: rows of an id in it are rows of their own. */
static void compare_block(struct comparing *comparing, const char *area, struct json_object *before,
                          struct json_object *after)
{
	struct json_object *both[] = { before, after };

	comparing->area = area;
	for (int side = 0; side < 2; side++) {
		if (!both[side])
			continue;
		json_object_object_foreach(both[side], key, value)
		{
			struct json_object *other = field_object(both[!side], key);

			if (side && json_object_object_get_ex(before, key, NULL))
				continue;
			comparing->area = area;
			if (has_ids(value) || has_ids(other))
				compare_rows(comparing, key, side ? other : value,
				             side ? value : other);
			else
				compare_values(comparing, key, side ? other : value,
				               side ? value : other);
		}
	}
}

/* --- the files ------------------------------------------------------------------ */

static void compare_roots(struct comparing *comparing, struct json_object *before,
                          struct json_object *after)
{
	static const char *const blocks[] = { "agreement", "definitions", "scope",
		                              "hours",     "processes",   NULL };

	for (size_t i = 0; blocks[i]; i++)
		compare_block(comparing, blocks[i], field_object(before, blocks[i]),
		              field_object(after, blocks[i]));
	compare_rows(comparing, "parties", field_object(before, "parties"),
	             field_object(after, "parties"));
}

static void compare_lists(struct comparing *comparing, const char *area,
                          struct json_object *(*rows)(const struct agreement *agreement),
                          const struct agreement *before, const struct agreement *after)
{
	struct json_object *old = rows(before), *new = rows(after);

	comparing->failed |= !old || !new;
	if (old && new)
		compare_rows(comparing, area, old, new);
	json_object_put(old);
	json_object_put(new);
}

static struct json_object *permission(const struct agreement *agreement)
{
	return agreement->authorisation ? agreement->documents_open[FILE_AUTHORISATION].root : NULL;
}

static bool log_holds(const struct agreement *agreement, struct json_object *row)
{
	for (size_t i = 0; i < agreement->log_count; i++)
		if (json_object_equal(agreement->log[i], row))
			return true;
	return false;
}

static void compare_logs(struct comparing *comparing, const struct agreement *before,
                         const struct agreement *after)
{
	comparing->area = "log";
	for (size_t i = 0; i < before->log_count; i++)
		if (!log_holds(after, before->log[i]))
			add(comparing, WORD_REMOVED, "", json_object_get_string(before->log[i]),
			    NULL);
	for (size_t i = 0; i < after->log_count; i++)
		if (!log_holds(before, after->log[i]))
			add(comparing, WORD_ADDED, "", NULL, json_object_get_string(after->log[i]));
}

int agreement_compare(const struct agreement *before, const struct agreement *after,
                      struct arena *arena, struct agreement_changes *out)
{
	struct agreement_changes changes = { 0 };
	struct comparing comparing = { .arena = arena, .out = &changes };

	compare_roots(&comparing, before->root, after->root);
	compare_lists(&comparing, "rules", agreement_rule_rows, before, after);
	compare_lists(&comparing, "questions", agreement_question_rows, before, after);
	compare_lists(&comparing, "register", agreement_entry_rows, before, after);
	compare_rows(&comparing, "documents",
	             field_object(before->documents_open[FILE_REGISTER].root, "documents"),
	             field_object(after->documents_open[FILE_REGISTER].root, "documents"));
	compare_block(&comparing, "authorisation", permission(before), permission(after));
	compare_logs(&comparing, before, after);
	if (comparing.failed)
		return -ENOMEM;
	*out = changes;
	return 0;
}
