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
extern const char *const collector_words[];

/* NULL for a kind that is none of the eleven. */
const struct rule_default *rule_default_of(const char *kind);
