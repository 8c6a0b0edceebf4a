/* Findings as they are disclosed: counts of devices are suppressed below k by part_devices(), and
 * only there. */
#include <string.h>

#include "policies/sealing.h"
#include "reports/disclosure_parts.h"

/* Many findings share the room: exemplars of evidence are the first to give way. */
#define EVIDENCE_ROWS_MAX 20000

/* Which exemplars are written: `row[i]` is the place of evidence i in the written list, or `count`
 * and above when it is left out. */
struct exemplars {
	size_t *row;
	size_t count;
	bool several; /* devices: how often the same was seen would count those that show it */
};

static bool same_fact(const struct finding_evidence *a, const struct finding_evidence *b)
{
	return a->fact->kind == b->fact->kind && a->level == b->level &&
	       a->indicator == b->indicator && strcmp(a->fact->subject, b->fact->subject) == 0;
}

static size_t first_like(const struct finding *finding, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (same_fact(&finding->evidence[i], &finding->evidence[index]))
			return i;
	return index;
}

static bool choose(struct builder *builder, const struct finding *finding, size_t most,
                   struct exemplars *out)
{
	size_t *row = arena_take(builder->file->arena, finding->evidence_count + 1, sizeof(*row));
	size_t count = 0;

	*out = (struct exemplars){ .row = row };
	out->several = finding->of > 1;
	for (size_t i = 0; row && i < finding->evidence_count; i++) {
		size_t first = out->several ? first_like(finding, i) : i;

		if (first < i)
			row[i] = row[first];
		else
			row[i] = count < most ? count++ : SIZE_MAX;
	}
	out->count = count;
	builder->failed |= !row;
	return row != NULL;
}

static struct json_object *evidence_row(struct builder *builder, const struct finding *finding,
                                        size_t index)
{
	const struct finding_evidence *evidence = &finding->evidence[index];
	const struct observation *fact = evidence->fact;
	struct json_object *row = part_object(builder);

	part_number(builder, row, "observation", evidence->observation);
	if (finding->of <=
	    1) /* with more devices in scope, nobody needs to know which one it was */
		part_number(builder, row, "place", evidence->place);
	part_string(builder, row, "kind", observation_kind_word(fact->kind));
	part_string(builder, row, "subject", fact->subject);
	part_string(builder, row, "level", level_word(evidence->level));
	part_date(builder, row, "first", fact->first);
	part_date(builder, row, "last", fact->last);
	part_number(builder, row, "count", (int64_t)fact->count);
	part_string(builder, row, "indicator",
	            evidence->indicator ? evidence->indicator->value : NULL);
	part_string(builder, row, "specificity",
	            evidence->indicator
	                    ? specificity_word(fact_specificity(fact, evidence->indicator))
	                    : NULL);
	return row;
}

static const struct product_capability *product_source(const struct product *product,
                                                       const char *word)
{
	for (size_t i = 0; product && i < product->capability_count; i++)
		if (!strcmp(product->capabilities[i].word, word))
			return &product->capabilities[i];
	return NULL;
}

static struct json_object *capability_row(struct builder *builder, const struct finding *finding,
                                          size_t index, const struct exemplars *exemplars)
{
	const struct finding_capability *capability = &finding->capabilities[index];
	const struct catalogue *catalogue = builder->file->catalogue;
	const struct vocabulary_word *word =
		catalogue ? catalogue_word(catalogue, capability->word) : NULL;
	const struct product_capability *source =
		product_source(finding->product, capability->word);
	struct json_object *row = part_object(builder), *evidence = part_array(builder);

	part_string(builder, row, "word", capability->word);
	part_string(builder, row, "level", level_word(capability->level));
	part_string(builder, row, "confidence", confidence_word(capability->confidence));
	for (size_t i = 0; i < capability->evidence_count; i++) {
		size_t at = capability->evidence[i];

		if (exemplars->row[at] < exemplars->count &&
		    !(exemplars->several && first_like(finding, at) < at))
			part_append(builder, evidence,
			            json_object_new_int64((int64_t)exemplars->row[at]));
	}
	part_put(builder, row, "evidence", evidence);
	part_string(builder, row, "label", word ? word->label : NULL);
	part_string(builder, row, "source", source ? source->source : NULL);
	part_string(builder, row, "seen_on", source ? source->seen_on : NULL);
	part_string(builder, row, "availability", source ? source->availability : NULL);
	return row;
}

static void put_capabilities(struct builder *builder, struct json_object *row,
                             const struct finding *finding, const struct exemplars *exemplars)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < finding->capability_count; i++)
		part_append(builder, array, capability_row(builder, finding, i, exemplars));
	part_put(builder, row, "capabilities", array);
}

static void put_evidence(struct builder *builder, struct json_object *row,
                         const struct finding *finding, const struct exemplars *exemplars)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; i < finding->evidence_count; i++)
		if (exemplars->row[i] < exemplars->count &&
		    !(exemplars->several && first_like(finding, i) < i))
			part_append(builder, array, evidence_row(builder, finding, i));
	part_put(builder, row, "evidence", array);
}

static void put_product(struct builder *builder, struct json_object *row,
                        const struct finding *finding)
{
	const struct product *product = finding->product;
	const struct register_entry *entry = finding->entry;

	part_string(builder, row, "product", product ? product->id : NULL);
	part_string(builder, row, "name",
	            product ? product->name
	            : entry ? entry->name
	                    : finding->key);
	part_string(builder, row, "vendor",
	            product ? product->vendor
	            : entry ? entry->vendor
	                    : NULL);
	part_string(builder, row, "category", product ? product->category : NULL);
	part_string(builder, row, "level", level_word(finding->level));
	part_string(builder, row, "reports_to",
	            reports_to_word(product ? product->reports_to : REPORTS_TO_UNKNOWN));
}

static struct json_object *finding_row(struct builder *builder, const struct finding *finding,
                                       const struct exemplars *exemplars)
{
	const struct product *product = finding->product;
	struct json_object *row = part_object(builder);

	part_string(builder, row, "id", finding->id);
	part_string(builder, row, "key", finding->key);
	put_product(builder, row, finding);
	put_capabilities(builder, row, finding, exemplars);
	part_string(builder, row, "register", finding->entry ? finding->entry->id : NULL);
	disclosure_seen(builder, row, finding);
	put_evidence(builder, row, finding, exemplars);
	part_sentence(builder, row, "does_not_show", "shows-not.use", NULL);
	part_words(builder, row, "ask", product ? product->questions : NULL);
	part_string(builder, row, "confidence", confidence_word(finding->confidence));
	part_number(builder, row, "evidence_total",
	            (int64_t)(exemplars->several ? exemplars->count : finding->evidence_total));
	part_words(builder, row, "device_classes", finding->device_classes);
	disclosure_seen_by_class(builder, row, finding);
	part_string(builder, row, "about", product ? product->about : NULL);
	part_string(builder, row, "also_used_for", product ? product->also_used_for : NULL);
	part_string(builder, row, "manager_sees", product ? product->manager_sees : NULL);
	part_bool(builder, row, "disputed_by_supplier", product && product->disputed_by_supplier);
	return row;
}

struct json_object *disclosure_finding(struct builder *builder, const struct finding *finding)
{
	struct exemplars exemplars;

	if (!choose(builder, finding, FINDING_EXEMPLARS, &exemplars))
		return NULL;
	return finding_row(builder, finding, &exemplars);
}

struct json_object *disclosure_findings(struct builder *builder)
{
	const struct findings *findings = builder->file->findings;
	struct json_object *array = part_array(builder);
	size_t share = EVIDENCE_ROWS_MAX / (findings && findings->count ? findings->count : 1);

	for (size_t i = 0; findings && i < findings->count && !builder->failed; i++) {
		const struct finding *finding = &findings->items[i];
		struct exemplars exemplars;

		if (finding_is_sealed(builder->verdicts, finding))
			continue;
		if (choose(builder, finding, share ? share : 1, &exemplars))
			part_row(builder, array, finding_row(builder, finding, &exemplars));
	}
	return array;
}
