/* register.csv (RFC 4180) as the same tree as register.json, so that every later check is the same.
 * Columns are the twelve friendly ones of a spreadsheet (model A17) or dotted names of fields; a
 * list within a cell is parted by ';'. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/register_cells.h"
#include "probes/base/document_scan.h"
#include "probes/base/text.h"

#define COLUMNS_MAX 64
#define FILE_NAME "register.csv"

struct friendly {
	const char *title, *path;
};

static const struct friendly friendly_columns[] = {
	{ "name", "name" },
	{ "supplier", "vendor" },
	{ "for", "purposes_agreed" },
	{ "never for", "purposes_ruled_out" },
	{ "must stay off", "functions_off" },
	{ "who", "groups_covered" },
	{ "where data goes", "destinations" },
	{ "kept", "retention_days" },
	{ "agreed", "dates.agreed_on" },
	{ "told", "dates.communicated_to_staff" },
	{ "in use", "dates.in_use_from" },
	{ "review", "dates.next_review" },
};

struct reading {
	struct csv csv;
	uint32_t titles_line;
	const char
		*columns[COLUMNS_MAX]; /* paths; point into `titles` or the table; "": no title */
	char titles[COLUMNS_MAX][64];
	size_t column_count;
	struct json_object *rows;
	struct document_places *places;
	struct cell_notes notes;
};

/* "Kept (days)" as "kept": what stands in brackets explains. */
static void make_title(const char *title, char out[64])
{
	size_t len = 0;

	for (; *title && *title != '(' && len < 63; title++) {
		bool hard = strncmp(title, "\xC2\xA0", 2) == 0; /* a no-break space */
		char c = hard || isspace((unsigned char)*title) ? ' ' : *title;

		title += hard;
		if (c == ' ' && (!len || out[len - 1] == ' '))
			continue;
		out[len++] = (char)tolower((unsigned char)c);
	}
	while (len && strchr(" :?*", out[len - 1]))
		len--;
	out[len] = '\0';
}

static int add_column(struct reading *reading, const char *title)
{
	size_t column = reading->column_count;
	uint32_t line = reading->titles_line;
	char *lower;

	if (column >= COLUMNS_MAX || strlen(title) >= 200)
		return csv_refuse(&reading->csv, line, column,
		                  "too many columns, or too long a title");
	lower = reading->titles[column];
	make_title(title, lower);
	reading->columns[column] = *lower ? NULL : "";
	for (size_t i = 0; i < sizeof(friendly_columns) / sizeof(*friendly_columns); i++)
		if (strcmp(friendly_columns[i].title, lower) == 0)
			reading->columns[column] = friendly_columns[i].path;
	if (!reading->columns[column] && register_row_has(lower))
		reading->columns[column] = lower;
	if (!reading->columns[column])
		return csv_refuse(
			&reading->csv, line, column,
			"unknown column (want name, supplier, for, never for, must stay off, who, "
			"where data goes, kept, agreed, told, in use, review, or a field such as "
			"dates.sunset)");
	for (size_t i = 0; i < column; i++)
		if (*lower && strcmp(reading->columns[i], reading->columns[column]) == 0)
			return csv_refuse(&reading->csv, line, column, "this column stands twice");
	reading->column_count++;
	return 0;
}

static int take_header(struct reading *reading)
{
	bool last = false;

	reading->titles_line = reading->csv.line;
	for (size_t column = 0; !last; column++) {
		int ret = csv_next(&reading->csv, column, &last);

		if (!ret)
			ret = add_column(reading, cell_trim(&reading->csv.cell));
		if (ret)
			return ret;
	}
	return 0;
}

static int remember(struct reading *reading, size_t row, const char *path, uint32_t line,
                    size_t column)
{
	struct text pointer = { 0 };
	struct document_place place = { .line = line, .column = (uint32_t)column + 1 };

	text_addf(&pointer, "/register/%zu%s%s", row, *path ? "/" : "", path);
	if (pointer.failed)
		return -ENOMEM;
	for (char *dot = strchr(pointer.at, '.'); dot; dot = strchr(dot, '.'))
		*dot = '/';
	place.path = document_path_hash(DOCUMENT_PATH_ROOT, pointer.at, pointer.len);
	text_free(&pointer);
	return document_places_add(reading->places, place);
}

static int take_value(struct reading *reading, struct json_object *row, size_t index, size_t column,
                      uint32_t line, char *cell)
{
	struct cell_place place = { &reading->csv, line, index, column, &reading->notes };
	const char *path = column < reading->column_count ? reading->columns[column] : "";
	int ret;

	if (!*cell)
		return 0;
	if (!*path)
		return csv_refuse(&reading->csv, line, column,
		                  "this row has more cells than the first line has titles");
	ret = remember(reading, index, path, line, column);
	return ret ? ret : cell_put(row, path, cell, &place);
}

static int take_record(struct reading *reading)
{
	struct json_object *row = json_object_new_object();
	size_t index = json_object_array_length(reading->rows), places = reading->places->count;
	bool last = false, empty = true;
	int ret = row ? remember(reading, index, "", reading->csv.line, 0) : -ENOMEM;

	for (size_t column = 0; !ret && !last; column++) {
		uint32_t line = reading->csv.line;
		char *cell;

		ret = csv_next(&reading->csv, column, &last);
		if (ret)
			break;
		cell = cell_trim(&reading->csv.cell);
		empty = empty && !*cell;
		ret = take_value(reading, row, index, column, line, cell);
	}
	if (ret || empty) {
		reading->places->count = places;
		json_object_put(row);
		return ret;
	}
	cell_defaults(row, index);
	return json_object_array_add(reading->rows, row) == 0 ? 0 : -ENOMEM;
}

static int read_all(struct reading *reading)
{
	int ret = take_header(reading);

	while (!ret && !csv_done(&reading->csv))
		ret = take_record(reading);
	return ret;
}

static int open_tree(struct document *document, struct reading *reading)
{
	document->places = calloc(1, sizeof(*document->places));
	document->root = json_object_new_object();
	reading->places = document->places;
	reading->rows = json_object_new_array();
	if (!document->places || !document->root || !reading->rows) {
		json_object_put(reading->rows);
		return -ENOMEM;
	}
	json_object_object_add(document->root, "format",
	                       json_object_new_string("daylight-register/1"));
	json_object_object_add(document->root, "register", reading->rows);
	return 0;
}

int register_csv_parse(struct span bytes, struct document *out, struct text *notes,
                       struct problem *problem)
{
	struct document document = { .name = FILE_NAME };
	struct reading *reading = calloc(1, sizeof(*reading));
	int ret = reading ? csv_open(FILE_NAME, bytes, &reading->csv, problem) : -ENOMEM;

	if (!ret) {
		reading->notes.lines = notes;
		ret = open_tree(&document, reading);
		if (!ret)
			ret = read_all(reading);
		if (!ret && reading->notes.count > CELL_NOTES_TOLD)
			text_addf(notes, "%s: and %zu more dates that are read day first\n",
			          FILE_NAME, reading->notes.count - CELL_NOTES_TOLD);
		csv_close(&reading->csv);
	}
	free(reading);
	if (ret)
		document_close(&document);
	else
		*out = document;
	return ret;
}
