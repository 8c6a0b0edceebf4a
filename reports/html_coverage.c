/* How much could be seen: the strip above any result, the limits beside it, and the full list
 * further down. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/checks.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

#define GAP_ROWS_MAX 200

static void number_line(const struct page *page, const char *id, int64_t number)
{
	_cleanup_(text_free) struct text digits = { 0 };

	if (number <= 0)
		return;
	view_number(number, &digits);
	html_say(page, "small", NULL, id, "count", digits.at);
}

static void check_cell(const struct page *page, const struct check *check)
{
	const char *state = check_state(check);

	text_addf(page->out, "<li class=\"check s-%s\">", state);
	html_state(page, state);
	html_word(page, "b", NULL, "probe", check->name);
	html_word(page, "span", "word", "state", state);
	number_line(page, "unit.looked-at", check->looked_at);
	number_line(page, "unit.days", check->days);
	number_line(page, "unit.denied", check->denied);
	number_line(page, "unit.hidden", check->hidden);
	if (check->reason && check->hidden <= 0)
		html_word(page, "small", NULL, "reason", check->reason);
	html_raw(page, "</li>\n");
}

static void place_line(const struct page *page, struct json_object *place)
{
	const char *class = view_string(place, "device_class"),
		   *network = view_string(place, "network");
	const char *tag = view_string(place, "tag"), *kind = view_string(place, "kind");

	html_raw(page, "<li>");
	html_word(page, "b", NULL, "device-class", class);
	if (!class && network)
		html_word(page, "b", NULL, "network", network);
	if (tag)
		html_element(page, "span", "code", tag);
	html_word(page, "span", NULL, "place", kind ? kind : "device");
	html_raw(page, "</li>\n");
}

#define PLACES_SHOWN 12

/* "staff laptop 54 of 60 looked at", and why not all. */
static void class_line(const struct page *page, struct json_object *row)
{
	_cleanup_(text_free) struct text looked = { 0 }, of = { 0 };
	const char *reason = view_string(row, "reason");

	view_number(view_integer(row, "inspected", 0), &looked);
	view_number(view_integer(row, "in_scope", 0), &of);
	html_raw(page, "<li>");
	html_word(page, "b", NULL, "device-class", view_string(row, "device_class"));
	html_say(page, "span", NULL, "page.class-looked", "inspected", looked.at ? looked.at : "0",
	         "in_scope", of.at ? of.at : "0");
	if (reason && strcmp(reason, "not-looked-at") != 0)
		html_word(page, "small", NULL, "reason", reason);
	html_raw(page, "</li>\n");
}

/* Of several devices the classes speak; recordings are named one by one. */
static void place_lines(const struct page *page)
{
	struct json_object *places = view_array(page->scene->disclosure, "places"),
			   *rows = view_array(page->scene->disclosure, "coverage");
	_cleanup_(text_free) struct text number = { 0 };
	size_t shown = 0, more = 0, classes = 0;

	for (size_t i = 0; i < view_length(rows); i++) {
		if (view_integer(view_at(rows, i), "in_scope", -1) < 0)
			continue;
		class_line(page, view_at(rows, i));
		classes++;
	}
	for (size_t i = 0; i < view_length(places); i++) {
		if (classes && view_string(view_at(places, i), "device"))
			continue;
		if (shown == PLACES_SHOWN) {
			more++;
			continue;
		}
		place_line(page, view_at(places, i));
		shown++;
	}
	if (more) {
		text_addf(&number, "%zu", more);
		html_say(page, "li", NULL, "summary.more", "count", number.at);
	}
}

void html_coverage(const struct page *page)
{
	struct checks checks;
	struct json_object *places = view_array(page->scene->disclosure, "places");
	_cleanup_(text_free) struct text done = { 0 }, all = { 0 }, here = { 0 };

	checks_gather(page->scene->disclosure, &checks);
	text_addf(&done, "%zu", checks.complete);
	text_addf(&all, "%zu", checks.count);
	text_addf(&here, "%zu", view_length(places));
	html_section(page, "seen", "strip", "title.seen");
	html_say(page, "p", "lead", "page.coverage", "complete", done.at, "checks", all.at,
	         "places", here.at);
	html_raw(page, "<ul class=\"checks\">\n");
	for (size_t i = 0; i < checks.count; i++)
		check_cell(page, &checks.items[i]);
	html_raw(page, "</ul>\n<ul class=\"places\">\n");
	place_lines(page);
	html_raw(page, "</ul>\n");
	if (!view_length(places))
		html_element(page, "p", NULL, message_label("page.no-places"));
	html_close(page, "section");
}

/* --- what we could not see --------------------------------------------------- */

static void limit(const struct page *page, const char *id)
{
	char who[64];

	if (strlen(id) > 48)
		return;
	stpcpy(stpcpy(who, id), ".who");
	html_raw(page, "<li>");
	html_element(page, "span", NULL, message_label(id));
	html_element(page, "small", NULL, message_label(who));
	html_raw(page, "</li>\n");
}

void html_blind(const struct page *page)
{
	struct checks checks;
	_cleanup_(text_free) struct text number = { 0 };

	checks_gather(page->scene->disclosure, &checks);
	html_section(page, "blind", "blind", "title.blind");
	html_raw(page, "<ul class=\"limits\">\n");
	if (checks.hidden > 0) {
		text_addf(&number, "%lld", (long long)checks.hidden);
		html_raw(page, "<li>");
		html_say(page, "span", NULL, "blind.hidden", "count", number.at);
		html_element(page, "small", NULL, message_label("blind.hidden.who"));
		html_raw(page, "</li>\n");
	}
	if (checks.denied > 0)
		limit(page, checks.all_rights ? "blind.refused" : "blind.denied");
	limit(page, "blind.consoles");
	limit(page, "blind.who-looks");
	limit(page, "blind.other-devices");
	html_raw(page, "</ul>\n");
	html_close(page, "section");
}

static void place_name(const struct page *page, int64_t index)
{
	struct json_object *places = view_array(page->scene->disclosure, "places");
	struct json_object *place = index >= 0 && (size_t)index < view_length(places)
	                                    ? view_at(places, (size_t)index)
	                                    : NULL;
	const char *class = view_string(place, "device_class"),
		   *network = view_string(place, "network");
	const char *tag = view_string(place, "tag"), *kind = view_string(place, "kind");

	if (tag)
		html_element(page, "span", "code", tag);
	if (class)
		html_word(page, "span", NULL, "device-class", class);
	else if (network)
		html_word(page, "span", NULL, "network", network);
	else
		html_word(page, "span", NULL, "place", kind ? kind : "device");
}

static void coverage_row(const struct page *page, struct json_object *row)
{
	const char *state = view_string(row, "state"), *rule = view_string(row, "rule");
	const char *reason = view_string(row, "reason");

	html_raw(page, "<tr><th scope=\"row\">");
	if (rule)
		html_say(page, "span", NULL, "page.rule", "rule", rule);
	else if (view_string(row, "probe"))
		html_word(page, "span", NULL, "probe", view_string(row, "probe"));
	else
		html_element(page, "span", NULL, message_label("page.whole-place"));
	html_raw(page, "</th><td>");
	if (view_string(row, "device_class"))
		html_word(page, "span", NULL, "device-class", view_string(row, "device_class"));
	else if (!rule)
		place_name(page, view_integer(row, "place", -1));
	html_raw(page, "</td><td class=\"state\">");
	html_state(page, state ? state : "not-run");
	html_word(page, "span", NULL, "state", state ? state : "not-run");
	html_raw(page, "</td><td class=\"number\">");
	view_number(view_integer(row, "looked_at", view_integer(row, "inspected", 0)), page->out);
	html_raw(page, "</td><td class=\"number\">");
	view_number(view_integer(row, "denied", 0), page->out);
	html_raw(page, "</td><td>");
	html_word(page, "span", NULL, "reason", reason);
	html_raw(page, "</td></tr>\n");
}

static void gap_row(const struct page *page, struct json_object *row)
{
	const char *what = view_string(row, "what");

	html_raw(page, "<tr><th scope=\"row\">");
	html_word(page, "span", NULL, "probe", view_string(row, "probe"));
	html_raw(page, "</th><td>");
	if (view_string(row, "device_class"))
		html_word(page, "span", NULL, "device-class", view_string(row, "device_class"));
	else
		place_name(page, view_integer(row, "place", -1));
	html_raw(page, "</td><td>");
	html_word(page, "span", NULL, "reason", view_string(row, "reason"));
	html_raw(page, "</td><td>");
	if (what)
		html_element(page, "code", NULL, what);
	text_addf(page->out, "</td><td class=\"number\">%lld</td></tr>\n",
	          (long long)view_integer(row, "count", 1));
}

static void more_rows(const struct page *page, size_t total, size_t shown)
{
	_cleanup_(text_free) struct text number = { 0 };

	if (total <= shown)
		return;
	text_addf(&number, "%zu", total - shown);
	html_say(page, "p", "hint", "page.more-in-file", "count", number.at);
}

void html_unseen(const struct page *page)
{
	static const char *const columns[] = { "column.check",
		                               "column.place",
		                               "column.state",
		                               "column.looked-at",
		                               "column.denied",
		                               "column.reason",
		                               NULL };
	static const char *const gap_columns[] = { "column.check", "column.place", "column.reason",
		                                   "column.what",  "column.count", NULL };
	struct json_object *rows = view_array(page->scene->disclosure, "coverage");
	struct json_object *gaps = view_array(page->scene->disclosure, "gaps");

	html_section(page, "unseen", "unseen", "title.unseen");
	html_element(page, "p", "lead", message_label("page.unseen"));
	html_table(page, "coverage", "caption.coverage", columns);
	for (size_t i = 0; i < view_length(rows) && i < GAP_ROWS_MAX; i++)
		coverage_row(page, view_at(rows, i));
	html_table_end(page);
	more_rows(page, view_length(rows), GAP_ROWS_MAX);
	if (view_length(gaps)) {
		html_table(page, "gaps", "caption.gaps", gap_columns);
		for (size_t i = 0; i < view_length(gaps) && i < GAP_ROWS_MAX; i++)
			gap_row(page, view_at(gaps, i));
		html_table_end(page);
		more_rows(page, view_length(gaps), GAP_ROWS_MAX);
	}
	html_element(page, "p", NULL, message_label("page.cannot-see"));
	html_close(page, "section");
}
