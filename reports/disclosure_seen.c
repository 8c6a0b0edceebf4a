/* On how many devices something was seen. A class with fewer than k of them is put together with
 * the next smallest, so that no number below k is written, nor left over when the others are taken
 * from the whole (model PR-08, A19). */
#include <stdlib.h>
#include <string.h>

#include "reports/disclosure_parts.h"

struct seen_class {
	const struct finding_class *class;
	uint32_t devices;
	bool merged;
};

struct seen_classes {
	struct seen_class *items; /* heap; by id */
	size_t count;
	uint32_t merged_devices, merged_of;
	size_t merged;
};

static bool collect(const struct finding *finding, struct seen_classes *out)
{
	*out = (struct seen_classes){ 0 };
	out->items = calloc(finding->class_count + 1, sizeof(*out->items));
	for (size_t i = 0; out->items && i < finding->class_count; i++) {
		const struct finding_class *class = &finding->classes[i];

		if (class->devices[LEVEL_CAPABLE])
			out->items[out->count++] =
				(struct seen_class){ class, class->devices[LEVEL_CAPABLE], false };
	}
	return out->items != NULL;
}

static void merge(struct seen_classes *all, struct seen_class *one)
{
	one->merged = true;
	all->merged++;
	all->merged_devices += one->devices;
	all->merged_of += one->class->of;
}

static struct seen_class *smallest_left(struct seen_classes *all)
{
	struct seen_class *smallest = NULL;

	for (size_t i = 0; i < all->count; i++)
		if (!all->items[i].merged &&
		    (!smallest || all->items[i].devices < smallest->devices))
			smallest = &all->items[i];
	return smallest;
}

/* One class that is merged alone would be named by it. */
static void merge_small(struct seen_classes *all, uint32_t k)
{
	struct seen_class *next = smallest_left(all);

	while (next && (next->devices < k || (all->merged && all->merged_devices < k))) {
		merge(all, next);
		next = smallest_left(all);
	}
}

static void put_row(struct builder *builder, struct json_object *rows, const char *class,
                    const char *const *several, uint32_t devices, uint32_t of)
{
	struct json_object *row = part_object(builder);

	part_string(builder, row, "device_class", class);
	if (several)
		part_words(builder, row, "device_classes", several);
	part_devices(builder, row, "devices", devices, true);
	part_number(builder, row, "of", of);
	part_append(builder, rows, row);
}

static void put_merged(struct builder *builder, struct json_object *rows,
                       const struct seen_classes *all)
{
	const char **ids = calloc(all->merged + 1, sizeof(*ids));
	size_t count = 0;

	for (size_t i = 0; ids && i < all->count; i++)
		if (all->items[i].merged && all->items[i].class->id)
			ids[count++] = all->items[i].class->id;
	if (ids)
		put_row(builder, rows, NULL, ids, all->merged_devices, all->merged_of);
	builder->failed |= !ids;
	free(ids);
}

static struct json_object *classes(struct builder *builder, const struct finding *finding)
{
	struct json_object *rows = part_array(builder);
	struct seen_classes all;

	if ((int64_t)finding->devices < part_k(builder))
		return rows;
	builder->failed |= !collect(finding, &all);
	merge_small(&all, (uint32_t)part_k(builder));
	for (size_t i = 0; i < all.count; i++)
		if (!all.items[i].merged)
			put_row(builder, rows, all.items[i].class->id, NULL, all.items[i].devices,
			        all.items[i].class->of);
	if (all.merged)
		put_merged(builder, rows, &all);
	free(all.items);
	return rows;
}

void disclosure_seen(struct builder *builder, struct json_object *row,
                     const struct finding *finding)
{
	struct json_object *seen = part_object(builder);

	if (finding->devices) {
		part_devices(builder, seen, "devices", finding->devices, finding->of > 1);
		part_number(builder, seen, "of", finding->of);
	} else { /* seen in recordings alone: out of how many devices nobody knows */
		if (finding->talking)
			part_devices(builder, seen, "devices", finding->talking, true);
		else
			part_null(builder, seen, "devices");
		part_null(builder, seen, "of");
	}
	part_put(builder, row, "seen", seen);
	part_date(builder, row, "first", finding->first);
	part_date(builder, row, "last", finding->last);
}

void disclosure_seen_by_class(struct builder *builder, struct json_object *row,
                              const struct finding *finding)
{
	if (finding->devices && finding->of > 1)
		part_put(builder, row, "seen_by_class", classes(builder, finding));
}
