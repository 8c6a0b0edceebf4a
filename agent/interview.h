/* The dialogue of `agreement new`, in the worker: questions one after the other, each answer
 * checked and saved as it comes. What is typed, and the saved answers, are untrusted: bounded,
 * UTF-8, no control characters. */
#pragma once
#include "agent/command.h"
#include "policies/catalogue.h"

#define INTERVIEW_LINE 1000

enum question_kind {
	QUESTION_TEXT,
	QUESTION_TEXTS, /* several, parted by ';' */
	QUESTION_DATE,
	QUESTION_WHOLE,
	QUESTION_YES_NO,
	QUESTION_CHOICE,
	QUESTION_ABILITIES, /* words of the catalogue's vocabulary */
};

struct question {
	const char *key;
	enum question_kind kind;
	bool needed;
	const char *ask, *why, *more; /* the question; a sentence or two; what "?" adds */
	const char *preset;           /* default; NULL: none. "@key": the answer to that question;
	                                 "@today" */
	const char *const *choices;   /* pairs: what is typed, what is kept; NULL-terminated */
};

/* The fixed questions, and those about each technology; both end with a zeroed row. The key of the
 * latter is the last part of "technology.N.name". */
extern const struct question interview_questions[], interview_columns[];
/* Before each technology. */
extern const struct question interview_another;

struct interview {
	struct work *work;
	const struct catalogue *catalogue;
	struct json_object *answers; /* texts by key; owned */
	date today;
	char line[INTERVIEW_LINE]; /* what is typed now */
	char typed[8192];          /* read and not used yet; a terminal gives at most 4096 a line */
	size_t typed_len;
};

/* --- The order of questions --- */

/* The question at `position` from 0, with its key; NULL behind the last one. */
const struct question *interview_at(const struct interview *interview, size_t position,
                                    char key[64]);
/* The default of a question, or "". */
const char *interview_preset(const struct interview *interview, const struct question *question,
                             const char *key);

/* --- Checks --- */

/* What is kept of an answer ("01/09/2026" becomes "2026-09-01"). 0, or -EBADMSG with what is
 * wanted in `problem`. */
int interview_check(const struct interview *interview, const struct question *question,
                    const char *typed, char out[INTERVIEW_LINE], struct problem *problem);

/* --- Saved answers --- */

/* Reads the journal of a dialogue that was broken off; what makes no sense in it is passed over. 0
 * or -errno. */
int interview_resume(struct interview *interview, size_t *count);
/* Keeps an answer, here and in the journal. 0 or -errno. */
int interview_keep(struct interview *interview, const char *key, const char *value);
/* All answers from a file. 0, -EBADMSG with the problem's place, or -ENOMEM. */
int interview_load(struct interview *interview, struct span bytes, const char *name,
                   struct problem *problem);
/* The answers as such a file. 0 or -ENOMEM. */
int interview_write(const struct interview *interview, struct text *out);

/* --- The dialogue --- */

/* Asks what is not answered yet. 0; -EINTR when it was left or broken off; -errno. */
int interview_run(struct interview *interview);
