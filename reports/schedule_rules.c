/* The rules in two columns, and the technology list as it stands. */
#include <string.h>

#include "policies/fields.h"
#include "policies/packs.h"
#include "policies/rule_sentence.h"
#include "policies/rules/rule.h"
#include "policies/rules/seen.h"
#include "probes/base/cleanup.h"
#include "reports/paper_fields.h"
#include "reports/schedule.h"

static void label_word(struct paper *paper, const char *prefix, const char *word)
{
	_cleanup_(text_free) struct text label = { 0 };

	message_word(prefix, word, &label);
	paper->failed |= label.failed;
	paper_text(paper, PAPER_TEXT, label.at ? label.at : "");
}

static void add_clause(struct paper *paper, const char *id, const struct packs *packs)
{
	const struct clause *clause = packs_clause(packs, id);

	paper_text(paper, PAPER_TEXT, id);
	if (!clause)
		paper_text(paper, PAPER_TEXT, message_label("schedule.own-clause"));
	else if (packs_unverified(packs, clause->pack))
		paper_text(paper, PAPER_TEXT, message_label("schedule.unverified"));
}

static void add_words(struct paper *paper, const char *label_id, const char *const *words,
                      const struct packs *packs)
{
	if (!words[0])
		return;
	paper_open(paper, PAPER_HINT);
	paper_words(paper, label_id);
	for (size_t i = 0; words[i]; i++) {
		paper_text(paper, PAPER_TEXT, i ? ", " : " ");
		if (packs)
			add_clause(paper, words[i], packs);
		else
			paper_text(paper, PAPER_TEXT, words[i]);
	}
	paper_close(paper);
}

static void signed_cell(struct paper *paper, const struct rule *rule, const struct packs *packs)
{
	paper_open(paper, PAPER_CELL);
	paper_quote(paper, PAPER_QUOTE, rule->say);
	add_words(paper, "schedule.from", rule->from, packs);
	add_words(paper, "schedule.asks", rule->ask, NULL);
	paper_close(paper);
}

static void add_outcome(struct paper *paper, const struct rule *rule)
{
	paper_open(paper, PAPER_HINT);
	paper_words(paper, "schedule.otherwise");
	paper_text(paper, PAPER_TEXT, " \u201c");
	label_word(paper, "status", status_word(rule->result));
	paper_text(paper, PAPER_TEXT, "\u201d (");
	label_word(paper, "severity", severity_word(rule->severity));
	paper_text(paper, PAPER_TEXT, ", ");
	label_word(paper, "confidence", confidence_word(rule->confidence));
	paper_text(paper, PAPER_TEXT, ")");
	if (rule_when_unsure(rule) != rule->result) {
		paper_words(paper, "schedule.less-sure");
		paper_text(paper, PAPER_TEXT, " \u201c");
		label_word(paper, "status", status_word(rule_when_unsure(rule)));
		paper_text(paper, PAPER_TEXT, "\u201d");
	}
	paper_text(paper, PAPER_TEXT, ".");
	paper_close(paper);
}

static void add_need(struct paper *paper, const struct rule_need *need)
{
	static const char *const measures[] = { "devices_pct", "days",         "attributed_pct",
		                                "targets",     "networks_pct", "pages_pct" };

	paper_open(paper, PAPER_HINT);
	paper_words(paper, "schedule.needs");
	paper_text(paper, PAPER_TEXT, " ");
	label_word(paper, "collector", need->collector);
	for (size_t i = 0; i < sizeof(measures) / sizeof(*measures); i++) {
		const char *number = paper_number(paper, need->row, measures[i]);
		char id[64];

		if (!number)
			continue;
		stpcpy(stpcpy(id, "schedule-need."), measures[i]);
		paper_text(paper, PAPER_TEXT, ", ");
		paper_words(paper, id, "number", number);
	}
	paper_text(paper, PAPER_TEXT, ".");
	paper_close(paper);
}

static const char *bound_label(enum status bound)
{
	char id[64];

	stpcpy(stpcpy(id, "status."), status_word(bound));
	return message_label(id);
}

static void tested_cell(struct paper *paper, const struct rule *rule)
{
	_cleanup_(text_free) struct text sentence = { 0 };

	rule_sentence(rule, &sentence);
	paper->failed |= sentence.failed;
	paper_open(paper, PAPER_CELL);
	paper_quote(paper, PAPER_PARAGRAPH, sentence.at ? sentence.at : "");
	add_outcome(paper, rule);
	for (size_t i = 0; i < rule->need_count; i++)
		add_need(paper, &rule->needs[i]);
	if (rule->adopted && rule->result < rule->bound)
		paper_say(paper, PAPER_HINT, "schedule.adopted", "bound", bound_label(rule->bound));
	paper_close(paper);
}

void schedule_rules(struct paper *paper, const struct agreement *agreement,
                    const struct packs *packs)
{
	paper_heading(paper, 2, "schedule.rules");
	paper_say(paper, PAPER_PARAGRAPH, "schedule.rules-hint");
	paper_table(paper, "schedule.rules-caption",
	            (const char *const[]){ "schedule.number", "schedule.signed-sentence",
	                                   "schedule.tested", NULL },
	            (const unsigned[]){ 9, 41, 50 });
	for (size_t i = 0; i < agreement->rule_count; i++) {
		paper_open(paper, PAPER_ROW);
		paper_cell_strong(paper, agreement->rules[i].id);
		signed_cell(paper, &agreement->rules[i], packs);
		tested_cell(paper, &agreement->rules[i]);
		paper_close(paper);
	}
	paper_close(paper);
}

/* --- the technology list ------------------------------------------------------ */

static void line(struct paper *paper, const char *label_id, const char *value)
{
	if (!value)
		return;
	paper_open(paper, PAPER_PARAGRAPH);
	paper_text(paper, PAPER_QUIET, message_label(label_id));
	paper_text(paper, PAPER_TEXT, " ");
	paper_text(paper, PAPER_TEXT, value);
	paper_close(paper);
}

static void dated(struct paper *paper, const struct register_entry *entry, const char *label_id,
                  const char *name, bool needed)
{
	const char *day = field_text(field_object(entry->row, "dates"), name);

	if (day)
		line(paper, label_id, paper_date(paper, day));
	else if (needed)
		line(paper, label_id, message_label("word.not-recorded"));
}

static void dates_cell(struct paper *paper, const struct register_entry *entry)
{
	paper_open(paper, PAPER_CELL);
	dated(paper, entry, "schedule.agreed", "agreed_on", true);
	dated(paper, entry, "schedule.told", "communicated_to_staff", true);
	dated(paper, entry, "schedule.in-use", "in_use_from", true);
	dated(paper, entry, "schedule.review", "next_review", true);
	dated(paper, entry, "schedule.sunset", "sunset", false);
	dated(paper, entry, "schedule.withdrawn", "withdrawn", false);
	paper_close(paper);
}

static const char *recorded(const char *text)
{
	return text ? text : message_label("word.not-recorded");
}

static void use_cell(struct paper *paper, const struct register_entry *entry)
{
	struct json_object *row = entry->row;

	paper_open(paper, PAPER_CELL);
	line(paper, "schedule.purposes",
	     recorded(paper_list(paper, "purpose", field_object(row, "purposes_agreed"))));
	line(paper, "schedule.ruled-out",
	     paper_list(paper, "purpose", field_object(row, "purposes_ruled_out")));
	line(paper, "schedule.allowed",
	     paper_list(paper, "capability", field_object(row, "functions_allowed")));
	line(paper, "schedule.off",
	     paper_list(paper, "capability", field_object(row, "functions_off")));
	line(paper, "schedule.who", paper_list(paper, NULL, field_object(row, "access_posts")));
	line(paper, "schedule.countries",
	     paper_list(paper, NULL, field_object(row, "countries_allowed")));
	line(paper, "schedule.kept", paper_number(paper, row, "retention_days"));
	paper_close(paper);
}

static void entry_row(struct paper *paper, const struct register_entry *entry)
{
	paper_open(paper, PAPER_ROW);
	paper_open(paper, PAPER_CELL);
	paper_open(paper, PAPER_PARAGRAPH);
	paper_text(paper, PAPER_STRONG, entry->name);
	paper_close(paper);
	paper_quote(paper, PAPER_HINT, entry->id);
	if (entry->vendor)
		paper_quote(paper, PAPER_HINT, entry->vendor);
	paper_open(paper, PAPER_HINT);
	label_word(paper, "entry", entry_status_word(entry->status));
	if (entry->is_ai)
		paper_text(paper, PAPER_TEXT, message_label("schedule.ai-mark"));
	paper_close(paper);
	paper_close(paper);
	use_cell(paper, entry);
	dates_cell(paper, entry);
	paper_close(paper);
}

void schedule_technologies(struct paper *paper, const struct agreement *agreement)
{
	paper_heading(paper, 2, "schedule.technologies");
	paper_say(paper, PAPER_PARAGRAPH, "schedule.technologies-hint");
	paper_table(paper, "schedule.technologies-caption",
	            (const char *const[]){ "schedule.technology", "schedule.use", "schedule.dates",
	                                   NULL },
	            (const unsigned[]){ 26, 46, 28 });
	for (size_t i = 0; i < agreement->entry_count; i++)
		entry_row(paper, &agreement->entries[i]);
	paper_close(paper);
}
