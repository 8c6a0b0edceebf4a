/* The report as plain text: the summary, then each signed sentence with what was seen. */
#include <errno.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/brief.h"
#include "reports/exceptions.h"
#include "reports/messages.h"
#include "reports/report.h"
#include "reports/responses.h"
#include "reports/scene.h"
#include "reports/summary.h"
#include "reports/text_parts.h"
#include "reports/view.h"

#define ROWS_MAX 10000

static void response_write(struct text *out, struct json_object *response)
{
	_cleanup_(text_free) struct text line = { 0 };

	response_line(response, &line);
	text_paragraph(out, "    > ", "      ", line.at ? line.at : "");
}

static void responses_beside(struct text *out, const struct scene *scene, size_t index)
{
	struct json_object *rows = view_array(scene->disclosure, "responses");

	for (size_t i = 0; i < view_length(rows) && i < ROWS_MAX; i++)
		if (response_is_beside(scene, view_at(rows, i), index))
			response_write(out, view_at(rows, i));
}

/* Questions, with their answers or how long they have waited. */
static void questions_write(struct text *out, const struct scene *scene)
{
	struct json_object *questions = view_array(scene->disclosure, "questions"),
			   *rows = view_array(scene->disclosure, "responses");

	for (size_t q = 0; q < view_length(questions) && q < ROWS_MAX; q++) {
		struct json_object *question = view_at(questions, q);
		const char *id = view_string(question, "id"), *ask = view_string(question, "text");
		_cleanup_(text_free) struct text waiting = { 0 };

		text_paragraph(out, "  - ", "    ", ask ? ask : "");
		for (size_t i = 0; i < view_length(rows) && i < ROWS_MAX; i++)
			if (response_is_to(view_at(rows, i), "question", id))
				response_write(out, view_at(rows, i));
		response_waiting(question, &waiting);
		if (waiting.len)
			text_paragraph(out, "    > ", "      ", waiting.at);
	}
}

/* Answers to what is not in this report, or stands on the technology list alone. */
static void answers_write(struct text *out, const struct scene *scene, bool color)
{
	struct json_object *rows = view_array(scene->disclosure, "responses");
	bool headed = false;

	for (size_t i = 0; i < view_length(rows) && i < ROWS_MAX; i++) {
		struct json_object *row = view_at(rows, i);
		bool printed = view_string(row, "question") && view_bool(row, "here");

		for (size_t v = 0; v < view_length(scene->verdicts) && !printed; v++)
			printed = response_is_beside(scene, row, v);
		if (printed)
			continue;
		if (!headed)
			text_heading(out, "text.answers", color);
		headed = true;
		response_write(out, row);
	}
}

static void holds_write(struct text *out, struct json_object *agreement)
{
	struct json_object *holds = view_array(agreement, "holds");

	for (size_t i = 0; i < view_length(holds); i++) {
		struct json_object *hold = view_at(holds, i);
		_cleanup_(text_free) struct text line = { 0 };

		message_say(&line, "answers.hold", "until", view_string(hold, "until"), "reason",
		            view_string(hold, "reason"), "post", view_string(hold, "by_post"));
		text_add(out, "\n");
		text_paragraph(out, "", "", line.at ? line.at : "");
	}
}

static void ask_write(struct text *out, const char *question)
{
	_cleanup_(text_free) struct text ask = { 0 };

	if (!question)
		return;
	text_addf(&ask, "%s %s", message_label("page.ask"), question);
	text_paragraph(out, "    ", "    ", ask.at ? ask.at : "");
}

/* All of them; a disclosure of an earlier version has but one. */
static void asks_write(struct text *out, struct json_object *verdict)
{
	struct json_object *questions = view_array(verdict, "questions");

	for (size_t i = 0; i < view_length(questions); i++)
		ask_write(out, json_object_get_string(view_at(questions, i)));
	if (!view_length(questions))
		ask_write(out, view_string(verdict, "question"));
}

/* The four fixed questions about a tool that keeps learners safe (model 3.1). */
static void template_write(struct text *out, struct json_object *verdict)
{
	const char *template = view_string(verdict, "template"), *box = view_string(verdict, "box");

	if ((!template || strcmp(template, "safeguarding-boundary") != 0) &&
	    (!box || strcmp(box, "safeguarding") != 0))
		return;
	for (int number = 1; number <= 4; number++) {
		char id[] = "safeguarding.n";

		id[sizeof(id) - 2] = (char)('0' + number);
		text_paragraph(out, "    - ", "      ", message_label(id));
	}
}

/* A name with which the sentence begins is not said before it too. */
static void line_write(struct text *out, struct json_object *verdict, const char *name,
                       const char *says)
{
	const char *status = view_string(verdict, "status");
	_cleanup_(text_free) struct text line = { 0 };

	message_word("status", status ? status : "", &line);
	text_add(&line, ": ");
	if (!brief_after_name(says, name))
		text_addf(&line, "%s. ", name ? name : "");
	text_add(&line, says ? says : "");
	text_paragraph(out, "  - ", "    ", line.at ? line.at : "");
}

static void exception_write(struct text *out, struct json_object *verdict)
{
	_cleanup_(text_free) struct text beside = { 0 };

	exception_say(verdict, &beside);
	if (beside.at)
		text_paragraph(out, "    ", "    ", beside.at);
}

static void verdict_write(struct text *out, const struct scene *scene, size_t index)
{
	struct json_object *verdict = view_at(scene->verdicts, index);
	const char *limit = view_sentence(verdict, "does_not_show");
	_cleanup_(text_free) struct text name = { 0 };

	scene_subject(scene, verdict, &name);
	line_write(out, verdict, name.at, view_sentence(verdict, "because"));
	exception_write(out, verdict);
	if (limit)
		text_paragraph(out, "    ", "    ", limit);
	if (view_bool(scene_finding(scene, verdict), "disputed_by_supplier"))
		text_paragraph(out, "    ", "    ", message_label("page.supplier-disputes"));
	asks_write(out, verdict);
	template_write(out, verdict);
	responses_beside(out, scene, index);
}

/* What is as agreed, or was looked for in vain: one line for all of one reason. */
static void brief_write(struct text *out, const struct scene *scene, size_t from, size_t index,
                        size_t end)
{
	_cleanup_(text_free) struct text names = { 0 };
	const char *says;

	if (brief_said(scene, from, index))
		return;
	says = brief_line(scene, index, end, &names);
	line_write(out, view_at(scene->verdicts, index), names.at, says);
	for (size_t i = index; i < end; i++) {
		if (!brief_shares(scene, index, i))
			continue;
		exception_write(out, view_at(scene->verdicts, i));
		responses_beside(out, scene, i);
	}
}

static bool takes_a_line(const struct scene *scene, size_t index)
{
	enum group group = scene_group(view_at(scene->verdicts, index));

	return group > GROUP_DISCUSS && group != GROUP_ASK;
}

static void rule_write(struct text *out, const struct scene *scene, size_t from, size_t end)
{
	struct json_object *first = view_at(scene->verdicts, from);
	const char *rule = view_string(first, "rule"), *say = view_string(first, "say");
	_cleanup_(text_free) struct text head = { 0 };

	text_addf(&head, "%s  \"%s\"", rule ? rule : "", say ? say : "");
	text_add(out, "\n");
	text_paragraph(out, "", "     ", head.at ? head.at : "");
	text_clauses(out, scene, first);
	for (size_t i = from; i < end; i++)
		if (!takes_a_line(scene, i))
			verdict_write(out, scene, i);
	for (size_t i = from; i < end; i++)
		if (takes_a_line(scene, i))
			brief_write(out, scene, from, i, end);
}

static void verdicts_write(struct text *out, const struct scene *scene)
{
	for (size_t i = 0, end; i < view_length(scene->verdicts) && i < ROWS_MAX; i = end) {
		end = brief_rule_end(scene, i);
		rule_write(out, scene, i, end);
	}
}

static void findings_write(struct text *out, const struct scene *scene)
{
	for (size_t i = 0; i < view_length(scene->findings) && i < ROWS_MAX; i++) {
		struct json_object *finding = view_at(scene->findings, i);
		struct json_object *abilities = view_array(finding, "capabilities");
		const char *name = view_string(finding, "name"),
			   *level = view_string(finding, "level");
		_cleanup_(text_free) struct text line = { 0 };

		text_addf(&line, "%s: ", name ? name : message_label("word.unnamed"));
		message_word("level", level ? level : "present", &line);
		text_add(&line, "; ");
		message_word("level", "capable", &line);
		for (size_t c = 0; c < view_length(abilities); c++) {
			const char *label = view_string(view_at(abilities, c), "label");
			const char *word = view_string(view_at(abilities, c), "word");

			text_add(&line, c ? ", " : " ");
			if (label)
				text_add(&line, label);
			else
				message_word("capability", word ? word : "", &line);
		}
		text_paragraph(out, "  - ", "    ", line.at ? line.at : "");
	}
}

/* ", staff laptop", or of a class as a whole "staff laptop (54 of 60 looked at)". */
static void add_class(struct json_object *row, struct text *line)
{
	_cleanup_(text_free) struct text looked = { 0 }, of = { 0 };

	if (line->len)
		text_add(line, ", ");
	message_word("device-class", view_string(row, "device_class"), line);
	if (view_integer(row, "in_scope", -1) < 0)
		return;
	text_addf(&looked, "%lld", (long long)view_integer(row, "inspected", 0));
	text_addf(&of, "%lld", (long long)view_integer(row, "in_scope", 0));
	text_add(line, " (");
	message_say(line, "page.class-looked", "inspected", looked.at, "in_scope", of.at);
	text_add(line, ")");
}

static void gaps_write(struct text *out, struct json_object *rows)
{
	for (size_t i = 0; i < view_length(rows) && i < ROWS_MAX; i++) {
		struct json_object *row = view_at(rows, i);
		const char *probe = view_string(row, "probe"), *rule = view_string(row, "rule");
		const char *state = view_string(row, "state"), *reason = view_string(row, "reason");
		_cleanup_(text_free) struct text line = { 0 };

		if (state && !strcmp(state, "complete"))
			continue;
		if (rule)
			message_say(&line, "page.rule", "rule", rule);
		else if (probe)
			message_word("probe", probe, &line);
		else if (!view_string(row, "device_class"))
			text_add(&line, message_label("page.whole-place"));
		if (view_string(row, "device_class"))
			add_class(row, &line);
		if (state) {
			text_add(&line, ": ");
			message_word("state", state, &line);
		}
		if (reason) {
			text_add(&line, state ? ", " : ": ");
			message_word("reason", reason, &line);
		}
		if (!state && view_integer(row, "count", 0) > 1)
			text_addf(&line, " (%lld)", (long long)view_integer(row, "count", 0));
		text_paragraph(out, "  - ", "    ", line.at ? line.at : "");
	}
}

static int text_write(struct json_object *disclosure, bool color, struct text *out)
{
	_cleanup_(scene_close) struct scene scene = { 0 };
	int error = scene_open(disclosure, &scene);

	if (!error)
		error = summary_write(disclosure, color, out);
	if (error)
		return error;
	text_heading(out, "text.limits", color);
	gaps_write(out, view_array(disclosure, "coverage"));
	gaps_write(out, view_array(disclosure, "gaps"));
	if (view_length(scene.findings)) {
		text_heading(out, "text.seen", color);
		findings_write(out, &scene);
	}
	if (view_length(scene.verdicts)) {
		text_heading(out, "text.findings", color);
		verdicts_write(out, &scene);
	}
	text_sealed(out, &scene, color);
	if (view_length(view_array(disclosure, "questions"))) {
		text_heading(out, "text.questions", color);
		questions_write(out, &scene);
	}
	answers_write(out, &scene, color);
	holds_write(out, scene.agreement);
	if (scene.judged)
		text_contracts(out, &scene, color);
	text_add(out, "\n");
	text_paragraph(out, "", "",
	               message_label(scene.judged ? "page.closing" : "page.closing-list"));
	return out->failed ? -ENOMEM : 0;
}

const struct reporter reporter_text = {
	.format = "text",
	.about = "plain text for a terminal or a letter",
	.write = text_write,
};
