/* The order of the questions, their defaults, and what is wrong with an answer. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agent/interview.h"
#include "policies/fields.h"
#include "policies/register_cells.h"
#include "policies/register_dates.h"
#include "policies/starter.h"
#include "probes/base/text.h"
#include "probes/base/zone.h"

static size_t count_of(const struct question *questions)
{
	size_t count = 0;

	while (questions[count].key)
		count++;
	return count;
}

/* Fixed ones; then for each technology "another" and its columns, until "another" is a no. */
const struct question *interview_at(const struct interview *interview, size_t position,
                                    char key[64])
{
	size_t fixed = count_of(interview_questions), each = count_of(interview_columns) + 1;
	size_t t, column;
	char another[64];
	const char *more;

	if (position < fixed) {
		snprintf(key, 64, "%s", interview_questions[position].key);
		return &interview_questions[position];
	}
	t = (position - fixed) / each;
	column = (position - fixed) % each;
	snprintf(another, sizeof(another), "technology.%zu.another", column ? t : t - !!t);
	more = field_text(interview->answers, another);
	if (t >= STARTER_TECHNOLOGIES || ((column || t) && more && strcmp(more, "no") == 0))
		return NULL;
	if (!column) {
		snprintf(key, 64, "technology.%zu.another", t);
		return &interview_another;
	}
	snprintf(key, 64, "technology.%zu.%s", t, interview_columns[column - 1].key);
	return &interview_columns[column - 1];
}

const char *interview_preset(const struct interview *interview, const struct question *question,
                             const char *key)
{
	struct json_object *saved = NULL;
	const char *text;

	if (json_object_object_get_ex(interview->answers, key, &saved) && saved)
		return json_object_get_string(saved);
	if (!question->preset)
		return "";
	if (question->preset[0] != '@' || strcmp(question->preset, "@today") == 0)
		return question->preset;
	text = field_text(interview->answers, question->preset + 1);
	return text ? text : "";
}

static int want(struct problem *problem, const char *what)
{
	problem_set(problem, "%s", what);
	return -EBADMSG;
}

static int check_date(const struct interview *interview, const char *typed,
                      char out[INTERVIEW_LINE], struct problem *problem)
{
	char what[160], text[DATE_TEXT];
	bool doubtful;
	date day = interview->today;

	if (strcasecmp(typed, "today") != 0 && strcmp(typed, "@today") != 0 &&
	    cell_date(typed, &day, &doubtful, what) != 0)
		return want(problem, what);
	date_format(day, text);
	snprintf(out, INTERVIEW_LINE, "%s", text);
	return 0;
}

static int check_whole(const char *typed, char out[INTERVIEW_LINE], struct problem *problem)
{
	size_t len = strspn(typed, "0123456789");

	if (!len || len > 6 || typed[len])
		return want(problem, "want a whole number in digits, such as 30");
	snprintf(out, INTERVIEW_LINE, "%ld", atol(typed));
	return 0;
}

static int check_yes_no(const char *typed, char out[INTERVIEW_LINE], struct problem *problem)
{
	bool yes = strcasecmp(typed, "yes") == 0 || strcasecmp(typed, "y") == 0;

	if (!yes && strcasecmp(typed, "no") != 0 && strcasecmp(typed, "n") != 0)
		return want(problem, "want yes or no");
	snprintf(out, INTERVIEW_LINE, "%s", yes ? "yes" : "no");
	return 0;
}

static int check_choice(const struct question *question, const char *typed,
                        char out[INTERVIEW_LINE], struct problem *problem)
{
	struct text list = { 0 };

	for (const char *const *choice = question->choices; *choice; choice += 2) {
		if (strcasecmp(typed, choice[0]) == 0 || strcmp(typed, choice[1]) == 0) {
			snprintf(out, INTERVIEW_LINE, "%s", choice[1]);
			text_free(&list);
			return 0;
		}
		text_addf(&list, "%s%s", list.len ? ", " : "", choice[0]);
	}
	problem_set(problem, "want one of: %s", list.at ? list.at : "");
	text_free(&list);
	return -EBADMSG;
}

static bool knows(const struct catalogue *catalogue, const char *word)
{
	for (size_t i = 0; i < catalogue->word_count; i++)
		if (strcmp(catalogue->words[i].word, word) == 0)
			return true;
	return false;
}

static int refuse_ability(const struct catalogue *catalogue, const char *word,
                          struct problem *problem)
{
	const char **words = calloc(catalogue->word_count + 1, sizeof(*words)), *nearest;

	for (size_t i = 0; words && i < catalogue->word_count; i++)
		words[i] = catalogue->words[i].word;
	nearest = words ? text_nearest(word, words) : NULL;
	problem_set(problem,
	            "\"%.60s\" is not a word for an ability (%s%s%s; one of your own is written "
	            "local:word)",
	            word, nearest ? "did you mean " : "`daylight catalogue list` shows them",
	            nearest ? nearest : "", nearest ? "?" : "");
	free(words);
	return -EBADMSG;
}

/* "Screen recording; local:x" as "screen-recording;local:x" */
static int check_abilities(const struct interview *interview, const char *typed,
                           char out[INTERVIEW_LINE], struct problem *problem)
{
	char copy[INTERVIEW_LINE], *rest = NULL;
	size_t used = 0;

	snprintf(copy, sizeof(copy), "%s", typed);
	out[0] = '\0';
	for (char *piece = strtok_r(copy, ";,", &rest); piece;
	     piece = strtok_r(NULL, ";,", &rest)) {
		piece += strspn(piece, " ");
		for (size_t len = strlen(piece); len && piece[len - 1] == ' '; len--)
			piece[len - 1] = '\0';
		if (!*piece)
			continue;
		if (strncmp(piece, "local:", 6) != 0) {
			for (char *p = piece; *p; p++)
				*p = *p == ' ' ? '-'
				               : (char)(*p | (*p >= 'A' && *p <= 'Z' ? 32 : 0));
			if (!knows(interview->catalogue, piece))
				return refuse_ability(interview->catalogue, piece, problem);
		}
		used += (size_t)snprintf(out + used, INTERVIEW_LINE - used, "%s%s", used ? ";" : "",
		                         piece);
	}
	return 0;
}

/* Nothing but spaces, no-break spaces included, and what parts a list. */
static bool is_blank(const char *text)
{
	while (*text == ' ' || *text == ';' || strncmp(text, "\xC2\xA0", 2) == 0)
		text += *text == '\xC2' ? 2 : 1;
	return !*text;
}

static int check_text(const struct question *question, const char *typed, char out[INTERVIEW_LINE],
                      struct problem *problem)
{
	if (strcmp(question->key, "time_zone") == 0 && !zone_name_is_plain(typed))
		return want(problem, "want the name of a time zone, such as Europe/London");
	if (question->needed && is_blank(typed))
		return want(problem, "this is needed");
	if (strlen(question->key) > 5 &&
	    strcmp(question->key + strlen(question->key) - 5, "_post") == 0 && strchr(typed, '@'))
		return want(problem, "want a post, such as Headteacher, not an address");
	if (cell_is_error(typed))
		return want(problem, "this is an error of a spreadsheet's own, not a text");
	snprintf(out, INTERVIEW_LINE, "%s", typed);
	return 0;
}

static int check_kind(const struct interview *interview, const struct question *question,
                      const char *typed, char out[INTERVIEW_LINE], struct problem *problem)
{
	switch (question->kind) {
	case QUESTION_DATE: return check_date(interview, typed, out, problem);
	case QUESTION_WHOLE: return check_whole(typed, out, problem);
	case QUESTION_YES_NO: return check_yes_no(typed, out, problem);
	case QUESTION_CHOICE: return check_choice(question, typed, out, problem);
	case QUESTION_ABILITIES: return check_abilities(interview, typed, out, problem);
	case QUESTION_TEXT:
	case QUESTION_TEXTS: return check_text(question, typed, out, problem);
	}
	return -EINVAL;
}

int interview_check(const struct interview *interview, const struct question *question,
                    const char *typed, char out[INTERVIEW_LINE], struct problem *problem)
{
	const char *start = field_text(interview->answers, "start");
	int ret;

	if (strlen(typed) >= INTERVIEW_LINE / 2)
		return want(problem, "this is too long");
	if (!text_is_utf8(typed, strlen(typed)))
		return want(problem, "this is not valid UTF-8");
	for (const char *p = typed; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 127)
			return want(problem,
			            "this holds a control character, such as an arrow key's; "
			            "type it again");
	if (!*typed && !question->needed) {
		out[0] = '\0';
		return 0;
	}
	if (!*typed)
		return want(problem, "this is needed");
	ret = check_kind(interview, question, typed, out, problem);
	if (!ret && strcmp(question->key, "end") == 0 && start && strcmp(out, start) < 0)
		return want(problem, "this is before the day from which it applies");
	return ret;
}
