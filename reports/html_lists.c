/* Lists: the technology list, next dates, questions, and, without an agreement, what is able to
 * monitor staff. */
#include <stdlib.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

#define ROWS_MAX 10000
#define DATES_MAX 6

/* The group in which the rest of the report has it: a safeguarding tool stands in its own box. */
static enum group group_of_entry(const struct page *page, const char *id, enum group otherwise)
{
	for (size_t i = 0; id && i < page->scene->thing_count; i++)
		if (!strcmp(page->scene->things[i].key, id))
			return page->scene->things[i].group;
	return otherwise;
}

static void basis(const struct page *page, struct json_object *entry)
{
	const char *word = view_string(entry, "basis"), *worst = view_string(entry, "worst");
	int status = worst ? status_of(worst) : -1;

	html_raw(page, "<td>");
	html_word(page, "span", NULL, "basis", word);
	html_raw(page, "</td><td class=\"state\">");
	if (status >= 0) {
		html_shape(page, group_of_entry(page, view_string(entry, "id"),
		                                status_group((enum status)status)));
		html_word(page, "span", NULL, "status", worst);
	}
	html_raw(page, "</td>");
}

/* Opens the row with its heading, which the caller closes. */
static void technology_head(const struct page *page, struct json_object *technology)
{
	const char *name = view_string(technology, "name"),
		   *vendor = view_string(technology, "vendor");

	html_raw(page, "<tr><th scope=\"row\">");
	html_element(page, "b", NULL, name ? name : "");
	if (vendor)
		html_element(page, "small", NULL, vendor);
}

static void entry_row(const struct page *page, struct json_object *entry)
{
	struct json_object *dates = view_object(entry, "dates");

	technology_head(page, entry);
	html_raw(page, "<small class=\"code\">");
	html_text(page, view_string(entry, "id") ? view_string(entry, "id") : "");
	html_raw(page, "</small>");
	html_responses_to(page, "entry", view_string(entry, "id"));
	html_responses_to(page, "finding", view_string(entry, "finding"));
	html_raw(page, "</th><td>");
	html_list(page, view_array(entry, "purposes_agreed"), "purpose");
	html_raw(page, "</td>");
	html_word(page, "td", NULL, "entry", view_string(entry, "status"));
	html_raw(page, "<td>");
	html_date(page, view_string(dates, "agreed_on"));
	html_raw(page, "</td><td>");
	html_date(page, view_string(dates, "in_use_from"));
	html_raw(page, "</td><td>");
	html_date(page, view_string(dates, "next_review"));
	html_raw(page, "</td>");
	basis(page, entry);
	html_raw(page, "</tr>\n");
}

/* Seen, and on no row of the list. */
static void unlisted_row(const struct page *page, struct json_object *finding)
{
	technology_head(page, finding);
	html_responses_to(page, "finding", view_string(finding, "id"));
	html_raw(page, "</th><td colspan=\"5\">");
	html_text(page, message_label("page.not-on-list"));
	html_raw(page, "</td>");
	html_word(page, "td", NULL, "basis", "seen");
	html_raw(page, "<td class=\"state\"></td></tr>\n");
}

void html_technologies(const struct page *page)
{
	static const char *const columns[] = {
		"column.technology", "column.purposes",    "column.status",
		"column.agreed-on",  "column.in-use-from", "column.next-review",
		"column.basis",      "column.worst",       NULL
	};
	struct json_object *rows = view_array(page->scene->disclosure, "register");

	html_section(page, "technologies", "technologies", "title.technologies");
	html_element(page, "p", "lead", message_label("page.technologies"));
	html_table(page, "list", "caption.technologies", columns);
	for (size_t i = 0; i < view_length(rows) && i < ROWS_MAX; i++)
		entry_row(page, view_at(rows, i));
	for (size_t i = 0; i < view_length(page->scene->findings) && i < ROWS_MAX; i++)
		if (!view_string(view_at(page->scene->findings, i), "register"))
			unlisted_row(page, view_at(page->scene->findings, i));
	html_table_end(page);
	html_close(page, "section");
}

/* --- next dates -------------------------------------------------------------- */

struct due {
	const char *on, *id, *name;
};

static int by_day(const void *left, const void *right)
{
	const struct due *a = left, *b = right;
	int order = strcmp(a->on, b->on);

	if (!order)
		order = strcmp(a->id, b->id);
	return order ? order : strcmp(a->name, b->name);
}

static void due_add(struct due *dues, size_t *count, const char *today, struct due due)
{
	/* dates are YYYY-MM-DD, so that text order is the order of days */
	if (!due.on || !due.name || strlen(due.on) < 10 || strncmp(due.on, today, 10) < 0)
		return;
	dues[(*count)++] = due;
}

static size_t dues_gather(const struct page *page, const char *today, struct due *dues)
{
	struct json_object *rows = view_array(page->scene->disclosure, "register");
	struct json_object *agreement = page->scene->agreement;
	const char *title = view_string(agreement, "title");
	size_t count = 0;

	for (size_t i = 0; i < view_length(rows); i++) {
		struct json_object *row = view_at(rows, i), *dates = view_object(row, "dates");
		const char *name = view_string(row, "name");

		due_add(dues, &count, today,
		        (struct due){ view_string(dates, "next_review"), "due.review", name });
		due_add(dues, &count, today,
		        (struct due){ view_string(dates, "sunset"), "due.sunset", name });
	}
	due_add(dues, &count, today,
	        (struct due){ view_string(agreement, "next_meeting"), "due.meeting", "" });
	due_add(dues, &count, today,
	        (struct due){ view_string(agreement, "in_force_until"), "due.agreement", title });
	return count;
}

static void dates_write(const struct page *page, const struct due *dues, size_t count)
{
	html_section(page, "dates", "dates", "title.dates");
	html_raw(page, "<ol>\n");
	for (size_t i = 0; i < count && i < DATES_MAX; i++) {
		html_raw(page, "<li>");
		html_date(page, dues[i].on);
		html_say(page, "span", NULL, dues[i].id, "name", dues[i].name);
		html_raw(page, "</li>\n");
	}
	html_raw(page, "</ol>\n");
	html_close(page, "section");
}

void html_dates(const struct page *page)
{
	struct json_object *run = page->scene->run;
	const char *on = view_string(run, "on"), *today = on ? on : view_string(run, "ended");
	size_t rows = view_length(view_array(page->scene->disclosure, "register")), count;
	struct due *dues = today ? calloc(rows * 2 + 2, sizeof(*dues)) : NULL;

	if (!dues)
		return;
	count = dues_gather(page, today, dues);
	qsort(dues, count, sizeof(*dues), by_day);
	if (count)
		dates_write(page, dues, count);
	free(dues);
}

/* --- questions --------------------------------------------------------------- */

static void asked_about(const struct page *page, struct json_object *ids, struct json_object *index)
{
	const char *last = NULL;
	size_t shown = 0;

	for (size_t i = 0; i < view_length(ids) && shown < 8; i++) {
		const char *id = json_object_get_string(view_at(ids, i));
		struct json_object *verdict = id ? view_object(index, id) : NULL;
		const char *name = verdict ? scene_name(page->scene, verdict) : NULL;

		if (!name || (last && !strcmp(last, name)))
			continue;
		html_raw(page, shown++ ? " &#183; " : "<p class=\"about\">");
		html_subject(page, verdict);
		last = name;
	}
	if (shown)
		html_raw(page, "</p>\n");
}

static void asked_of(const struct page *page, struct json_object *ids)
{
	const char *id = view_length(ids) ? json_object_get_string(view_at(ids, 0)) : NULL;
	const char *name =
		id ? view_string(view_object(page->scene->finding_by_id, id), "name") : NULL;

	if (name)
		html_element(page, "p", "about", name);
}

void html_questions(const struct page *page)
{
	struct json_object *questions = view_array(page->scene->disclosure, "questions");
	struct json_object *index = view_index(page->scene->verdicts);

	if (!view_length(questions)) {
		json_object_put(index);
		return;
	}
	html_section(page, "questions", "questions", "title.questions");
	html_element(page, "p", "lead", message_label("page.questions"));
	html_raw(page, "<ol>\n");
	for (size_t i = 0; i < view_length(questions) && i < ROWS_MAX; i++) {
		struct json_object *question = view_at(questions, i);
		const char *text = view_string(question, "text");

		html_raw(page, "<li>");
		html_element(page, "p", "question", text ? text : "");
		asked_about(page, view_array(question, "verdicts"), index);
		asked_of(page, view_array(question, "findings"));
		html_question_responses(page, question);
		html_answer(page);
		html_raw(page, "</li>\n");
	}
	html_raw(page, "</ol>\n");
	html_close(page, "section");
	json_object_put(index);
}
