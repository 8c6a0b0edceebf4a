/* What is wrong with a file or an option that a person wrote: one sentence with file, place and
 * remedy, as in register.json:41:18: /register/2/dates/notice_given: "31-02-2026" is not a date
 * (want YYYY-MM-DD) One per load; the first one wins. The text is what agent/ prints before it
 * exits with status 2. */
#pragma once
#include <stdbool.h>

struct problem {
	char text[640]; /* UTF-8, never foreign control bytes; empty while nothing is wrong */
};

static inline bool problem_found(const struct problem *problem)
{
	return problem->text[0] != '\0';
}

/* Keeps the first problem only. Control bytes and invalid UTF-8 in the result are replaced by '?'.
 */
void problem_set(struct problem *problem, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
