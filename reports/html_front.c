/* Page one of the report: whose it is, how much could be seen, and what to raise first. */
#include <stdlib.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

#define CARDS_MAX 3

static void permission(const struct page *page)
{
	struct json_object *authorisation = view_object(page->scene->agreement, "authorisation");
	const char *id = view_string(authorisation, "id"),
		   *by = view_string(authorisation, "given_by");
	const char *whose = view_string(page->scene->run, "whose");

	if (!id)
		id = view_string(page->scene->run, "permission");
	if (id && !strcmp(id, "own"))
		id = message_label("page.own-permission");
	if (!id && !whose)
		return;
	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.permission"));
	html_raw(page, "</dt><dd>");
	if (id)
		html_text(page, id);
	if (by)
		html_say(page, "small", NULL, "page.given-by", "post", by);
	html_word(page, id ? "small" : "span", NULL, "whose", whose);
	html_raw(page, "</dd></div>\n");
}

static void agreement_pairs(const struct page *page)
{
	struct json_object *agreement = page->scene->agreement;
	_cleanup_(text_free) struct text words = { 0 };

	if (!agreement)
		return;
	html_pair(page, "page.school", view_string(agreement, "employer"));
	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.agreement"));
	text_addf(&words, "%s, v%lld",
	          view_string(agreement, "id") ? view_string(agreement, "id") : "",
	          (long long)view_integer(agreement, "version", 0));
	html_raw(page, "</dt><dd>");
	html_text(page, words.at ? words.at : "");
	html_raw(page, "<small>");
	html_text(page, message_label("page.check-code"));
	html_raw(page, " <b class=\"code\">");
	html_text(page,
	          view_string(agreement, "check_code") ? view_string(agreement, "check_code") : "");
	html_raw(page, "</b></small></dd></div>\n");
}

static void run_pairs(const struct page *page)
{
	struct json_object *run = page->scene->run;
	const char *clock = view_string(run, "clock"), *on = view_string(run, "on");

	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.date"));
	html_raw(page, "</dt><dd>");
	html_date(page, on ? on : view_string(run, "ended"));
	if (clock && !strcmp(clock, "set-by-hand"))
		html_say(page, "small", "warn", "page.clock-set");
	html_raw(page, "</dd></div>\n");
	permission(page);
	html_raw(page, "<div><dt>");
	html_text(page, message_label("page.edition"));
	html_raw(page, "</dt><dd>");
	html_word(page, "span", NULL, "edition", view_string(run, "edition"));
	html_word(page, "small", NULL, "mode", view_string(run, "mode"));
	html_raw(page, "</dd></div>\n");
	html_pair(page, "page.report-id", view_string(run, "id"));
}

void html_front(const struct page *page)
{
	struct json_object *run = page->scene->run;
	const char *title = view_string(page->scene->agreement, "title");

	html_raw(page, "<header class=\"masthead\">\n");
	if (page->scene->example)
		html_element(page, "p", "example", message_label("page.example"));
	html_element(page, "p", "kicker", message_label("page.kicker"));
	html_element(page, "h1", NULL, message_label("page.title"));
	if (title)
		html_element(page, "p", "subtitle", title);
	if (title && !page->scene->judged)
		html_element(page, "p", "notice", message_label("page.not-in-force"));
	if (!title)
		html_element(page, "p", "subtitle", message_label("page.before-you-negotiate"));
	if (!view_bool(run, "complete"))
		html_element(page, "p", "notice", message_label("page.incomplete"));
	if (view_bool(run, "inventory_kept"))
		html_element(page, "p", "notice", message_label("page.inventory-kept"));
	html_open(page, "dl", page->scene->agreement ? "form" : "form short");
	agreement_pairs(page);
	run_pairs(page);
	html_raw(page, "</dl>\n</header>\n");
}

/* --- what to raise ---------------------------------------------------------- */

static void box(const struct page *page, enum group group)
{
	_cleanup_(text_free) struct text number = { 0 };
	size_t count = scene_count(page->scene, group),
	       others = scene_count_others(page->scene, group);
	char unit[64];

	text_addf(&number, "%zu", count);
	stpcpy(stpcpy(unit, "unit."), group_word(group));
	text_addf(page->out, "<li class=\"box g-%s%s\">", group_word(group), count ? "" : " empty");
	html_shape(page, group);
	html_element(page, "b", NULL, number.at ? number.at : "");
	html_word(page, "span", "word", "group", group_word(group));
	html_raw(page, "<small>");
	if (others && group == GROUP_CHASE)
		html_text(page, message_label("unit.chase-and-list"));
	else
		message_say(page->out, unit, "count", number.at);
	html_raw(page, "</small></li>\n");
}

void html_boxes(const struct page *page)
{
	html_section(page, "result", "result", "title.result");
	html_raw(page, "<ul class=\"boxes\">\n");
	for (enum group group = GROUP_RAISE; group <= GROUP_COULD_NOT_TELL; group++)
		box(page, group);
	html_raw(page, "</ul>\n");
	html_element(page, "p", "hint", message_label("page.counted-once"));
	html_close(page, "section");
}

/* Another verdict of the same technology in the same group: its sentence, or NULL. */
static const char *also_says(const struct thing *thing, struct json_object *verdict)
{
	const char *entry = view_string(verdict, "register"),
		   *finding = view_string(verdict, "finding");
	const char *key = entry ? entry : finding;

	if (verdict == thing->lead || scene_group(verdict) != thing->group || !key ||
	    strcmp(key, thing->key) != 0)
		return NULL;
	return view_sentence(verdict, "because");
}

/* The rules from `from` on that say it; false where one before them has said it already. */
static bool also_rules(const struct page *page, const struct thing *thing, size_t from,
                       const char *said, struct text *rules)
{
	for (size_t i = 0; i < view_length(page->scene->verdicts); i++) {
		struct json_object *verdict = view_at(page->scene->verdicts, i);
		const char *other = also_says(thing, verdict), *rule = view_string(verdict, "rule");

		if (!other || strcmp(other, said) != 0)
			continue;
		if (i < from)
			return false;
		text_addf(rules, "%s%s", rules->len ? ", " : "", rule ? rule : "");
	}
	return true;
}

/* Other verdicts of the same technology in the same group: each sentence in a line, once. */
static void also(const struct page *page, const struct thing *thing)
{
	for (size_t i = 0; i < view_length(page->scene->verdicts); i++) {
		const char *said = also_says(thing, view_at(page->scene->verdicts, i));
		_cleanup_(text_free) struct text rules = { 0 };

		if (said && also_rules(page, thing, i, said, &rules))
			html_say(page, "p", "also", "page.also", "rule", rules.at, "text", said);
	}
}

static void card_sides(const struct page *page, const struct thing *thing)
{
	struct json_object *verdict = thing->lead;
	const char *say = view_string(verdict, "say"), *because = view_sentence(verdict, "because");

	html_raw(page, "<div class=\"sides\"><div class=\"signed\">");
	html_say(page, "h4", NULL, "page.signed", "rule", view_string(verdict, "rule"));
	html_element(page, "blockquote", NULL, say ? say : "");
	html_raw(page, "</div><div class=\"seen\">");
	html_element(page, "h4", NULL, message_label("page.was-seen"));
	if (because)
		html_element(page, "p", NULL, because);
	also(page, thing);
	html_seen(page, scene_finding(page->scene, verdict), verdict);
	html_raw(page, "</div></div>\n");
}

static void card(const struct page *page, const struct thing *thing)
{
	struct json_object *verdict = thing->lead;
	const char *limit = view_sentence(verdict, "does_not_show");
	const char *status = view_string(verdict, "status");

	text_addf(page->out, "<article class=\"card g-%s\">\n<h3>", group_word(thing->group));
	html_shape(page, thing->group);
	html_raw(page, " ");
	html_text(page, scene_name(page->scene, verdict));
	html_word(page, "span", "status", "status", status);
	html_raw(page, "</h3>\n");
	card_sides(page, thing);
	html_element(page, "p", "limit", message_label("shows-not.use"));
	if (limit && strcmp(limit, message_label("shows-not.use")) != 0)
		html_element(page, "p", "limit", limit);
	html_asks(page, verdict);
	html_responses_of_card(page, verdict);
	html_answer(page);
	html_close(page, "article");
}

void html_raise_first(const struct page *page)
{
	size_t raised = scene_count(page->scene, GROUP_RAISE), shown = 0;
	_cleanup_(text_free) struct text more = { 0 };

	if (!raised)
		return;
	html_section(page, "raise", "raise-first", "title.raise");
	for (size_t i = 0; i < page->scene->thing_count && shown < CARDS_MAX; i++) {
		if (page->scene->things[i].group != GROUP_RAISE)
			continue;
		card(page, &page->scene->things[i]);
		shown++;
	}
	if (raised > shown) {
		text_addf(&more, "%zu", raised - shown);
		html_say(page, "p", "hint", "page.more-to-raise", "count", more.at);
	}
	html_close(page, "section");
}

void html_safeguarding(const struct page *page)
{
	bool opened = false;

	for (size_t i = 0; i < page->scene->thing_count; i++) {
		const struct thing *thing = &page->scene->things[i];

		if (!thing->safeguarding || thing->group > GROUP_DISCUSS)
			continue;
		if (!opened) {
			html_section(page, "safeguarding", "safeguarding", "title.safeguarding");
			html_element(page, "p", NULL, message_label("page.safeguarding"));
			opened = true;
		}
		card(page, thing);
	}
	if (!opened)
		return;
	html_raw(page, "<ol class=\"four\">");
	for (int number = 1; number <= 4; number++) {
		char id[] = "safeguarding.n";

		id[sizeof(id) - 2] = (char)('0' + number);
		html_element(page, "li", NULL, message_label(id));
	}
	html_raw(page, "</ol>\n");
	html_close(page, "section");
}

void html_closing(const struct page *page)
{
	html_element(page, "p", "closing",
	             message_label(page->scene->judged ? "page.closing" : "page.closing-list"));
}
