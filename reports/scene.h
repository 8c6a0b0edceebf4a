/* What a report needs to know of a whole disclosure before it says anything: its rows by id, and
 * its things, each counted once by its worst group (model A4). A thing is a technology (a
 * technology-list row or a product) or another subject of a rule, such as an ability that was
 * looked for. */
#pragma once
#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

#include "policies/status.h"
#include "probes/base/text.h"

struct thing {
	const char *key; /* register id, finding id, or the verdict's subject */
	bool technology;
	bool safeguarding;        /* its worst verdict belongs to the safeguarding box */
	enum group group;         /* the worst of its verdicts */
	enum severity severity;   /* the worst within that group */
	size_t order;             /* of its first verdict in that group, for a stable order */
	struct json_object *lead; /* that verdict */
};

struct scene {
	struct json_object *disclosure, *run, *agreement;   /* agreement: NULL without one */
	struct json_object *verdicts, *findings;            /* arrays or NULL */
	struct json_object *finding_by_id, *register_by_id; /* owned */
	struct json_object *clause_by_id, *contract_by_id;  /* of the agreement; owned */
	struct thing *things;                               /* owned; by group, severity, order */
	size_t thing_count;
	bool example;
	bool judged; /* an agreement is in force: there are verdicts; else a list, not a verdict */
};

int scene_open(struct json_object *disclosure, struct scene *out); /* 0 or -ENOMEM */
void scene_close(struct scene *scene);

/* Technologies in a group; where there are none, other things in it. For not-seen and
 * could-not-tell: all things. */
size_t scene_count(const struct scene *scene, enum group group);

/* Other things in a group beside its technologies (the technology list itself). */
size_t scene_count_others(const struct scene *scene, enum group group);

/* Rows that a verdict speaks of; NULL for none. */
struct json_object *scene_finding(const struct scene *scene, struct json_object *verdict);
struct json_object *scene_entry(const struct scene *scene, struct json_object *verdict);

/* The i-th clause of a verdict's "clauses" as the agreement's set has it, or NULL; and whether one
 * before it is of the same set, so that a set is named once. */
struct json_object *scene_clause(const struct scene *scene, struct json_object *ids, size_t i);
bool scene_same_set(const struct scene *scene, struct json_object *ids, size_t i, size_t other);
bool scene_set_named(const struct scene *scene, struct json_object *ids, size_t i);

/* The name of what a verdict is about, for people. Static or of the tree. */
const char *scene_name(const struct scene *scene, struct json_object *verdict);

/* What a verdict is about, as the head of a line: "Able to record what is typed", "The technology
 * list", or its name. Appended. */
void scene_subject(const struct scene *scene, struct json_object *verdict, struct text *out);

/* "Sealed finding 1" for "sealed-finding-1". Static, up to a number that people still count. */
const char *scene_sealed_name(const char *subject);

/* Without an agreement in force everything is for information (model 2.1). */
bool scene_is_judged(struct json_object *disclosure);

enum group scene_group(struct json_object *verdict);
bool scene_is_safeguarding(struct json_object *verdict);
