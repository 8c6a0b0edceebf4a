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
	const char *at, *end;
	uint32_t line;
	const char *columns[COLUMNS_MAX]; /* paths; point into `titles` or the table */
	char titles[COLUMNS_MAX][64];
	size_t column_count;
	struct text cell;
	struct json_object *rows;
	struct document_places *places;
	struct problem *problem;
};

static int wrong(const struct reading *reading, uint32_t line, size_t column, const char *what)
{
	problem_set(reading->problem, FILE_NAME ":%u:%zu: %s", line, column + 1, what);
	return -EBADMSG;
}

/* One cell into `cell`, without quotes and outer spaces; `last` when it ends its record. */
static int take_cell(struct reading *reading, size_t column, bool *last)
{
	bool quoted = reading->at < reading->end && *reading->at == '"';
	uint32_t line = reading->line;

	reading->cell.len = 0;
	text_add(&reading->cell, "");
	reading->at += quoted;
	for (;; reading->at++) {
		if (reading->at == reading->end) {
			if (quoted)
				return wrong(reading, line, column, "this \" is never closed");
			break;
		}
		if (quoted && *reading->at == '"') {
			if (reading->end - reading->at > 1 && reading->at[1] == '"') {
				reading->at++;
			} else {
				quoted = false;
				continue;
			}
		} else if (!quoted && (*reading->at == ',' || *reading->at == '\n')) {
			break;
		}
		reading->line += *reading->at == '\n';
		text_add_bytes(&reading->cell, reading->at, 1);
	}
	*last = reading->at == reading->end || *reading->at == '\n';
	if (reading->at < reading->end)
		reading->line += *reading->at++ == '\n';
	return reading->cell.failed ? -ENOMEM : 0;
}

static int add_column(struct reading *reading, const char *title)
{
	size_t column = reading->column_count;
	char *lower;

	if (column >= COLUMNS_MAX || strlen(title) >= sizeof(reading->titles[0]))
		return wrong(reading, 1, column, "too many columns, or too long a title");
	lower = reading->titles[column];
	for (size_t i = 0; title[i]; i++)
		lower[i] = (char)tolower((unsigned char)title[i]);
	reading->columns[column] = NULL;
	for (size_t i = 0; i < sizeof(friendly_columns) / sizeof(*friendly_columns); i++)
		if (strcmp(friendly_columns[i].title, lower) == 0)
			reading->columns[column] = friendly_columns[i].path;
	if (!reading->columns[column] && register_row_has(lower))
		reading->columns[column] = lower;
	if (!reading->columns[column])
		return wrong(
			reading, 1, column,
			"unknown column (want name, supplier, for, never for, must stay off, who, "
			"where data goes, "
			"kept, agreed, told, in use, review, or a field such as dates.sunset)");
	for (size_t i = 0; i < column; i++)
		if (strcmp(reading->columns[i], reading->columns[column]) == 0)
			return wrong(reading, 1, column, "this column stands twice");
	reading->column_count++;
	return 0;
}

static int take_header(struct reading *reading)
{
	bool last = false;

	for (size_t column = 0; !last; column++) {
		int ret = take_cell(reading, column, &last);

		if (!ret)
			ret = add_column(reading, cell_trim(&reading->cell));
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

static int take_record(struct reading *reading)
{
	struct json_object *row = json_object_new_object();
	size_t index = json_object_array_length(reading->rows), places = reading->places->count;
	uint32_t line = reading->line;
	bool last = false, empty = true;
	int ret = row ? remember(reading, index, "", line, 0) : -ENOMEM;

	for (size_t column = 0; !ret && !last; column++) {
		uint32_t at = reading->line;
		char *cell;

		ret = take_cell(reading, column, &last);
		if (ret)
			break;
		cell = cell_trim(&reading->cell);
		empty = empty && !*cell;
		if (column >= reading->column_count && *cell)
			ret = wrong(reading, at, column,
			            "this row has more cells than the first line has titles");
		if (ret || !*cell || column >= reading->column_count)
			continue;
		ret = remember(reading, index, reading->columns[column], at, column);
		if (!ret)
			ret = cell_put(row, reading->columns[column], cell);
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

	while (!ret && reading->at < reading->end)
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

static int parse(struct span bytes, struct reading *reading, struct document *out)
{
	struct document document = { .name = FILE_NAME };
	int ret = open_tree(&document, reading);

	reading->at = (const char *)bytes.at;
	reading->end = reading->at + bytes.len;
	if (bytes.len >= 3 && memcmp(reading->at, "\xEF\xBB\xBF", 3) == 0)
		reading->at += 3;
	if (!ret)
		ret = read_all(reading);
	text_free(&reading->cell);
	if (ret)
		document_close(&document);
	else
		*out = document;
	return ret;
}

int register_csv_parse(struct span bytes, struct document *out, struct problem *problem)
{
	struct reading *reading;
	int ret;

	if (bytes.len > DOCUMENT_BYTES_MAX || !text_is_utf8((const char *)bytes.at, bytes.len)) {
		problem_set(problem,
		            FILE_NAME ": not valid UTF-8, or too large (save it as \"CSV UTF-8\")");
		return -EBADMSG;
	}
	reading = calloc(1, sizeof(*reading));
	if (!reading)
		return -ENOMEM;
	reading->line = 1;
	reading->problem = problem;
	ret = parse(bytes, reading, out);
	free(reading);
	return ret;
}
