/* A JSON file read so that two parties can never read it differently (json-c alone takes duplicate
 * keys, `01`, NaN and trailing commas): a pre-pass of our own checks UTF-8, depth, duplicate keys
 * and the RFC 8259 grammar, blanks comments in people's files, and remembers line:column of every
 * value; json-c then builds the tree.
 *
 * Wrong input is -EBADMSG with `problem` filled; see document_problem() for the form of the
 * sentence. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>

#include "probes/base/arena.h"
#include "probes/base/cursor.h"
#include "probes/base/problem.h"

#define DOCUMENT_DEPTH_MAX 32

struct document {
	const char *name;         /* how messages call the file: "register.json" */
	struct json_object *root; /* owned; released by document_close() */
	struct document_places *places;
};

enum document_kind {
	DOCUMENT_OF_PEOPLE,  /* comments (two slashes to the end of the line, or slash-star) allowed
	                      */
	DOCUMENT_OF_MACHINE, /* RFC 8259 only */
	DOCUMENT_OF_LINES,   /* JSON Lines: one value a line, empty lines skipped; the root is their
	                        array, "/0" the first */
};

/* `bytes` need live only during the call. `name` is kept. 0, -EBADMSG or -ENOMEM. */
int document_parse(const char *name, struct span bytes, enum document_kind kind,
                   struct document *out, struct problem *problem);
void document_close(struct document *document); /* accepts a zeroed one */

/* "register.json:41:18: /register/2/dates/notice_given: " + the formatted rest. `pointer` is an RFC
 * 6901 pointer. */
void document_problem(const struct document *document, struct problem *problem, const char *pointer,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Refuses members of `object` outside `keys` (NULL-terminated), with a nearest-key hint. 0 or
 * -EBADMSG. For people's files; machine files count and ignore unknown keys. A key that starts with
 * "x-" is let through, and "$schema" at the top, by which an editor finds the file's schema. */
int document_keys(const struct document *document, struct json_object *object, const char *pointer,
                  const char *const *keys, struct problem *problem);

/* --- Typed getters: 0; -ENOENT when the member is missing or null; -EBADMSG with `problem` for
 * another type. Strings live as long as the document. --- */
int document_string(const struct document *document, struct json_object *object,
                    const char *pointer, const char *key, const char **out,
                    struct problem *problem);
int document_array(const struct document *document, struct json_object *object, const char *pointer,
                   const char *key, struct json_object **out, struct problem *problem);
int document_object(const struct document *document, struct json_object *object,
                    const char *pointer, const char *key, struct json_object **out,
                    struct problem *problem);
int document_bool(const struct document *document, struct json_object *object, const char *pointer,
                  const char *key, bool *out, struct problem *problem);
int document_integer(const struct document *document, struct json_object *object,
                     const char *pointer, const char *key, int64_t low, int64_t high, int64_t *out,
                     struct problem *problem);
