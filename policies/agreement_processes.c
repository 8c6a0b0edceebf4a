/* The steps that the parties agreed name rules that there are: a slip there would take effect in
 * silence, as a rule that an exception may suspend, or a finding that is not sealed first. */
#include <errno.h>
#include <string.h>

#include "policies/agreement_read.h"
#include "policies/rules/rule.h"
#include "policies/shape.h"

static bool has_rule(const struct agreement *agreement, const char *id)
{
	for (size_t i = 0; i < agreement->rule_count; i++)
		if (strcmp(agreement->rules[i].id, id) == 0)
			return true;
	return false;
}

static int refuse(const struct agreement_reading *reading, const char *at, const char *id)
{
	const struct agreement *agreement = reading->out;
	const char **ids = arena_take(reading->arena, agreement->rule_count + 1, sizeof(*ids));
	const char *nearest;

	if (!ids)
		return -ENOMEM;
	for (size_t i = 0; i < agreement->rule_count; i++)
		ids[i] = agreement->rules[i].id;
	nearest = text_nearest(id, ids);
	document_problem(&agreement->documents_open[FILE_AGREEMENT], reading->problem, at,
	                 "the agreement has no rule \"%.60s\"%s%s%s", id,
	                 nearest ? " (did you mean \"" : " (name one of its own, or take it out)",
	                 nearest ? nearest : "", nearest ? "\"?)" : "");
	return -EBADMSG;
}

int processes_check(const struct agreement_reading *reading)
{
	static const char *const lists[][2] = {
		{ "exceptions", "may_suspend" },
		{ "exceptions", "may_not_suspend" },
		{ "sensitive_findings", "applies_to" },
	};
	struct json_object *processes = field_object(reading->out->root, "processes");

	for (size_t l = 0; l < sizeof(lists) / sizeof(*lists); l++) {
		struct json_object *part = field_object(processes, lists[l][0]),
				   *ids = field_object(part, lists[l][1]);

		for (size_t i = 0; i < field_count(part, lists[l][1]); i++) {
			const char *id = json_object_get_string(json_object_array_get_idx(ids, i));
			char step[SHAPE_POINTER], list[SHAPE_POINTER], at[SHAPE_POINTER];

			if (has_rule(reading->out, id))
				continue;
			shape_step(step, "/processes", lists[l][0]);
			shape_step(list, step, lists[l][1]);
			shape_index(at, list, i);
			return refuse(reading, at, id);
		}
	}
	return 0;
}
