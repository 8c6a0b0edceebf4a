/* How far each check got, and what could not be seen. Of one device and of recordings place by
 * place; of several devices class by class, since a row for each would be a list of devices (model
 * PR-08). */
#include <stdlib.h>
#include <string.h>

#include "policies/scope.h"
#include "probes/base/sort.h"
#include "reports/disclosure_parts.h"

/* One line of a device, on its way into the row of its class. */
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
	struct line *items; /* heap */
	size_t count;
};

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

static bool same_device(const struct line *a, const struct line *b)
{
	return a->device && b->device && compare_lines(a, b) == 0;
}

static const struct location *location_of(const struct builder *builder, size_t place)
{
	return &builder->file->places[place].location;
}

/* True where the places hold more than one device: those of one stand side by side. */
static bool devices_are_several(const struct builder *builder)
{
	const struct location *first = NULL;

	for (size_t i = 0; i < builder->file->place_count; i++) {
		const struct location *here = location_of(builder, i);

		if (!scope_is_device(here))
			continue;
		if (first && !location_same_device(first, here))
			return true;
		first = first ? first : here;
	}
	return false;
}

static bool collect_lines(const struct builder *builder, bool gaps, struct lines *out)
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
		sort_items(out->items, out->count, sizeof(*out->items), compare_lines);
	return out->items != NULL;
}

/* The end of the row that begins at `first`, and how many devices stand in it. */
static size_t row_end(const struct lines *lines, size_t first, size_t *devices)
{
	size_t end = first;

	*devices = 0;
	while (end < lines->count && order_rows(&lines->items[first], &lines->items[end]) == 0) {
		*devices +=
			end == first || !same_device(&lines->items[end - 1], &lines->items[end]);
		end++;
	}
	return end;
}

/* --- checks ------------------------------------------------------------------ */

static void put_numbers(struct builder *builder, struct json_object *row,
                        const struct coverage *coverage)
{
	part_number(builder, row, "looked_at", (int64_t)coverage->looked_at);
	part_number(builder, row, "denied", (int64_t)coverage->denied);
	if (coverage->connections)
		part_number(builder, row, "connections", (int64_t)coverage->connections);
	if (coverage->hidden)
		part_number(builder, row, "hidden", (int64_t)coverage->hidden);
	if (coverage->days)
		part_number(builder, row, "days", coverage->days);
	if (coverage->attributed >= 0)
		part_number(builder, row, "attributed", coverage->attributed);
	if (coverage->targets)
		part_number(builder, row, "targets", (int64_t)coverage->targets);
	part_string(builder, row, "reason", coverage->reason);
}

static struct json_object *place_row(struct builder *builder, const struct coverage *coverage,
                                     size_t place)
{
	struct json_object *row = part_object(builder);

	part_string(builder, row, "probe", coverage->probe);
	part_number(builder, row, "place", (int64_t)place);
	part_string(builder, row, "state", coverage_state_word(coverage->state));
	part_number(builder, row, "seen", (int64_t)coverage->seen);
	put_numbers(builder, row, coverage);
	return row;
}

/* Of two looks at one device the better one counts. How many things were recognised is not said:
 * it would tell which class holds the few devices that have one thing more. */
static struct json_object *class_row(struct builder *builder, const struct lines *lines,
                                     size_t first, size_t end)
{
	struct coverage sum = { .attributed = -1 };
	enum coverage_state best = COVERAGE_NOT_RUN;
	int64_t states[COVERAGE_STATES] = { 0 };
	struct json_object *row = part_object(builder);

	for (size_t i = first; i < end; i++) {
		const struct coverage *one = lines->items[i].coverage;
		bool again = i > first && same_device(&lines->items[i - 1], &lines->items[i]);

		if (again)
			states[best]--;
		best = again && best < one->state ? best : one->state;
		states[best]++;
		sum.looked_at += one->looked_at;
		sum.denied += one->denied;
		if (one->reason && (!sum.reason || strcmp(one->reason, sum.reason) < 0))
			sum.reason = one->reason;
	}
	sum.state =
		states[COVERAGE_PARTIAL] || (states[COVERAGE_COMPLETE] && states[COVERAGE_NOT_RUN])
			? COVERAGE_PARTIAL
		: states[COVERAGE_COMPLETE] ? COVERAGE_COMPLETE
					    : COVERAGE_NOT_RUN;
	if (sum.state == COVERAGE_COMPLETE)
		sum.reason = NULL;
	part_string(builder, row, "probe", lines->items[first].coverage->probe);
	part_string(builder, row, "device_class", lines->items[first].class);
	part_string(builder, row, "state", coverage_state_word(sum.state));
	part_number(builder, row, "complete", states[COVERAGE_COMPLETE]);
	part_number(builder, row, "partial", states[COVERAGE_PARTIAL]);
	part_number(builder, row, "not_run", states[COVERAGE_NOT_RUN]);
	put_numbers(builder, row, &sum);
	return row;
}

static void put_places(struct builder *builder, struct json_object *array, bool by_class)
{
	for (size_t i = 0; i < builder->file->place_count; i++) {
		const struct observations *place = &builder->file->places[i];

		if (by_class && scope_is_device(&place->location))
			continue;
		for (size_t c = 0; c < place->coverage_count; c++)
			part_row(builder, array, place_row(builder, &place->coverages[c], i));
	}
}

static void put_checks_of_classes(struct builder *builder, struct json_object *array)
{
	struct lines lines = { 0 };
	size_t devices;

	builder->failed |= !collect_lines(builder, false, &lines);
	for (size_t first = 0, end; first < lines.count; first = end) {
		end = row_end(&lines, first, &devices);
		part_row(builder, array, class_row(builder, &lines, first, end));
	}
	free(lines.items);
}

/* --- device classes ---------------------------------------------------------- */

static int64_t inspected(const struct builder *builder, const char *class)
{
	int64_t devices = 0;
	const struct location *last = NULL;

	for (size_t i = 0; i < builder->file->place_count; i++) {
		const struct location *here = location_of(builder, i);

		if (!scope_is_device(here) || order_words(here->device_class, class) != 0)
			continue;
		devices += !last || !location_same_device(last, here);
		last = here;
	}
	return devices;
}

/* Each class of the agreement: how many there are, how many were looked at, and why not all. */
static void put_classes(struct builder *builder, struct json_object *array)
{
	const struct agreement *agreement = builder->file->agreement;

	for (size_t i = 0; agreement && i < agreement->class_count; i++) {
		const struct device_class *class = &agreement->classes[i];
		const struct location place = { .device_class = class->id, .kind = "device" };
		const char *reason = scope_excludes(agreement, &place);
		int64_t looked = reason ? 0 : inspected(builder, class->id);
		bool all = looked >= class->count && looked;
		struct json_object *row = part_object(builder);

		part_string(builder, row, "device_class", class->id);
		part_string(builder, row, "state",
		            coverage_state_word(all      ? COVERAGE_COMPLETE
		                                : looked ? COVERAGE_PARTIAL
		                                         : COVERAGE_NOT_RUN));
		part_number(builder, row, "in_scope",
		            class->count > looked ? class->count : looked);
		part_number(builder, row, "inspected", looked);
		part_string(builder, row, "reason", reason ? reason : all ? NULL : "not-looked-at");
		part_row(builder, array, row);
	}
}

static void put_skipped(struct builder *builder, struct json_object *array)
{
	const struct verdicts *verdicts = builder->verdicts;

	for (size_t i = 0; verdicts && i < verdicts->skipped_count; i++) {
		struct json_object *row = part_object(builder);

		part_string(builder, row, "rule", verdicts->skipped[i].rule->id);
		part_string(builder, row, "state", coverage_state_word(COVERAGE_NOT_RUN));
		part_string(builder, row, "reason", verdicts->skipped[i].reason);
		part_row(builder, array, row);
	}
	for (size_t i = 0; verdicts && i < verdicts->skipped_place_count; i++) {
		struct json_object *row = part_object(builder);

		part_number(builder, row, "place", verdicts->skipped_places[i].place);
		part_string(builder, row, "state", coverage_state_word(COVERAGE_NOT_RUN));
		part_string(builder, row, "reason", verdicts->skipped_places[i].reason);
		part_row(builder, array, row);
	}
}

struct json_object *disclosure_coverage(struct builder *builder)
{
	struct json_object *array = part_array(builder);
	bool by_class = devices_are_several(builder);

	if (by_class)
		put_classes(builder, array);
	if (by_class)
		put_checks_of_classes(builder, array);
	put_places(builder, array, by_class);
	put_skipped(builder, array);
	return array;
}

/* --- gaps -------------------------------------------------------------------- */

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
		end = row_end(lines, first, &devices);
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

	builder->failed |= !collect_lines(builder, true, &lines);
	hide_rare(builder, &lines);
	if (lines.count)
		sort_items(lines.items, lines.count, sizeof(*lines.items), compare_lines);
	for (size_t first = 0, end; first < lines.count; first = end) {
		struct json_object *row;
		uint64_t count = 0;

		end = row_end(&lines, first, &devices);
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
