/* Functions that the row lists under "must stay off" are off (model CHK04). A switch that can be
 * read counts; being able to, or an entry in a menu, does not. */
#include "policies/rules/match_functions.h"

#include <errno.h>
#include <string.h>

#include "policies/rules/match_agreed.h"
#include "policies/rules/outcome.h"
#include "policies/rules/subject.h"
#include "policies/scope.h"

static int name_it(const struct function *function, struct sentence *because)
{
	if (sentence_word(because, "name", subject_name(function->one->entry, NULL)) ||
	    sentence_word(because, "function", function->word)) {
		json_object_put(because->args);
		return -ENOMEM;
	}
	return 0;
}

/* Where its setting was read it was off; how many settings must be read is the rule's need. */
static int say_off(const struct function *function, const struct switches *switches,
                   struct match_outcome *out)
{
	struct match_case *one = function->one;
	struct sentence because = { .id = "function.off" };
	struct seen seen = { .file = one->file, .rule = one->rule, .finding = switches->finding };
	int error = name_it(function, &because);

	seen.sighting.confidence = switches->off_sure;
	return error ? error : match_fits(one, &seen, &because, out);
}

static int say_on(const struct function *function, const struct switches *switches,
                  struct match_outcome *out)
{
	const struct rule *rule = function->one->rule;
	struct match_outcome outcome = { .made = true,
		                         .status = status_when_unsure(rule),
		                         .has_confidence = true,
		                         .confidence = switches->on_sure,
		                         .finding = switches->finding,
		                         .because.id = "function.on-somewhere",
		                         .does_not_show = "shows-not.use" };
	int error;

	if (switches->on) {
		outcome.because.id = "function.not-sure";
		if (switches->on_sure > CONFIDENCE_SUSPECTED &&
		    switches->on_sure >= rule->confidence) {
			outcome.because.id = "function.on";
			outcome.status = status_bounded(rule, rule->result);
		}
	}
	error = name_it(function, &outcome.because);
	if (!error)
		*out = outcome;
	return error;
}

static int say_unseeable(const struct function *function, struct match_outcome *out)
{
	struct match_outcome outcome = { .made = true,
		                         .status = STATUS_NOT_OBSERVABLE,
		                         .because.id = "function.no-sign",
		                         .does_not_show = "shows-not.absence" };
	int error = name_it(function, &outcome.because);

	if (!error)
		*out = outcome;
	return error;
}

static int judge_function(struct function *function)
{
	struct match_outcome outcome = { 0 };
	struct switches switches;
	int error;

	function_look(function, &switches);
	if (switches.on || switches.on_elsewhere)
		error = say_on(function, &switches, &outcome);
	else if (!function_can_be_seen(function))
		error = say_unseeable(function, &outcome);
	else if (switches.off)
		error = say_off(function, &switches, &outcome);
	else
		error = match_absent(function->one, &outcome);
	return error ? error : match_say(function->one, function->text, &outcome);
}

int match_functions(struct match_case *one)
{
	struct json_object *list = entry_field(one->entry, "functions_off");
	const char *const *texts = match_words(one, list);
	int error = texts ? 0 : -ENOMEM;

	if (!subject_has(one->rule, "compare", "functions_off"))
		return 0;
	for (; !error && *texts; texts++) {
		struct function function = { .one = one, .text = *texts };
		bool own = strncmp(*texts, "local:", strlen("local:")) == 0;
		const char *word = own ? *texts + strlen("local:") : *texts;

		function.word = arena_string(one->file->arena, word, strcspn(word, ":"));
		if (!function.word)
			return -ENOMEM;
		if (!own && word[strcspn(word, ":")])
			function.scope = strchr(word, ':') + 1;
		function.of_place = !function.scope ||
		                    scope_word_is_place(one->file->agreement, function.scope);
		error = judge_function(&function);
	}
	return error;
}
