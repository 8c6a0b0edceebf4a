/* What recordings show besides names: kinds of conversation that name no service, and who sends at
 * regular times. Present only where there is something to say. */
#include <stdlib.h>
#include <string.h>

#include "policies/rules/seen.h"
#include "policies/scope.h"
#include "policies/sealing.h"
#include "reports/disclosure_parts.h"

static bool is_of_several(const struct location *location)
{
	return !scope_is_device(location);
}

static bool is_excluded(const struct builder *builder, const struct observations *place)
{
	return builder->file->agreement &&
	       scope_excludes(builder->file->agreement, &place->location);
}

static struct json_object *conversation_row(struct builder *builder, size_t place,
                                            const struct observation *fact)
{
	const struct location *location = &builder->file->places[place].location;
	struct json_object *row = part_object(builder);

	part_number(builder, row, "place", (int64_t)place);
	part_string(builder, row, "kind", fact->subject);
	part_bool(builder, row, "hides",
	          fact->detail && strcmp(fact->detail, CONVERSATION_HIDES) == 0);
	part_number(builder, row, "conversations", (int64_t)fact->count);
	part_devices(builder, row, "devices", fact->devices ? fact->devices : 1,
	             is_of_several(location));
	return row;
}

static struct json_object *sending_row(struct builder *builder, const struct finding *finding,
                                       size_t place, const struct observation *fact)
{
	const struct location *location = &builder->file->places[place].location;
	struct json_object *row = part_object(builder);

	part_string(builder, row, "finding", finding ? finding->id : NULL);
	part_number(builder, row, "place", (int64_t)place);
	part_number(builder, row, "uploads", (int64_t)fact->count);
	part_number(builder, row, "bytes_each", (int64_t)(fact->bytes / fact->count));
	part_number(builder, row, "every_seconds",
	            fact->detail ? strtol(fact->detail, NULL, 10) : 0);
	part_devices(builder, row, "devices", fact->devices ? fact->devices : 1,
	             is_of_several(location));
	return row;
}

static void add_known_sendings(struct builder *builder, const struct finding *finding,
                               struct json_object *array)
{
	size_t count;
	const struct finding_evidence *all = finding_all(finding, &count);

	for (size_t i = 0; i < count; i++)
		if (all[i].fact->kind == OBSERVED_SENDING_PATTERN && all[i].fact->count &&
		    all[i].place < builder->file->place_count)
			part_row(builder, array,
			         sending_row(builder, finding, all[i].place, all[i].fact));
}

static bool is_unknown_sending(const struct observation *fact)
{
	return fact->kind == OBSERVED_SENDING_PATTERN && fact->count &&
	       fact->devices >= SENDING_UNKNOWN_DEVICES &&
	       strcmp(fact->subject, SENDING_UNKNOWN) == 0;
}

static struct json_object *sendings(struct builder *builder)
{
	const struct case_file *file = builder->file;
	struct json_object *array = part_array(builder);

	for (size_t i = 0; file->findings && i < file->findings->count; i++)
		if (!finding_is_sealed(builder->verdicts, &file->findings->items[i]))
			add_known_sendings(builder, &file->findings->items[i], array);
	for (size_t p = 0; p < file->place_count; p++)
		for (size_t i = 0; i < file->places[p].count; i++)
			if (is_unknown_sending(&file->places[p].items[i]) &&
			    !is_excluded(builder, &file->places[p]))
				part_row(builder, array,
				         sending_row(builder, NULL, p, &file->places[p].items[i]));
	return array;
}

static struct json_object *conversations(struct builder *builder)
{
	const struct case_file *file = builder->file;
	struct json_object *array = part_array(builder);

	for (size_t p = 0; p < file->place_count; p++)
		for (size_t i = 0; i < file->places[p].count; i++)
			if (file->places[p].items[i].kind == OBSERVED_CONVERSATION &&
			    !is_excluded(builder, &file->places[p]))
				part_row(builder, array,
				         conversation_row(builder, p, &file->places[p].items[i]));
	return array;
}

static void put_rows(struct builder *builder, struct json_object *root, const char *key,
                     struct json_object *rows)
{
	if (rows && json_object_array_length(rows))
		part_put(builder, root, key, rows);
	else
		json_object_put(rows);
}

void disclosure_traffic(struct builder *builder, struct json_object *root)
{
	put_rows(builder, root, "conversations", conversations(builder));
	put_rows(builder, root, "sendings", sendings(builder));
}
