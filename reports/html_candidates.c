/* Without an agreement: the technologies that are able to monitor staff, as a list and not as a
 * verdict (model A6). */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

#define CANDIDATES_FULL 100
#define ROWS_MAX 12000

static bool stays_with_person(struct json_object *finding)
{
	const char *to = view_string(finding, "reports_to");

	return to && !strcmp(to, "person-at-device");
}

/* How far an ability was seen to go. What a page or a recording showed is installed nowhere. */
static const char *level_of(struct json_object *finding, struct json_object *ability)
{
	const char *level = view_string(ability, "level");
	bool on_devices = view_integer(view_object(finding, "seen"), "of", 0) > 0;

	if (!level || !strcmp(level, "capable") || (!on_devices && !strcmp(level, "present")))
		return NULL;
	return level;
}

static void abilities(const struct page *page, struct json_object *finding)
{
	struct json_object *rows = view_array(finding, "capabilities");

	if (!view_length(rows))
		return;
	html_element(page, "p", "able-to", message_label("page.able-to"));
	html_raw(page, "<ul class=\"abilities\">\n");
	for (size_t i = 0; i < view_length(rows); i++) {
		struct json_object *row = view_at(rows, i);
		const char *label = view_string(row, "label");

		html_raw(page, "<li>");
		if (label)
			html_element(page, "span", NULL, label);
		else
			html_word(page, "span", NULL, "capability", view_string(row, "word"));
		html_word(page, "small", NULL, "level", level_of(finding, row));
		html_raw(page, "</li>\n");
	}
	html_raw(page, "</ul>\n");
}

static void described(const struct page *page, struct json_object *finding, const char *key,
                      const char *label_id)
{
	const char *text = view_string(finding, key);

	if (!text)
		return;
	html_raw(page, "<p class=\"described\"><b>");
	html_text(page, message_label(label_id));
	html_raw(page, "</b> <span class=\"quoted\">");
	html_text(page, text);
	html_raw(page, "</span></p>\n");
}

static void candidate(const struct page *page, struct json_object *finding)
{
	const char *name = view_string(finding, "name"), *vendor = view_string(finding, "vendor");
	struct json_object *ask = view_array(finding, "ask");

	html_raw(page, "<article class=\"candidate\">\n<h3>");
	html_text(page, name ? name : message_label("word.unnamed"));
	if (vendor)
		html_element(page, "small", NULL, vendor);
	html_raw(page, "</h3>\n");
	described(page, finding, "about", "page.about");
	abilities(page, finding);
	described(page, finding, "manager_sees", "page.manager-sees");
	described(page, finding, "also_used_for", "page.also-used-for");
	html_seen(page, finding, NULL);
	html_element(page, "p", "limit", message_label("shows-not.use"));
	for (size_t i = 0; i < view_length(ask); i++) {
		const char *question = json_object_get_string(view_at(ask, i));

		html_raw(page, "<p class=\"ask\"><b>");
		html_text(page, message_label("page.ask"));
		html_raw(page, "</b> <q>");
		html_text(page, question ? question : "");
		html_raw(page, "</q></p>\n");
	}
	html_evidence(page, finding);
	html_close(page, "article");
}

/* Beyond what a person reads: a row each. */
static void candidate_row(const struct page *page, struct json_object *finding)
{
	const char *name = view_string(finding, "name");

	html_raw(page, "<tr><th scope=\"row\">");
	html_text(page, name ? name : message_label("word.unnamed"));
	html_raw(page, "</th>");
	html_word(page, "td", NULL, "level", view_string(finding, "level"));
	html_raw(page, "<td>");
	html_count(page, view_object(view_object(finding, "seen"), "devices"));
	html_raw(page, "</td></tr>\n");
}

static size_t shown_in_full(const struct page *page, bool with_person)
{
	size_t shown = 0;

	for (size_t i = 0; i < view_length(page->scene->findings) && shown < CANDIDATES_FULL; i++) {
		struct json_object *finding = view_at(page->scene->findings, i);

		if (stays_with_person(finding) != with_person)
			continue;
		candidate(page, finding);
		shown++;
	}
	return shown;
}

static void rest(const struct page *page)
{
	static const char *const columns[] = { "column.technology", "column.level",
		                               "column.devices", NULL };
	size_t seen = 0, count = view_length(page->scene->findings);

	if (count <= CANDIDATES_FULL)
		return;
	html_table(page, "rest", "caption.rest", columns);
	for (size_t i = 0; i < count && i < ROWS_MAX; i++) {
		struct json_object *finding = view_at(page->scene->findings, i);

		if (!stays_with_person(finding) && seen++ >= CANDIDATES_FULL)
			candidate_row(page, finding);
	}
	html_table_end(page);
}

static size_t count_person(const struct page *page)
{
	size_t count = 0;

	for (size_t i = 0; i < view_length(page->scene->findings); i++)
		count += stays_with_person(view_at(page->scene->findings, i));
	return count;
}

void html_candidates(const struct page *page)
{
	size_t person = count_person(page), others = view_length(page->scene->findings) - person;
	_cleanup_(text_free) struct text number = { 0 };

	html_section(page, "list", "candidates", "title.list");
	text_addf(&number, "%zu", others);
	html_say(page, "p", "lead", others ? "page.list" : "page.list-empty", "count", number.at);
	shown_in_full(page, false);
	rest(page);
	if (person) {
		html_fold(page, "with-person", message_label("page.with-person"));
		shown_in_full(page, true);
		html_fold_end(page);
	}
	html_close(page, "section");
}
