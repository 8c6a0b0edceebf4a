/* Where a signed sentence comes from, and what counts as evidence for it. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/html_sections.h"
#include "reports/messages.h"
#include "reports/view.h"

/* A set is named once, after all of its clauses. */
static void from_set(const struct page *page, struct json_object *ids, size_t first)
{
	struct json_object *clause = scene_clause(page->scene, ids, first);
	const char *set = view_string(clause, "set"), *note = view_string(clause, "note"),
		   *provenance = view_string(clause, "provenance");

	if (scene_set_named(page->scene, ids, first))
		return;
	html_raw(page, "<li>");
	for (size_t i = first; i < view_length(ids); i++) {
		const char *id = json_object_get_string(view_at(ids, i));

		if (i != first && !scene_same_set(page->scene, ids, first, i))
			continue;
		html_element(page, "code", NULL, id ? id : "");
		html_raw(page, " ");
	}
	if (set)
		html_element(page, "span", NULL, set);
	if (note) {
		html_raw(page, " <b>");
		html_text(page, note);
		html_raw(page, "</b>");
	}
	if (provenance) {
		html_raw(page, " <i>");
		html_text(page, provenance);
		html_raw(page, "</i>");
	}
	html_raw(page, "</li>");
}

void html_clauses(const struct page *page, struct json_object *verdict)
{
	struct json_object *ids = view_array(verdict, "clauses");

	if (!view_length(ids))
		return;
	html_raw(page, "<ul class=\"clauses\" aria-label=\"");
	html_text(page, message_label("page.clauses"));
	html_raw(page, "\">");
	for (size_t i = 0; i < view_length(ids); i++)
		from_set(page, ids, i);
	html_raw(page, "</ul>");
}

static void sentences(const struct page *page, const char *title_id, struct json_object *list)
{
	html_element(page, "p", "term", message_label(title_id));
	html_raw(page, "<ul>");
	for (size_t i = 0; i < view_length(list); i++) {
		const char *sentence = json_object_get_string(view_at(list, i));

		html_element(page, "li", NULL, sentence ? sentence : "");
	}
	html_raw(page, "</ul>\n");
}

static void contract_write(const struct page *page, struct json_object *contract)
{
	const char *id = view_string(contract, "id"), *title = view_string(contract, "title"),
		   *example = view_string(contract, "example");

	html_open(page, "div", "contract");
	html_raw(page, "<h4>");
	html_text(page, title ? title : "");
	html_raw(page, " ");
	html_element(page, "code", NULL, id ? id : "");
	html_raw(page, "</h4>\n<div class=\"counts\"><div>");
	sentences(page, "contract.counts", view_array(contract, "counts"));
	html_raw(page, "</div><div>");
	sentences(page, "contract.does-not-count", view_array(contract, "does_not_count"));
	html_raw(page, "</div></div>");
	if (example) {
		html_raw(page, "<p class=\"hint\"><b>");
		html_text(page, message_label("contract.example"));
		html_raw(page, "</b> ");
		html_text(page, example);
		html_raw(page, "</p>");
	}
	html_raw(page, "</div>\n");
}

/* In the words of their sets, which are not ours: as quotations. */
static void clause_texts(const struct page *page, struct json_object *ids)
{
	for (size_t i = 0; i < view_length(ids); i++) {
		const char *id = json_object_get_string(view_at(ids, i));
		const char *text = view_string(scene_clause(page->scene, ids, i), "text");

		if (!text)
			continue;
		html_raw(page, "<p class=\"clause\">");
		html_element(page, "code", NULL, id);
		html_raw(page, " <q>");
		html_text(page, text);
		html_raw(page, "</q></p>\n");
	}
}

void html_contracts(const struct page *page, struct json_object *verdict)
{
	struct json_object *ids = view_array(verdict, "contracts"), *any = NULL;

	for (size_t i = 0; i < view_length(ids) && !any; i++) {
		const char *id = json_object_get_string(view_at(ids, i));

		any = id ? view_object(page->scene->contract_by_id, id) : NULL;
	}
	if (!any)
		return;
	html_fold(page, "contracts", message_label("contract.title"));
	for (size_t i = 0; i < view_length(ids); i++) {
		const char *id = json_object_get_string(view_at(ids, i));
		struct json_object *contract =
			id ? view_object(page->scene->contract_by_id, id) : NULL;

		if (contract)
			contract_write(page, contract);
	}
	clause_texts(page, view_array(verdict, "clauses"));
	html_fold_end(page);
}

void html_rule_head(const struct page *page, struct json_object *verdict)
{
	const char *say = view_string(verdict, "say"), *rule = view_string(verdict, "rule");

	html_raw(page, "<header><p class=\"rule-id\">");
	html_text(page, rule ? rule : "");
	html_raw(page, "</p><h3><q>");
	html_text(page, say ? say : "");
	html_raw(page, "</q></h3>");
	html_clauses(page, verdict);
	html_raw(page, "</header>\n");
}
