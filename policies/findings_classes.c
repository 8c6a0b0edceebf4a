/* What the devices of each class show together. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/findings_collect.h"

/* The highest level of each device, plus one; 0: not seen there. */
static void note_levels(const struct collection *all, const struct finding_evidence *items,
                        size_t count, enum confidence confidence, uint8_t *levels)
{
	for (size_t i = 0; i < count; i++) {
		const struct finding_evidence *evidence = &items[i];
		uint32_t device = all->device_of[evidence->place];
		enum level level =
			evidence_is_of_function(evidence) && evidence->level == LEVEL_FUNCTION_ON
				? LEVEL_PRESENT
				: evidence->level;

		if (device == NO_OWNER || !evidence_counts(evidence, confidence))
			continue;
		if (levels[device] < (uint8_t)(level + 1))
			levels[device] = (uint8_t)(level + 1);
	}
}

static int compare_classes(const void *left, const void *right)
{
	const char *a = ((const struct finding_class *)left)->id,
		   *b = ((const struct finding_class *)right)->id;

	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

/* One row per class; devices of one row are added up. */
static size_t fold(struct finding_class *classes, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(classes, count, sizeof(*classes), compare_classes);
	for (size_t i = 0; i < count; i++) {
		struct finding_class *last = kept ? &classes[kept - 1] : NULL;

		if (!last || compare_classes(last, &classes[i]) != 0) {
			classes[kept++] = classes[i];
			continue;
		}
		last->of += classes[i].of;
		for (size_t level = 0; level < LEVELS; level++)
			last->devices[level] += classes[i].devices[level];
	}
	return kept;
}

int finding_count_classes(const struct collection *all, const struct finding_evidence *items,
                          size_t count, struct arena *arena, struct finding *out)
{
	uint8_t *levels = calloc(all->place_count + 1, sizeof(*levels));
	struct finding_class *classes = calloc(all->place_count + 1, sizeof(*classes)), *kept;
	size_t rows = 0;

	if (!levels || !classes) {
		free(levels);
		free(classes);
		return -ENOMEM;
	}
	note_levels(all, items, count, out->confidence, levels);
	for (uint32_t place = 0; place < all->place_count; place++) {
		if (all->device_of[place] != place)
			continue;
		classes[rows].id = all->places[place].location.device_class;
		classes[rows].of = 1;
		for (uint8_t level = 0; level < levels[place]; level++)
			classes[rows].devices[level] = 1;
		rows++;
	}
	rows = fold(classes, rows);
	kept = arena_take(arena, rows + 1, sizeof(*kept));
	if (kept)
		memcpy(kept, classes, rows * sizeof(*kept));
	free(levels);
	free(classes);
	if (!kept)
		return -ENOMEM;
	out->classes = kept;
	out->class_count = rows;
	return 0;
}
