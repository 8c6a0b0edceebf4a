/* The cells of register.csv as the values that register.json would hold (model A17). */
#pragma once
#include <json-c/json.h>
#include <stddef.h>

#include "probes/base/text.h"

/* Its text without outer spaces; changed in place. */
char *cell_trim(struct text *cell);

/* Adds what the cell says at the field `path` ("dates.in_use_from") of the row; takes the cell
 * apart. 0 or -ENOMEM. */
int cell_put(struct json_object *row, const char *path, char *cell);

/* What a spreadsheet leaves out: the id, by the row's number from 0, and the status, by the dates.
 */
void cell_defaults(struct json_object *row, size_t index);
