/* The table of papers, and what they share. */
#include "reports/papers.h"

#include <string.h>

#include "policies/agreement_read.h"
#include "policies/fields.h"
#include "probes/base/cleanup.h"
#include "probes/probe.h"
#include "reports/paper_fields.h"

extern const struct paper_writer paper_permission, paper_dpia, paper_notice, paper_terms,
	paper_it_sheet;

const struct paper_writer *const paper_writers[] = {
	&paper_permission, &paper_dpia, &paper_notice, &paper_terms, &paper_it_sheet, NULL,
};

const struct paper_writer *paper_writer_find(const char *name)
{
	for (const struct paper_writer *const *writer = paper_writers; *writer; writer++)
		if (strcmp((*writer)->name, name) == 0)
			return *writer;
	return NULL;
}

struct json_object *papers_permission(const struct papers_source *source)
{
	const struct agreement *agreement = source->agreement;

	return agreement && agreement->authorisation
	               ? agreement->documents_open[FILE_AUTHORISATION].root
	               : NULL;
}

struct json_object *papers_part(const struct papers_source *source, const char *part)
{
	struct json_object *permission = papers_permission(source);

	return part && permission ? field_object(permission, part) : permission;
}

const char *papers_text(const struct papers_source *source, const char *part, const char *key)
{
	struct json_object *object = papers_part(source, part);

	return object ? field_text(object, key) : NULL;
}

const char *papers_date(const struct papers_source *source, struct paper *paper, const char *part,
                        const char *key)
{
	return paper_date(paper, papers_text(source, part, key));
}

const char *papers_count(const struct papers_source *source, struct paper *paper, const char *part,
                         const char *key)
{
	struct json_object *object = papers_part(source, part);

	return object ? paper_number(paper, object, key) : NULL;
}

const char *papers_words(const struct papers_source *source, struct paper *paper, const char *part,
                         const char *key, const char *prefix)
{
	struct json_object *object = papers_part(source, part);

	return object ? paper_list(paper, prefix, field_object(object, key)) : NULL;
}

const char *papers_yes(const struct papers_source *source, const char *part, const char *key)
{
	struct json_object *object = papers_part(source, part);

	if (!object || !field_object(object, key))
		return NULL;
	return message_label(field_flag(object, key) ? "word.yes" : "word.no");
}

/* The party whose role says that it is the employer. */
const char *papers_school(const struct papers_source *source)
{
	struct json_object *list =
		source->agreement ? field_object(source->agreement->root, "parties") : NULL;

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		struct json_object *party = json_object_array_get_idx(list, i);
		const char *id = field_text(party, "id"), *role = field_text(party, "role");

		if ((id && !strcmp(id, "employer")) || (role && !strncmp(role, "employer", 8)))
			return field_text(party, "name");
	}
	return NULL;
}

const char *papers_post(const struct papers_source *source, const char *list, size_t n)
{
	struct json_object *permission = papers_permission(source), *row;

	if (!permission || n >= field_count(permission, list))
		return NULL;
	row = json_object_array_get_idx(field_object(permission, list), n);
	return json_object_is_type(row, json_type_string) ? json_object_get_string(row)
	                                                  : field_text(row, "post");
}

const char *papers_posts(const struct papers_source *source, struct paper *paper, const char *list)
{
	struct json_object *posts = json_object_new_array();
	const char *joined = NULL, *post;

	for (size_t i = 0; posts && (post = papers_post(source, list, i)) != NULL; i++)
		paper->failed |= json_object_array_add(posts, json_object_new_string(post)) != 0;
	if (posts)
		joined = paper_list(paper, NULL, posts);
	paper->failed |= !posts;
	json_object_put(posts);
	return joined;
}

void papers_list(const struct papers_source *source, struct paper *paper, const char *part,
                 const char *key, const char *hint_id)
{
	struct json_object *object = papers_part(source, part);

	if (object && field_count(object, key)) {
		paper_field(paper, "network", field_object(object, key));
		return;
	}
	paper_open(paper, PAPER_PARAGRAPH);
	paper_blank(paper, hint_id);
	paper_close(paper);
}

void papers_begin(const struct papers_source *source, struct arena *arena, const char *kicker_id,
                  const char *title_id, const char *lead_id, struct paper *out)
{
	const struct agreement *agreement = source->agreement;

	paper_begin(out, arena, kicker_id, message_label(title_id), "papers.foot");
	if (agreement) {
		out->subtitle = arena_copy(arena, agreement->title);
		out->mark = arena_printf(arena, "%s, %s %s", agreement->id,
		                         message_label("papers.code"), agreement->check_code);
		out->failed |= !out->subtitle || !out->mark;
	}
	paper_say(out, PAPER_LEAD, lead_id);
	paper_say(out, PAPER_NOTICE, "papers.draft");
}

void papers_sign_open(struct paper *paper)
{
	paper_table_tall(paper, "papers.sign-caption",
	                 (const char *const[]){ "papers.sign-for", "papers.post",
	                                        "papers.signature", "papers.date", NULL },
	                 (const unsigned[]){ 26, 26, 32, 16 });
}

void papers_sign_row(struct paper *paper, const char *label_id, const char *post)
{
	paper_open(paper, PAPER_ROW);
	paper_cell(paper, message_label(label_id));
	paper_cell(paper, post);
	paper_cell(paper, NULL);
	paper_cell(paper, NULL);
	paper_close(paper);
}

const char *papers_union(const struct papers_source *source, size_t n)
{
	struct json_object *list =
		source->agreement ? field_object(source->agreement->root, "parties") : NULL;

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		struct json_object *party = json_object_array_get_idx(list, i);
		const char *role = field_text(party, "role");

		if (role && strstr(role, "union") && field_text(party, "signatory_post") && !n--)
			return field_text(party, "signatory_post");
	}
	return NULL;
}

static void check_name(struct paper *paper, const char *name)
{
	_cleanup_(text_free) struct text label = { 0 };

	message_word("probe", name, &label);
	paper->failed |= label.failed;
	paper_cell_strong(paper, label.at ? label.at : name);
}

void papers_retention(const struct papers_source *source, struct paper *paper)
{
	paper_fact(paper, "permission.raw",
	           papers_count(source, paper, "privacy_limits", "retention_days_raw"),
	           "blank.days");
	paper_fact(paper, "permission.results",
	           papers_count(source, paper, "privacy_limits", "retention_days_results"),
	           "blank.days");
}

void papers_checks(struct paper *paper)
{
	paper_table(
		paper, "papers.checks-caption",
		(const char *const[]){ "papers.check", "papers.reads", "papers.reads-not", NULL },
		(const unsigned[]){ 18, 44, 38 });
	for (const struct probe *const *probe = probes; *probe; probe++) {
		paper_open(paper, PAPER_ROW);
		check_name(paper, (*probe)->name);
		paper_cell(paper, (*probe)->looks);
		paper_cell(paper, (*probe)->never);
		paper_close(paper);
	}
	paper_close(paper);
}
