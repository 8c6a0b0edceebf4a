/* Lines of devices, on their way into a row for each class of devices: a row for each device would
 * be a list of devices (model PR-08). The items are on the heap: free() them. */
#pragma once
#include "reports/disclosure_parts.h"

struct line {
	const char *class;  /* or NULL */
	const char *device; /* NULL: a device of its own */
	const char *audit;
	const struct coverage *coverage; /* one of the two */
	const struct gap *gap;
	const char *what; /* of the gap; NULL: not said */
	bool rare;        /* on so few devices that it is not named */
};

struct lines {
	struct line *items;
	size_t count;
};

/* True where the places hold more than one device. */
bool devices_are_several(const struct builder *builder);

/* Every gap, or every coverage, of every device, sorted; false: no memory. */
bool lines_collect(const struct builder *builder, bool gaps, struct lines *out);
void lines_sort(struct lines *lines);

/* The end of the row that begins at `first`, and how many devices stand in it. */
size_t lines_row_end(const struct lines *lines, size_t first, size_t *devices);

bool line_same_device(const struct line *a, const struct line *b);
