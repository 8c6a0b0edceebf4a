/* What was seen of a finding, and the evidence for it, folded. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/stock.h"
#include "reports/view.h"

#define EVIDENCE_MAX 20
#define STOCK_MAX 8 /* rows of evidence whose stock command is told */

/* Out of how many devices nobody knows. */
static void seen_in_recording(const struct page *page, struct json_object *devices)
{
	struct json_object *args = json_object_new_object();
	_cleanup_(text_free) struct text words = { 0 };

	if (args && devices &&
	    json_object_object_add(args, "devices", json_object_get(devices)) == 0)
		message_render("page.devices-in-recording", args, &words);
	json_object_put(args);
	html_element(page, "span", NULL, words.at ? words.at : message_label("page.in-recording"));
}

/* "staff laptop: 31 of 54"; classes that are one row are named together. */
static void seen_in_class(const struct page *page, struct json_object *row)
{
	struct json_object *several = view_array(row, "device_classes");
	_cleanup_(text_free) struct text class = { 0 }, devices = { 0 }, of = { 0 };

	if (view_string(row, "device_class"))
		message_word("device-class", view_string(row, "device_class"), &class);
	for (size_t i = 0; i < view_length(several); i++) {
		text_add(&class, i ? " + " : "");
		message_word("device-class", json_object_get_string(view_at(several, i)), &class);
	}
	view_count(view_object(row, "devices"), &devices);
	view_number(view_integer(row, "of", 0), &of);
	html_say(page, "small", NULL, "page.class-seen", "class",
	         class.at ? class.at : message_label("page.no-class"), "devices", devices.at, "of",
	         of.at);
}

static void seen_on_devices(const struct page *page, struct json_object *finding)
{
	struct json_object *seen = view_object(finding, "seen");
	struct json_object *classes = view_array(finding, "device_classes"),
			   *rows = view_array(finding, "seen_by_class");
	_cleanup_(text_free) struct text devices = { 0 }, of = { 0 };

	view_count(view_object(seen, "devices"), &devices);
	view_number(view_integer(seen, "of", 0), &of);
	html_say(page, "span", NULL, "page.on-of", "devices", devices.at, "of", of.at);
	for (size_t i = 0; i < view_length(rows); i++) {
		html_raw(page, " ");
		seen_in_class(page, view_at(rows, i));
	}
	if (view_length(classes) && !view_length(rows)) {
		html_raw(page, " <small>");
		html_list(page, classes, "device-class");
		html_raw(page, "</small>");
	}
}

static void seen_where(const struct page *page, struct json_object *finding)
{
	struct json_object *seen = view_object(finding, "seen");

	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.where"));
	html_raw(page, "</dt><dd>");
	if (view_integer(seen, "of", 0))
		seen_on_devices(page, finding);
	else
		seen_in_recording(page, view_object(seen, "devices"));
	html_raw(page, "</dd></div>\n");
}

/* The ways in which it was recognised, each named once. */
static void seen_how(const struct page *page, struct json_object *finding)
{
	struct json_object *evidence = view_array(finding, "evidence");
	const char *named[8] = { NULL };
	size_t count = 0;

	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.seen-as"));
	html_raw(page, "</dt><dd>");
	for (size_t i = 0; i < view_length(evidence) && count < 8; i++) {
		const char *kind = view_string(view_at(evidence, i), "kind");
		_cleanup_(text_free) struct text label = { 0 };
		bool known = !kind;

		for (size_t k = 0; k < count && !known; k++)
			known = !strcmp(named[k], kind);
		if (known)
			continue;
		if (count)
			html_text(page, ", ");
		message_word("kind", kind, &label);
		html_text(page, label.at ? label.at : "");
		named[count++] = kind;
	}
	html_raw(page, "</dd></div>\n");
}

static void seen_when(const struct page *page, struct json_object *finding)
{
	const char *first = view_string(finding, "first"), *last = view_string(finding, "last");

	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.when"));
	html_raw(page, "</dt><dd>");
	if (first)
		html_date(page, first);
	else
		html_element(page, "span", NULL, message_label("page.on-day-of-check"));
	if (first && last && strcmp(first, last) != 0) {
		html_text(page, message_label("word.to"));
		html_date(page, last);
	}
	html_raw(page, "</dd></div>\n");
}

/* What the supplier says against our entry is said wherever the entry is (model A10). */
static void seen_disputed(const struct page *page, struct json_object *finding)
{
	if (!view_bool(finding, "disputed_by_supplier"))
		return;
	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.supplier"));
	html_raw(page, "</dt><dd>");
	html_text(page, message_label("page.supplier-disputes"));
	html_raw(page, "</dd></div>\n");
}

void html_seen(const struct page *page, struct json_object *finding, struct json_object *verdict)
{
	const char *confidence = view_string(verdict ? verdict : finding, "confidence");

	if (!finding && !confidence)
		return;
	html_raw(page, "<dl class=\"facts\">\n");
	if (finding) {
		seen_where(page, finding);
		seen_when(page, finding);
		seen_how(page, finding);
		seen_disputed(page, finding);
	}
	if (confidence) {
		html_raw(page, "<div><dt>");
		html_text(page, message_label("page.how-sure"));
		html_raw(page, "</dt>");
		html_word(page, "dd", NULL, "confidence", confidence);
		html_raw(page, "</div>\n");
	}
	html_raw(page, "</dl>\n");
}

static void evidence_row(const struct page *page, struct json_object *row)
{
	const char *first = view_string(row, "first"), *last = view_string(row, "last");
	const char *subject = view_string(row, "subject");

	html_raw(page, "<tr>");
	html_word(page, "td", NULL, "kind", view_string(row, "kind"));
	html_raw(page, "<td>");
	html_element(page, "code", NULL, subject ? subject : "");
	html_raw(page, "</td>");
	html_word(page, "td", NULL, "level", view_string(row, "level"));
	html_raw(page, "<td>");
	html_date(page, first);
	if (first && last && strcmp(first, last) != 0) {
		html_text(page, message_label("word.to"));
		html_date(page, last);
	}
	text_addf(page->out, "</td><td class=\"number\">%lld</td>",
	          (long long)view_integer(row, "count", 1));
	html_word(page, "td", NULL, "specificity", view_string(row, "specificity"));
	html_raw(page, "</tr>\n");
}

/* The same command for several rows is told once. */
static bool stock_told(struct json_object *evidence, size_t index, const char *command)
{
	for (size_t i = 0; i < index; i++) {
		_cleanup_(text_free) struct text other = { 0 };

		if (stock_command(view_at(evidence, i), &other) && other.at &&
		    !strcmp(other.at, command))
			return true;
	}
	return false;
}

static void evidence_stock(const struct page *page, struct json_object *evidence, size_t count)
{
	bool begun = false;

	for (size_t i = 0; i < count; i++) {
		_cleanup_(text_free) struct text command = { 0 };

		if (!stock_command(view_at(evidence, i), &command) || !command.at ||
		    stock_told(evidence, i, command.at))
			continue;
		if (!begun) {
			html_element(page, "p", "hint", message_label("page.stock"));
			html_raw(page, "<ul class=\"stock\">\n");
		}
		begun = true;
		html_raw(page, "<li>");
		html_element(page, "code", NULL, command.at);
		html_close(page, "li");
	}
	if (begun)
		html_close(page, "ul");
}

void html_evidence(const struct page *page, struct json_object *finding)
{
	static const char *const columns[] = { "column.kind", "column.what",  "column.level",
		                               "column.when", "column.count", "column.sign",
		                               NULL };
	struct json_object *evidence = view_array(finding, "evidence");
	size_t count = view_length(evidence);
	_cleanup_(text_free) struct text title = { 0 }, number = { 0 };

	if (!count)
		return;
	text_addf(&number, "%zu", count);
	message_say(&title, "page.evidence", "count", number.at);
	html_fold(page, "evidence", title.at ? title.at : "");
	html_table(page, "signs", "caption.evidence", columns);
	for (size_t i = 0; i < count && i < EVIDENCE_MAX; i++)
		evidence_row(page, view_at(evidence, i));
	html_table_end(page);
	if (count > EVIDENCE_MAX)
		html_element(page, "p", "hint", message_label("page.more-evidence"));
	evidence_stock(page, evidence, count < STOCK_MAX ? count : STOCK_MAX);
	html_fold_end(page);
}
