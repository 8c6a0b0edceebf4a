/* `disclose`: a list of the AI systems, or of all that is able to monitor, declared or seen (model
 * CHK19). Each row says which; the list never claims to be all there is. What a person uses for
 * themselves is counted, not named. */
#include <errno.h>
#include <string.h>

#include "policies/rules/outcome.h"
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"
#include "policies/rules/subject.h"

/* Which abilities a rule's list is about. */
static bool word_is_listed(const struct rule *rule, const char *word)
{
	bool ai = strncmp(word, "ai-", 3) == 0;

	if (subject_is_true(rule, "ai") && ai)
		return true;
	if (subject_is_true(rule, "monitoring") && !ai)
		return true;
	return subject_has(rule, "capability_any", word);
}

/* By what the catalogue says that it does; what is AI may also say so by its category. */
static bool product_is_listed(const struct rule *rule, const struct product *product)
{
	if (subject_is_true(rule, "ai") && product->category &&
	    (strcmp(product->category, "ai") == 0 || strncmp(product->category, "ai-", 3) == 0))
		return true;
	for (size_t i = 0; i < product->capability_count; i++)
		if (word_is_listed(rule, product->capabilities[i].word))
			return true;
	return false;
}

static bool finding_is_listed(const struct rule *rule, const struct finding *finding)
{
	if (finding->product)
		return product_is_listed(rule, finding->product);
	for (size_t i = 0; i < finding->capability_count; i++)
		if (word_is_listed(rule, finding->capabilities[i].word))
			return true;
	return false;
}

static bool row_names_ability(const struct rule *rule, const struct register_entry *entry)
{
	static const char *const paths[] = { "functions_allowed", "functions_off",
		                             "baseline.capabilities", NULL };

	for (const char *const *path = paths; *path; path++) {
		struct json_object *list = entry_field(entry, *path);

		for (size_t i = 0; json_object_is_type(list, json_type_array) &&
		                   i < json_object_array_length(list);
		     i++) {
			const char *text =
				json_object_get_string(json_object_array_get_idx(list, i));
			char word[64];
			size_t len = text ? strcspn(text, ":") : 0;

			if (!len || len >= sizeof(word) || strncmp(text, "local:", 6) == 0)
				continue;
			memcpy(word, text, len);
			word[len] = '\0';
			if (word_is_listed(rule, word))
				return true;
		}
	}
	return false;
}

static bool catalogue_lists_row(const struct rule *rule, const struct case_file *file,
                                const struct register_entry *entry)
{
	for (const char *const *id = entry->products; id && *id; id++) {
		const struct product *product = catalogue_find(file->catalogue, *id);

		if (product && product_is_listed(rule, product))
			return true;
	}
	return false;
}

struct row {
	const struct register_entry *entry; /* or NULL */
	struct seen seen;                   /* .finding NULL: not seen */
	bool declared;                      /* as what the list is about */
};

/* The finding of that row of which is best known. */
static void see_row(const struct rule *rule, const struct case_file *file, struct row *row,
                    bool *listed)
{
	for (size_t i = 0; i < file->findings->count; i++) {
		const struct finding *finding = &file->findings->items[i];
		struct seen seen;

		if (finding->entry != row->entry || !seen_by(file, rule, finding, DATE_NONE, &seen))
			continue;
		*listed |= finding_is_listed(rule, finding);
		if (!row->seen.finding || seen.sighting.confidence > row->seen.sighting.confidence)
			row->seen = seen;
	}
}

static const char *sentence_of(const struct row *row)
{
	if (row->seen.finding && row->seen.sighting.confidence == CONFIDENCE_SUSPECTED)
		return row->entry && row->declared ? "disclose.declared" : "disclose.signs";
	if (row->entry && !row->declared)
		return "disclose.listed-as-other";
	if (!row->seen.finding)
		return "disclose.declared";
	return row->entry ? "disclose.both" : "disclose.seen";
}

static enum listing listing_of(const struct row *row)
{
	bool seen = row->seen.finding && row->seen.sighting.confidence > CONFIDENCE_SUSPECTED;

	if (row->declared)
		return seen ? LISTING_BOTH : LISTING_DECLARED;
	return seen || !row->entry ? LISTING_SEEN : LISTING_DECLARED;
}

static int add_row(const struct rule *rule, const struct row *row, struct verdict_list *out)
{
	const struct finding *finding = row->seen.finding;
	const char *subject = row->entry ? row->entry->id : seen_subject(&row->seen);
	struct verdict *verdict = subject ? verdict_add(out, rule, subject) : NULL;

	if (!verdict)
		return -ENOMEM;
	if (finding)
		verdict_of_seen(verdict, &row->seen);
	verdict->entry = row->entry;
	verdict->status = STATUS_DISCLOSE;
	verdict->listing = listing_of(row);
	if (verdict->listing == LISTING_DECLARED) {
		verdict->has_confidence = true;
		verdict->confidence = CONFIDENCE_ON_RECORD;
	}
	verdict->because.id = sentence_of(row);
	verdict->does_not_show = "shows-not.whole-list";
	return sentence_word(&verdict->because, "name", subject_name(row->entry, finding));
}

/* 1: there is a row for it, 0: none, or -ENOMEM. What is withdrawn and not seen is gone. */
static int judge_entry(const struct rule *rule, const struct case_file *file,
                       const struct register_entry *entry, struct verdict_list *out)
{
	struct row row = { .entry = entry };
	bool listed = catalogue_lists_row(rule, file, entry);

	row.declared = subject_is_true(rule, "ai") && entry->is_ai;
	see_row(rule, file, &row, &listed);
	if (!subject_is_true(rule, "ai"))
		row.declared |= listed;
	row.declared |= row_names_ability(rule, entry);
	if (!row.declared && !listed)
		return 0;
	if (entry->status == ENTRY_WITHDRAWN && !row.seen.finding)
		return 0;
	return add_row(rule, &row, out) ? -ENOMEM : 1;
}

/* An AI service that was only contacted may be a person's own question to a public one; what
 * reports to nobody but its user is theirs. */
static bool may_be_private(const struct rule *rule, const struct seen *seen)
{
	const struct finding_evidence *all;
	size_t count;

	if (seen_serves_its_user(seen))
		return true;
	if (!subject_is_true(rule, "ai"))
		return false;
	all = finding_all(seen->finding, &count);
	for (size_t i = 0; i < count; i++)
		if (all[i].fact->kind != OBSERVED_CONTACT && all[i].fact->kind != OBSERVED_RESOLVER)
			return false;
	return count > 0;
}

static int judge_unlisted(const struct rule *rule, const struct case_file *file,
                          const struct finding *finding, int64_t *private, size_t *rows,
                          struct verdict_list *out)
{
	struct row row = { 0 };

	if (finding->entry || !finding_is_listed(rule, finding) ||
	    !seen_by(file, rule, finding, DATE_NONE, &row.seen))
		return 0;
	if (may_be_private(rule, &row.seen)) {
		(*private)++;
		return 0;
	}
	(*rows)++;
	return add_row(rule, &row, out);
}

/* The row that closes the list: what a person uses for themselves, as a number of products, or that
 * there is nothing else to list. */
static int add_end(const struct rule *rule, int64_t private, struct verdict_list *out)
{
	struct verdict *verdict = verdict_add(out, rule, "register");

	if (!verdict)
		return -ENOMEM;
	verdict->status = STATUS_DISCLOSE;
	verdict->does_not_show = "shows-not.whole-list";
	verdict->because.id = private ? "disclose.private" : "disclose.none";
	return private ? sentence_number(&verdict->because, "products", private) : 0;
}

static int apply(const struct rule *rule, const struct case_file *file, struct verdict_list *out)
{
	int64_t private = 0;
	size_t rows = 0;
	int error = 0;

	if (!subject_is_true(rule, "ai") && !subject_is_true(rule, "monitoring") &&
	    !subject_count(rule, "capability_any"))
		return verdict_skip(out, rule, "subject-unclear");
	for (size_t i = 0; i < file->agreement->entry_count; i++) {
		int added = judge_entry(rule, file, &file->agreement->entries[i], out);

		if (added < 0)
			return added;
		rows += (size_t)added;
	}
	for (size_t i = 0; i < file->findings->count && !error; i++)
		error = judge_unlisted(rule, file, &file->findings->items[i], &private, &rows, out);
	if (error || (rows && !private))
		return error;
	return add_end(rule, private, out);
}

const struct rule_kind kind_disclose = {
	.name = "disclose",
	.subject_keys = (const char *const[]){ "ai", "capability_any", "monitoring", NULL },
	.param_keys = (const char *const[]){ NULL },
	.checks = (const char *const[]){ "CHK19", NULL },
	.apply = apply,
};
