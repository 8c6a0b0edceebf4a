/* The keys of a rule (model 2.3), and what a rule of each kind means where it says nothing (model
 * A17). */
#pragma once
#include "policies/rules/rule.h"
#include "policies/shape.h"

struct rule_default {
	const char *kind;
	const char *level; /* or NULL */
	const char *confidence;
	enum status result;
	const char *severity;
	const char *subject, *needs; /* JSON text */
};

extern const struct shape rule_shape[];

/* NULL for a kind that is none of the eleven. */
const struct rule_default *rule_default_of(const char *kind);

/* What a rule of that kind needs by default. Not every subject can be seen by the check that serves
 * most rules of its kind: software that is listed says nothing of connections that are opened. */
const char *rule_default_needs(const struct rule_default *otherwise, struct json_object *subject);
