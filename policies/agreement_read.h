/* What the readers of an agreement's four files share while it is being loaded; used by
 * policies/agreement*.c, register*.c, rules_read.c and log.c alone. Each reader fills its part of
 * `out`: 0, -EBADMSG with `problem`, -ENOMEM. */
#pragma once
#include "policies/agreement.h"
#include "policies/packs.h"
#include "policies/shape.h"
#include "probes/base/text.h"

enum agreement_file {
	FILE_AGREEMENT,
	FILE_REGISTER,
	FILE_LOG,
	FILE_AUTHORISATION,
	FILE_REDLINES,
	FILE_PARENT,
	FILE_PARENT_REDLINES,
};

struct agreement_reading {
	const struct packs *packs;
	const char *const *capabilities; /* the catalogue's words, NULL-terminated */
	struct arena *arena;
	struct problem *problem;
	struct agreement *out;
};

extern const struct shape
	agreement_shape[]; /* agreement.json; its rules are objects of shape rule_shape */
extern const struct shape register_row_shape[];
extern const struct shape baseline_shape[];
extern const char *const entry_statuses[]; /* in the order of enum entry_status; NULL-terminated */

/* The rules of a file: `list` stands at "/rules" of `file`. */
struct rule_source {
	enum agreement_file file;
	struct json_object *list;
};

/* redlines.txt beside agreement.json, or "rules" in it: exactly one of them; the same of the
 * parent. */
int rule_source_find(struct agreement_reading *reading, enum agreement_file file,
                     struct span redlines, struct rule_source *out);
/* What the agreement extends: checks its hash, takes over definitions, packs and questions. `out`
 * gets an empty list without. */
int parent_read(struct agreement_reading *reading, const struct agreement_files *files,
                struct rule_source *out);
/* SHA-256 of both files, one after the other; `redlines` may be empty. */
int agreement_bytes(struct arena *arena, struct span agreement, struct span redlines,
                    struct span *out);

int register_read(struct agreement_reading *reading, const struct agreement_files *files);
int rules_read(struct agreement_reading *reading, const struct rule_source *parent,
               const struct rule_source *own);
/* Refuses steps that name a rule that there is not, once the rules are read. */
int processes_check(const struct agreement_reading *reading);
/* Refuses what ends before it starts, once all but the permission is read. */
int intervals_check(struct agreement_reading *reading);
int log_read(struct agreement_reading *reading, struct span bytes);

/* register.csv as a document like register.json's, places included, so that all later checks are
 * the same. `notes`: lines about dates that could be read in two ways. */
int register_csv_parse(struct span bytes, struct document *out, struct text *notes,
                       struct problem *problem);

/* True when `path` ("refs.dpia") names a field that a row may hold. */
bool register_row_has(const char *path);

struct shape_context reading_context(const struct agreement_reading *reading,
                                     enum agreement_file file);

/* -EBADMSG where the file's "format" is not `format`. */
int reading_check_format(const struct agreement_reading *reading, enum agreement_file file,
                         const char *format);

/* -EBADMSG where two elements of `list` have the same "id"; `pointer` is the list's. */
int reading_refuse_twins(const struct agreement_reading *reading, enum agreement_file file,
                         struct json_object *list, const char *pointer);
