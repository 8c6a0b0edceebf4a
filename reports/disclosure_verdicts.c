/* Verdicts, the technology list and the questions as they are disclosed. */
#include <stdio.h>
#include <string.h>

#include "policies/fields.h"
#include "policies/sealing.h"
#include "reports/disclosure_parts.h"

/* What follows from the rule, and that there is more behind it. */
static struct json_object *sealed_row(struct builder *builder, const struct verdict *verdict)
{
	const struct rule *rule = verdict->rule;
	struct json_object *row = part_object(builder);

	part_string(builder, row, "id", verdict->seal->id);
	part_string(builder, row, "key", verdict->seal->key);
	part_string(builder, row, "subject", verdict->seal->subject);
	part_string(builder, row, "rule", rule->id);
	part_string(builder, row, "say", rule->say);
	part_words(builder, row, "clauses", rule->from);
	part_words(builder, row, "contracts", disclosure_contracts(builder, rule));
	part_string(builder, row, "status", status_word(verdict->status));
	part_string(builder, row, "group", group_word(status_group(verdict->status)));
	part_string(builder, row, "severity", severity_word(rule->severity));
	part_string(builder, row, "confidence",
	            verdict->has_confidence && !verdict->seal->counted
	                    ? confidence_word(verdict->confidence)
	                    : NULL);
	part_null(builder, row, "finding");
	part_null(builder, row, "register");
	part_sentence(builder, row, "because", "sealed", NULL);
	part_null(builder, row, "does_not_show");
	part_string(builder, row, "question", verdict->question);
	part_words(builder, row, "questions", verdict->questions);
	part_string(builder, row, "sealed", disclosure_seal_hash(builder, verdict->seal->subject));
	return row;
}

/* In the place of the first sealed one stands what is said of it; none for one that is said by
 * another, or left out altogether. */
static bool is_not_said(const struct builder *builder, const struct verdict *verdict)
{
	return verdict->seal &&
	       (verdict->seal->aside || !disclosure_seal_hash(builder, verdict->seal->subject));
}

struct json_object *disclosure_verdicts(struct builder *builder)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; builder->verdicts && i < builder->verdicts->count && !builder->failed;
	     i++) {
		const struct verdict *verdict = &builder->verdicts->items[i];

		if (!is_not_said(builder, verdict))
			part_row(builder, array,
			         verdict->seal ? sealed_row(builder, verdict)
			                       : disclosure_open_verdict(builder, verdict));
	}
	return array;
}

/* What is different without anything having changed at the place that was looked at: our catalogue
 * has learned. */
struct json_object *disclosure_changes(struct builder *builder)
{
	struct json_object *array = part_array(builder);

	for (size_t i = 0; builder->verdicts && i < builder->verdicts->count && !builder->failed;
	     i++) {
		const struct verdict *verdict = &builder->verdicts->items[i];
		struct json_object *row;

		if (verdict->seal || strcmp(verdict->because.id, "catalogue.updated") != 0)
			continue;
		row = part_object(builder);
		part_string(builder, row, "kind", "catalogue");
		part_string(builder, row, "register", verdict->entry ? verdict->entry->id : NULL);
		part_string(builder, row, "finding",
		            verdict->finding ? verdict->finding->id : NULL);
		part_string(builder, row, "verdict", verdict->id);
		part_sentence(builder, row, "because", verdict->because.id, verdict->because.args);
		part_row(builder, array, row);
	}
	return array;
}

/* --- the technology list ------------------------------------------------------- */

static const char *worst_status(const struct builder *builder, const struct register_entry *entry)
{
	int worst = -1;

	for (size_t i = 0; builder->verdicts && i < builder->verdicts->count; i++) {
		const struct verdict *verdict = &builder->verdicts->items[i];

		if (verdict->entry == entry && !verdict->seal &&
		    (worst < 0 || (int)verdict->status < worst))
			worst = (int)verdict->status;
	}
	return worst < 0 ? NULL : status_word((enum status)worst);
}

static const struct finding *finding_of(const struct builder *builder,
                                        const struct register_entry *entry)
{
	const struct findings *findings = builder->file->findings;

	for (size_t i = 0; findings && i < findings->count; i++)
		if (findings->items[i].entry == entry &&
		    !finding_is_sealed(builder->verdicts, &findings->items[i]))
			return &findings->items[i];
	return NULL;
}

static void put_dates(struct builder *builder, struct json_object *row,
                      const struct register_entry *entry)
{
	static const char *const names[] = { "notice_given",     "agreed_on",
		                             "in_use_from",      "communicated_to_staff",
		                             "training_offered", "last_review",
		                             "next_review",      "sunset",
		                             "withdrawn",        NULL };
	struct json_object *dates = part_object(builder);

	for (size_t i = 0; names[i]; i++)
		part_date(builder, dates, names[i], entry_date(entry, names[i]));
	part_put(builder, row, "dates", dates);
}

static struct json_object *entry_row(struct builder *builder, const struct register_entry *entry)
{
	static const char *const fields[] = { "purposes_agreed",
		                              "purposes_ruled_out",
		                              "functions_allowed",
		                              "functions_off",
		                              "groups_covered",
		                              "device_classes",
		                              "data_kinds",
		                              "destinations",
		                              "countries_allowed",
		                              "retention_days",
		                              NULL };
	const struct finding *finding = finding_of(builder, entry);
	struct json_object *row = part_object(builder);

	part_string(builder, row, "id", entry->id);
	part_string(builder, row, "name", entry->name);
	part_string(builder, row, "vendor", entry->vendor);
	part_string(builder, row, "status", entry_status_word(entry->status));
	for (size_t i = 0; fields[i]; i++)
		part_shared(builder, row, fields[i], entry_field(entry, fields[i]));
	part_bool(builder, row, "is_ai", entry->is_ai);
	put_dates(builder, row, entry);
	part_string(builder, row, "basis", finding ? "both" : "declared");
	part_string(builder, row, "finding", finding ? finding->id : NULL);
	part_string(builder, row, "worst", worst_status(builder, entry));
	return row;
}

struct json_object *disclosure_register(struct builder *builder)
{
	const struct agreement *agreement = builder->file->agreement;
	struct json_object *array = part_array(builder);

	for (size_t i = 0; agreement && i < agreement->entry_count && !builder->failed; i++)
		part_row(builder, array, entry_row(builder, &agreement->entries[i]));
	return array;
}

/* --- questions ------------------------------------------------------------------ */

static bool asks(const struct verdict *verdict, const char *question)
{
	enum group group = disclosure_group(verdict);

	if (group == GROUP_AS_AGREED || group == GROUP_NOT_SEEN)
		return false;
	for (const char *const *ask = verdict->rule->ask; ask && *ask; ask++)
		if (!strcmp(*ask, question))
			return true;
	return false;
}

static void agreement_question_row(struct builder *builder, struct json_object *array,
                                   const struct agreement_question *question)
{
	struct json_object *row = part_object(builder), *askers = part_array(builder);
	const struct verdicts *verdicts = builder->verdicts;

	for (size_t i = 0; verdicts && i < verdicts->count; i++)
		if (asks(&verdicts->items[i], question->id) &&
		    !is_not_said(builder, &verdicts->items[i]))
			part_append(builder, askers,
			            json_object_new_string(verdicts->items[i].seal
			                                           ? verdicts->items[i].seal->id
			                                           : verdicts->items[i].id));
	if (!askers || !json_object_array_length(askers)) {
		json_object_put(askers);
		json_object_put(row);
		return;
	}
	part_string(builder, row, "id", question->id);
	part_string(builder, row, "text", question->text);
	part_put(builder, row, "verdicts", askers);
	disclosure_put_asked(builder, row, question->id);
	part_row(builder, array, row);
}

/* Without an agreement, the catalogue's questions about what was seen. */
static void product_questions(struct builder *builder, struct json_object *array,
                              const struct finding *finding)
{
	size_t number = 1;

	for (const char *const *ask = finding->product ? finding->product->questions : NULL;
	     ask && *ask; ask++) {
		struct json_object *row = part_object(builder), *about = part_array(builder);
		char id[96];

		snprintf(id, sizeof(id), "%.80s/%zu", finding->key, number++);
		part_append(builder, about, json_object_new_string(finding->id));
		part_string(builder, row, "id", id);
		part_string(builder, row, "text", *ask);
		part_put(builder, row, "verdicts", part_array(builder));
		part_put(builder, row, "findings", about);
		part_row(builder, array, row);
	}
}

struct json_object *disclosure_questions(struct builder *builder)
{
	const struct agreement *agreement = builder->file->agreement;
	const struct findings *findings = builder->file->findings;
	struct json_object *array = part_array(builder);

	for (size_t i = 0; agreement && i < agreement->question_count && !builder->failed; i++)
		agreement_question_row(builder, array, &agreement->questions[i]);
	for (size_t i = 0; !agreement && findings && i < findings->count && !builder->failed; i++)
		if (!finding_is_sealed(builder->verdicts, &findings->items[i]))
			product_questions(builder, array, &findings->items[i]);
	return array;
}
