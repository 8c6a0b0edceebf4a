/* A draft of the assessment that the check itself needs (model 3.4). */
#include "policies/fields.h"
#include "reports/paper_fields.h"
#include "reports/papers.h"

static void what(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "dpia.what");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "dpia.ref", papers_text(source, NULL, "dpia_ref"), "blank.dpia");
	paper_fact(paper, "dpia.purpose", papers_text(source, NULL, "purpose"), "blank.purpose");
	paper_fact(paper, "dpia.from", papers_date(source, paper, NULL, "valid_from"),
	           "blank.date");
	paper_fact(paper, "dpia.until", papers_date(source, paper, NULL, "valid_until"),
	           "blank.date");
	paper_fact(paper, "dpia.basis", NULL, "blank.basis");
	paper_close(paper);
	paper_heading(paper, 2, "dpia.necessity");
	paper_say(paper, PAPER_PARAGRAPH, "dpia.necessity-why");
	paper_say(paper, PAPER_PARAGRAPH, "dpia.necessity-enough");
	paper_say(paper, PAPER_HINT, "dpia.necessity-own");
	paper_lines(paper, 3);
}

static void areas(const struct papers_source *source, struct paper *paper, const char *part,
                  const char *label_id, const char *key, const char *prefix, const char *hint)
{
	paper_fact(paper, label_id, papers_words(source, paper, part, key, prefix), hint);
}

static void data(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "dpia.data");
	paper_open(paper, PAPER_FACTS);
	areas(source, paper, "host_inventory", "dpia.devices", "may_read", "area", "blank.areas");
	areas(source, paper, "network_metadata", "dpia.network", "may_read", "area", "blank.areas");
	paper_fact_open(paper, message_label("dpia.fields"));
	papers_list(source, paper, "network_metadata", "fields", "blank.fields");
	paper_close(paper);
	areas(source, paper, "host_inventory", "dpia.people", "device_classes", "device-class",
	      "blank.classes");
	paper_fact_open(paper, message_label("dpia.others"));
	paper_say(paper, PAPER_PARAGRAPH, "dpia.others-text");
	paper_close(paper);
	papers_retention(source, paper);
	paper_close(paper);
	papers_checks(paper);
}

static void roles(const struct papers_source *source, struct paper *paper)
{
	paper_heading(paper, 2, "dpia.roles");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "dpia.controller", papers_school(source), "blank.school");
	paper_fact(paper, "dpia.processor", papers_post(source, "carried_out_by", 0),
	           "blank.expert");
	paper_close(paper);
	paper_say(paper, PAPER_PARAGRAPH, "dpia.roles-joint");
}

static void risks(const struct papers_source *source, struct paper *paper)
{
	static const char *const rows[][2] = {
		{ "dpia.risk-small", "dpia.answer-small" },
		{ "dpia.risk-union", "dpia.answer-union" },
		{ "dpia.risk-times", "dpia.answer-times" },
		{ "dpia.risk-map", "dpia.answer-map" },
		{ "dpia.risk-creep", "dpia.answer-creep" },
		{ "dpia.risk-chill", "dpia.answer-chill" },
		{ "dpia.risk-inquiry", "dpia.answer-inquiry" },
		{ "dpia.risk-learners", "dpia.answer-learners" },
	};
	const char *k = papers_count(source, paper, "privacy_limits", "k_min");

	paper_heading(paper, 2, "dpia.risks");
	paper_table(paper, "dpia.risks-caption",
	            (const char *const[]){ "dpia.risk", "dpia.answer", "dpia.left", NULL },
	            (const unsigned[]){ 32, 48, 20 });
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		paper_open(paper, PAPER_ROW);
		paper_cell_strong(paper, message_label(rows[i][0]));
		paper_open(paper, PAPER_CELL);
		paper_say(paper, PAPER_PARAGRAPH, rows[i][1], "k", k);
		paper_close(paper);
		paper_open(paper, PAPER_CELL);
		paper_open(paper, PAPER_PARAGRAPH);
		paper_blank(paper, "blank.risk");
		paper_close(paper);
		paper_close(paper);
		paper_close(paper);
	}
	paper_close(paper);
}

static void people(const struct papers_source *source, struct paper *paper)
{
	struct json_object *permission = papers_permission(source);
	size_t count = permission ? field_count(permission, "supported_by") : 0;

	paper_heading(paper, 2, "dpia.consulted");
	paper_say(paper, PAPER_PARAGRAPH, "dpia.consulted-whom");
	paper_open(paper, PAPER_FACTS);
	for (size_t i = 0; i < (count ? count : 2); i++) {
		struct json_object *row =
			count ? json_object_array_get_idx(field_object(permission, "supported_by"),
		                                          i)
			      : NULL;

		paper_fact(paper, "dpia.consulted-post", row ? field_text(row, "post") : NULL,
		           "blank.post");
		paper_fact(paper, "dpia.consulted-on",
		           paper_date(paper, row ? field_text(row, "date") : NULL), "blank.date");
		paper_fact(paper, "dpia.view", row ? field_text(row, "view") : NULL, "blank.view");
	}
	paper_close(paper);
	paper_heading(paper, 2, "dpia.sign-off");
	papers_sign_open(paper);
	for (size_t i = 0; !i || papers_post(source, "given_by", i); i++)
		papers_sign_row(paper, "dpia.sign-controller", papers_post(source, "given_by", i));
	papers_sign_row(paper, "dpia.sign-dpo", NULL);
	paper_close(paper);
	paper_heading(paper, 2, "dpia.review");
	paper_say(paper, PAPER_PARAGRAPH, "dpia.review-when");
	paper_open(paper, PAPER_FACTS);
	paper_fact(paper, "dpia.reviewed-on", NULL, "blank.date");
	paper_fact(paper, "dpia.changed", NULL, "blank.changed");
	paper_close(paper);
}

static void write_dpia(const struct papers_source *source, struct arena *arena, struct paper *out)
{
	papers_begin(source, arena, "dpia.kicker", "dpia.title", "dpia.lead", out);
	what(source, out);
	data(source, out);
	roles(source, out);
	risks(source, out);
	people(source, out);
}

extern const struct paper_writer paper_dpia;
const struct paper_writer paper_dpia = { "dpia", write_dpia };
