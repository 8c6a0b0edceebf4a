/* Text that people write into an agreement's files names posts, never persons (model A7, PR-06):
 * what plainly tells of one is refused, what looks like a name is doubted. Pure functions over
 * NUL-terminated text; they err on the side of letting through, since dates, amounts and ids of
 * rows look much like telephone numbers. */
#pragma once
#include <stdbool.h>

enum personal {
	PERSONAL_NOTHING,
	PERSONAL_MAILBOX,   /* jo@school.example */
	PERSONAL_TELEPHONE, /* 020 7946 0958, +44 20 7946 0958, (555) 010-1234 */
	PERSONAL_HOME,      /* /home/jo, C:\Users\jo */
	PERSONAL_NAME,      /* Mr Jo Bloggs, Dr. Bloggs, Ms J. Bloggs */
};

/* The first of them in that order. */
enum personal personal_in(const char *text);

/* True where a post holds what looks like the name of a person: two or three words that begin with
 * a capital, none of which belongs to a post ("Jo Bloggs", "Headteacher (Jo Bloggs)", "Mr Bloggs").
 */
bool personal_is_name(const char *post);
