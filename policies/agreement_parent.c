/* Where the rules stand (agreement.json or redlines.txt), and the agreement that this one extends
 * (model A18): a school adds to what its trust signed, and changes none of it. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/clause_sources.h"
#include "policies/redlines.h"
#include "probes/base/text.h"

int agreement_bytes(struct arena *arena, struct span agreement, struct span redlines,
                    struct span *out)
{
	uint8_t *both;

	if (!redlines.at) {
		*out = agreement;
		return 0;
	}
	both = arena_take(arena, agreement.len + redlines.len + 1, 1);
	if (!both)
		return -ENOMEM;
	memcpy(both, agreement.at, agreement.len);
	memcpy(both + agreement.len, redlines.at, redlines.len);
	*out = (struct span){ both, agreement.len + redlines.len };
	return 0;
}

int rule_source_find(struct agreement_reading *reading, enum agreement_file file,
                     struct span redlines, struct rule_source *out)
{
	bool own = file == FILE_AGREEMENT;
	enum agreement_file lines = own ? FILE_REDLINES : FILE_PARENT_REDLINES;
	const char *name = own ? "redlines.txt" : "extends/redlines.txt";
	struct document *head = &reading->out->documents_open[file];
	struct json_object *rules = field_object(head->root, "rules");
	int ret;

	if (rules && redlines.at) {
		problem_set(reading->problem,
		            "%s: agreement.json has \"rules\" as well; keep them in one of the two",
		            name);
		return -EBADMSG;
	}
	if (!rules && !redlines.at) {
		document_problem(head, reading->problem, "",
		                 "\"rules\" is missing (add it, or write the rules as lines in "
		                 "redlines.txt)");
		return -EBADMSG;
	}
	if (rules) {
		*out = (struct rule_source){ file, rules };
		return 0;
	}
	ret = redlines_parse(name, redlines, &reading->out->documents_open[lines],
	                     reading->problem);
	if (!ret)
		*out = (struct rule_source){
			lines, field_object(reading->out->documents_open[lines].root, "rules")
		};
	return ret;
}

static int refuse(struct agreement_reading *reading, enum agreement_file file, const char *pointer,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));
static int refuse(struct agreement_reading *reading, enum agreement_file file, const char *pointer,
                  const char *format, ...)
{
	struct text what = { 0 };
	va_list args;

	va_start(args, format);
	text_vaddf(&what, format, args);
	va_end(args);
	document_problem(&reading->out->documents_open[file], reading->problem, pointer, "%s",
	                 what.at ? what.at : "");
	text_free(&what);
	return -EBADMSG;
}

/* The name and the bytes that the school's agreement names, and no third one above. */
static int check_identity(struct agreement_reading *reading, const struct agreement_files *files,
                          struct json_object *extends)
{
	struct json_object *root = reading->out->documents_open[FILE_PARENT].root;
	struct json_object *head = field_object(root, "agreement");
	const char *id = field_text(extends, "id"), *sha256 = field_text(extends, "sha256");
	struct span bytes = { 0 };
	char hex[DIGEST_HEX];
	int ret = agreement_bytes(reading->arena, files->parent, files->parent_redlines, &bytes);

	if (ret)
		return ret;
	digest_hex(bytes, hex);
	if (field_object(head, "extends"))
		return refuse(reading, FILE_PARENT, "/agreement/extends",
		              "an agreement that others extend may not extend a third one");
	if (strcmp(field_text(head, "id"), id) != 0)
		return refuse(reading, FILE_AGREEMENT, "/agreement/extends/id",
		              "this names \"%.60s\", but extends/agreement.json is \"%.60s\"", id,
		              field_text(head, "id"));
	if (strcmp(hex, sha256) != 0)
		return refuse(reading, FILE_AGREEMENT, "/agreement/extends/sha256",
		              "extends/agreement.json is not the text that this names: its SHA-256 "
		              "is %s (get the signed text, or sign this agreement anew with that)",
		              hex);
	return 0;
}

static int parse(struct agreement_reading *reading, struct span bytes)
{
	struct document *document = &reading->out->documents_open[FILE_PARENT];
	struct shape_context context = reading_context(reading, FILE_PARENT);
	int ret = document_parse("extends/agreement.json", bytes, DOCUMENT_OF_PEOPLE, document,
	                         reading->problem);

	if (!ret)
		ret = reading_check_format(reading, FILE_PARENT, "daylight-agreement/1");
	if (!ret)
		ret = shape_check(&context, document->root, "", agreement_shape);
	return ret ? ret : clause_sources_check(reading, FILE_PARENT);
}

/* --- What is taken over --- */

static int take_definitions(struct agreement_reading *reading, struct json_object *root)
{
	struct json_object *from = field_object(root, "definitions");
	struct json_object *to = field_object(reading->out->root, "definitions");

	if (!from)
		return 0;
	if (!to) {
		to = json_object_new_object();
		if (!to || json_object_object_add(reading->out->root, "definitions", to) != 0)
			return -ENOMEM;
	}
	json_object_object_foreach(from, key, value)
	{
		char at[SHAPE_POINTER];
		struct json_object *own = field_object(to, key);

		if (own && !json_object_equal(own, value)) {
			shape_step(at, "/definitions", key);
			return refuse(
				reading, FILE_AGREEMENT, at,
				"\"%.60s\" is defined by \"%.60s\" in other words; it may not be "
				"changed here (remove it)",
				key, reading->out->parent_id);
		}
		if (!own && json_object_object_add(to, key, json_object_get(value)) != 0)
			return -ENOMEM;
	}
	return 0;
}

/* Steps that the school does not set itself are its trust's. Whose rules an exception may suspend
 * is asked of whoever signed them (rules/exception.c), so that those terms are not mixed. */
static int take_processes(struct agreement_reading *reading, struct json_object *root)
{
	struct json_object *from = field_object(root, "processes");
	struct json_object *to = field_object(reading->out->root, "processes");

	if (!from)
		return 0;
	if (!to) {
		to = json_object_new_object();
		if (!to || json_object_object_add(reading->out->root, "processes", to) != 0)
			return -ENOMEM;
	}
	json_object_object_foreach(from, key, value)
	{
		if (strcmp(key, "exceptions") == 0 || field_object(to, key))
			continue;
		if (json_object_object_add(to, key, json_object_get(value)) != 0)
			return -ENOMEM;
	}
	return 0;
}

static bool list_holds(struct json_object *list, const char *text)
{
	for (size_t i = 0; i < json_object_array_length(list); i++)
		if (strcmp(json_object_get_string(json_object_array_get_idx(list, i)), text) == 0)
			return true;
	return false;
}

static int take_packs(struct agreement_reading *reading, struct json_object *head)
{
	struct json_object *own_head = field_object(reading->out->root, "agreement");
	struct json_object *from = field_object(head, "packs"),
			   *to = field_object(own_head, "packs");

	if (!to) {
		to = json_object_new_array();
		if (!to || json_object_object_add(own_head, "packs", to) != 0)
			return -ENOMEM;
	}
	for (size_t i = 0; i < field_count(head, "packs"); i++) {
		struct json_object *one = json_object_array_get_idx(from, i);

		if (!list_holds(to, json_object_get_string(one)) &&
		    json_object_array_add(to, json_object_get(one)) != 0)
			return -ENOMEM;
	}
	return 0;
}

static int refuse_question(struct agreement_reading *reading, const char *id, size_t own)
{
	char at[SHAPE_POINTER], inner[SHAPE_POINTER];

	shape_index(at, "/questions", own);
	shape_step(inner, at, "id");
	return refuse(reading, FILE_AGREEMENT, inner,
	              "the question \"%.60s\" is one of \"%.60s\", which this agreement extends "
	              "(give this one another id)",
	              id, reading->out->parent_id);
}

static int take_questions(struct agreement_reading *reading, struct json_object *root)
{
	struct json_object *list = field_object(root, "questions");
	size_t count = field_count(root, "questions"), own = reading->out->question_count;
	struct agreement_question *all = arena_take(reading->arena, count + own + 1, sizeof(*all));
	int ret = reading_refuse_twins(reading, FILE_PARENT, list, "/questions");

	if (ret || !all)
		return ret ? ret : -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		all[i] = (struct agreement_question){ field_text(one, "id"),
			                              field_text(one, "text") };
		for (size_t j = 0; j < own; j++)
			if (strcmp(reading->out->questions[j].id, all[i].id) == 0)
				return refuse_question(reading, all[i].id, j);
	}
	for (size_t j = 0; j < own; j++)
		all[count + j] = reading->out->questions[j];
	reading->out->questions = all;
	reading->out->question_count = count + own;
	return 0;
}

int parent_read(struct agreement_reading *reading, const struct agreement_files *files,
                struct rule_source *out)
{
	struct json_object *extends =
		field_object(field_object(reading->out->root, "agreement"), "extends");
	struct json_object *root, *head;
	int ret;

	if (!extends && !files->parent.at)
		return 0;
	if (!extends)
		return refuse(
			reading, FILE_AGREEMENT, "/agreement",
			"there is a folder \"extends\", but this agreement does not say what it "
			"extends (add \"extends\": {\"id\": ..., \"sha256\": ...}, or remove "
			"the folder)");
	if (!files->parent.at)
		return refuse(
			reading, FILE_AGREEMENT, "/agreement/extends",
			"\"%.60s\" is missing: put its agreement.json into a folder \"extends\" "
			"in this folder",
			field_text(extends, "id"));
	ret = parse(reading, files->parent);
	if (!ret)
		ret = check_identity(reading, files, extends);
	if (ret)
		return ret;
	root = reading->out->documents_open[FILE_PARENT].root;
	head = field_object(root, "agreement");
	reading->out->parent_id = field_text(head, "id");
	reading->out->parent_title = field_text(head, "title");
	reading->out->parent_from = field_date(head, "in_force_from");
	reading->out->parent_until = field_date(head, "in_force_until");
	ret = take_definitions(reading, root);
	if (!ret)
		ret = take_processes(reading, root);
	if (!ret)
		ret = take_packs(reading, head);
	if (!ret)
		ret = take_questions(reading, root);
	return ret ? ret : rule_source_find(reading, FILE_PARENT, files->parent_redlines, out);
}

struct json_object *agreement_parties(const struct agreement *agreement)
{
	struct json_object *own = field_object(agreement->root, "parties");

	return list_length(own) || !agreement->parent_id
	               ? own
	               : field_object(agreement->documents_open[FILE_PARENT].root, "parties");
}
