/* Says and checks where clauses come from. */
#include "policies/clause_sources.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "policies/fields.h"

#define UNVERIFIED "as reported, unverified"

const struct shape clause_source_shape[] = {
	{ "set", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "note", SHAPE_TEXT, SHAPE_NEEDED, NULL, NULL },
	{ "clauses", SHAPE_TEXT, SHAPE_LIST | SHAPE_NEEDED, NULL, NULL },
	{ 0 },
};

/* --- rows ------------------------------------------------------------------------- */

static bool list_has(struct json_object *list, const char *word)
{
	for (size_t i = 0; i < list_length(list); i++)
		if (strcmp(json_object_get_string(json_object_array_get_idx(list, i)), word) == 0)
			return true;
	return false;
}

static struct json_object *row_of(struct json_object *rows, const char *set)
{
	for (size_t i = 0; i < list_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);

		if (strcmp(field_text(row, "set"), set) == 0)
			return row;
	}
	return NULL;
}

static int put(struct json_object *row, const char *key, struct json_object *value)
{
	if (value && json_object_object_add(row, key, value) == 0)
		return 0;
	json_object_put(value);
	return -ENOMEM;
}

static int append(struct json_object *list, struct json_object *value)
{
	if (value && json_object_array_add(list, value) == 0)
		return 0;
	json_object_put(value);
	return -ENOMEM;
}

static int add_row(struct json_object *rows, const char *set, const struct packs *packs)
{
	const char *standing = packs_standing(packs, set);
	struct json_object *row = json_object_new_object();
	struct text note = { 0 };
	int error;

	text_addf(&note, "%s; %s%s", packs_title(packs, set),
	          packs_unverified(packs, set)     ? UNVERIFIED "; "
	          : strcmp(standing, "shell") == 0 ? "no text of this set is held here; "
	                                           : "",
	          packs_provenance(packs, set));
	error = row && !note.failed ? put(row, "set", json_object_new_string(set)) : -ENOMEM;
	if (!error)
		error = put(row, "note", json_object_new_string(note.at));
	if (!error)
		error = put(row, "clauses", json_object_new_array());
	if (!error)
		error = append(rows, json_object_get(row));
	json_object_put(row);
	text_free(&note);
	return error;
}

static int add_clause(struct json_object *rows, const struct clause *clause,
                      const struct packs *packs)
{
	struct json_object *clauses;

	if (!row_of(rows, clause->pack) && add_row(rows, clause->pack, packs))
		return -ENOMEM;
	clauses = field_object(row_of(rows, clause->pack), "clauses");
	return list_has(clauses, clause->id) ? 0
	                                     : append(clauses, json_object_new_string(clause->id));
}

struct json_object *clause_sources_of(struct json_object *rules, const struct packs *packs)
{
	struct json_object *rows = json_object_new_array();
	int error = rows ? 0 : -ENOMEM;

	for (size_t i = 0; i < list_length(rules) && !error; i++) {
		struct json_object *from =
			field_object(json_object_array_get_idx(rules, i), "from");

		for (size_t c = 0; c < list_length(from) && !error; c++) {
			const char *id = json_object_get_string(json_object_array_get_idx(from, c));
			const struct clause *clause = id ? packs_clause(packs, id) : NULL;

			error = clause ? add_clause(rows, clause, packs) : 0;
		}
	}
	if (!error)
		return rows;
	json_object_put(rows);
	return NULL;
}

/* --- as text ---------------------------------------------------------------------- */

void clause_sources_say(struct json_object *sources, const char *prefix, struct text *out)
{
	for (size_t i = 0; i < list_length(sources); i++) {
		struct json_object *row = json_object_array_get_idx(sources, i),
				   *clauses = field_object(row, "clauses");

		text_add(out, prefix);
		for (size_t c = 0; c < list_length(clauses); c++)
			text_addf(out, "%s%s", c ? ", " : "",
			          json_object_get_string(json_object_array_get_idx(clauses, c)));
		text_addf(out, ": %s\n", field_text(row, "note"));
	}
}

/* Behind "  from  A, B": which of them is unverified. */
static void add_comment(const char *line, size_t len, const struct packs *packs, struct text *out)
{
	bool any = false;

	for (size_t at = strcspn(line, "m") + 1; at < len; at++) {
		size_t word = strcspn(line + at, " ,\"\n");
		const struct clause *clause = NULL;
		char id[64];

		if (word && word < sizeof(id) && at + word <= len) {
			memcpy(id, line + at, word);
			id[word] = '\0';
			clause = packs_clause(packs, id);
		}
		if (clause && packs_unverified(packs, clause->pack)) {
			text_addf(out, "%s%s", any ? ", " : "  # ", clause->id);
			any = true;
		}
		at += word;
	}
	text_add(out, any ? ": " UNVERIFIED : "");
}

void clause_sources_annotate(const char *lines, struct json_object *sources,
                             const struct packs *packs, struct text *out)
{
	if (list_length(sources)) {
		text_add(out, "# Where the clauses below come from:\n");
		clause_sources_say(sources, "# ", out);
		text_add(out, "\n");
	}
	while (*lines) {
		size_t len = strcspn(lines, "\n");

		text_add_bytes(out, lines, len);
		if (strncmp(lines, "  from ", 7) == 0)
			add_comment(lines, len, packs, out);
		text_add(out, "\n");
		lines += len + (lines[len] == '\n');
	}
}

/* --- as it stands in an agreement ------------------------------------------------- */

struct sources_reading {
	const struct packs *packs;
	const struct document *document;
	struct problem *problem;
};

static int refuse(const struct sources_reading *reading, const char *pointer, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));
static int refuse(const struct sources_reading *reading, const char *pointer, const char *format,
                  ...)
{
	struct text what = { 0 };
	va_list args;

	va_start(args, format);
	text_vaddf(&what, format, args);
	va_end(args);
	document_problem(reading->document, reading->problem, pointer, "%s",
	                 what.at ? what.at : "");
	text_free(&what);
	return -EBADMSG;
}

static int check_row(const struct sources_reading *reading, struct json_object *row,
                     const char *pointer)
{
	const char *set = field_text(row, "set"), *note = field_text(row, "note");
	struct json_object *clauses = field_object(row, "clauses");
	char lists[SHAPE_POINTER], at[SHAPE_POINTER];

	shape_step(at, pointer, "set");
	if (strncmp(set, "local:", 6) == 0)
		return 0;
	if (!packs_provenance(reading->packs, set))
		return refuse(reading, at,
		              "there is no set of clauses \"%.60s\" (one of your own is written "
		              "\"local:...\")",
		              set);
	shape_step(at, pointer, "note");
	if (packs_unverified(reading->packs, set) && !strstr(note, UNVERIFIED))
		return refuse(reading, at,
		              "the set \"%.60s\" is known at second hand only (say in the note: "
		              "\"" UNVERIFIED "\")",
		              set);
	shape_step(lists, pointer, "clauses");
	for (size_t i = 0; i < list_length(clauses); i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(clauses, i));
		const struct clause *clause = packs_clause(reading->packs, id);

		shape_index(at, lists, i);
		if (!clause || strcmp(clause->pack, set) != 0)
			return refuse(reading, at,
			              "the clause \"%.60s\" is not of this set (name the set that "
			              "it is of)",
			              id);
	}
	return 0;
}

int clause_sources_check(const struct agreement_reading *all, enum agreement_file file)
{
	const struct sources_reading reading = { all->packs, &all->out->documents_open[file],
		                                 all->problem };
	struct json_object *rows = field_object(reading.document->root, "clause_sources");
	char at[SHAPE_POINTER];
	int ret = 0;

	for (size_t i = 0; i < list_length(rows) && !ret; i++) {
		shape_index(at, "/clause_sources", i);
		ret = check_row(&reading, json_object_array_get_idx(rows, i), at);
	}
	return ret;
}
