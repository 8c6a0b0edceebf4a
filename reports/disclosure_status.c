/* The exit status of a run, from what its disclosure says (DESIGN 7). */
#include <string.h>

#include "reports/disclosure.h"
#include "reports/scene.h"
#include "reports/view.h"

enum { NOTHING_TO_RAISE = 0, SOMETHING_TO_RAISE = 1, LOOKED_TOO_LITTLE = 4 };

static bool is_word(struct json_object *row, const char *key, const char *word)
{
	const char *value = view_string(row, key);

	return value && !strcmp(value, word);
}

static bool checks_are_complete(struct json_object *disclosure)
{
	struct json_object *rows = view_array(disclosure, "coverage");
	size_t checks = 0;

	for (size_t i = 0; i < view_length(rows); i++) {
		if (!view_string(view_at(rows, i), "probe"))
			continue;
		if (!is_word(view_at(rows, i), "state", "complete"))
			return false;
		checks++;
	}
	return checks > 0;
}

/* Findings that are suspected only are a reason to ask, not to raise. */
static int status_of_list(struct json_object *disclosure)
{
	struct json_object *findings = view_array(disclosure, "findings");

	if (view_length(view_array(disclosure, "sealed")))
		return SOMETHING_TO_RAISE;
	for (size_t i = 0; i < view_length(findings); i++)
		if (!is_word(view_at(findings, i), "confidence", "suspected"))
			return SOMETHING_TO_RAISE;
	return checks_are_complete(disclosure) ? NOTHING_TO_RAISE : LOOKED_TOO_LITTLE;
}

int disclosure_exit_status(struct json_object *disclosure)
{
	struct json_object *verdicts = view_array(disclosure, "verdicts");
	bool enough = true;

	if (!scene_is_judged(disclosure))
		return status_of_list(disclosure);
	for (size_t i = 0; i < view_length(verdicts); i++) {
		if (scene_group(view_at(verdicts, i)) <= GROUP_DISCUSS)
			return SOMETHING_TO_RAISE;
		if (is_word(view_at(verdicts, i), "status", "insufficient-coverage"))
			enough = false;
	}
	if (!view_length(verdicts))
		enough = checks_are_complete(disclosure);
	return enough ? NOTHING_TO_RAISE : LOOKED_TOO_LITTLE;
}
