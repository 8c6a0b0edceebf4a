/* Reads back what was sealed, and holds it to the report. */
#include "reports/sealed.h"

#include <errno.h>
#include <string.h>

#include "probes/base/document.h"
#include "reports/view.h"

void sealed_hash(struct json_object *record, char out[DIGEST_HEX])
{
	const char *text = json_object_to_json_string_ext(
		record, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	digest_hex((struct span){ (const uint8_t *)(text ? text : ""), text ? strlen(text) : 0 },
	           out);
}

int sealed_write(struct json_object *annex, struct text *out)
{
	text_add(out, json_object_to_json_string_ext(
			      annex, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
					     JSON_C_TO_STRING_NOSLASHESCAPE));
	text_add(out, "\n");
	return out->failed ? -ENOMEM : 0;
}

static const char *named(struct json_object *rows, const char *subject, const char *key)
{
	for (size_t i = 0; subject && i < view_length(rows); i++) {
		const char *one = view_string(view_at(rows, i), "subject");

		if (one && !strcmp(one, subject))
			return view_string(view_at(rows, i), key);
	}
	return NULL;
}

static int refuse(const char *name, struct problem *problem, const char *subject, const char *what)
{
	problem_set(problem, "%s: %.40s: %s", name, subject ? subject : "/findings", what);
	return -EBADMSG;
}

/* Each of the annex is one of the report, unchanged. */
static int check_row(const char *name, struct json_object *row, struct json_object *sealed,
                     struct problem *problem)
{
	const char *subject = view_string(row, "subject"), *hash = named(sealed, subject, "sha256");
	struct json_object *record = view_object(row, "record");
	const char *inner = view_string(record, "subject"), *own = view_string(row, "sha256");
	char found[DIGEST_HEX];

	if (!hash)
		return refuse(name, problem, NULL,
		              "it holds a finding that is not sealed in this report (use the annex "
		              "of the same run)");
	if (!record || !inner || strcmp(inner, subject) != 0)
		return refuse(name, problem, subject, "it has no record");
	sealed_hash(record, found);
	if (strcmp(found, hash) != 0 || !own || strcmp(own, hash) != 0)
		return refuse(name, problem, subject,
		              "does not match its hash in the report: it was changed after it was "
		              "sealed, or is of another run");
	return 0;
}

static int check_all(const char *name, struct json_object *annex, struct json_object *sealed,
                     struct problem *problem)
{
	struct json_object *rows = view_array(annex, "findings");
	const char *format = view_string(annex, "format");
	int error = 0;

	if (!format || strcmp(format, SEALED_FORMAT) != 0)
		return refuse(name, problem, "/format", "want " SEALED_FORMAT);
	for (size_t i = 0; i < view_length(rows) && !error; i++)
		error = check_row(name, view_at(rows, i), sealed, problem);
	for (size_t i = 0; i < view_length(sealed) && !error; i++) {
		const char *subject = view_string(view_at(sealed, i), "subject");

		if (!named(rows, subject, "sha256"))
			error = refuse(name, problem, subject, "is in the report and missing here");
	}
	if (!error && view_length(rows) != view_length(sealed))
		error = refuse(name, problem, NULL, "it holds a finding twice");
	return error;
}

/* Members that no hash covers, and white space, are held to the form in which it is written. */
static int check_form(const char *name, struct span bytes, struct json_object *annex,
                      struct problem *problem)
{
	struct text form = { 0 };
	int error = sealed_write(annex, &form);

	if (!error && (form.len != bytes.len || memcmp(form.at, bytes.at, bytes.len) != 0))
		error = refuse(name, problem, "/", "was changed after it was written");
	text_free(&form);
	return error;
}

static int check_run(const char *name, struct json_object *annex, struct json_object *disclosure,
                     struct problem *problem)
{
	const char *run = view_string(annex, "run"),
		   *ours = view_string(view_object(disclosure, "run"), "id");

	if (run && ours && strcmp(run, ours) == 0 && json_object_object_length(annex) == 3)
		return 0;
	return refuse(name, problem, "/run", "is not the run of this report");
}

int sealed_open(const char *name, struct span bytes, struct json_object *disclosure,
                struct problem *problem)
{
	struct document document = { 0 };
	int error = document_parse(name, bytes, DOCUMENT_OF_MACHINE, &document, problem);

	if (!error)
		error = check_all(name, document.root, view_array(disclosure, "sealed"), problem);
	if (!error)
		error = check_run(name, document.root, disclosure, problem);
	if (!error)
		error = check_form(name, bytes, document.root, problem);
	if (!error &&
	    json_object_object_add(disclosure, "opened",
	                           json_object_get(view_array(document.root, "findings"))) < 0)
		error = -ENOMEM;
	document_close(&document);
	return error;
}
