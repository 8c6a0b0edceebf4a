/* What loads but may not do what the parties think: `daylight agreement check`. */
#include <errno.h>
#include <string.h>

#include "policies/agreement_explain.h"
#include "policies/catalogue_explain.h"
#include "policies/destination.h"
#include "policies/fields.h"
#include "policies/personal.h"
#include "policies/rules/exception.h"
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"
#include "policies/shape.h"

struct warnings {
	const struct agreement *agreement;
	struct text *out;
	size_t count;
};

static void warn(struct warnings *warnings, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void warn(struct warnings *warnings, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vaddf(warnings->out, format, args);
	va_end(args);
	text_add(warnings->out, "\n");
	warnings->count++;
}

/* Pairs of dates of which the first is not after the second. */
static void check_dates(struct warnings *warnings, const struct register_entry *entry)
{
	static const struct {
		const char *before, *after;
	} pairs[] = {
		{ "proposed", "notice_given" },
		{ "proposed", "agreed_on" },
		{ "notice_given", "in_use_from" },
		{ "consulted_to", "in_use_from" },
		{ "agreed_on", "in_use_from" },
		{ "communicated_to_staff", "in_use_from" },
		{ "training_offered", "in_use_from" },
		{ "in_use_from", "withdrawn" },
		{ "last_review", "next_review" },
		{ "in_use_from", "sunset" },
		{ "withdrawn", "data_deleted_confirmed" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		date before = entry_date(entry, pairs[i].before),
		     after = entry_date(entry, pairs[i].after);
		char one[DATE_TEXT], two[DATE_TEXT];

		if (before == DATE_NONE || after == DATE_NONE || before <= after)
			continue;
		date_format(before, one);
		date_format(after, two);
		warn(warnings, "%s: %s (%s) is after %s (%s)", entry->id, pairs[i].before, one,
		     pairs[i].after, two);
	}
	if (entry->status == ENTRY_WITHDRAWN && entry_date(entry, "withdrawn") == DATE_NONE)
		warn(warnings, "%s: it is withdrawn, but the day is not recorded", entry->id);
	if ((entry->status == ENTRY_IN_USE || entry->status == ENTRY_PILOT) &&
	    entry_date(entry, "in_use_from") == DATE_NONE)
		warn(warnings, "%s: it is in use, but from when is not recorded", entry->id);
}

/* "DOC-DPIA-01#necessity" refers to DOC-DPIA-01. */
static void check_references(struct warnings *warnings, const struct register_entry *entry)
{
	struct json_object *refs = field_object(entry->row, "refs");

	if (!refs || !warnings->agreement->document_count)
		return;
	json_object_object_foreach(refs, key, value)
	{
		const char *text = json_object_is_type(value, json_type_string)
		                           ? json_object_get_string(value)
		                           : "";
		char id[128] = { 0 };

		if (!*text || strcmp(text, "n/a") == 0 || strlen(text) >= sizeof(id))
			continue;
		memcpy(id, text, strcspn(text, "#"));
		if (!agreement_document(warnings->agreement, id))
			warn(warnings, "%s: refs.%s names %s, which is not among the documents",
			     entry->id, key, id);
	}
}

static bool scope_has(const struct agreement *agreement, const char *list, const char *id)
{
	struct json_object *scope = field_object(agreement->root, "scope"),
			   *rows = field_object(scope, list);
	size_t count = field_count(scope, list);

	for (size_t i = 0; i < count; i++)
		if (strcmp(field_text(json_object_array_get_idx(rows, i), "id"), id) == 0)
			return true;
	return count == 0;
}

static void check_scope(struct warnings *warnings, const struct register_entry *entry,
                        const char *key, const char *list)
{
	struct json_object *ids = field_object(entry->row, key);

	for (size_t i = 0; i < field_count(entry->row, key); i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(ids, i));

		if (!scope_has(warnings->agreement, list, id))
			warn(warnings,
			     "%s: %s names \"%s\", which the agreement's scope does not hold",
			     entry->id, key, id);
	}
}

static void check_country(struct warnings *warnings, const struct register_entry *entry,
                          const char *country)
{
	if (country && *country && !country_is_code(country))
		warn(warnings,
		     "%s: \"%s\" is no code of a country, so no country is ruled out (want two "
		     "letters, such as GB)",
		     entry->id, country);
}

static void check_countries(struct warnings *warnings, const struct register_entry *entry)
{
	struct json_object *allowed = entry_field(entry, "countries_allowed"),
			   *rows = entry_field(entry, "destinations");

	for (size_t i = 0; i < list_length(allowed); i++)
		check_country(warnings, entry,
		              json_object_get_string(json_object_array_get_idx(allowed, i)));
	for (size_t i = 0; i < list_length(rows); i++)
		check_country(warnings, entry,
		              field_text(json_object_array_get_idx(rows, i), "country"));
}

static void check_entry(struct warnings *warnings, const struct register_entry *entry)
{
	if (!entry->matchable)
		warn(warnings,
		     "%s: cannot be seen this way: the list gives nothing by which \"%s\" could be "
		     "recognised",
		     entry->id, entry->name);
	check_dates(warnings, entry);
	check_references(warnings, entry);
	check_countries(warnings, entry);
	check_scope(warnings, entry, "groups_covered", "groups");
	check_scope(warnings, entry, "groups_incidental", "groups");
	check_scope(warnings, entry, "device_classes", "device_classes");
	check_scope(warnings, entry, "networks", "networks");
}

static void check_rule(struct warnings *warnings, const struct rule *rule)
{
	if (rule->otherwise < STATUS_NEEDS_INTERPRETATION &&
	    rule->otherwise != rule_when_unsure(rule))
		warn(warnings,
		     "%s: \"otherwise\": \"%s\" has no effect: what is not sure enough is \"%s\"",
		     rule->id, status_word(rule->otherwise), status_word(rule_when_unsure(rule)));
	if (!rule->from[0])
		warn(warnings, "%s: it cites no clause, so nothing bounds it but its own words",
		     rule->id);
}

static const char *term_name(struct json_object *term)
{
	const char *name = field_text(term, "name");

	return name ? name : "a term";
}

/* Two terms that share a day: each rule on hours takes the first that holds it. */
static void check_term_pair(struct warnings *warnings, struct json_object *one,
                            struct json_object *two)
{
	date from = field_date(one, "from"), to = field_date(one, "to");
	date start = field_date(two, "from"), end = field_date(two, "to");

	if (from == DATE_NONE || to == DATE_NONE || start == DATE_NONE || end == DATE_NONE ||
	    start > to || end < from)
		return;
	warn(warnings, "hours: the terms \"%s\" and \"%s\" overlap (change the dates of one)",
	     term_name(one), term_name(two));
}

static void check_terms(struct warnings *warnings)
{
	struct json_object *hours = field_object(warnings->agreement->root, "hours");
	struct json_object *terms = field_object(hours, "terms");

	for (size_t i = 0; i < field_count(hours, "terms"); i++) {
		struct json_object *term = json_object_array_get_idx(terms, i);
		struct json_object *days = field_object(term, "half_term");
		bool outside = false;

		for (size_t j = 0; j < i; j++)
			check_term_pair(warnings, json_object_array_get_idx(terms, j), term);
		for (size_t d = 0; d < field_count(term, "half_term"); d++) {
			date day = DATE_NONE;

			date_parse(json_object_get_string(json_object_array_get_idx(days, d)),
			           &day);
			outside |= day != DATE_NONE && (day < field_date(term, "from") ||
			                                (field_date(term, "to") != DATE_NONE &&
			                                 day > field_date(term, "to")));
		}
		if (outside)
			warn(warnings,
			     "hours: the half-term of \"%s\" lies outside of it (change its dates)",
			     term_name(term));
	}
}

static void check_suspension(struct warnings *warnings, size_t row, const char *id)
{
	const struct agreement *agreement = warnings->agreement;
	const char *why = NULL;

	for (size_t i = 0; i < agreement->rule_count && !why; i++)
		if (strcmp(agreement->rules[i].id, id) == 0)
			why = exception_void(agreement, &agreement->rules[i]);
	if (why && strcmp(why, "may-not-suspend") == 0)
		warn(warnings,
		     "log.jsonl, row %zu: the agreement does not let %s be suspended; the "
		     "exception "
		     "has no effect",
		     row, id);
	else if (why)
		warn(warnings,
		     "log.jsonl, row %zu: %s does not say \"unless\": [\"exception\"]; the "
		     "exception has no effect",
		     row, id);
}

static void check_exceptions(struct warnings *warnings)
{
	for (size_t i = 0; i < warnings->agreement->log_count; i++) {
		struct json_object *exception =
			field_object(warnings->agreement->log[i], "exception");
		struct json_object *rules = field_object(exception, "rules");

		if (exception && !field_count(exception, "signed_by_posts"))
			warn(warnings,
			     "log.jsonl, row %zu: the exception does not say which posts signed it",
			     i + 1);
		for (size_t r = 0; r < field_count(exception, "rules"); r++)
			check_suspension(
				warnings, i + 1,
				json_object_get_string(json_object_array_get_idx(rules, r)));
	}
}

static void check_post(struct warnings *warnings, const char *where, const char *post)
{
	if (post && (personal_is_name(post) || personal_in(post) != PERSONAL_NOTHING))
		warn(warnings,
		     "%s: \"%s\" looks like a person, not a post (write the post: people change, "
		     "the agreement stays)",
		     where, post);
}

static void check_posts(struct warnings *warnings)
{
	const struct agreement *agreement = warnings->agreement;
	struct json_object *parties = field_object(agreement->root, "parties");

	for (size_t i = 0; i < list_length(parties); i++) {
		struct json_object *party = json_object_array_get_idx(parties, i);

		check_post(warnings, field_text(party, "id"), field_text(party, "signatory_post"));
	}
	for (size_t i = 0; i < agreement->entry_count; i++) {
		const struct register_entry *entry = &agreement->entries[i];
		struct json_object *posts = field_object(entry->row, "access_posts");

		for (size_t p = 0; p < list_length(posts); p++)
			check_post(warnings, entry->id,
			           json_object_get_string(json_object_array_get_idx(posts, p)));
	}
	if (agreement->authorisation)
		check_post(warnings, agreement->authorisation->id,
		           agreement->authorisation->given_by_post);
}

int agreement_warnings(const struct agreement *agreement, struct text *out, size_t *count)
{
	struct warnings warnings = { .agreement = agreement, .out = out };

	for (size_t i = 0; i < agreement->rule_count; i++)
		check_rule(&warnings, &agreement->rules[i]);
	for (size_t i = 0; i < agreement->entry_count; i++)
		check_entry(&warnings, &agreement->entries[i]);
	check_terms(&warnings);
	check_exceptions(&warnings);
	check_posts(&warnings);
	if (out->failed)
		return -ENOMEM;
	*count = warnings.count;
	return 0;
}

int agreement_catalogue_warnings(const struct agreement *agreement,
                                 const struct catalogue *catalogue, struct arena *arena,
                                 struct text *out, size_t *count)
{
	struct warnings warnings = { .agreement = agreement, .out = out };

	for (size_t i = 0; i < agreement->entry_count; i++) {
		const struct register_entry *entry = &agreement->entries[i];

		for (const char *const *id = entry->products; id && *id; id++) {
			const char *nearest = catalogue_find(catalogue, *id)
			                              ? NULL
			                              : catalogue_nearest(catalogue, *id, arena);

			if (!catalogue_find(catalogue, *id))
				warn(&warnings, "%s: the catalogue knows no product \"%s\"%s%s%s",
				     entry->id, *id, nearest ? " (did you mean \"" : "",
				     nearest ? nearest : "",
				     nearest ? "\"?)" : " (see daylight catalogue list)");
		}
	}
	if (out->failed)
		return -ENOMEM;
	*count = warnings.count;
	return 0;
}
