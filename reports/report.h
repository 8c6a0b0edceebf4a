/* A reporter writes one format from the disclosure tree: one file and one line in
 * reports/reports.c. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

#include "probes/base/text.h"

struct reporter {
	const char *format; /* as in --format */
	const char *about;  /* for --help: one line */
	/* Writes into `out`; 0, -ENOMEM. `color` only matters for terminals. */
	int (*write)(struct json_object *disclosure, bool color, struct text *out);
};

extern const struct reporter *const reporters[]; /* NULL-terminated */
const struct reporter *reporter_find(const char *format);
