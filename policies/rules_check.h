/* What one rule of agreement.json may say, beyond its shape: the keys that its kind knows, and
 * references to rows, clauses, questions and groups that exist. Used while rules_read.c reads it; 0
 * or -EBADMSG with the problem set, place and remedy included. */
#pragma once
#include "policies/agreement_read.h"
#include "policies/rules_shape.h"

struct rule_reading {
	struct agreement_reading *all;
	struct shape_context context;
	char at[SHAPE_POINTER]; /* of the rule */
	struct json_object *row;
	const struct rule_default *otherwise;
};

/* Of `subject` and `params`, with defaults in place. */
int rule_check_objects(const struct rule_reading *reading, const struct rule *rule);

/* Of `from`, `ask` and `groups`. */
int rule_check_references(const struct rule_reading *reading, const struct rule *rule);
