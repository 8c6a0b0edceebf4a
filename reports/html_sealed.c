/* Sealed findings: how many, and by which fingerprint each can be checked; opened where the annex
 * was given. */
#include <string.h>

#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

static void one_seal(const struct page *page, struct json_object *row)
{
	const char *hash = view_string(row, "sha256"), *subject = view_string(row, "subject");

	html_raw(page, "<tr><th scope=\"row\">");
	html_text(page, scene_sealed_name(subject));
	html_raw(page, "</th><td><code>");
	html_text(page, hash ? hash : "");
	html_raw(page, "</code></td></tr>\n");
}

static void one_verdict(const struct page *page, struct json_object *verdict)
{
	const char *say = view_string(verdict, "say"), *because = view_sentence(verdict, "because"),
		   *limit = view_sentence(verdict, "does_not_show");

	text_addf(page->out, "<div class=\"opened g-%s\">\n<h4>", group_word(scene_group(verdict)));
	html_shape(page, scene_group(verdict));
	html_raw(page, " ");
	html_word(page, "span", "status", "status", view_string(verdict, "status"));
	html_raw(page, "</h4>\n");
	if (say)
		html_element(page, "blockquote", NULL, say);
	if (because)
		html_element(page, "p", "because", because);
	if (limit)
		html_element(page, "p", "limit", limit);
	html_close(page, "div");
}

static void counted(const struct page *page, struct json_object *record)
{
	html_raw(page, "<p>");
	html_text(page, message_label("page.sealed-counted"));
	html_raw(page, " ");
	html_count(page, view_member(record, "devices"));
	html_raw(page, "</p>\n");
}

static void one_opened(const struct page *page, struct json_object *row)
{
	struct json_object *record = view_object(row, "record");
	struct json_object *verdicts = view_array(record, "verdicts"),
			   *finding = view_object(record, "finding");

	html_raw(page, "<article class=\"verdict\">\n<h3>");
	html_text(page, scene_sealed_name(view_string(row, "subject")));
	html_raw(page, "</h3>\n");
	if (view_bool(record, "counted_only"))
		counted(page, record);
	for (size_t i = 0; i < view_length(verdicts); i++)
		one_verdict(page, view_at(verdicts, i));
	if (finding) {
		html_seen(page, finding, view_at(verdicts, 0));
		html_evidence(page, finding);
	}
	html_close(page, "article");
}

void html_sealed(const struct page *page)
{
	static const char *const columns[] = { "column.sealed", "column.sha256", NULL };
	struct json_object *rows = view_array(page->scene->disclosure, "sealed"),
			   *opened = view_array(page->scene->disclosure, "opened");

	if (!view_length(rows))
		return;
	html_section(page, "sealed", "findings", "title.sealed");
	html_element(page, "p", "lead", message_label("page.sealed"));
	html_element(page, "p", NULL, message_label("page.sealed-hides-nothing"));
	html_table(page, "list", "caption.sealed", columns);
	for (size_t i = 0; i < view_length(rows); i++)
		one_seal(page, view_at(rows, i));
	html_table_end(page);
	if (view_length(opened))
		html_element(page, "p", NULL, message_label("page.sealed-matches"));
	for (size_t i = 0; i < view_length(opened); i++)
		one_opened(page, view_at(opened, i));
	html_close(page, "section");
}
