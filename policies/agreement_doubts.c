/* Rows that overlap, abilities that nobody mentioned, permissions that have lapsed. */
#include "policies/agreement_doubts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "policies/fields.h"
#include "policies/rules/rule.h"
#include "policies/unmentioned.h"

/* Something by which a row is known, once for each of its rows. */
struct mark {
	const char *text;
	int type; /* of an indicator; MARK_PRODUCT, MARK_NAME */
	size_t row;
};

enum { MARK_PRODUCT = -2, MARK_NAME = -1 };

#define MARKS_TOLD 3 /* rows of one mark that are named one by one */

static int compare_marks(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;
	int order = a->type != b->type     ? (a->type > b->type) - (a->type < b->type)
	            : a->type == MARK_NAME ? strcasecmp(a->text, b->text)
	                                   : strcmp(a->text, b->text);

	return order ? order : (a->row > b->row) - (a->row < b->row);
}

static bool is_same(const struct mark *a, const struct mark *b)
{
	return a->type == b->type && (a->type == MARK_NAME ? strcasecmp(a->text, b->text)
	                                                   : strcmp(a->text, b->text)) == 0;
}

static size_t count_marks(const struct agreement *agreement)
{
	size_t count = agreement->entry_count;

	for (size_t i = 0; i < agreement->entry_count; i++) {
		for (const char *const *id = agreement->entries[i].products; *id; id++)
			count++;
		count += agreement->entries[i].custom_count;
	}
	return count;
}

static size_t collect_marks(const struct agreement *agreement, struct mark *out)
{
	size_t count = 0;

	for (size_t i = 0; i < agreement->entry_count; i++) {
		const struct register_entry *entry = &agreement->entries[i];

		out[count++] = (struct mark){ entry->name, MARK_NAME, i };
		for (const char *const *id = entry->products; *id; id++)
			out[count++] = (struct mark){ *id, MARK_PRODUCT, i };
		for (size_t c = 0; c < entry->custom_count; c++)
			out[count++] = (struct mark){ entry->custom[c].value,
				                      (int)entry->custom[c].type, i };
	}
	return count;
}

static void say_twin(const struct agreement *agreement, const struct mark *first,
                     const struct mark *other, struct text *out)
{
	const char *id = agreement->entries[other->row].id,
		   *first_id = agreement->entries[first->row].id;

	if (other->type == MARK_NAME)
		text_addf(out,
		          "%s: its name is \"%s\", as that of %s is (one row too many, or give "
		          "each its own name)\n",
		          id, other->text, first_id);
	else
		text_addf(out,
		          "%s: it matches \"%s\", as %s does: what is seen of it is told of both "
		          "rows\n",
		          id, other->text, first_id);
}

/* The rows of one mark, each once; `end` is behind the last. Returns the lines. */
static size_t say_twins(const struct agreement *agreement, const struct mark *first,
                        const struct mark *end, struct text *out)
{
	size_t told = 0, more = 0;

	for (const struct mark *one = first + 1; one < end; one++) {
		if (one->row == one[-1].row)
			continue;
		if (told == MARKS_TOLD) {
			more++;
			continue;
		}
		say_twin(agreement, first, one, out);
		told++;
	}
	if (more)
		text_addf(out, "and %zu more rows like %s: \"%s\"\n", more,
		          agreement->entries[first->row].id, first->text);
	return told + (more > 0);
}

/* Sorted, so that a long list takes no longer a row than a short one. */
static size_t doubt_overlaps(const struct agreement *agreement, struct arena *arena,
                             struct text *out)
{
	struct mark *marks = arena_take(arena, count_marks(agreement) + 1, sizeof(*marks));
	size_t count = marks ? collect_marks(agreement, marks) : 0, lines = 0;

	out->failed |= !marks;
	if (count)
		qsort(marks, count, sizeof(*marks), compare_marks);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && is_same(&marks[i], &marks[end]);)
			end++;
		lines += say_twins(agreement, &marks[i], &marks[end], out);
	}
	return lines;
}

static size_t doubt_silence(const struct register_entry *entry, const struct catalogue *catalogue,
                            struct arena *arena, struct text *out)
{
	size_t known = 0, all = 0;
	const struct product **products;
	const char *const *words;

	while (entry->products[all])
		all++;
	products = arena_take(arena, all + 1, sizeof(struct product *));
	for (size_t i = 0; products && i < all; i++) {
		products[known] = catalogue_find(catalogue, entry->products[i]);
		known += products[known] != NULL;
	}
	words = products && known ? unmentioned_abilities(entry, products, arena) : NULL;
	if (!words || !words[0])
		return 0;
	text_addf(out, "%s: %s is able to do what this row says nothing about: ", entry->id,
	          entry->name);
	for (size_t i = 0; words[i]; i++)
		text_addf(out, "%s%s", i ? ", " : "", words[i]);
	text_add(out, " (allow it, or say that it stays off)\n");
	return 1;
}

/* What one list of a row allows and the other rules out. */
static size_t doubt_both(const struct register_entry *entry, const char *one, const char *two,
                         struct text *out)
{
	struct json_object *yes = field_object(entry->row, one),
			   *no = field_object(entry->row, two);
	size_t count = 0;

	for (size_t i = 0; i < field_count(entry->row, one); i++)
		for (size_t j = 0; j < field_count(entry->row, two); j++) {
			const char *word =
				json_object_get_string(json_object_array_get_idx(yes, i));

			if (strcmp(word,
			           json_object_get_string(json_object_array_get_idx(no, j))) != 0)
				continue;
			text_addf(out, "%s: \"%s\" stands in %s and in %s: take it out of one\n",
			          entry->id, word, one, two);
			count++;
		}
	return count;
}

size_t doubts_of_entries(const struct agreement *agreement, const struct catalogue *catalogue,
                         struct arena *arena, struct text *out)
{
	size_t count = doubt_overlaps(agreement, arena, out);

	for (size_t i = 0; i < agreement->entry_count; i++) {
		count += doubt_both(&agreement->entries[i], "functions_allowed", "functions_off",
		                    out);
		count += doubt_both(&agreement->entries[i], "purposes_agreed", "purposes_ruled_out",
		                    out);
		count += doubt_silence(&agreement->entries[i], catalogue, arena, out);
	}
	return count;
}

static size_t doubt_permission(const struct authorisation *permission, date on, struct text *out)
{
	char day[DATE_TEXT];

	if (!permission)
		return 0;
	if (permission->valid_until != DATE_NONE && permission->valid_until < on) {
		date_format(permission->valid_until, day);
		text_addf(out, "%s: the permission ended on %s: nothing may be read by it\n",
		          permission->id, day);
		return 1;
	}
	if (permission->valid_from != DATE_NONE && permission->valid_from > on) {
		date_format(permission->valid_from, day);
		text_addf(out, "%s: the permission begins on %s: nothing may be read before\n",
		          permission->id, day);
		return 1;
	}
	if (permission->status && strcmp(permission->status, "in-force") != 0) {
		text_addf(out, "%s: the permission is \"%s\": nothing may be read by it\n",
		          permission->id, permission->status);
		return 1;
	}
	return 0;
}

/* The row of the scope's list with that id; `known` says whether there is such a list at all. */
static struct json_object *scope_row(const struct agreement *agreement, const char *list,
                                     const char *id, bool *known)
{
	struct json_object *scope = field_object(agreement->root, "scope"),
			   *rows = field_object(scope, list);

	*known = field_count(scope, list) > 0;
	for (size_t i = 0; i < field_count(scope, list); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);

		if (strcmp(field_text(row, "id"), id) == 0)
			return row;
	}
	return NULL;
}

/* A permission for what the agreement does not name, or says is left alone. */
static size_t doubt_reach(const struct agreement *agreement, const char *const *ids,
                          const char *part, const char *list, struct text *out)
{
	size_t count = 0;

	for (; ids && *ids; ids++) {
		bool known, network = strcmp(list, "networks") == 0;
		struct json_object *row = scope_row(agreement, list, *ids, &known);
		const char *capture = row ? field_text(row, "capture") : NULL;

		if (known && !row) {
			text_addf(out,
			          "%s: %s.%s names \"%s\", which the agreement's scope does not "
			          "hold\n",
			          agreement->authorisation->id, part, list, *ids);
			count++;
		} else if (row && ((network && capture && strcmp(capture, "none") == 0) ||
		                   (field_object(row, "inspect") && !field_flag(row, "inspect")))) {
			text_addf(out,
			          "%s: %s.%s names \"%s\", which the agreement's scope leaves "
			          "alone\n",
			          agreement->authorisation->id, part, list, *ids);
			count++;
		}
	}
	return count;
}

static size_t doubt_permitted(const struct agreement *agreement, struct text *out)
{
	const struct authorisation *permission = agreement->authorisation;

	if (!permission)
		return 0;
	return doubt_reach(agreement, permission->device_classes, "host_inventory",
	                   "device_classes", out) +
	       doubt_reach(agreement, permission->networks, "network_metadata", "networks", out);
}

static bool needs_a_share(const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->rule_count; i++)
		for (size_t n = 0; n < agreement->rules[i].need_count; n++)
			if (field_whole(agreement->rules[i].needs[n].row, "devices_pct", 0) > 0)
				return true;
	return false;
}

/* Nine of ten of how many? Without a number only those that somebody looked at can be counted. */
static size_t doubt_numbers(const struct agreement *agreement, struct text *out)
{
	size_t count = 0;

	for (size_t i = 0; i < agreement->class_count && needs_a_share(agreement); i++) {
		const struct device_class *class = &agreement->classes[i];

		if (!class->inspect || class->count > 0)
			continue;
		text_addf(out,
		          "%s: how many of them there are is not recorded, so what is not "
		          "seen on them is \"Looked too little\" (add \"count\" to the class)\n",
		          class->id);
		count++;
	}
	return count;
}

static bool is_over(date until, date on)
{
	return until != DATE_NONE && until < on;
}

size_t doubts_of_day(const struct agreement *agreement, date on, struct text *out)
{
	size_t count = doubt_permission(agreement->authorisation, on, out) +
	               doubt_permitted(agreement, out) + doubt_numbers(agreement, out);
	const char *status = field_text(field_object(agreement->root, "agreement"), "status");

	if (status && strcmp(status, "signed") != 0) {
		text_addf(out,
		          "%s: its status is \"%s\": it judges nothing until it is \"signed\"\n",
		          agreement->id, status);
		count++;
	}
	if (is_over(agreement->in_force_until, on)) {
		text_addf(out, "%s: it is no longer in force, and judges nothing\n", agreement->id);
		count++;
	}
	if (agreement->parent_id &&
	    (is_over(agreement->parent_until, on) || agreement->parent_from > on)) {
		text_addf(out, "%s: \"%s\", which it extends, is not in force on that day\n",
		          agreement->id, agreement->parent_id);
		count++;
	}
	return count;
}
