/* Reads a disclosure back, and refuses what the reports could not stand on. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "reports/disclosure.h"

#define FORMAT "daylight-disclosure/1"

static const char *const objects[] = { "tool", "run", "catalogue", "self", NULL };
static const char *const arrays[] = { "places",    "coverage", "gaps",     "findings",
	                              "verdicts",  "flows",    "register", "questions",
	                              "responses", "changes",  NULL };

/* Lists whose every row must be an object. */
static int check_rows(const struct document *document, struct json_object *rows, const char *key,
                      struct problem *problem)
{
	char pointer[64];

	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		if (json_object_is_type(json_object_array_get_idx(rows, i), json_type_object))
			continue;
		snprintf(pointer, sizeof(pointer), "/%s/%zu", key, i);
		document_problem(document, problem, pointer, "not an object");
		return -EBADMSG;
	}
	return 0;
}

static int check_member(const struct document *document, const char *key, enum json_type type,
                        bool may_be_null, struct problem *problem)
{
	struct json_object *value = NULL;
	char pointer[64];

	snprintf(pointer, sizeof(pointer), "/%s", key);
	if (!json_object_object_get_ex(document->root, key, &value)) {
		document_problem(document, problem, "",
		                 "\"%s\" is missing; is this a whole disclosure.json?", key);
		return -EBADMSG;
	}
	if (!value && may_be_null)
		return 0;
	if (!json_object_is_type(value, type)) {
		document_problem(document, problem, pointer, "want an %s",
		                 type == json_type_array ? "array" : "object");
		return -EBADMSG;
	}
	return type == json_type_array ? check_rows(document, value, key, problem) : 0;
}

static int check(const struct document *document, struct problem *problem)
{
	const char *format = NULL;
	int error = 0;

	if (!json_object_is_type(document->root, json_type_object)) {
		document_problem(document, problem, "",
		                 "not an object (want format \"" FORMAT "\")");
		return -EBADMSG;
	}
	if (document_string(document, document->root, "", "format", &format, problem) ||
	    strcmp(format, FORMAT) != 0) {
		document_problem(document, problem, "/format", "want \"" FORMAT "\"");
		return -EBADMSG;
	}
	error = check_member(document, "agreement", json_type_object, true, problem);
	for (size_t i = 0; objects[i] && !error; i++)
		error = check_member(document, objects[i], json_type_object, false, problem);
	for (size_t i = 0; arrays[i] && !error; i++)
		error = check_member(document, arrays[i], json_type_array, false, problem);
	return error;
}

int disclosure_read(const char *name, struct span bytes, struct json_object **out,
                    struct problem *problem)
{
	struct document document = { 0 };
	int error = document_parse(name, bytes, DOCUMENT_OF_MACHINE, &document, problem);

	if (error)
		return error;
	error = check(&document, problem);
	if (!error)
		*out = json_object_get(document.root);
	document_close(&document);
	return error;
}
