/* A response (model A7): what a party says to a finding, a question or a row of the technology
 * list, as a row of log.jsonl. It is printed beside what it answers, in every later report, and
 * never changes a verdict. Who speaks is a post or a party of the agreement, never a person. */
#pragma once
#include "policies/agreement.h"
#include "probes/base/text.h"

#define RESPONSE_TEXT_MAX 2000 /* bytes: a paragraph, not a letter */

enum response_about { RESPONSE_TO_FINDING, RESPONSE_TO_QUESTION, RESPONSE_TO_ENTRY };

struct response {
	enum response_about about;
	const char *id; /* of the finding or verdict, of the question, of the row */
	const char *party, *position;
	const char *text, *document; /* or NULL */
	date on;
	int64_t count; /* of staff who reported the same; 0: not a staff report */
};

/* The closed words, NULL-terminated. `asked` is not an answer: it records the day on which a
 * question was put to the other side, from which "asked 34 days ago" is counted. */
extern const char *const response_positions[];
extern const char *const response_asked, *const response_staff_report;

/* The party of the agreement, or the post that it names, as it is spelled there; "staff"; NULL for
 * anything else. */
const char *response_party(const struct agreement *agreement, const char *word);

/* 0, or -EBADMSG with `problem`: what must not be recorded, and why. */
int response_check(const struct agreement *agreement, const struct response *response, date today,
                   struct problem *problem);

/* One line of log.jsonl, with its end. 0 or -ENOMEM. */
int response_write(const struct response *response, struct text *out);
