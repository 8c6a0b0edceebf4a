/* Sealed findings in the plain text report. */
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/messages.h"
#include "reports/text_parts.h"
#include "reports/view.h"

static void opened_write(struct text *out, const char *subject, struct json_object *record)
{
	struct json_object *verdicts = view_array(record, "verdicts");
	_cleanup_(text_free) struct text line = { 0 };

	text_addf(&line, "%s: %s", scene_sealed_name(subject),
	          message_label("page.sealed-matches"));
	text_paragraph(out, "  - ", "    ", line.at ? line.at : "");
	if (view_bool(record, "counted_only")) {
		_cleanup_(text_free) struct text count = { 0 };

		text_addf(&count, "%s ", message_label("page.sealed-counted"));
		view_count(view_member(record, "devices"), &count);
		text_paragraph(out, "    ", "    ", count.at ? count.at : "");
	}
	for (size_t i = 0; i < view_length(verdicts); i++) {
		struct json_object *verdict = view_at(verdicts, i);
		const char *because = view_sentence(verdict, "because"),
			   *status = view_string(verdict, "status");
		_cleanup_(text_free) struct text said = { 0 };

		message_word("status", status ? status : "", &said);
		text_addf(&said, ": %s", because ? because : "");
		text_paragraph(out, "    ", "    ", said.at ? said.at : "");
	}
}

void text_sealed(struct text *out, const struct scene *scene, bool color)
{
	struct json_object *rows = view_array(scene->disclosure, "sealed"),
			   *opened = view_array(scene->disclosure, "opened");

	if (!view_length(rows))
		return;
	text_heading(out, "text.sealed", color);
	text_paragraph(out, "", "", message_label("page.sealed"));
	text_paragraph(out, "", "", message_label("page.sealed-hides-nothing"));
	for (size_t i = 0; i < view_length(rows); i++) {
		struct json_object *row = view_at(rows, i);
		const char *hash = view_string(row, "sha256");
		_cleanup_(text_free) struct text line = { 0 };

		text_addf(&line, "%s: SHA-256 %s", scene_sealed_name(view_string(row, "subject")),
		          hash ? hash : "");
		text_paragraph(out, "  - ", "    ", line.at ? line.at : "");
	}
	for (size_t i = 0; i < view_length(opened); i++)
		opened_write(out, view_string(view_at(opened, i), "subject"),
		             view_object(view_at(opened, i), "record"));
}
