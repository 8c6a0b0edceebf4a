/* Which evidence is kept in a finding: bounded, in a fixed order, so that no sort of evidence is
 * lost. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/findings_collect.h"

struct candidate {
	const struct location *location;
	struct finding_evidence evidence;
	bool leads; /* the strongest of its kind, indicator type and specificity in its class and
	               network */
};

static int compare_words(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int compare_stretch(const struct candidate *a, const struct candidate *b)
{
	int order = compare_words(a->location->device_class, b->location->device_class);

	return order ? order : compare_words(a->location->network, b->location->network);
}

static int compare_sort(const struct candidate *a, const struct candidate *b)
{
	const struct finding_evidence *x = &a->evidence, *y = &b->evidence;

	if (x->fact->kind != y->fact->kind)
		return x->fact->kind < y->fact->kind ? -1 : 1;
	if (x->indicator->type != y->indicator->type)
		return x->indicator->type < y->indicator->type ? -1 : 1;
	if (x->indicator->specificity != y->indicator->specificity)
		return (int)x->indicator->specificity - (int)y->indicator->specificity;
	/* how a contact was named tells whether it was encrypted */
	return x->fact->kind == OBSERVED_CONTACT ? compare_words(x->fact->detail, y->fact->detail)
	                                         : 0;
}

static int compare_place(const struct candidate *a, const struct candidate *b)
{
	const struct finding_evidence *x = &a->evidence, *y = &b->evidence;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (x->observation > y->observation) - (x->observation < y->observation);
}

/* The later first; what carries no date was there when the place was looked at. */
static int compare_lateness(const struct observation *a, const struct observation *b)
{
	if (a->last == b->last)
		return 0;
	if (a->last == DATE_NONE || b->last == DATE_NONE)
		return a->last == DATE_NONE ? -1 : 1;
	return a->last > b->last ? -1 : 1;
}

static int compare_by_strength(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	int order = compare_stretch(a, b);

	if (!order)
		order = compare_sort(a, b);
	if (!order)
		order = (int)b->evidence.level - (int)a->evidence.level;
	if (!order)
		order = compare_lateness(a->evidence.fact, b->evidence.fact);
	return order ? order : compare_place(a, b);
}

static int compare_for_keeping(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	int order = compare_stretch(a, b);

	if (!order)
		order = (int)b->leads - (int)a->leads;
	return order ? order : compare_place(a, b);
}

static void mark_leaders(struct candidate *candidates, size_t count)
{
	for (size_t i = 0; i < count; i++)
		candidates[i].leads = i == 0 ||
		                      compare_stretch(&candidates[i - 1], &candidates[i]) ||
		                      compare_sort(&candidates[i - 1], &candidates[i]);
}

static size_t keep_first_of_each_stretch(const struct candidate *candidates, size_t count,
                                         struct finding_evidence *out)
{
	size_t kept = 0, in_stretch = 0;

	for (size_t i = 0; i < count; i++) {
		if (i && compare_stretch(&candidates[i - 1], &candidates[i]))
			in_stretch = 0;
		if (in_stretch++ < FINDING_EXEMPLARS)
			out[kept++] = candidates[i].evidence;
	}
	return kept;
}

int evidence_keep(const struct collection *all, struct finding_evidence *items, size_t count,
                  struct arena *arena, struct finding *out)
{
	struct candidate *candidates = calloc(count, sizeof(*candidates));
	struct finding_evidence *kept;
	size_t kept_count;

	if (!candidates)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		candidates[i] = (struct candidate){ &all->places[items[i].place].location, items[i],
			                            false };
	qsort(candidates, count, sizeof(*candidates), compare_by_strength);
	mark_leaders(candidates, count);
	qsort(candidates, count, sizeof(*candidates), compare_for_keeping);
	kept_count = keep_first_of_each_stretch(candidates, count, items);
	free(candidates);
	kept = arena_take(arena, kept_count, sizeof(*kept));
	if (!kept)
		return -ENOMEM;
	memcpy(kept, items, kept_count * sizeof(*kept));
	out->evidence = kept;
	out->evidence_count = kept_count;
	return 0;
}
