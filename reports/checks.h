/* The checks of all places added up, one row per check: how far it got, and what it read. */
#pragma once
#include <stdbool.h>
#include <json-c/json.h>
#include <stddef.h>
#include <stdint.h>

#define CHECKS_MAX 48 /* distinct checks; there are fewer probes than that */

struct check {
	const char *name, *reason;         /* reason: the first that is given; NULL when complete */
	size_t complete, partial, not_run; /* places */
	int64_t looked_at, denied, connections, hidden, days;
};

struct checks {
	struct check items[CHECKS_MAX];
	size_t count, complete; /* complete: those that are complete on every place */
	bool all_rights;        /* the run had every right that a check can use */
	int64_t denied, connections, hidden;
};

void checks_gather(struct json_object *disclosure, struct checks *out);
const char *check_state(const struct check *check); /* "complete", "partial" or "not-run" */
