/* Findings: one signed sentence after the other, with what was seen and its evidence folded below.
 */
#include <string.h>

#include "probes/base/cleanup.h"
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

/* The sentence that two verdicts of a rule share, in the same status and for the same reason. */
static const char *shared(struct json_object *left, struct json_object *right)
{
	const char *says = view_sentence(left, "because"), *other = view_sentence(right, "because");
	const char *id = view_string(view_object(left, "because"), "id"),
		   *other_id = view_string(view_object(right, "because"), "id");
	const char *status = view_string(left, "status"),
		   *other_status = view_string(right, "status");
	_cleanup_(text_free) struct text many = { 0 };

	if (!says || !other || !id || !other_id || !status || !other_status ||
	    strcmp(status, other_status) != 0 || strcmp(id, other_id) != 0)
		return NULL;
	if (!strcmp(says, other))
		return says;
	text_addf(&many, "many.%s", id);
	return many.at && message_template(many.at) ? message_label(many.at) : NULL;
}

/* "Example ClassView: record the screen, record sound" where the reason is about functions. */
static void line_name(const struct page *page, struct json_object *verdict, const char **last)
{
	const char *function =
		view_string(view_object(view_object(verdict, "because"), "args"), "function");
	const char *name = scene_name(page->scene, verdict);
	_cleanup_(text_free) struct text word = { 0 };
	bool again = function && *last && !strcmp(*last, name);

	if (*last)
		html_raw(page, again ? ", " : "; ");
	*last = name;
	if (!again)
		html_subject(page, verdict);
	if (!function)
		return;
	message_word("capability", function, &word);
	html_raw(page, again ? "" : ": ");
	html_text(page, word.at ? word.at : "");
}

/* Names all that share the sentence of `first`; what they are said by together. */
static const char *line_names(const struct page *page, size_t first, size_t end)
{
	struct json_object *verdicts = page->scene->verdicts, *lead = view_at(verdicts, first);
	const char *own = view_sentence(lead, "because"), *says = own, *last = NULL;

	html_raw(page, " <b>");
	line_name(page, lead, &last);
	for (size_t i = first + 1; i < end; i++) {
		const char *both = shared(lead, view_at(verdicts, i));

		if (!both)
			continue;
		line_name(page, view_at(verdicts, i), &last);
		if (says == own)
			says = both;
	}
	html_raw(page, "</b> ");
	return says;
}

/* What is as agreed, or was looked for in vain, takes a line; one line for all of one reason. */
static void verdict_line(const struct page *page, size_t from, size_t index, size_t end)
{
	struct json_object *verdicts = page->scene->verdicts, *verdict = view_at(verdicts, index);
	const char *says;

	for (size_t i = from; i < index; i++)
		if (shared(view_at(verdicts, i), verdict))
			return;
	text_addf(page->out, "<p class=\"brief g-%s\">", group_word(scene_group(verdict)));
	html_shape(page, scene_group(verdict));
	says = line_names(page, index, end);
	html_word(page, "span", "status", "status", view_string(verdict, "status"));
	if (says) {
		html_raw(page, " <span>");
		html_text(page, says);
		html_raw(page, "</span>");
	}
	html_raw(page, "</p>\n");
	for (size_t i = index; i < end; i++) {
		if (i != index && !shared(verdict, view_at(verdicts, i)))
			continue;
		exception_beside(page, view_at(verdicts, i));
		html_responses_beside(page, i);
	}
}

static bool same_rule(struct json_object *left, struct json_object *right)
{
	const char *a = view_string(left, "rule"), *b = view_string(right, "rule");

	return a && b && !strcmp(a, b);
}

static size_t rule_section(const struct page *page, size_t from, size_t *full)
{
	struct json_object *verdicts = page->scene->verdicts, *first = view_at(verdicts, from);
	size_t end = from;

	while (end < view_length(verdicts) && same_rule(first, view_at(verdicts, end)))
		end++;
	if (end == from)
		end++;
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
