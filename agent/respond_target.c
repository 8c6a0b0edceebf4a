/* Finds what is answered, in the agreement and in the report. */
#include "agent/respond_target.h"

#include <errno.h>
#include <string.h>

#include "reports/view.h"

#define ID_LEN 12 /* hexadecimal digits of the ids of findings and verdicts (DESIGN 5) */

const char *respond_about(enum response_about about)
{
	static const char *const words[] = { [RESPONSE_TO_FINDING] = "finding",
		                             [RESPONSE_TO_QUESTION] = "question",
		                             [RESPONSE_TO_ENTRY] = "row" };

	return words[about];
}

/* The id of the row of `list` whose id or key is `word`. */
static const char *find_in(struct json_object *list, const char *word)
{
	for (size_t i = 0; i < view_length(list); i++) {
		struct json_object *row = view_at(list, i);
		const char *id = view_string(row, "id"), *key = view_string(row, "key");

		if (id && (!strcmp(id, word) || (key && !strcmp(key, word))))
			return id;
	}
	return NULL;
}

static bool is_id(const char *word)
{
	return strlen(word) == ID_LEN && strspn(word, "0123456789abcdef") == ID_LEN;
}

static const char *find_finding(const char *word, struct json_object *disclosure)
{
	const char *id;

	if (!disclosure)
		return is_id(word) ? word : NULL;
	id = find_in(view_array(disclosure, "findings"), word);
	return id ? id : find_in(view_array(disclosure, "verdicts"), word);
}

static const char *find_question(const char *word, const struct agreement *agreement,
                                 struct json_object *disclosure)
{
	return agreement_question(agreement, word)
	               ? word
	               : find_in(view_array(disclosure, "questions"), word);
}

static void unknown(const char *word, bool has_disclosure, struct problem *problem)
{
	problem_set(problem,
	            has_disclosure ? "--to: \"%.80s\" is no question and no row of the agreement, "
	                             "and no finding of this report (want the id that stands "
	                             "beside it)"
	                           : "--to: \"%.80s\" is no question and no row of the agreement "
	                             "(a finding is named by the 12 signs of its id; with the "
	                             "report's disclosure.json in front of the options also by its "
	                             "key, and then it is checked)",
	            word);
}

static int take(struct respond_targets *out, struct arena *arena, enum response_about about,
                const char *id)
{
	struct respond_target *one = arena_take(arena, 1, sizeof(*one));

	if (!one)
		return -ENOMEM;
	*one = (struct respond_target){ about, arena_copy(arena, id) };
	if (!one->id)
		return -ENOMEM;
	*out = (struct respond_targets){ one, 1 };
	return 0;
}

static int find_all_questions(struct json_object *disclosure, struct arena *arena,
                              struct respond_targets *out, struct problem *problem)
{
	struct json_object *questions = view_array(disclosure, "questions");
	struct respond_target *items =
		arena_take(arena, view_length(questions) + 1, sizeof(*items));
	size_t count = 0;

	if (!items)
		return -ENOMEM;
	for (size_t i = 0; i < view_length(questions); i++) {
		const char *id = view_string(view_at(questions, i), "id");

		if (!id)
			continue;
		items[count] =
			(struct respond_target){ RESPONSE_TO_QUESTION, arena_copy(arena, id) };
		if (!items[count++].id)
			return -ENOMEM;
	}
	if (!count) {
		problem_set(problem, "--to questions: name the disclosure.json that asks them");
		return -EBADMSG;
	}
	*out = (struct respond_targets){ items, count };
	return 0;
}

int respond_find(const char *word, const struct agreement *agreement,
                 struct json_object *disclosure, struct arena *arena, struct respond_targets *out,
                 struct problem *problem)
{
	static const char *const prefixes[] = { "finding:", "question:", "entry:" };
	const char *found[3] = { NULL };
	int kinds = 0, which = 0, only = -1;

	if (strcmp(word, RESPOND_ALL_QUESTIONS) == 0)
		return find_all_questions(disclosure, arena, out, problem);
	for (int i = 0; i < 3 && only < 0; i++)
		if (strncmp(word, prefixes[i], strlen(prefixes[i])) == 0)
			only = i;
	if (only >= 0)
		word += strlen(prefixes[only]);
	found[RESPONSE_TO_FINDING] = find_finding(word, disclosure);
	found[RESPONSE_TO_QUESTION] = find_question(word, agreement, disclosure);
	found[RESPONSE_TO_ENTRY] = agreement_entry(agreement, word) ? word : NULL;
	for (int i = 0; i < 3; i++) {
		if (!found[i] || (only >= 0 && i != only))
			continue;
		kinds++;
		which = i;
	}
	if (kinds == 1)
		return take(out, arena, (enum response_about)which, found[which]);
	if (kinds)
		problem_set(problem,
		            "--to: \"%.80s\" names more than one thing (put finding:, question: or "
		            "entry: in front)",
		            word);
	else
		unknown(word, disclosure != NULL, problem);
	return -EBADMSG;
}
