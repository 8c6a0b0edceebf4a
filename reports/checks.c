/* Adds up the coverage of all places. */
#include "reports/checks.h"

#include <string.h>

#include "reports/view.h"

static struct check *check_find(struct checks *checks, const char *name)
{
	for (size_t i = 0; i < checks->count; i++)
		if (!strcmp(checks->items[i].name, name))
			return &checks->items[i];
	if (checks->count == CHECKS_MAX)
		return NULL;
	checks->items[checks->count].name = name;
	return &checks->items[checks->count++];
}

static void check_add(struct check *check, struct json_object *row)
{
	const char *state = view_string(row, "state"), *reason = view_string(row, "reason");

	if (view_integer(row, "complete", -1) >= 0) { /* of several devices */
		check->complete += (size_t)view_integer(row, "complete", 0);
		check->partial += (size_t)view_integer(row, "partial", 0);
		check->not_run += (size_t)view_integer(row, "not_run", 0);
	} else if (state && !strcmp(state, "complete")) {
		check->complete++;
	} else if (state && !strcmp(state, "partial")) {
		check->partial++;
	} else {
		check->not_run++;
	}
	if (reason && !check->reason)
		check->reason = reason;
	check->looked_at += view_integer(row, "looked_at", 0);
	check->denied += view_integer(row, "denied", 0);
	check->connections += view_integer(row, "connections", 0);
	check->hidden += view_integer(row, "hidden", 0);
	if (view_integer(row, "days", 0) > check->days)
		check->days = view_integer(row, "days", 0);
}

const char *check_state(const struct check *check)
{
	if (check->partial || (check->complete && check->not_run))
		return "partial";
	return check->complete ? "complete" : "not-run";
}

void checks_gather(struct json_object *disclosure, struct checks *out)
{
	struct json_object *rows = view_array(disclosure, "coverage");

	*out = (struct checks){ .count = 0 };
	out->all_rights = view_bool(view_object(disclosure, "self"), "all_rights");
	for (size_t i = 0; i < view_length(rows); i++) {
		const char *name = view_string(view_at(rows, i), "probe");
		struct check *check = name ? check_find(out, name) : NULL;

		if (check)
			check_add(check, view_at(rows, i));
	}
	for (size_t i = 0; i < out->count; i++) {
		out->complete += !strcmp(check_state(&out->items[i]), "complete");
		out->denied += out->items[i].denied;
		out->connections += out->items[i].connections;
		out->hidden += out->items[i].hidden;
	}
}
