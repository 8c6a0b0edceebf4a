/* Where data goes: one row for each organisation that a technology was in contact with. */
#include <stdlib.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

#define ROWS_MAX 10000
#define DAY_MINUTES 1440

static void whose(const struct page *page, struct json_object *flow)
{
	const char *organisation = view_string(flow, "organisation");
	const char *role = view_string(flow, "role");

	html_raw(page, "<td>");
	html_text(page, organisation ? organisation : message_label("page.flow-unknown"));
	if (role)
		html_element(page, "small", NULL, role);
	if (view_length(view_array(flow, "named_by"))) {
		html_raw(page, "<small>");
		html_text(page, message_label("page.flow-named"));
		html_raw(page, " ");
		html_list(page, view_array(flow, "named_by"), "named-by");
		html_raw(page, "</small>");
	}
	html_raw(page, "</td>");
}

static void country(const struct page *page, struct json_object *flow)
{
	const char *stated = view_string(flow, "country"), *located = view_string(flow, "located");

	if (stated)
		html_element(page, "td", NULL, stated);
	else if (located)
		html_say(page, "td", NULL, "page.flow-located", "country", located);
	else
		html_element(page, "td", NULL, message_label("page.flow-unknown"));
}

/* In thousands of bytes, rounded up. */
static void add_size(struct text *out, int64_t bytes)
{
	view_number(bytes / 1000 + (bytes % 1000 > 0), out);
	text_add(out, " kB");
}

static void amount(const struct page *page, struct json_object *flow)
{
	_cleanup_(text_free) struct text words = { 0 }, up = { 0 };
	int64_t bytes = view_integer(flow, "bytes", 0), sent = view_integer(flow, "bytes_up", 0);

	add_size(&words, bytes);
	add_size(&up, sent);
	html_raw(page, "<td class=\"number\">");
	html_text(page, bytes && words.at ? words.at : message_label("word.not-recorded"));
	if (sent && up.at)
		html_say(page, "small", NULL, "page.flow-up", "size", up.at);
	html_raw(page, "</td>");
}

/* "20:15" as minutes; -1: something else. */
static int minute_of(const char *band)
{
	static const char form[] = "dd:dd";

	for (size_t i = 0; band && i < sizeof(form) - 1; i++)
		if (form[i] == 'd' ? band[i] < '0' || band[i] > '9' : band[i] != form[i])
			return -1;
	if (!band || band[5])
		return -1;
	return (band[0] - '0') * 600 + (band[1] - '0') * 60 + (band[3] - '0') * 10 + band[4] - '0';
}

static void add_span(struct text *out, int from, int to)
{
	text_addf(out, "%s%02d:%02d%s%02d:%02d", out->len ? ", " : "", from / 60, from % 60,
	          message_label("word.to"), to / 60, to % 60);
}

/* The hours of the day, stretches of them as one; a browser's own rows may come in any order. */
static void hours(const struct page *page, struct json_object *flow)
{
	_cleanup_(text_free) struct text words = { 0 };
	struct json_object *bands = view_array(flow, "hours");
	bool marked[DAY_MINUTES + 1] = { false };

	for (size_t i = 0; i < view_length(bands); i++) {
		int start = minute_of(view_string(view_at(bands, i), "band"));

		for (int m = start; start >= 0 && m < start + 60 && m < DAY_MINUTES; m++)
			marked[m] = true;
	}
	for (int m = 0; m < DAY_MINUTES; m++) {
		int from = m;

		while (m < DAY_MINUTES && marked[m])
			m++;
		if (m > from)
			add_span(&words, from, m);
	}
	html_element(page, "td", NULL, words.at ? words.at : message_label("word.not-recorded"));
}

static void flow_row(const struct page *page, struct json_object *flow)
{
	const char *id = view_string(flow, "finding"), *class = view_string(flow, "device_class");
	struct json_object *finding = id ? view_object(page->scene->finding_by_id, id) : NULL;
	const char *name = view_string(finding, "name");

	html_raw(page, "<tr><th scope=\"row\">");
	html_element(page, "b", NULL, name ? name : "");
	if (class)
		html_word(page, "small", NULL, "class", class);
	html_raw(page, "</th>");
	whose(page, flow);
	country(page, flow);
	html_raw(page, "<td>");
	html_count(page, view_member(flow, "devices"));
	html_raw(page, "</td>");
	amount(page, flow);
	hours(page, flow);
	html_raw(page, "</tr>\n");
}

void html_flows(const struct page *page)
{
	static const char *const columns[] = { "column.technology",
		                               "column.organisation",
		                               "column.country",
		                               "column.devices",
		                               "column.amount",
		                               "column.hours",
		                               NULL };
	struct json_object *flows = view_array(page->scene->disclosure, "flows");

	if (!view_length(flows))
		return;
	html_section(page, "flows", "flows", "title.flows");
	html_element(page, "p", "lead", message_label("page.flows"));
	html_table(page, "list", "caption.flows", columns);
	for (size_t i = 0; i < view_length(flows) && i < ROWS_MAX; i++)
		flow_row(page, view_at(flows, i));
	html_table_end(page);
	html_close(page, "section");
}
