/* Sorts what was said of devices so that what is one row stands together. */
#include "reports/disclosure_lines.h"

#include <stdlib.h>
#include <string.h>

#include "policies/scope.h"
#include "probes/base/sort.h"

static int order_words(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

/* 0 for lines that are one row. */
static int order_rows(const struct line *a, const struct line *b)
{
	int order = order_words(a->class, b->class);

	if (a->coverage)
		return order ? order : strcmp(a->coverage->probe, b->coverage->probe);
	order = order ? order : strcmp(a->gap->probe, b->gap->probe);
	order = order ? order : strcmp(a->gap->reason, b->gap->reason);
	order = order ? order : (a->gap->error > b->gap->error) - (a->gap->error < b->gap->error);
	return order ? order : order_words(a->what, b->what);
}

static int compare_lines(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	int order = order_rows(a, b);

	order = order ? order : order_words(a->device, b->device);
	return order ? order : order_words(a->audit, b->audit);
}

bool line_same_device(const struct line *a, const struct line *b)
{
	return a->device && b->device && compare_lines(a, b) == 0;
}

/* Places of one device stand side by side. */
bool devices_are_several(const struct builder *builder)
{
	const struct location *first = NULL;

	for (size_t i = 0; i < builder->file->place_count; i++) {
		const struct location *here = &builder->file->places[i].location;

		if (!scope_is_device(here))
			continue;
		if (first && !location_same_device(first, here))
			return true;
		first = first ? first : here;
	}
	return false;
}

void lines_sort(struct lines *lines)
{
	if (lines->count)
		sort_items(lines->items, lines->count, sizeof(*lines->items), compare_lines);
}

bool lines_collect(const struct builder *builder, bool gaps, struct lines *out)
{
	size_t room = 0;

	for (size_t i = 0; i < builder->file->place_count; i++)
		room += gaps ? builder->file->places[i].gap_count
		             : builder->file->places[i].coverage_count;
	out->items = calloc(room + 1, sizeof(*out->items));
	for (size_t i = 0; out->items && i < builder->file->place_count; i++) {
		const struct observations *place = &builder->file->places[i];
		struct line line = { .class = place->location.device_class,
			             .device = place->location.device,
			             .audit = place->location.audit };

		if (!scope_is_device(&place->location))
			continue;
		for (size_t j = 0; !gaps && j < place->coverage_count; j++) {
			line.coverage = &place->coverages[j];
			out->items[out->count++] = line;
		}
		for (size_t j = 0; gaps && j < place->gap_count; j++) {
			line.gap = &place->gaps[j];
			line.what = line.gap->what;
			out->items[out->count++] = line;
		}
	}
	if (out->items)
		lines_sort(out);
	return out->items != NULL;
}

size_t lines_row_end(const struct lines *lines, size_t first, size_t *devices)
{
	size_t end = first;

	*devices = 0;
	while (end < lines->count && order_rows(&lines->items[first], &lines->items[end]) == 0) {
		*devices += end == first ||
		            !line_same_device(&lines->items[end - 1], &lines->items[end]);
		end++;
	}
	return end;
}
