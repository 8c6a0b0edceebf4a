/* Tells by the field what a cell holds: a list parted by ';', a number, yes or no, a date, words.
 */
#include "policies/register_cells.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"

char *cell_trim(struct text *cell)
{
	char *start = cell->at, *stop = cell->at + cell->len;

	while (stop > start && isspace((unsigned char)stop[-1]))
		*--stop = '\0';
	while (isspace((unsigned char)*start))
		start++;
	return start;
}

static struct json_object *list_of(char *cell, bool destinations)
{
	struct json_object *list = json_object_new_array();
	char *rest = NULL;

	for (char *piece = strtok_r(cell, ";", &rest); list && piece;
	     piece = strtok_r(NULL, ";", &rest)) {
		struct text text = { .at = piece, .len = strlen(piece) };
		struct json_object *value = json_object_new_string(cell_trim(&text));

		if (destinations) {
			struct json_object *object = json_object_new_object();

			json_object_object_add(object,
			                       strchr(json_object_get_string(value), ' ')
			                               ? "organisation"
			                               : "domain",
			                       value);
			value = object;
		}
		json_object_array_add(list, value);
	}
	return list;
}

static bool is_whole(const char *cell)
{
	size_t len = strspn(cell, "0123456789");

	return len && len < 10 && !cell[len];
}

static const char *const list_fields[] = {
	"purposes_agreed",
	"purposes_ruled_out",
	"functions_allowed",
	"functions_off",
	"groups_covered",
	"groups_incidental",
	"device_classes",
	"networks",
	"data_kinds",
	"countries_allowed",
	"access_posts",
	"match.products",
	"roles.processors",
	"roles.sub_processors",
	"ai.features",
	"ai.decisions_about",
	NULL,
};

static struct json_object *value_of(const char *path, char *cell)
{
	if (strcmp(cell, "n/a") == 0)
		return json_object_new_string(cell);
	if (strcmp(path, "destinations") == 0 || texts_hold(list_fields, path))
		return list_of(cell, strcmp(path, "destinations") == 0);
	if (strcmp(path, "ai.is_ai") == 0 && (strcmp(cell, "yes") == 0 || strcmp(cell, "no") == 0))
		return json_object_new_boolean(strcmp(cell, "yes") == 0);
	if ((strcmp(path, "retention_days") == 0 || strcmp(path, "training_hours") == 0) &&
	    is_whole(cell))
		return json_object_new_int64(strtoll(cell, NULL, 10));
	return json_object_new_string(cell);
}

/* Puts `value` at a path of at most two steps. */
static int put(struct json_object *row, const char *path, struct json_object *value)
{
	const char *dot = strchr(path, '.');
	struct json_object *inner = row;
	char head[64];

	if (!value)
		return -ENOMEM;
	if (dot) {
		snprintf(head, sizeof(head), "%.*s", (int)(dot - path), path);
		inner = field_object(row, head);
		if (!inner) {
			inner = json_object_new_object();
			json_object_object_add(row, head, inner);
		}
		path = dot + 1;
	}
	return json_object_object_add(inner, path, value) == 0 ? 0 : -ENOMEM;
}

int cell_put(struct json_object *row, const char *path, char *cell)
{
	return put(row, path, value_of(path, cell));
}

void cell_defaults(struct json_object *row, size_t index)
{
	char id[32];

	snprintf(id, sizeof(id), "REG-%03zu", index + 1);
	if (!field_object(row, "id"))
		json_object_object_add(row, "id", json_object_new_string(id));
	if (!field_object(row, "status"))
		json_object_object_add(
			row, "status",
			json_object_new_string(field_text(field_object(row, "dates"), "in_use_from")
		                                       ? "in-use"
		                                       : "proposed"));
}
