/* Tells by the field what a cell holds: a list, a number, yes or no, a date, words. */
#include "policies/register_cells.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "policies/fields.h"
#include "policies/register_dates.h"

static size_t space_before(const char *start, const char *stop)
{
	if (stop - start >= 2 && memcmp(stop - 2, "\xC2\xA0", 2) == 0)
		return 2;
	return stop > start && isspace((unsigned char)stop[-1]);
}

char *cell_trim(struct text *cell)
{
	char *start = cell->at, *stop = cell->at + cell->len;

	for (size_t n = space_before(start, stop); n; n = space_before(start, stop))
		stop -= n;
	*stop = '\0';
	while (isspace((unsigned char)*start) || strncmp(start, "\xC2\xA0", 2) == 0)
		start += *start == '\xC2' ? 2 : 1;
	return start;
}

/* "Screen recording" as "screen-recording"; words of one's own stay as they are. */
static void make_word(char *piece)
{
	if (strncmp(piece, "local:", 6) == 0)
		return;
	for (; *piece; piece++)
		*piece = *piece == ' ' ? '-' : (char)tolower((unsigned char)*piece);
}

static struct json_object *destination_of(struct json_object *value)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(
		object, strchr(json_object_get_string(value), ' ') ? "organisation" : "domain",
		value);
	return object;
}

enum { LIST_TEXTS, LIST_WORDS, LIST_IDS, LIST_DESTINATIONS };

/* Parted by ';' or line ends within the cell; words and ids, which hold no comma, by ',' too. */
static struct json_object *list_of(char *cell, int kind)
{
	struct json_object *list = json_object_new_array();
	const char *between = kind == LIST_WORDS || kind == LIST_IDS ? ";\n," : ";\n";
	char *rest = NULL;

	for (char *piece = strtok_r(cell, between, &rest); list && piece;
	     piece = strtok_r(NULL, between, &rest)) {
		struct text text = { .at = piece, .len = strlen(piece) };
		struct json_object *value;

		piece = cell_trim(&text);
		if (!*piece)
			continue;
		if (kind == LIST_WORDS)
			make_word(piece);
		value = json_object_new_string(piece);
		json_object_array_add(list,
		                      kind == LIST_DESTINATIONS ? destination_of(value) : value);
	}
	return list;
}

static const struct {
	const char *path;
	int kind;
} lists[] = {
	{ "purposes_agreed", LIST_TEXTS },      { "purposes_ruled_out", LIST_TEXTS },
	{ "functions_allowed", LIST_WORDS },    { "functions_off", LIST_WORDS },
	{ "groups_covered", LIST_IDS },         { "groups_incidental", LIST_IDS },
	{ "device_classes", LIST_IDS },         { "networks", LIST_IDS },
	{ "data_kinds", LIST_TEXTS },           { "destinations", LIST_DESTINATIONS },
	{ "countries_allowed", LIST_IDS },      { "access_posts", LIST_TEXTS },
	{ "match.products", LIST_IDS },         { "roles.processors", LIST_TEXTS },
	{ "roles.sub_processors", LIST_TEXTS }, { "ai.features", LIST_TEXTS },
	{ "ai.decisions_about", LIST_TEXTS },
};

static int refuse(const struct cell_place *place, const char *path, const char *what)
{
	char pointer[128];

	snprintf(pointer, sizeof(pointer), "/register/%zu/%.80s", place->row, path);
	for (char *dot = strchr(pointer, '.'); dot; dot = strchr(dot, '.'))
		*dot = '/';
	return csv_refuse(place->csv, place->line, place->column, "%s: %s", pointer, what);
}

/* --- One value --- */

static int date_of_cell(const char *path, const char *cell, const struct cell_place *place,
                        struct json_object **out)
{
	char what[160], text[DATE_TEXT];
	bool doubtful;
	date day;

	if (cell_date(cell, &day, &doubtful, what) != 0)
		return refuse(place, path, what);
	date_format(day, text);
	if (doubtful && place->notes->count++ < CELL_NOTES_TOLD)
		text_addf(
			place->notes->lines,
			"%s:%u:%zu: \"%.20s\" is read day first, as %s (write it so to be sure)\n",
			place->csv->name, place->line, place->column + 1, cell, text);
	*out = json_object_new_string(text);
	return 0;
}

/* "30", "30.0", "30 days", "2 weeks" */
static int days_of_cell(const char *path, const char *cell, const struct cell_place *place,
                        struct json_object **out)
{
	size_t len = strspn(cell, "0123456789");
	const char *unit = cell + len;
	long long days = len && len < 7 ? strtoll(cell, NULL, 10) : -1;
	bool hours = strcmp(path, "training_hours") == 0;

	if ((*unit == '.' || *unit == ',') && unit[1])
		unit += 1 + strspn(unit + 1, "0");
	unit += strspn(unit, " ");
	if (!hours && days >= 0 &&
	    (strcasecmp(unit, "week") == 0 || strcasecmp(unit, "weeks") == 0))
		days *= 7;
	else if (*unit && strcasecmp(unit, hours ? "hour" : "day") != 0 &&
	         strcasecmp(unit, hours ? "hours" : "days") != 0)
		days = -1;
	if (days < 0)
		return refuse(place, path,
		              hours ? "want a whole number of hours, such as 6"
		                    : "want a whole number of days, such as 30 or 30 days");
	*out = json_object_new_int64(days);
	return 0;
}

static int flag_of_cell(const char *path, const char *cell, const struct cell_place *place,
                        struct json_object **out)
{
	static const char *const yes[] = { "yes", "y", "true", "1", NULL };
	static const char *const no[] = { "no", "n", "false", "0", NULL };

	for (size_t i = 0; yes[i]; i++) {
		if (strcasecmp(cell, yes[i]) == 0 || strcasecmp(cell, no[i]) == 0) {
			*out = json_object_new_boolean(strcasecmp(cell, yes[i]) == 0);
			return 0;
		}
	}
	return refuse(place, path, "want yes or no");
}

static struct json_object *text_of_cell(const char *path, char *cell)
{
	for (char *p = cell; *p; p++)
		if (*p == '\n')
			*p = ' ';
	if (strcmp(path, "status") == 0 || strcmp(path, "collection_hours") == 0)
		make_word(cell);
	return json_object_new_string(cell);
}

static bool is_date(const char *path)
{
	return strncmp(path, "dates.", 6) == 0 || strcmp(path, "pilot.until") == 0 ||
	       strcmp(path, "entered_on") == 0 || strcmp(path, "changed_on") == 0;
}

bool cell_is_error(const char *cell)
{
	static const char *const errors[] = { "#N/A",    "#REF!", "#VALUE!", "#NAME?",
		                              "#DIV/0!", "#NUM!", "#NULL!",  NULL };

	return texts_hold(errors, cell);
}

static int value_of(const char *path, char *cell, const struct cell_place *place,
                    struct json_object **out)
{
	if (cell_is_error(cell))
		return refuse(
			place, path,
			"this is an error of the spreadsheet's own (mend the formula, or write "
			"the words)");
	if (strcasecmp(cell, "n/a") == 0) {
		*out = json_object_new_string("n/a");
		return 0;
	}
	if (is_date(path))
		return date_of_cell(path, cell, place, out);
	if (strcmp(path, "retention_days") == 0 || strcmp(path, "training_hours") == 0)
		return days_of_cell(path, cell, place, out);
	if (strcmp(path, "ai.is_ai") == 0)
		return flag_of_cell(path, cell, place, out);
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (strcmp(lists[i].path, path) == 0) {
			*out = list_of(cell, lists[i].kind);
			return 0;
		}
	}
	*out = text_of_cell(path, cell);
	return 0;
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

int cell_put(struct json_object *row, const char *path, char *cell, const struct cell_place *place)
{
	struct json_object *value = NULL;
	int ret = value_of(path, cell, place, &value);

	return ret ? ret : put(row, path, value);
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
