/* What stands behind the agreement's rules: the clauses that they cite, each with the set that it
 * is from and how well that set is known, and what counts as evidence for them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policies/contracts.h"
#include "policies/packs.h"
#include "policies/rules/rule.h"
#include "reports/disclosure_parts.h"
#include "reports/messages.h"

/* "as reported, unverified" stands in every output that names such a clause. */
static const char *note_on(const char *standing)
{
	if (!strcmp(standing, "as-reported") || !strcmp(standing, "shell")) {
		char id[64];

		snprintf(id, sizeof(id), "standing.%s", standing);
		return message_label(id);
	}
	return NULL;
}

static struct json_object *clause_row(struct builder *builder, const struct clause *clause)
{
	const struct packs *packs = builder->file->packs;
	const char *standing = packs_standing(packs, clause->pack);
	struct json_object *row = part_object(builder);

	part_string(builder, row, "id", clause->id);
	part_string(builder, row, "text", clause->text);
	part_string(builder, row, "pack", clause->pack);
	part_string(builder, row, "set", packs_title(packs, clause->pack));
	part_string(builder, row, "provenance", packs_provenance(packs, clause->pack));
	part_string(builder, row, "standing", standing);
	part_string(builder, row, "note", note_on(standing));
	return row;
}

static bool is_cited(const struct agreement *agreement, const char *clause)
{
	for (size_t i = 0; i < agreement->rule_count; i++)
		for (const char *const *from = agreement->rules[i].from; *from; from++)
			if (!strcmp(*from, clause))
				return true;
	return false;
}

static struct json_object *cited(struct builder *builder)
{
	struct json_object *array = part_array(builder);
	const struct packs *packs = builder->file->packs;

	for (const char *const *id = packs_clause_ids(packs); *id; id++)
		if (is_cited(builder->file->agreement, *id))
			part_append(builder, array, clause_row(builder, packs_clause(packs, *id)));
	return array;
}

static struct json_object *contract_row(struct builder *builder, const struct contract *contract)
{
	struct json_object *row = part_object(builder), *statuses = part_array(builder);

	for (size_t i = 0; i < contract->status_count; i++)
		part_append(builder, statuses,
		            json_object_new_string(status_word(contract->statuses[i])));
	part_string(builder, row, "id", contract->id);
	part_string(builder, row, "title", contract->title);
	part_put(builder, row, "statuses", statuses);
	part_words(builder, row, "counts", contract->counts);
	part_words(builder, row, "does_not_count", contract->does_not_count);
	part_string(builder, row, "example", contract->example);
	return row;
}

/* Those that stand behind a rule. */
static void mark(struct builder *builder, const struct contracts *all, bool *behind)
{
	const struct agreement *agreement = builder->file->agreement;

	for (size_t i = 0; i < agreement->rule_count; i++) {
		const char *const *ids = disclosure_contracts(builder, &agreement->rules[i]);

		for (; ids && *ids; ids++) {
			const struct contract *contract = contracts_find(all, *ids);

			if (contract)
				behind[contract - all->items] = true;
		}
	}
}

static struct json_object *contracts(struct builder *builder)
{
	const struct contracts *all = builder->file->contracts;
	struct json_object *array = part_array(builder);
	bool *behind = all ? calloc(all->count + 1, sizeof(*behind)) : NULL;

	if (behind)
		mark(builder, all, behind);
	for (size_t i = 0; behind && i < all->count; i++)
		if (behind[i])
			part_append(builder, array, contract_row(builder, &all->items[i]));
	builder->failed |= all && !behind;
	free(behind);
	return array;
}

const char *const *disclosure_contracts(struct builder *builder, const struct rule *rule)
{
	const char *const *ids =
		contracts_of_rule(rule, builder->file->packs, builder->file->arena);

	builder->failed |= !ids;
	return ids;
}

void disclosure_clauses(struct builder *builder, struct json_object *agreement)
{
	if (!builder->file->packs)
		return;
	part_put(builder, agreement, "clauses", cited(builder));
	part_put(builder, agreement, "contracts", contracts(builder));
}
