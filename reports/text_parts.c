/* Paragraphs, clauses and what counts as evidence, as plain text. */
#include "reports/text_parts.h"

#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/escape.h"
#include "reports/messages.h"
#include "reports/view.h"

#define WIDTH 96

void text_paragraph(struct text *out, const char *first, const char *rest, const char *untrusted)
{
	_cleanup_(text_free) struct text safe = { 0 };
	const char *at;
	size_t column = strlen(first);

	escape_plain(&safe, untrusted);
	text_add(out, first);
	for (at = safe.at ? safe.at : ""; *at;) {
		size_t len = strcspn(at, " ");

		if (column + len > WIDTH && column > strlen(rest)) {
			text_addf(out, "\n%s", rest);
			column = strlen(rest);
		}
		text_add_bytes(out, at, len);
		column += len;
		at += len;
		if (*at == ' ') {
			text_add(out, " ");
			column++;
			at++;
		}
	}
	text_add(out, "\n");
}

void text_heading(struct text *out, const char *id, bool color)
{
	text_addf(out, color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", message_label(id));
}

void text_clauses(struct text *out, const struct scene *scene, struct json_object *verdict)
{
	struct json_object *ids = view_array(verdict, "clauses");

	for (size_t i = 0; i < view_length(ids); i++) {
		struct json_object *clause = scene_clause(scene, ids, i);
		const char *set = view_string(clause, "set"), *note = view_string(clause, "note"),
			   *provenance = view_string(clause, "provenance");
		_cleanup_(text_free) struct text line = { 0 };

		if (!clause || scene_set_named(scene, ids, i))
			continue;
		text_add(&line, view_string(clause, "id"));
		for (size_t more = i + 1; more < view_length(ids); more++)
			if (scene_same_set(scene, ids, i, more))
				text_addf(&line, ", %s",
				          json_object_get_string(view_at(ids, more)));
		text_addf(&line, ": %s (%s%s%s)", set ? set : "", note ? note : "",
		          note && provenance ? "; " : "", provenance ? provenance : "");
		text_paragraph(out, "     ", "       ", line.at ? line.at : "");
	}
}

static void list_write(struct text *out, const char *title_id, struct json_object *list)
{
	text_paragraph(out, "    ", "    ", message_label(title_id));
	for (size_t i = 0; i < view_length(list); i++) {
		const char *sentence = json_object_get_string(view_at(list, i));

		text_paragraph(out, "    - ", "      ", sentence ? sentence : "");
	}
}

void text_contracts(struct text *out, const struct scene *scene, bool color)
{
	struct json_object *rows = view_array(scene->agreement, "contracts");

	if (!view_length(rows))
		return;
	text_heading(out, "text.contracts", color);
	for (size_t i = 0; i < view_length(rows); i++) {
		struct json_object *row = view_at(rows, i);
		const char *id = view_string(row, "id"), *title = view_string(row, "title");
		_cleanup_(text_free) struct text line = { 0 };

		text_addf(&line, "%s  %s", id ? id : "", title ? title : "");
		text_paragraph(out, "  ", "    ", line.at ? line.at : "");
		list_write(out, "contract.counts", view_array(row, "counts"));
		list_write(out, "contract.does-not-count", view_array(row, "does_not_count"));
	}
}
