/* Rows of a technology list to negotiate. */
#include "reports/draft.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/cleanup.h"
#include "reports/escape.h"
#include "reports/messages.h"
#include "reports/view.h"

/* A string of JSON: quoted and escaped. */
static void add_string(struct text *out, const char *text)
{
	struct json_object *value = json_object_new_string(text);

	out->failed |= !value;
	text_add(out, value ? json_object_to_json_string_ext(value, JSON_C_TO_STRING_NOSLASHESCAPE)
	                    : "\"\"");
	json_object_put(value);
}

static void add_json(struct text *out, const char *key, struct json_object *value)
{
	if (!value)
		return;
	text_addf(out, ",\n      \"%s\": %s", key,
	          json_object_to_json_string_ext(value, JSON_C_TO_STRING_SPACED |
	                                                        JSON_C_TO_STRING_NOSLASHESCAPE));
}

/* Each line as a comment: nothing in it ends the line, nothing in it deceives. */
static void add_notes(struct text *out, const struct text *notes)
{
	const char *at = notes && notes->at ? notes->at : "";

	while (*at) {
		size_t len = strcspn(at, "\n");
		_cleanup_(text_free) struct text line = { 0 };

		text_add_bytes(&line, at, len);
		text_add(out, "    // ");
		escape_plain(out, line.at ? line.at : "");
		text_add(out, "\n");
		out->failed |= line.failed;
		at += len + (at[len] == '\n');
	}
}

void draft_begin(struct text *out, const char *note_id)
{
	text_addf(out, "// %s\n{\n  \"format\": \"daylight-register/1\",\n  \"register\": [",
	          message_label(note_id));
}

void draft_row(struct text *out, const struct draft_row *row, bool first)
{
	static const char fields[] =
		",\n      \"purposes_agreed\": [],\n"
		"      \"purposes_ruled_out\": [],\n"
		"      \"functions_allowed\": [],\n"
		"      \"functions_off\": [],\n"
		"      \"groups_covered\": [],\n"
		"      \"destinations\": [],\n"
		"      \"retention_days\": null,\n"
		"      \"access_posts\": [],\n"
		"      \"dates\": {\"proposed\": null, \"notice_given\": null, "
		"\"agreed_on\": null, \"communicated_to_staff\": null, "
		"\"in_use_from\": null, \"next_review\": null}";

	text_add(out, first ? "\n" : ",\n");
	add_notes(out, row->notes);
	text_add(out, "    {\n      \"id\": ");
	add_string(out, row->id);
	text_add(out, ",\n      \"name\": ");
	add_string(out, row->name);
	if (row->vendor) {
		text_add(out, ",\n      \"vendor\": ");
		add_string(out, row->vendor);
	}
	text_add(out, ",\n      \"status\": \"proposed\"");
	add_json(out, "match", row->match);
	text_add(out, fields);
	add_json(out, "baseline", row->baseline);
	text_add(out, "\n    }");
}

void draft_end(struct text *out)
{
	text_add(out, "\n  ],\n  \"documents\": []\n}\n");
}

void draft_abilities(struct text *notes, struct json_object *capabilities)
{
	size_t count = view_length(capabilities);

	if (!count)
		return;
	text_addf(notes, "%s\n", message_label("draft.able"));
	for (size_t i = 0; i < count; i++) {
		struct json_object *row = view_at(capabilities, i);
		const char *word = view_string(row, "word"),
			   *when = view_string(row, "availability");
		_cleanup_(text_free) struct text label = { 0 }, mark = { 0 };

		if (!word)
			continue;
		message_word("capability", word, &label);
		if (when && strcmp(when, "default") != 0) {
			text_add(&mark, "; ");
			message_word("availability", when, &mark);
		}
		notes->failed |= label.failed || mark.failed;
		message_say(notes, "draft.ability", "label", label.at ? label.at : "", "word", word,
		            "mark", mark.at ? mark.at : "");
		text_add(notes, "\n");
	}
	text_addf(notes, "%s\n", message_label("draft.decide"));
}

/* --- from a disclosure -------------------------------------------------------- */

/* A cell of RFC 4180. What a spreadsheet would take for a formula gets a space before it. */
static void add_cell(struct text *out, const char *text)
{
	text_add(out, "\"");
	if (*text && strchr("=+-@", *text))
		text_add(out, " ");
	for (; *text; text++)
		text_add_bytes(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	text_add(out, "\"");
}

static struct json_object *match_of(const char *product)
{
	struct json_object *match = json_object_new_object(), *list = json_object_new_array(),
			   *custom = json_object_new_array();

	if (!match || !list || !custom ||
	    json_object_array_add(list, json_object_new_string(product)) != 0) {
		json_object_put(match);
		json_object_put(list);
		json_object_put(custom);
		return NULL;
	}
	json_object_object_add(match, "products", list);
	json_object_object_add(match, "custom", custom);
	return match;
}

static void json_row(struct text *out, struct json_object *finding, size_t number)
{
	_cleanup_(text_free) struct text notes = { 0 }, level = { 0 };
	struct json_object *match = match_of(view_string(finding, "product"));
	const char *seen = view_string(finding, "level");
	char id[32];
	struct draft_row row = { .id = id,
		                 .name = view_string(finding, "name"),
		                 .vendor = view_string(finding, "vendor"),
		                 .match = match,
		                 .notes = &notes };

	snprintf(id, sizeof(id), "REG-%03zu", number + 1);
	if (!row.name)
		row.name = view_string(finding, "product");
	message_word("level", seen ? seen : "present", &level);
	message_say(&notes, "draft.seen", "name", row.name, "level", level.at ? level.at : "");
	text_add(&notes, "\n");
	draft_abilities(&notes, view_array(finding, "capabilities"));
	out->failed |= !match || notes.failed || level.failed;
	draft_row(out, &row, number == 0);
	json_object_put(match);
}

static void csv_row(struct text *out, struct json_object *finding)
{
	const char *name = view_string(finding, "name"), *vendor = view_string(finding, "vendor"),
		   *product = view_string(finding, "product");

	add_cell(out, name ? name : product);
	text_add(out, ",");
	add_cell(out, vendor ? vendor : "");
	text_add(out, ",,,,,,,,,,,");
	add_cell(out, product);
	text_add(out, "\r\n");
}

static bool wanted(struct json_object *finding, struct draft_counts *counts)
{
	const char *reports_to = view_string(finding, "reports_to");

	if (view_string(finding, "register")) {
		counts->listed++;
		return false;
	}
	if (reports_to && strcmp(reports_to, "person-at-device") == 0) {
		counts->folded++;
		return false;
	}
	return view_string(finding, "product");
}

int draft_from_disclosure(struct json_object *disclosure, bool csv, struct text *out,
                          struct draft_counts *counts)
{
	struct json_object *findings = view_array(disclosure, "findings");

	*counts = (struct draft_counts){ 0 };
	if (csv)
		text_add(out, "name,supplier,for,never for,must stay off,who,where data "
		              "goes,kept,agreed,told,in use,review,match.products\r\n");
	else
		draft_begin(out, "draft.from-disclosure");
	for (size_t i = 0; i < view_length(findings); i++) {
		struct json_object *finding = view_at(findings, i);

		if (!wanted(finding, counts))
			continue;
		if (csv)
			csv_row(out, finding);
		else
			json_row(out, finding, counts->rows);
		counts->rows++;
	}
	if (!csv)
		draft_end(out);
	return out->failed ? -ENOMEM : 0;
}
