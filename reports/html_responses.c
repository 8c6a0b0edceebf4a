/* Answers on record, beside what they answer. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/responses.h"
#include "reports/view.h"

#define SHOWN_MAX 200 /* beside one thing */

static struct json_object *responses(const struct page *page)
{
	return view_array(page->scene->disclosure, "responses");
}

static void one(const struct page *page, struct json_object *response)
{
	_cleanup_(text_free) struct text line = { 0 };

	response_line(response, &line);
	html_element(page, "p", "response", line.at ? line.at : "");
}

void html_responses_to(const struct page *page, const char *key, const char *id)
{
	struct json_object *rows = responses(page);
	size_t shown = 0;

	for (size_t i = 0; i < view_length(rows) && shown < SHOWN_MAX; i++) {
		if (!response_is_to(view_at(rows, i), key, id))
			continue;
		one(page, view_at(rows, i));
		shown++;
	}
}

void html_responses_beside(const struct page *page, size_t index)
{
	struct json_object *rows = responses(page);
	size_t shown = 0;

	for (size_t i = 0; i < view_length(rows) && shown < SHOWN_MAX; i++) {
		if (!response_is_beside(page->scene, view_at(rows, i), index))
			continue;
		one(page, view_at(rows, i));
		shown++;
	}
}

void html_responses_of_card(const struct page *page, struct json_object *verdict)
{
	html_responses_to(page, "finding", view_string(verdict, "id"));
	html_responses_to(page, "finding", view_string(verdict, "finding"));
	html_responses_to(page, "entry", view_string(verdict, "register"));
}

void html_question_responses(const struct page *page, struct json_object *question)
{
	_cleanup_(text_free) struct text waiting = { 0 };

	html_responses_to(page, "question", view_string(question, "id"));
	response_waiting(question, &waiting);
	if (waiting.len)
		html_element(page, "p", "waiting", waiting.at);
}

/* Without an agreement in force there are questions, but no verdicts and no list to stand beside.
 */
static bool is_shown(const struct page *page, struct json_object *response)
{
	return view_bool(response, "here") &&
	       (page->scene->judged || view_string(response, "question"));
}

void html_answers(const struct page *page)
{
	struct json_object *rows = responses(page);
	bool opened = false;

	for (size_t i = 0; i < view_length(rows); i++) {
		if (is_shown(page, view_at(rows, i)))
			continue;
		if (!opened) {
			html_section(page, "answers", "answers", "title.answers");
			html_element(page, "p", "lead", message_label("answers.elsewhere"));
			opened = true;
		}
		one(page, view_at(rows, i));
	}
	if (opened)
		html_close(page, "section");
}

void html_holds(const struct page *page)
{
	struct json_object *holds = view_array(page->scene->agreement, "holds");

	for (size_t i = 0; i < view_length(holds); i++) {
		struct json_object *hold = view_at(holds, i);

		html_say(page, "p", "notice", "answers.hold", "until", view_string(hold, "until"),
		         "reason", view_string(hold, "reason"), "post",
		         view_string(hold, "by_post"));
	}
}
