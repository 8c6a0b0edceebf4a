/* The cells of register.csv as the values that register.json would hold (model A17). */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

#include "policies/csv.h"

#define CELL_NOTES_TOLD 5

/* Lines about what was read in one of two ways: the first few of them, and how many there are. */
struct cell_notes {
	struct text *lines;
	size_t count;
};

struct cell_place { /* of the cell, for what is said about it */
	const struct csv *csv;
	uint32_t line;
	size_t row, column;
	struct cell_notes *notes;
};

/* Its text without outer spaces, the no-break space included; changed in place. */
char *cell_trim(struct text *cell);

/* "#N/A", "#REF!" and their like: what a spreadsheet writes where it could not reckon. */
bool cell_is_error(const char *cell);

/* Adds what the cell says at the field `path` ("dates.in_use_from") of the row; takes the cell
 * apart. 0, -EBADMSG with the problem set, or -ENOMEM. */
int cell_put(struct json_object *row, const char *path, char *cell, const struct cell_place *place);

/* What a spreadsheet leaves out: the id, by the row's number from 0, and the status, by the dates.
 */
void cell_defaults(struct json_object *row, size_t index);
