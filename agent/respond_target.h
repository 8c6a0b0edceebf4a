/* What a response answers, by the word that somebody typed: the id of a question or of a row of the
 * technology list, the id or key of a finding or verdict of a report. Finding ids are stable across
 * runs (model A7), so that the answer is found again next to the same finding next year. */
#pragma once
#include <json-c/json.h>

#include "policies/response.h"

#define RESPOND_ALL_QUESTIONS "questions"

struct respond_target {
	enum response_about about;
	const char *id; /* in the arena */
};

struct respond_targets {
	const struct respond_target *items;
	size_t count; /* 1, or all questions of the disclosure */
};

/* `disclosure` may be NULL: then a finding is known by the form of its id alone. 0, -EBADMSG with
 * `problem`, or -ENOMEM. */
int respond_find(const char *word, const struct agreement *agreement,
                 struct json_object *disclosure, struct arena *arena, struct respond_targets *out,
                 struct problem *problem);

const char *respond_about(enum response_about about); /* "finding", "question", "row" */
