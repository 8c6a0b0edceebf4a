/* The answer sheet: what waits for an answer, on paper, with room to write (model A7). */
#include <errno.h>
#include <string.h>

#include "probes/base/arena.h"
#include "probes/base/cleanup.h"
#include "reports/paper.h"
#include "reports/report.h"
#include "reports/responses.h"
#include "reports/scene.h"
#include "reports/view.h"

#define SHEETS_MAX 500 /* of one kind: a longer sheet is not a sheet */

struct sheet {
	struct paper paper;
	const struct scene *scene;
	size_t number;
};

static void arena_free_at(struct arena **arena)
{
	arena_free(*arena);
}

static void begin(struct sheet *sheet)
{
	struct paper *paper = &sheet->paper;
	const char *id = view_string(sheet->scene->run, "id"),
		   *code = view_string(sheet->scene->agreement, "check_code");
	_cleanup_(text_free) struct text mark = { 0 };

	paper->subtitle = view_string(sheet->scene->agreement, "title");
	if (sheet->scene->example)
		text_addf(&mark, "%s. ", message_label("page.example"));
	if (code)
		message_say(&mark, "sheet.mark-agreement", "report", id ? id : "", "code", code);
	else
		message_say(&mark, "sheet.mark", "report", id ? id : "");
	paper->mark = arena_copy(paper->arena, mark.at ? mark.at : "");
	paper->failed |= mark.failed || !paper->mark;
	paper_say(paper, PAPER_LEAD, "sheet.about");
	paper_say(paper, PAPER_PARAGRAPH, "sheet.changes-nothing");
	paper_say(paper, PAPER_HINT, "sheet.record");
}

static void strong_line(struct sheet *sheet, const struct text *words, const char *code)
{
	struct paper *paper = &sheet->paper;
	_cleanup_(text_free) struct text tail = { 0 };

	paper_open(paper, PAPER_PARAGRAPH);
	paper_text(paper, PAPER_STRONG, words->at ? words->at : "");
	if (code) {
		paper_text(paper, PAPER_TEXT, " ");
		message_say(&tail, "sheet.code", "code", code);
		paper_text(paper, PAPER_CODE, tail.at ? tail.at : code);
	}
	paper_close(paper);
	paper->failed |= words->failed || tail.failed;
}

/* Room to write: how they stand to it, why, who and when; the end of the item. */
static void room(struct sheet *sheet)
{
	paper_say(&sheet->paper, PAPER_PARAGRAPH, "sheet.ways");
	paper_lines(&sheet->paper, 2);
	paper_say(&sheet->paper, PAPER_PARAGRAPH, "sheet.by", "sheet_post", NULL, "sheet_date",
	          NULL, "sheet_document", NULL);
	paper_close(&sheet->paper); /* the item */
}

static void on_record(struct sheet *sheet, struct json_object *response)
{
	_cleanup_(text_free) struct text line = { 0 };

	response_line(response, &line);
	paper_quote(&sheet->paper, PAPER_HINT, line.at ? line.at : "");
}

static void verdict(struct sheet *sheet, size_t index)
{
	struct json_object *row = view_at(sheet->scene->verdicts, index),
			   *answers = view_array(sheet->scene->disclosure, "responses");
	const char *because = view_sentence(row, "because"), *say = view_string(row, "say"),
		   *question = view_string(row, "question");
	_cleanup_(text_free) struct text head = { 0 }, status = { 0 };
	_cleanup_(text_free) struct text seen = { 0 }, ask = { 0 };

	sheet->number++;
	message_word("status", view_string(row, "status") ? view_string(row, "status") : "",
	             &status);
	message_say(&head, "sheet.head", "name", scene_name(sheet->scene, row), "status",
	            status.at ? status.at : "");
	paper_open(&sheet->paper, PAPER_ITEM);
	strong_line(sheet, &head, view_string(row, "id"));
	if (say)
		paper_quote(&sheet->paper, PAPER_QUOTE, say);
	text_addf(&seen, "%s %s", message_label("sheet.was-seen"), because ? because : "");
	if (because)
		paper_quote(&sheet->paper, PAPER_PARAGRAPH, seen.at ? seen.at : because);
	text_addf(&ask, "%s %s", message_label("page.ask"), question ? question : "");
	if (question)
		paper_quote(&sheet->paper, PAPER_PARAGRAPH, ask.at ? ask.at : question);
	for (size_t i = 0; i < view_length(answers) && i < SHEETS_MAX; i++)
		if (response_is_beside(sheet->scene, view_at(answers, i), index))
			on_record(sheet, view_at(answers, i));
	room(sheet);
}

static void group(struct sheet *sheet, enum group which)
{
	char title[64];
	size_t shown = 0;

	stpcpy(stpcpy(title, "group."), group_word(which));
	for (size_t i = 0; i < view_length(sheet->scene->verdicts) && shown < SHEETS_MAX; i++) {
		if (scene_group(view_at(sheet->scene->verdicts, i)) != which)
			continue;
		if (!shown++) {
			paper_heading(&sheet->paper, 2, title);
			paper_open(&sheet->paper, PAPER_STEPS);
		}
		verdict(sheet, i);
	}
	if (shown)
		paper_close(&sheet->paper);
}

static void question(struct sheet *sheet, struct json_object *row)
{
	struct json_object *answers = view_array(sheet->scene->disclosure, "responses");
	const char *id = view_string(row, "id"), *words = view_string(row, "text");
	_cleanup_(text_free) struct text head = { 0 }, waiting = { 0 };

	sheet->number++;
	message_say(&head, "sheet.question-head", "id", id ? id : "");
	paper_open(&sheet->paper, PAPER_ITEM);
	strong_line(sheet, &head, NULL);
	if (words)
		paper_quote(&sheet->paper, PAPER_QUOTE, words);
	for (size_t i = 0; i < view_length(answers) && i < SHEETS_MAX; i++)
		if (response_is_to(view_at(answers, i), "question", id))
			on_record(sheet, view_at(answers, i));
	response_waiting(row, &waiting);
	if (waiting.len)
		paper_quote(&sheet->paper, PAPER_PARAGRAPH, waiting.at);
	room(sheet);
}

static void questions(struct sheet *sheet)
{
	struct json_object *rows = view_array(sheet->scene->disclosure, "questions");

	if (!view_length(rows))
		return;
	paper_heading(&sheet->paper, 2, "sheet.questions");
	paper_open(&sheet->paper, PAPER_STEPS);
	for (size_t i = 0; i < view_length(rows) && i < SHEETS_MAX; i++)
		question(sheet, view_at(rows, i));
	paper_close(&sheet->paper);
}

static int answers_write(struct json_object *disclosure, bool color, struct text *out)
{
	_cleanup_(scene_close) struct scene scene = { 0 };
	_cleanup_(arena_free_at) struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
	struct sheet sheet = { .scene = &scene };
	int error = arena ? scene_open(disclosure, &scene) : -ENOMEM;

	(void)color;
	if (error)
		return error;
	paper_begin(&sheet.paper, arena, "sheet.kicker", message_label("sheet.title"),
	            "sheet.foot");
	begin(&sheet);
	for (enum group which = GROUP_RAISE; which <= GROUP_DISCUSS; which++)
		group(&sheet, which);
	questions(&sheet);
	if (!sheet.number)
		paper_say(&sheet.paper, PAPER_PARAGRAPH, "sheet.none");
	return paper_html(&sheet.paper, out);
}

const struct reporter reporter_answers = {
	.format = "answers",
	.about = "a sheet to answer on by hand: each thing raised, with room to write",
	.write = answers_write,
};
