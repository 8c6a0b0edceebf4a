/* The dialogue on the terminal. */
#include "agent/interview.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policies/fields.h"
#include "policies/starter.h"
#include "reports/escape.h"

enum turn { TURN_NEXT, TURN_BACK, TURN_AGAIN };

/* --- A line from the terminal --- */

/* One line out of what was read; true when there was one. */
static bool cut_line(struct interview *interview)
{
	char *stop = memchr(interview->typed, '\n', interview->typed_len);
	size_t len = stop ? (size_t)(stop - interview->typed) : 0;

	if (!stop)
		return false;
	/* what is too long, or holds a NUL, is refused by the check of the answer */
	snprintf(interview->line, sizeof(interview->line), "%.*s", (int)len, interview->typed);
	if (strlen(interview->line) != len)
		memset(interview->line, '\1', sizeof(interview->line) - 1);
	interview->typed_len -= len + 1;
	memmove(interview->typed, stop + 1, interview->typed_len);
	return true;
}

static void trim(char *line)
{
	size_t from = strspn(line, " \t"), len;

	memmove(line, line + from, strlen(line + from) + 1);
	for (len = strlen(line); len && strchr(" \t\r", line[len - 1]); len--)
		line[len - 1] = '\0';
}

/* Waits by short turns: a signal that comes just before read() would wait for the next key. */
static ssize_t read_typed(struct interview *interview, size_t room)
{
	struct pollfd terminal = { .fd = STDIN_FILENO, .events = POLLIN };
	ssize_t got;

	while (!interview->work->shared->interrupted) {
		if (poll(&terminal, 1, 200) <= 0)
			continue;
		got = read(STDIN_FILENO, interview->typed + interview->typed_len, room);
		if (got > 0)
			return got;
		return got < 0 && errno != EINTR ? -errno : -EINTR;
	}
	return -EINTR;
}

/* -EINTR at the end of input, or when asked to stop. */
static int next_line(struct interview *interview)
{
	while (!cut_line(interview)) {
		size_t room = sizeof(interview->typed) - interview->typed_len;
		ssize_t got;

		if (!room) { /* a line without an end: its start is enough to refuse it */
			interview->typed[sizeof(interview->typed) - 1] = '\n';
			continue;
		}
		got = read_typed(interview, room);
		if (got < 0)
			return (int)got;
		interview->typed_len += (size_t)got;
	}
	trim(interview->line);
	return 0;
}

/* --- One question --- */

static void show_preset(const struct question *question, const char *preset)
{
	struct text shown = { 0 };
	const char *word = preset;

	for (const char *const *choice = question->choices; choice && *choice; choice += 2)
		if (strcmp(choice[1], preset) == 0)
			word = choice[0];
	escape_plain(&shown, strcmp(word, "@today") == 0 ? "today" : word);
	if (*preset)
		printf("  [%s] > ", shown.at ? shown.at : "");
	else
		printf("  > ");
	text_free(&shown);
	fflush(stdout);
}

static void show_question(const struct question *question, const char *key)
{
	char *sentence = strncmp(key, "rule.", 5) == 0 ? starter_sentence(key + 5) : NULL;

	if (sentence)
		printf("\nShall this rule be in the agreement?\n    \"%s\"\n  %s\n", sentence,
		       question->why);
	else
		printf("\n%s\n  %s\n", question->ask ? question->ask : key, question->why);
	free(sentence);
}

/* An empty line takes what stands in brackets; a single "-" clears it. */
static int take_answer(struct interview *interview, const struct question *question,
                       const char *key, const char *preset, enum turn *turn)
{
	const char *typed = interview->line;
	char checked[INTERVIEW_LINE];
	struct problem problem = { 0 };

	if (!*typed)
		typed = preset;
	else if (strcmp(typed, "-") == 0 && !question->needed)
		typed = "";
	*turn = TURN_AGAIN;
	if (interview_check(interview, question, typed, checked, &problem) != 0) {
		printf("  Not taken: %s.\n", problem.text);
		return 0;
	}
	if (question->kind == QUESTION_DATE && *checked && strcmp(checked, typed) != 0)
		printf("  Read as %s.\n", checked);
	*turn = TURN_NEXT;
	return interview_keep(interview, key, checked);
}

static int ask(struct interview *interview, const struct question *question, const char *key,
               enum turn *turn)
{
	const char *preset = interview_preset(interview, question, key);
	int error;

	show_preset(question, preset);
	error = next_line(interview);
	*turn = TURN_AGAIN;
	if (error)
		return error;
	if (strcmp(interview->line, "?") == 0) {
		printf("  %s\n  %s\n", question->more,
		       question->needed
		               ? "\"back\" goes to the question before; \"quit\" stops, and "
		                 "keeps the answers."
		               : "It may stay empty: \"-\" clears it. \"back\" goes to the "
		                 "question before; \"quit\" stops.");
		return 0;
	}
	if (strcmp(interview->line, "quit") == 0)
		return -EINTR;
	if (strcmp(interview->line, "back") == 0) {
		*turn = TURN_BACK;
		return 0;
	}
	return take_answer(interview, question, key, preset, turn);
}

/* --- All of them --- */

static bool is_answered(const struct interview *interview, const char *key)
{
	return json_object_object_get_ex(interview->answers, key, NULL);
}

/* The first question without an answer. */
static size_t first_open(const struct interview *interview)
{
	size_t position = 0;
	char key[64];

	while (interview_at(interview, position, key) && is_answered(interview, key))
		position++;
	return position;
}

int interview_run(struct interview *interview)
{
	size_t position = first_open(interview), shown = SIZE_MAX;
	const struct question *question;
	char key[64];
	int error = 0;

	while (!error && (question = interview_at(interview, position, key))) {
		enum turn turn;

		if (shown != position)
			show_question(question, key);
		shown = position;
		error = ask(interview, question, key, &turn);
		if (error)
			break;
		if (turn == TURN_NEXT)
			position++;
		else if (turn == TURN_BACK && position)
			position--;
		else if (turn == TURN_BACK)
			printf("  This is the first question.\n");
	}
	return error;
}
