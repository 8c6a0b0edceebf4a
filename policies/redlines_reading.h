/* Where the reader of redlines.txt stands; used by redlines_read.c and redlines_needs.c alone. Each
 * function: 0, -EBADMSG with the problem set, or -ENOMEM. */
#pragma once
#include "policies/redlines_item.h"
#include "probes/base/document_scan.h"

#define REDLINES_POINTER 320

struct redlines_reading {
	struct redline line;
	struct document_places *places;
	struct json_object *rules, *rule; /* the rule that is being read, or NULL */
	size_t index;                     /* of `rule` */
	uint32_t rule_line;
	bool has_verb;
};

/* That what stands at `at` in the line is the value at `pointer`. */
int redlines_remember(struct redlines_reading *reading, const char *at, const char *pointer);
/* A member of the rule, or of its `part` ("subject", "params"); refuses a second one. Takes `value`
 * over, also when it fails. */
int redlines_put(struct redlines_reading *reading, const char *part, const char *key,
                 const char *at, struct json_object *value);
/* Its pointer: "/rules/3/subject/compare", of the parts that are not empty. */
void redlines_point(const struct redlines_reading *reading, const char *part, const char *key,
                    char out[REDLINES_POINTER]);
/* The rule itself, or its `part`, which is made when it is not there; NULL on no memory. */
struct json_object *redlines_part(struct redlines_reading *reading, const char *part);
