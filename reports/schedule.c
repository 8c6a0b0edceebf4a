/* The frame of the schedule: head, check code, parties, questions, steps, signatures. */
#include "reports/schedule.h"

#include <string.h>

#include "policies/fields.h"
#include "reports/paper_fields.h"

static void check_code(struct paper *paper, const struct agreement *agreement)
{
	paper_heading(paper, 2, "schedule.check-code");
	paper_open(paper, PAPER_PARAGRAPH);
	paper_words(paper, "schedule.code-is");
	paper_text(paper, PAPER_CODE, agreement->check_code);
	paper_close(paper);
	paper_open(paper, PAPER_STEPS);
	paper_say(paper, PAPER_ITEM, "schedule.compare-1");
	paper_say(paper, PAPER_ITEM, "schedule.compare-2");
	paper_say(paper, PAPER_ITEM, "schedule.compare-3");
	paper_close(paper);
	paper_say(paper, PAPER_HINT, "schedule.code-covers");
}

static void facts(struct paper *paper, const struct agreement *agreement)
{
	struct json_object *head = field_object(agreement->root, "agreement");
	const char *until = paper_date(paper, field_text(head, "in_force_until"));

	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "schedule.agreement",
	           arena_printf(paper->arena, "%s, %s %lld", agreement->id,
	                        message_label("schedule.version"), (long long)agreement->version),
	           "blank.text");
	paper_fact(paper, "schedule.in-force-from",
	           paper_date(paper, field_text(head, "in_force_from")), "blank.date");
	paper_fact(paper, "schedule.in-force-until",
	           until ? until : message_label("schedule.no-end"), "blank.date");
	paper_fact(paper, "schedule.signed-on", paper_date(paper, field_text(head, "signed_on")),
	           "blank.date");
	if (agreement->parent_id) /* what is signed here holds its rules too */
		paper_fact(paper, "schedule.extends",
		           arena_printf(paper->arena, "%s, %s", agreement->parent_id,
		                        agreement->parent_title),
		           "blank.text");
	if (field_text(head, "supersedes"))
		paper_fact(paper, "schedule.supersedes", field_text(head, "supersedes"),
		           "blank.text");
	paper_close(paper);
}

static void party_cell(struct paper *paper, const char *text)
{
	paper_cell(paper, text ? text : message_label("word.not-recorded"));
}

static void parties(struct paper *paper, const struct agreement *agreement)
{
	struct json_object *list = agreement_parties(agreement);

	paper_heading(paper, 2, "schedule.parties");
	paper_table(
		paper, "schedule.parties-caption",
		(const char *const[]){ "schedule.party", "schedule.role", "schedule.post", NULL },
		(const unsigned[]){ 42, 26, 32 });
	for (size_t i = 0; i < list_length(list); i++) {
		struct json_object *party = json_object_array_get_idx(list, i);
		const char *name = field_text(party, "name");

		paper_open(paper, PAPER_ROW);
		party_cell(paper, name ? name : field_text(party, "id"));
		party_cell(paper, field_text(party, "role"));
		party_cell(paper, field_text(party, "signatory_post"));
		paper_close(paper);
	}
	paper_close(paper);
}

static void questions(struct paper *paper, const struct agreement *agreement)
{
	if (!agreement->question_count)
		return;
	paper_heading(paper, 2, "schedule.questions");
	paper_table(paper, "schedule.questions-caption",
	            (const char *const[]){ "schedule.number", "schedule.question", NULL },
	            (const unsigned[]){ 10, 90 });
	for (size_t i = 0; i < agreement->question_count; i++) {
		paper_open(paper, PAPER_ROW);
		paper_cell_strong(paper, agreement->questions[i].id);
		paper_cell(paper, agreement->questions[i].text);
		paper_close(paper);
	}
	paper_close(paper);
}

static void signatures(struct paper *paper, const struct agreement *agreement)
{
	struct json_object *list = agreement_parties(agreement);

	paper_heading(paper, 2, "schedule.signatures");
	if (!list_length(list))
		paper_say(paper, PAPER_HINT, "schedule.no-parties");
	paper_say(paper, PAPER_PARAGRAPH, "schedule.sign", "code", agreement->check_code);
	paper_table_tall(paper, "schedule.signatures-caption",
	                 (const char *const[]){ "schedule.party", "schedule.post",
	                                        "schedule.signature", "schedule.date", NULL },
	                 (const unsigned[]){ 28, 24, 32, 16 });
	for (size_t i = 0; i < list_length(list); i++) {
		struct json_object *party = json_object_array_get_idx(list, i);
		const char *name = field_text(party, "name");

		paper_open(paper, PAPER_ROW);
		party_cell(paper, name ? name : field_text(party, "id"));
		paper_cell(paper, field_text(party, "signatory_post"));
		paper_cell(paper, NULL);
		paper_cell(paper, NULL);
		paper_close(paper);
	}
	for (int row = 0; row < 2 && !list_length(list); row++) { /* an employer and a union */
		paper_open(paper, PAPER_ROW);
		for (int cell = 0; cell < 4; cell++)
			paper_cell(paper, NULL);
		paper_close(paper);
	}
	paper_close(paper);
}

void schedule_paper(const struct agreement *agreement, const struct packs *packs,
                    struct arena *arena, struct paper *out)
{
	struct json_object *definitions = field_object(agreement->root, "definitions"),
			   *processes = field_object(agreement->root, "processes");

	paper_begin(out, arena, "schedule.kicker", agreement->title, "schedule.foot");
	out->subtitle = message_label("schedule.subtitle");
	out->mark =
		arena_printf(arena, "%s %s", message_label("schedule.code"), agreement->check_code);
	out->failed |= !out->mark;
	paper_say(out, PAPER_LEAD, "schedule.lead");
	facts(out, agreement);
	check_code(out, agreement);
	parties(out, agreement);
	if (definitions) {
		paper_heading(out, 2, "schedule.definitions");
		paper_fields(out, "schedule-key", definitions);
	}
	schedule_scope(out, agreement);
	schedule_hours(out, agreement);
	schedule_rules(out, agreement, packs);
	schedule_clauses(out, agreement, packs);
	schedule_technologies(out, agreement);
	questions(out, agreement);
	if (processes) {
		paper_heading(out, 2, "schedule.processes");
		paper_fields(out, "schedule-key", processes);
	}
	signatures(out, agreement);
}
