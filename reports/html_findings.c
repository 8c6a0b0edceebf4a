/* Findings: one signed sentence after the other, with what was seen and its evidence folded below.
 */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/brief.h"
#include "reports/exceptions.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

#define FULL_MAX 250 /* verdicts that are shown with their evidence; the rest are rows */

static void verdict_head(const struct page *page, struct json_object *verdict)
{
	html_raw(page, "<h4>");
	html_shape(page, scene_group(verdict));
	html_raw(page, " ");
	html_subject(page, verdict);
	html_word(page, "span", "status", "status", view_string(verdict, "status"));
	html_raw(page, "</h4>\n");
}

/* What was seen of a technology is told once, beside the first sentence that it bears on. */
static bool told_before(const struct page *page, size_t index)
{
	const char *finding = view_string(view_at(page->scene->verdicts, index), "finding");

	for (size_t i = 0; finding && i < index; i++) {
		struct json_object *other = view_at(page->scene->verdicts, i);
		const char *id = view_string(other, "finding");

		if (id && !strcmp(id, finding) && scene_group(other) <= GROUP_DISCUSS)
			return true;
	}
	return false;
}

static void exception_beside(const struct page *page, struct json_object *verdict)
{
	_cleanup_(text_free) struct text said = { 0 };

	exception_say(verdict, &said);
	if (said.at)
		html_element(page, "p", "exception", said.at);
}

static void verdict_full(const struct page *page, size_t index)
{
	struct json_object *verdict = view_at(page->scene->verdicts, index);
	const char *because = view_sentence(verdict, "because"),
		   *limit = view_sentence(verdict, "does_not_show");
	struct json_object *finding =
		told_before(page, index) ? NULL : scene_finding(page->scene, verdict);

	text_addf(page->out, "<article class=\"verdict g-%s\">\n",
	          group_word(scene_group(verdict)));
	verdict_head(page, verdict);
	if (because)
		html_element(page, "p", "because", because);
	exception_beside(page, verdict);
	html_seen(page, finding, verdict);
	if (limit)
		html_element(page, "p", "limit", limit);
	html_asks(page, verdict);
	html_responses_beside(page, index);
	html_evidence(page, finding);
	html_close(page, "article");
}

/* What is as agreed, or was looked for in vain, takes a line; one line for all of one reason. */
static void verdict_line(const struct page *page, size_t from, size_t index, size_t end)
{
	struct json_object *verdict = view_at(page->scene->verdicts, index);
	_cleanup_(text_free) struct text names = { 0 };
	const char *says, *after;

	if (brief_said(page->scene, from, index))
		return;
	says = brief_line(page->scene, index, end, &names);
	after = brief_after_name(says, names.at);
	text_addf(page->out, "<p class=\"brief g-%s\">", group_word(scene_group(verdict)));
	html_shape(page, scene_group(verdict));
	html_raw(page, " ");
	html_word(page, "span", "status", "status", view_string(verdict, "status"));
	html_raw(page, " <b>");
	html_text(page, names.at ? names.at : "");
	html_raw(page, after || !says ? "</b>" : ":</b> ");
	if (says)
		html_element(page, "span", NULL, after ? after : says);
	html_raw(page, "</p>\n");
	for (size_t i = index; i < end; i++) {
		if (!brief_shares(page->scene, index, i))
			continue;
		exception_beside(page, view_at(page->scene->verdicts, i));
		html_responses_beside(page, i);
	}
}

static size_t rule_section(const struct page *page, size_t from, size_t *full)
{
	struct json_object *verdicts = page->scene->verdicts, *first = view_at(verdicts, from);
	size_t end = brief_rule_end(page->scene, from);

	if (html_is_of_list(first) || html_is_for_people(first))
		return end;
	html_raw(page, "<section class=\"redline\">\n");
	html_rule_head(page, first);
	for (size_t i = from; i < end; i++) {
		if (scene_group(view_at(verdicts, i)) <= GROUP_DISCUSS && *full < FULL_MAX) {
			verdict_full(page, i);
			(*full)++;
		}
	}
	for (size_t i = from; i < end; i++)
		if (scene_group(view_at(verdicts, i)) > GROUP_DISCUSS)
			verdict_line(page, from, i, end);
	html_contracts(page, first);
	html_close(page, "section");
	return end;
}

void html_findings(const struct page *page)
{
	size_t full = 0;

	html_section(page, "findings", "findings", "title.findings");
	html_element(page, "p", "lead", message_label("page.findings"));
	for (size_t i = 0; i < view_length(page->scene->verdicts);)
		i = rule_section(page, i, &full);
	if (!view_length(page->scene->verdicts))
		html_element(page, "p", NULL, message_label("page.no-verdicts"));
	html_close(page, "section");
}
