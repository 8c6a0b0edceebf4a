/* The last pages: what this tool itself recorded, how to check it all, and what the words mean. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

static void number_pair(const struct page *page, const char *label_id, int64_t number)
{
	_cleanup_(text_free) struct text digits = { 0 };

	view_number(number, &digits);
	html_pair(page, label_id, digits.at);
}

void html_self(const struct page *page)
{
	struct json_object *self = view_object(page->scene->disclosure, "self"),
			   *opens = view_object(self, "opens");

	html_section(page, "self", "self", "title.self");
	html_element(page, "p", "lead", message_label("page.self"));
	html_raw(page, "<dl class=\"form counters\">\n");
	number_pair(page, "self.connections", view_integer(self, "connections", 0));
	number_pair(page, "self.packets-seen", view_integer(self, "packets_seen", 0));
	number_pair(page, "self.packets-kept", view_integer(self, "packets_kept", 0));
	number_pair(page, "self.names-kept", view_integer(self, "names_kept", 0));
	number_pair(page, "self.bytes-written", view_integer(self, "bytes_written", 0));
	number_pair(page, "self.denied", view_integer(self, "denied", 0));
	if (opens) {
		json_object_object_foreach(opens, area, count)
		{
			_cleanup_(text_free) struct text name = { 0 };

			message_word("area", area, &name);
			html_raw(page, "<div><dt>");
			html_say(page, "span", NULL, "self.opened", "area", name.at);
			html_raw(page, "</dt><dd>");
			view_number(json_object_get_int64(count), page->out);
			html_raw(page, "</dd></div>\n");
		}
	}
	html_raw(page, "</dl>\n");
	html_element(page, "p", NULL, message_label("page.self-kept"));
	html_holds(page);
	html_close(page, "section");
}

static void hash_row(const struct page *page, const char *label_id, const char *hash)
{
	if (!hash)
		return;
	html_raw(page, "<tr><th scope=\"row\">");
	html_text(page, message_label(label_id));
	html_raw(page, "</th><td>");
	html_element(page, "code", "hash", hash);
	html_raw(page, "</td></tr>\n");
}

void html_method(const struct page *page)
{
	static const char *const columns[] = { "column.file", "column.sha256", NULL };
	struct json_object *agreement = page->scene->agreement;
	struct json_object *catalogue = view_object(page->scene->disclosure, "catalogue");
	struct json_object *tool = view_object(page->scene->disclosure, "tool");
	const char *version = view_string(tool, "version"),
		   *dated = view_string(catalogue, "version");
	_cleanup_(text_free) struct text entries = { 0 };

	text_addf(&entries, "%lld", (long long)view_integer(catalogue, "entries", 0));
	html_section(page, "method", "method", "title.method");
	html_say(page, "p", "lead", "page.method", "version", version ? version : "", "date",
	         dated ? dated : "", "count", entries.at);
	html_table(page, "hashes", "caption.hashes", columns);
	hash_row(page, "hash.agreement", view_string(agreement, "sha256"));
	hash_row(page, "hash.register", view_string(agreement, "register_sha256"));
	hash_row(page, "hash.authorisation", view_string(agreement, "authorisation_sha256"));
	hash_row(page, "hash.log", view_string(agreement, "log_sha256"));
	hash_row(page, "hash.catalogue", view_string(catalogue, "sha256"));
	html_table_end(page);
	html_element(page, "p", NULL, message_label("page.rerun"));
	html_raw(page, "<pre><code>");
	html_text(page,
	          message_label(agreement ? "page.rerun-command" : "page.rerun-command-list"));
	html_raw(page, "</code></pre>\n");
	html_element(page, "p", NULL, message_label("page.dispute"));
	html_close(page, "section");
}

void html_glossary(const struct page *page)
{
	static const char *const words[] = { "able-to",  "installed",      "running",
		                             "sending",  "function-on",    "suspected",
		                             "probable", "confirmed",      "on-record",
		                             "not-seen", "could-not-tell", "technology-list",
		                             "check",    "check-code",     NULL };

	html_section(page, "glossary", "glossary", "title.glossary");
	html_raw(page, "<dl>\n");
	for (size_t i = 0; words[i]; i++) {
		char term[64], meaning[64];

		stpcpy(stpcpy(term, "term."), words[i]);
		stpcpy(stpcpy(meaning, "means."), words[i]);
		html_raw(page, "<div>");
		html_element(page, "dt", NULL, message_label(term));
		html_element(page, "dd", NULL, message_label(meaning));
		html_raw(page, "</div>\n");
	}
	html_raw(page, "</dl>\n");
	html_close(page, "section");
}
