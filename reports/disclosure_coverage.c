/* How far each check got. Of one device and of recordings place by place; of several devices class
 * by class. */
#include <stdlib.h>
#include <string.h>

#include "policies/scope.h"
#include "reports/disclosure_lines.h"

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
		bool again = i > first && line_same_device(&lines->items[i - 1], &lines->items[i]);

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

	builder->failed |= !lines_collect(builder, false, &lines);
	for (size_t first = 0, end; first < lines.count; first = end) {
		end = lines_row_end(&lines, first, &devices);
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
		const struct location *here = &builder->file->places[i].location;

		if (!scope_is_device(here) || !here->device_class ||
		    strcmp(here->device_class, class) != 0)
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
