/* From all evidence of all places to findings. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/findings_collect.h"

/* Who a finding is about: key, id, product, row. */
static int name_finding(const struct collection *all, uint32_t owner, struct arena *arena,
                        struct finding *out)
{
	size_t products = all->catalogue->product_count;
	char hex[DIGEST_HEX];

	if (owner < products) {
		out->product = &all->catalogue->products[owner];
		out->key = out->product->id;
		if (all->owners[owner].entry != NO_OWNER)
			out->entry = &all->agreement->entries[all->owners[owner].entry];
	} else {
		out->entry = &all->agreement->entries[owner - products];
		out->key = arena_printf(arena, "register/%s", out->entry->id);
	}
	if (!out->key)
		return -ENOMEM;
	digest_hex((struct span){ (const uint8_t *)out->key, strlen(out->key) }, hex);
	memcpy(out->id, hex, sizeof(out->id) - 1);
	return 0;
}

static int compare_strings(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Sorts in place, drops repetitions, ends with NULL; the new count. */
static size_t sort_words(const char **words, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(words, count, sizeof(*words), compare_strings);
	for (size_t i = 0; i < count; i++)
		if (!kept || strcmp(words[kept - 1], words[i]) != 0)
			words[kept++] = words[i];
	words[kept] = NULL;
	return kept;
}

static void note_dates(struct finding *out, date first, date last)
{
	if (first != DATE_NONE && (out->first == DATE_NONE || first < out->first))
		out->first = first;
	if (last != DATE_NONE && last > out->last)
		out->last = last;
}

/* Devices, classes and dates, over all the evidence that counts. */
static int count_finding(const struct collection *all, const struct found *found,
                         struct arena *arena, struct finding *out)
{
	bool *seen = calloc(all->place_count + 1, sizeof(*seen));
	const char **classes = arena_take(arena, all->place_count + 1, sizeof(*classes));
	size_t count = 0;

	if (!seen || !classes) {
		free(seen);
		return -ENOMEM;
	}
	out->of = all->devices;
	out->first = out->last = DATE_NONE;
	for (size_t i = 0; i < found->count; i++) {
		const struct finding_evidence *evidence = &found->items[i];
		const struct observation *fact = evidence->fact;
		uint32_t device = all->device_of[evidence->place];

		if (!evidence_counts(evidence, out->confidence))
			continue;
		note_dates(out, evidence_first(evidence, all->places),
		           evidence_last(evidence, all->places));
		if (device == NO_OWNER && fact->devices > out->talking)
			out->talking = fact->devices;
		if (device == NO_OWNER || seen[device])
			continue;
		seen[device] = true;
		out->devices++;
		if (all->places[evidence->place].location.device_class)
			classes[count++] = all->places[evidence->place].location.device_class;
	}
	sort_words(classes, count);
	out->device_classes = classes;
	free(seen);
	return 0;
}

static size_t words_of_row(const struct collection *all, const struct register_entry *entry,
                           const char *path, struct arena *arena, const char **words, size_t count)
{
	struct json_object *list = entry_field(entry, path);

	for (size_t i = 0; i < list_length(list); i++) {
		const char *word = json_object_get_string(json_object_array_get_idx(list, i));

		/* "screen-live-view:learners" is an ability with its scope; other words than the
		 * vocabulary's are never matched (model A18) */
		if (!word)
			continue;
		words[count] = arena_string(arena, word, strcspn(word, ":"));
		if (words[count] && catalogue_word(all->catalogue, words[count]))
			count++;
	}
	return count;
}

static size_t length_of(const struct register_entry *entry, const char *path)
{
	struct json_object *list = entry_field(entry, path);

	return list_length(list);
}

/* What the thing is able to do: by the catalogue, else by what the parties' own list says that it
 * does. What the list wants to stay off is not taken from here. */
static const char **capability_words(const struct collection *all, const struct finding *finding,
                                     struct arena *arena, size_t *count)
{
	static const char *const paths[] = { "functions_allowed", "baseline.capabilities",
		                             "ai.features" };
	size_t room = finding->product ? finding->product->capability_count : 0;
	const char **words;

	for (size_t i = 0; !finding->product && i < sizeof(paths) / sizeof(*paths); i++)
		room += length_of(finding->entry, paths[i]);
	words = arena_take(arena, room + 1, sizeof(*words));
	*count = 0;
	for (size_t i = 0; words && finding->product && i < room; i++)
		words[(*count)++] = finding->product->capabilities[i].word;
	for (size_t i = 0; words && !finding->product && i < sizeof(paths) / sizeof(*paths); i++)
		*count = words_of_row(all, finding->entry, paths[i], arena, words, *count);
	if (words)
		*count = sort_words(words, *count);
	return words;
}

static bool is_opening_connections(const struct finding *finding)
{
	for (size_t i = 0; i < finding->evidence_total; i++)
		if (evidence_is_of_interception(&finding->all[i]))
			return true;
	return false;
}

static enum level level_of_ability(const struct finding *finding, const char *word)
{
	struct function_sighting function;

	if (strcmp(word, INTERCEPTION) == 0 && is_opening_connections(finding))
		return LEVEL_ACTIVE;

	function_sighting_of(finding->all, finding->evidence_total, word, NULL, NULL, &function);
	return function_is_on(&function, finding->confidence)
	               ? LEVEL_FUNCTION_ON
	               : finding_capability_level(finding, word, finding->level);
}

static int add_capabilities(const struct collection *all, struct finding *out, struct arena *arena)
{
	size_t count, evidence_count = 0;
	const char **words = capability_words(all, out, arena, &count);
	struct finding_capability *capabilities =
		arena_take(arena, count + 1, sizeof(*capabilities));
	uint32_t *evidence = arena_take(arena, out->evidence_count + 1, sizeof(*evidence));

	if (!words || !capabilities || !evidence)
		return -ENOMEM;
	for (uint32_t i = 0; i < out->evidence_count; i++)
		if (evidence_counts(&out->evidence[i], out->confidence))
			evidence[evidence_count++] = i;
	for (size_t i = 0; i < count; i++)
		capabilities[i] = (struct finding_capability){
			.word = words[i],
			.level = level_of_ability(out, words[i]),
			.confidence = out->confidence,
			.evidence = evidence,
			.evidence_count = evidence_count,
		};
	out->capabilities = capabilities;
	out->capability_count = count;
	return 0;
}

static int compare_evidence(const void *left, const void *right)
{
	const struct finding_evidence *a = left, *b = right;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return (a->observation > b->observation) - (a->observation < b->observation);
}

/* All of it, for the judge. */
static int keep_all(const struct found *found, struct arena *arena, struct finding *out)
{
	struct finding_evidence *all = arena_take(arena, found->count, sizeof(*all));

	if (!all)
		return -ENOMEM;
	memcpy(all, found->items, found->count * sizeof(*all));
	qsort(all, found->count, sizeof(*all), compare_evidence);
	out->all = all;
	return 0;
}

static int build_one(const struct collection *all, uint32_t owner, struct arena *arena,
                     struct finding *out)
{
	struct found *found = &all->owners[owner];
	struct finding finding = { .evidence_total = found->count };
	struct sighting sighting;
	int error;

	sighting_of(found->items, found->count, NULL, NULL, &sighting);
	finding.level = sighting.level;
	finding.confidence = sighting.confidence;
	error = name_finding(all, owner, arena, &finding);
	if (!error)
		error = count_finding(all, found, arena, &finding);
	if (!error)
		error = finding_count_classes(all, found->items, found->count, arena, &finding);
	if (!error)
		error = keep_all(found, arena, &finding);
	if (!error)
		error = evidence_keep(all, found->items, found->count, arena, &finding);
	if (!error)
		error = add_capabilities(all, &finding, arena);
	if (!error)
		*out = finding;
	return error;
}

static int compare_findings(const void *left, const void *right)
{
	return strcmp(((const struct finding *)left)->key, ((const struct finding *)right)->key);
}

static int build_all(const struct collection *all, struct arena *arena, struct findings *out)
{
	struct finding *items;
	size_t count = 0;

	for (uint32_t i = 0; i < all->owner_count; i++)
		count += all->owners[i].count > 0;
	items = arena_take(arena, count + 1, sizeof(*items));
	if (!items)
		return -ENOMEM;
	count = 0;
	for (uint32_t i = 0; i < all->owner_count; i++) {
		if (!all->owners[i].count)
			continue;
		if (build_one(all, i, arena, &items[count]))
			return -ENOMEM;
		count++;
	}
	if (count)
		qsort(items, count, sizeof(*items), compare_findings);
	*out = (struct findings){ items, count };
	return 0;
}

int findings_build(const struct observations *places, size_t place_count,
                   const struct catalogue *catalogue, const struct matcher *matcher,
                   const struct agreement *agreement, struct arena *arena, struct findings *out)
{
	struct collection all = { 0 };
	int error = collection_fill(&all, places, place_count, catalogue, matcher, agreement);

	if (!error && agreement)
		error = collection_link(&all);
	if (!error)
		error = build_all(&all, arena, out);
	collection_free(&all);
	return error;
}
