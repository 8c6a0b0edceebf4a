/* What could not be seen: of one device and of recordings place by place, of several devices class
 * by class. */
#include <stdlib.h>

#include "policies/scope.h"
#include "reports/disclosure_lines.h"

static struct json_object *gap_row(struct builder *builder, const struct gap *gap, const char *what,
                                   uint64_t count)
{
	struct json_object *row = part_object(builder);

	part_string(builder, row, "probe", gap->probe);
	part_string(builder, row, "reason", gap->reason);
	part_string(builder, row, "what", what);
	part_number(builder, row, "error", gap->error);
	part_number(builder, row, "count", (int64_t)count);
	return row;
}

/* What stood in the way on few devices is not named: a path can tell one device from the others. */
static void hide_rare(const struct builder *builder, struct lines *lines)
{
	size_t devices, end;

	for (size_t first = 0; first < lines->count; first = end) {
		end = lines_row_end(lines, first, &devices);
		if (devices >= (size_t)part_k(builder))
			continue;
		for (size_t i = first; i < end; i++)
			lines->items[i].rare = true;
	}
	for (size_t i = 0; i < lines->count; i++)
		if (lines->items[i].rare)
			lines->items[i].what = NULL;
}

static void put_gaps_of_classes(struct builder *builder, struct json_object *array)
{
	struct lines lines = { 0 };
	size_t devices;

	builder->failed |= !lines_collect(builder, true, &lines);
	hide_rare(builder, &lines);
	lines_sort(&lines);
	for (size_t first = 0, end; first < lines.count; first = end) {
		struct json_object *row;
		uint64_t count = 0;

		end = lines_row_end(&lines, first, &devices);
		for (size_t i = first; i < end; i++)
			count += lines.items[i].gap->count;
		row = gap_row(builder, lines.items[first].gap, lines.items[first].what, count);
		part_string(builder, row, "device_class", lines.items[first].class);
		part_row(builder, array, row);
	}
	free(lines.items);
}

struct json_object *disclosure_gaps(struct builder *builder)
{
	struct json_object *array = part_array(builder);
	bool by_class = devices_are_several(builder);

	if (by_class)
		put_gaps_of_classes(builder, array);
	for (size_t i = 0; i < builder->file->place_count; i++) {
		const struct observations *place = &builder->file->places[i];

		for (size_t g = 0; g < place->gap_count; g++) {
			struct json_object *row;

			if (by_class && scope_is_device(&place->location))
				break;
			row = gap_row(builder, &place->gaps[g], place->gaps[g].what,
			              place->gaps[g].count);
			part_number(builder, row, "place", (int64_t)i);
			part_row(builder, array, row);
		}
	}
	return array;
}
