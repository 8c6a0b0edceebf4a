/* The files that an agreement begins with (policies/starter/): eight ready rules, the twelve
 * columns of the technology list, a permission that is a draft, and what to do next (model A17).
 * Answers of a dialogue fill in the blanks. */
#pragma once
#include <json-c/json.h>

#include "policies/catalogue.h"
#include "probes/base/date.h"
#include "probes/base/text.h"

struct starter {
	struct text agreement, register_csv, authorisation, readme;
};

#define STARTER_TECHNOLOGIES 100
#define STARTER_COLUMNS 12

/* As they are shipped, dated `today`. 0 or -ENOMEM. */
int starter_blank(date today, struct starter *out);

/* Filled in. `answers` holds texts by key (agent/interview_questions.c): "school", "unions", ...,
 * "rule.R01", "technology.0.name", ...; all of them were checked. A technology that the catalogue
 * knows by name is given its id, so that it can be recognised. 0 or -ENOMEM. */
int starter_fill(struct json_object *answers, const struct catalogue *catalogue,
                 struct starter *out);
/* Where the clauses of its rules come from, a line each. */
void starter_sources(const struct starter *starter, struct text *out);
void starter_free(struct starter *starter);

/* The sentence of one of the eight rules, owned by the caller; NULL when there is no such rule. */
char *starter_sentence(const char *rule);
