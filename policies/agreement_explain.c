/* The whole agreement for people: `daylight agreement explain`. */
#include "policies/agreement_explain.h"

#include <errno.h>
#include <string.h>

#include "policies/packs.h"
#include "policies/rule_sentence.h"
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"
#include "policies/shape.h"

/* What people read instead of the bare words (model A5). */
static const char *label_of(enum status status)
{
	static const char *const labels[STATUSES] = {
		[STATUS_BREACH] = "Does not match a signed rule",
		[STATUS_UNDISCLOSED] = "Not on the technology list",
		[STATUS_DRIFT] = "Changed since agreed",
		[STATUS_OVERDUE] = "Date passed",
		[STATUS_INCOMPLETE_RECORD] = "Record incomplete",
		[STATUS_NEEDS_INTERPRETATION] = "To discuss",
		[STATUS_EXCEPTED] = "Under a signed exception",
		[STATUS_AGREED] = "As agreed",
		[STATUS_INSUFFICIENT_COVERAGE] = "Looked too little",
		[STATUS_NOT_OBSERVED] = "Looked for, not seen",
		[STATUS_NOT_OBSERVABLE] = "Cannot be seen this way",
		[STATUS_ASK] = "A question",
		[STATUS_DISCLOSE] = "A row in a list",
		[STATUS_FOR_INFORMATION] = "A list, not a verdict",
	};

	return labels[status];
}

static const char *text_or(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

static void add_head(const struct agreement *agreement, struct text *out)
{
	struct json_object *parties = field_object(agreement->root, "parties");
	char from[DATE_TEXT], until[DATE_TEXT];

	date_format(agreement->in_force_from, from);
	date_format(agreement->in_force_until, until);
	text_addf(out, "%s\n\n%s, version %lld; check code %s\nIn force from %s%s%s\n",
	          agreement->title, agreement->id, (long long)agreement->version,
	          agreement->check_code, from, *until ? " until " : "", until);
	if (agreement->parent_id)
		text_addf(out,
		          "It extends %s (%s), whose rules it takes over; the check code covers "
		          "both\n",
		          agreement->parent_id, agreement->parent_title);
	for (size_t i = 0; i < field_count(agreement->root, "parties"); i++) {
		struct json_object *party = json_object_array_get_idx(parties, i);

		text_addf(out, "%s  %s: %s; signs: %s\n", i ? "" : "Parties\n",
		          text_or(field_text(party, "role"), field_text(party, "id")),
		          text_or(field_text(party, "name"), "not recorded"),
		          text_or(field_text(party, "signatory_post"), "not recorded"));
	}
	text_addf(out,
	          "\nRules (%zu). \"Signed\" is the sentence that the parties sign; \"Tested\" is "
	          "made from the rule's "
	          "other fields. If the two do not say the same, change one of them before "
	          "signing.\n",
	          agreement->rule_count);
}

/* "as reported, unverified" stands wherever such a clause does. */
static const char *note_on(const char *standing)
{
	if (strcmp(standing, "as-reported") == 0)
		return "as reported, unverified; ";
	return strcmp(standing, "shell") == 0 ? "no text of this set is held here; " : "";
}

static void add_clauses(const struct rule *rule, const struct packs *packs, struct text *out)
{
	for (size_t i = 0; rule->from[i]; i++) {
		const struct clause *clause = packs_clause(packs, rule->from[i]);

		if (!clause) {
			text_addf(out, "  From      %s (the parties' own)\n", rule->from[i]);
			continue;
		}
		text_addf(out, "  From      %s: %s\n            (%s; %s%s)\n", clause->id,
		          clause->text, packs_title(packs, clause->pack),
		          note_on(packs_standing(packs, clause->pack)),
		          packs_provenance(packs, clause->pack));
	}
}

static void add_number(struct text *out, struct json_object *row, const char *key,
                       const char *before, const char *after)
{
	int64_t number = field_whole(row, key, -1);

	if (number >= 0)
		text_addf(out, "%s%lld%s", before, (long long)number, after);
}

static void add_needs(const struct rule *rule, struct text *out)
{
	for (size_t i = 0; i < rule->need_count; i++) {
		struct json_object *row = rule->needs[i].row;

		text_addf(out, "  Needs     %s", rule->needs[i].collector);
		add_number(out, row, "devices_pct", ", on ", "% of the devices");
		add_number(out, row, "days", ", over ", " days");
		add_number(out, row, "attributed_pct", ", with ",
		           "% of the connections tied to a name");
		add_number(out, row, "targets", ", at ", " hosts");
		add_number(out, row, "networks_pct", ", on ", "% of the networks");
		add_number(out, row, "pages_pct", ", on ", "% of the pages");
		text_add(out, "\n");
	}
}

static void add_result(const struct rule *rule, struct text *out)
{
	text_addf(out, "  Otherwise \"%s\" (sure: %s; weight: %s)", label_of(rule->result),
	          confidence_word(rule->confidence), severity_word(rule->severity));
	if (rule_when_unsure(rule) != rule->result)
		text_addf(out, "; when less sure \"%s\"", label_of(rule_when_unsure(rule)));
	text_add(out, "\n");
	if (rule->adopted && rule->result < rule->bound)
		text_addf(out,
		          "            The clauses alone allow \"%s\"; the parties adopted the "
		          "stricter test.\n",
		          label_of(rule->bound));
}

static void add_rule(const struct agreement *agreement, const struct rule *rule,
                     const struct packs *packs, struct text *out)
{
	text_addf(out, "\n%s  Signed    %s\n  Tested    ", rule->id, rule->say);
	rule_sentence(rule, out);
	text_add(out, "\n");
	if (rule->inherited)
		text_addf(out, "  Comes from %s: it may be added to here, not changed\n",
		          agreement->parent_id);
	add_result(rule, out);
	add_needs(rule, out);
	add_clauses(rule, packs, out);
	for (size_t i = 0; rule->ask[i]; i++)
		text_addf(out, "  Question  %s\n", agreement_question(agreement, rule->ask[i]));
}

static void add_date(const struct register_entry *entry, const char *name, const char *label,
                     struct text *out)
{
	const char *text = field_text(field_object(entry->row, "dates"), name);

	text_addf(out, "; %s %s", label, text_or(text, "not recorded"));
}

static void add_entry(const struct register_entry *entry, struct text *out)
{
	struct json_object *off = field_object(entry->row, "functions_off");

	text_addf(out, "\n%s  %s, by %s (%s%s)\n  Dates     notice %s", entry->id, entry->name,
	          text_or(entry->vendor, "a supplier that is not recorded"),
	          entry_status_word(entry->status), entry->is_ai ? ", AI" : "",
	          text_or(field_text(field_object(entry->row, "dates"), "notice_given"),
	                  "not recorded"));
	add_date(entry, "agreed_on", "agreed", out);
	add_date(entry, "communicated_to_staff", "staff told", out);
	add_date(entry, "in_use_from", "in use from", out);
	add_date(entry, "next_review", "next review", out);
	if (entry->status == ENTRY_WITHDRAWN)
		add_date(entry, "withdrawn", "withdrawn", out);
	text_add(out, "\n");
	for (size_t i = 0; i < field_count(entry->row, "functions_off"); i++) {
		text_add(out, i ? ", " : "  Stays off ");
		plain_word(out, json_object_get_string(json_object_array_get_idx(off, i)));
	}
	if (field_count(entry->row, "functions_off"))
		text_add(out, "\n");
	if (!entry->matchable)
		text_add(out, "  Cannot be seen this way: the list gives nothing by which it could "
		              "be recognised.\n");
}

int agreement_explain(const struct agreement *agreement, const struct packs *packs,
                      struct text *out)
{
	add_head(agreement, out);
	for (size_t i = 0; i < agreement->rule_count; i++)
		add_rule(agreement, &agreement->rules[i], packs, out);
	text_addf(out, "\nTechnology list (%zu)\n", agreement->entry_count);
	for (size_t i = 0; i < agreement->entry_count; i++)
		add_entry(&agreement->entries[i], out);
	return out->failed ? -ENOMEM : 0;
}
