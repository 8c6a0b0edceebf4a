/* The pieces of the page. */
#include "reports/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/escape.h"
#include "reports/messages.h"
#include "reports/view.h"

void html_raw(const struct page *page, const char *markup)
{
	text_add(page->out, markup);
}

void html_open(const struct page *page, const char *tag, const char *class)
{
	if (class)
		text_addf(page->out, "<%s class=\"%s\">", tag, class);
	else
		text_addf(page->out, "<%s>", tag);
}

void html_close(const struct page *page, const char *tag)
{
	text_addf(page->out, "</%s>\n", tag);
}

void html_text(const struct page *page, const char *untrusted)
{
	escape_html(page->out, untrusted);
}

void html_element(const struct page *page, const char *tag, const char *class,
                  const char *untrusted)
{
	html_open(page, tag, class);
	html_text(page, untrusted);
	html_close(page, tag);
}

void html_say_pairs(const struct page *page, const char *tag, const char *class, const char *id,
                    const char *const *pairs)
{
	_cleanup_(text_free) struct text words = { 0 };

	message_say_pairs(&words, id, pairs);
	html_element(page, tag, class, words.at ? words.at : "");
}

void html_word(const struct page *page, const char *tag, const char *class, const char *prefix,
               const char *word)
{
	_cleanup_(text_free) struct text label = { 0 };

	if (!word)
		return;
	message_word(prefix, word, &label);
	html_element(page, tag, class, label.at ? label.at : "");
}

void html_date(const struct page *page, const char *date)
{
	_cleanup_(text_free) struct text day = { 0 };

	if (!date) {
		html_element(page, "span", "none", message_label("word.not-recorded"));
		return;
	}
	message_date(date, &day);
	html_raw(page, "<time>");
	html_text(page, day.at ? day.at : "");
	html_raw(page, "</time>");
}

void html_count(const struct page *page, struct json_object *count)
{
	view_count(count, page->out);
}

void html_pair(const struct page *page, const char *label_id, const char *value)
{
	if (!value)
		return;
	html_raw(page, "<div>");
	html_element(page, "dt", NULL, message_label(label_id));
	html_element(page, "dd", NULL, value);
	html_raw(page, "</div>\n");
}

void html_subject(const struct page *page, struct json_object *verdict)
{
	_cleanup_(text_free) struct text words = { 0 };

	scene_subject(page->scene, verdict, &words);
	html_text(page, words.at ? words.at : "");
}

/* Each group has a shape of its own, so that nothing hangs on colour: triangle, diamond, disc,
 * square with a tick, ring, broken ring. Drawn in the colour of the text around it. */
static const char *const group_paths[GROUPS] = {
	[GROUP_RAISE] = "<path d=\"M8 1.2 15.4 14.6H.6z\"/>",
	[GROUP_CHASE] = "<path d=\"M8 .6 15.4 8 8 15.4.6 8z\"/>",
	[GROUP_DISCUSS] = "<circle cx=\"8\" cy=\"8\" r=\"6.8\"/>",
	[GROUP_AS_AGREED] = "<path fill-rule=\"evenodd\" d=\"M1.4 1.4h13.2v13.2H1.4zM6.9 "
			    "11.9l5.6-6.6-1.3-1.1-4.4 "
			    "5.2-2.2-2-1.1 1.3z\"/>",
	[GROUP_NOT_SEEN] =
		"<circle cx=\"8\" cy=\"8\" r=\"6\" fill=\"none\" stroke=\"currentColor\" "
		"stroke-width=\"1.8\"/>",
	[GROUP_COULD_NOT_TELL] =
		"<circle cx=\"8\" cy=\"8\" r=\"6\" fill=\"none\" stroke=\"currentColor\" "
		"stroke-width=\"1.8\" stroke-dasharray=\"3.1 3.2\"/>",
	[GROUP_LIST] = "<path d=\"M1 3h14v2H1zM1 7h14v2H1zM1 11h14v2H1z\"/>",
	[GROUP_ASK] = "<path d=\"M1 3h14v2H1zM1 7h14v2H1zM1 11h9v2H1z\"/>",
};

static void shape(const struct page *page, const char *class, const char *paths)
{
	text_addf(page->out,
	          "<svg class=\"shape %s\" viewBox=\"0 0 16 16\" fill=\"currentColor\" "
	          "aria-hidden=\"true\" "
	          "focusable=\"false\">%s</svg>",
	          class, paths);
}

void html_shape(const struct page *page, enum group group)
{
	char class[32];

	stpcpy(stpcpy(class, "g-"), group_word(group));
	shape(page, class, group_paths[group]);
}

void html_state(const struct page *page, const char *state)
{
	if (!strcmp(state, "complete"))
		shape(page, "s-complete", "<circle cx=\"8\" cy=\"8\" r=\"7\"/>");
	else if (!strcmp(state, "partial"))
		shape(page, "s-partial",
		      "<circle cx=\"8\" cy=\"8\" r=\"6.2\" fill=\"none\" stroke=\"currentColor\" "
		      "stroke-width=\"1.6\"/><path d=\"M8 1a7 7 0 0 0 0 14z\"/>");
	else
		shape(page, "s-not-run",
		      "<circle cx=\"8\" cy=\"8\" r=\"6.2\" fill=\"none\" stroke=\"currentColor\" "
		      "stroke-width=\"1.6\"/><path d=\"m3.6 12.4 8.8-8.8\" stroke=\"currentColor\" "
		      "stroke-width=\"1.6\"/>");
}

void html_section(const struct page *page, const char *id, const char *class, const char *title_id)
{
	text_addf(page->out,
	          "<section id=\"%s\" class=\"%s\" aria-labelledby=\"%s-title\">\n<h2 "
	          "id=\"%s-title\">",
	          id, class, id, id);
	html_text(page, message_label(title_id));
	html_raw(page, "</h2>\n");
}

void html_table(const struct page *page, const char *class, const char *caption_id,
                const char *const *columns)
{
	/* a wide table scrolls in its own frame; the frame takes the focus so that keys can scroll
	 * it */
	html_raw(page, "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"");
	html_text(page, message_label(caption_id));
	html_raw(page, "\">\n");
	html_open(page, "table", class);
	html_element(page, "caption", NULL, message_label(caption_id));
	html_raw(page, "<thead><tr>");
	for (; *columns; columns++) {
		html_raw(page, "<th scope=\"col\">");
		html_text(page, message_label(*columns));
		html_raw(page, "</th>");
	}
	html_raw(page, "</tr></thead>\n<tbody>\n");
}

void html_table_end(const struct page *page)
{
	html_raw(page, "</tbody></table></div>\n");
}

void html_list(const struct page *page, struct json_object *array, const char *prefix)
{
	_cleanup_(text_free) struct text words = { 0 };
	size_t count = view_length(array);

	if (!count) {
		html_element(page, "span", "none", message_label("word.not-recorded"));
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const char *word = json_object_get_string(view_at(array, i));

		if (i)
			text_add(&words, i + 1 == count ? message_label("word.and") : ", ");
		message_word(prefix, word ? word : "", &words);
	}
	html_text(page, words.at ? words.at : "");
}

void html_fold(const struct page *page, const char *class, const char *title)
{
	html_open(page, "details", class);
	html_element(page, "summary", NULL, title);
}

void html_fold_end(const struct page *page)
{
	html_raw(page, "</details>\n");
}

void html_ask(const struct page *page, const char *question)
{
	if (!question)
		return;
	html_raw(page, "<p class=\"ask\"><b>");
	html_text(page, message_label("page.ask"));
	html_raw(page, "</b> <q>");
	html_text(page, question);
	html_raw(page, "</q></p>\n");
}

void html_asks(const struct page *page, struct json_object *verdict)
{
	struct json_object *questions = view_array(verdict, "questions");

	for (size_t i = 0; i < view_length(questions); i++)
		html_ask(page, json_object_get_string(view_at(questions, i)));
	if (!view_length(questions))
		html_ask(page, view_string(verdict, "question"));
}

void html_answer(const struct page *page)
{
	html_raw(page, "<div class=\"answer\"><p>");
	html_text(page, message_label("page.answer"));
	html_raw(page, "</p><p class=\"line\"></p><p class=\"line\"></p><p class=\"by\"><span>");
	html_text(page, message_label("page.answer-by"));
	html_raw(page, "</span><span>");
	html_text(page, message_label("page.answer-date"));
	html_raw(page, "</span></p></div>\n");
}
