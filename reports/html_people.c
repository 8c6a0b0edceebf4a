/* What no check decides: lists of what is declared or seen, and the sentences that only people can
 * answer, as a checklist. */
#include <string.h>

#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

static bool has_status(struct json_object *verdict, const char *word)
{
	const char *status = view_string(verdict, "status");

	return status && !strcmp(status, word);
}

bool html_is_for_people(struct json_object *verdict)
{
	return has_status(verdict, "ask");
}

bool html_is_of_list(struct json_object *verdict)
{
	return has_status(verdict, "disclose");
}

static size_t end_of_rule(struct json_object *verdicts, size_t from)
{
	const char *rule = view_string(view_at(verdicts, from), "rule");
	size_t end = from + 1;

	for (; rule && end < view_length(verdicts); end++) {
		const char *other = view_string(view_at(verdicts, end), "rule");

		if (!other || strcmp(rule, other) != 0)
			break;
	}
	return end;
}

/* Goes through the rules whose verdicts are of that sort; false where there is none. */
static bool each_rule(const struct page *page, bool (*takes)(struct json_object *verdict),
                      void (*write)(const struct page *page, size_t from, size_t end))
{
	struct json_object *verdicts = page->scene->verdicts;
	bool any = false;

	for (size_t i = 0; i < view_length(verdicts);) {
		size_t end = end_of_rule(verdicts, i);

		if (takes(view_at(verdicts, i))) {
			any = true;
			if (write)
				write(page, i, end);
		}
		i = end;
	}
	return any;
}

bool html_has_declared(const struct page *page)
{
	return each_rule(page, html_is_of_list, NULL);
}

bool html_has_people(const struct page *page)
{
	return each_rule(page, html_is_for_people, NULL);
}

/* --- lists ---------------------------------------------------------------------- */

static void organisations(const struct page *page, struct json_object *entry)
{
	struct json_object *rows = view_array(entry, "destinations");
	size_t shown = 0;

	for (size_t i = 0; i < view_length(rows); i++) {
		const char *name = view_string(view_at(rows, i), "organisation");

		if (!name)
			name = view_string(view_at(rows, i), "domain");
		if (!name)
			continue;
		if (shown++)
			html_raw(page, ", ");
		html_text(page, name);
	}
	if (!shown)
		html_text(page, message_label("word.not-recorded"));
}

static void listed_row(const struct page *page, struct json_object *verdict)
{
	struct json_object *entry = scene_entry(page->scene, verdict);
	const char *because = view_sentence(verdict, "because");

	html_raw(page, "<tr><th scope=\"row\"><b>");
	html_text(page, scene_name(page->scene, verdict));
	html_raw(page, "</b>");
	if (because)
		html_element(page, "small", NULL, because);
	html_raw(page, "</th>");
	if (entry) {
		html_raw(page, "<td>");
		html_list(page, view_array(entry, "purposes_agreed"), "purpose");
		html_raw(page, "</td><td>");
		html_list(page, view_array(entry, "data_kinds"), "data");
		html_raw(page, "</td><td>");
		organisations(page, entry);
		html_raw(page, "</td>");
	} else {
		html_raw(page, "<td colspan=\"3\">");
		html_text(page, message_label("page.not-on-list"));
		html_raw(page, "</td>");
	}
	html_word(page, "td", NULL, "basis", view_string(verdict, "basis"));
	html_raw(page, "</tr>\n");
}

static void one_list(const struct page *page, size_t from, size_t end)
{
	static const char *const columns[] = { "column.technology", "column.purposes",
		                               "column.data",       "column.destinations",
		                               "column.basis",      NULL };
	struct json_object *verdicts = page->scene->verdicts;
	bool opened = false;

	html_raw(page, "<section class=\"redline\">\n");
	html_rule_head(page, view_at(verdicts, from));
	for (size_t i = from; i < end; i++) {
		if (!view_string(view_at(verdicts, i), "basis"))
			continue;
		if (!opened)
			html_table(page, "list", "caption.declared", columns);
		opened = true;
		listed_row(page, view_at(verdicts, i));
	}
	if (opened)
		html_table_end(page);
	for (size_t i = from; i < end; i++) {
		const char *because = view_sentence(view_at(verdicts, i), "because");

		if (because && !view_string(view_at(verdicts, i), "basis"))
			html_element(page, "p", NULL, because);
	}
	html_element(page, "p", "limit", message_label("shows-not.whole-list"));
	html_asks(page, view_at(verdicts, from));
	html_contracts(page, view_at(verdicts, from));
	html_close(page, "section");
}

void html_declared(const struct page *page)
{
	if (!html_has_declared(page))
		return;
	html_section(page, "declared", "findings", "title.declared");
	html_element(page, "p", "lead", message_label("page.declared"));
	each_rule(page, html_is_of_list, one_list);
	html_close(page, "section");
}

/* --- for people ------------------------------------------------------------------- */

/* A box to tick, the context, and space for notes. */
static void one_item(const struct page *page, size_t from, size_t end)
{
	struct json_object *verdicts = page->scene->verdicts;

	html_raw(page, "<li class=\"item\">");
	html_raw(page, "<span class=\"tick\" aria-hidden=\"true\"></span>");
	html_rule_head(page, view_at(verdicts, from));
	for (size_t i = from; i < end; i++) {
		const char *because = view_sentence(view_at(verdicts, i), "because");

		if (because)
			html_element(page, "p", "about", because);
		html_responses_beside(page, i);
	}
	html_asks(page, view_at(verdicts, from));
	html_answer(page);
	html_raw(page, "</li>\n");
}

void html_people(const struct page *page)
{
	if (!html_has_people(page))
		return;
	html_section(page, "people", "people", "title.people");
	html_element(page, "p", "lead", message_label("page.people"));
	html_raw(page, "<ul class=\"checklist\">\n");
	each_rule(page, html_is_for_people, one_item);
	html_raw(page, "</ul>\n");
	html_close(page, "section");
}
