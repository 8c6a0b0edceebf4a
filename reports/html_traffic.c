/* Below where data goes: who sends at regular times, and conversations that name no service. */
#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/traffic_words.h"
#include "reports/view.h"

#define ROWS_MAX 1000

static void sending(const struct page *page, struct json_object *row)
{
	_cleanup_(text_free) struct text words = { 0 };
	const char *id = view_string(row, "finding");
	struct json_object *finding = id ? view_object(page->scene->finding_by_id, id) : NULL;
	const char *name = view_string(finding, "name");

	html_raw(page, "<tr><th scope=\"row\">");
	html_text(page, name ? name : message_label("page.sending-unknown"));
	html_raw(page, "</th>");
	sending_words(row, &words);
	html_element(page, "td", NULL, words.at ? words.at : "");
	html_raw(page, "<td>");
	html_count(page, view_member(row, "devices"));
	html_raw(page, "</td>");
	html_word(page, "td", NULL, "confidence", "suspected");
	html_raw(page, "</tr>\n");
}

static void sendings(const struct page *page, struct json_object *rows)
{
	static const char *const columns[] = { "column.technology", "column.what", "column.devices",
		                               "column.sure", NULL };

	if (!view_length(rows))
		return;
	html_element(page, "p", NULL, message_label("page.sendings"));
	html_table(page, "list", "caption.sendings", columns);
	for (size_t i = 0; i < view_length(rows) && i < ROWS_MAX; i++)
		sending(page, view_at(rows, i));
	html_table_end(page);
}

static void conversation(const struct page *page, struct json_object *row)
{
	html_raw(page, "<tr>");
	html_raw(page, "<th scope=\"row\">");
	html_word(page, "span", NULL, "traffic", view_string(row, "kind"));
	html_raw(page, "</th><td>");
	html_text(page, message_label(view_bool(row, "hides") ? "page.conversation-hides"
	                                                      : "page.conversation-open"));
	html_raw(page, "</td><td class=\"number\">");
	view_number(view_integer(row, "conversations", 0), page->out);
	html_raw(page, "</td><td>");
	html_count(page, view_member(row, "devices"));
	html_raw(page, "</td></tr>\n");
}

static void conversations(const struct page *page, struct json_object *rows)
{
	static const char *const columns[] = { "column.kind", "column.names", "column.count",
		                               "column.devices", NULL };

	if (!view_length(rows))
		return;
	html_element(page, "p", NULL, message_label("page.conversations"));
	html_table(page, "list", "caption.conversations", columns);
	for (size_t i = 0; i < view_length(rows) && i < ROWS_MAX; i++)
		conversation(page, view_at(rows, i));
	html_table_end(page);
}

bool html_has_traffic(const struct page *page)
{
	struct json_object *root = page->scene->disclosure;

	return view_length(view_array(root, "sendings")) ||
	       view_length(view_array(root, "conversations"));
}

void html_traffic(const struct page *page)
{
	if (!html_has_traffic(page))
		return;
	html_section(page, "traffic", "traffic", "title.traffic");
	sendings(page, view_array(page->scene->disclosure, "sendings"));
	conversations(page, view_array(page->scene->disclosure, "conversations"));
	html_close(page, "section");
}
