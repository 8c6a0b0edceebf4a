/* What the opener sends back (probes/place_message.h): one answer at a time, built and sent. Each
 * function that sends returns 0, or -errno when the service must end: -EPIPE the worker is gone,
 * -ETIMEDOUT it takes nothing. */
#pragma once
#include "probes/place_message.h"

struct answer {
	int socket; /* borrowed */
	struct place_message message;
};

/* `error` is 0 or -errno. */
void answer_begin(struct answer *answer, int error);
int answer_send(struct answer *answer, int fd); /* with the descriptor, unless it is -1 */
int answer_error(struct answer *answer, int error);

/* One entry: `at_name` in `folder` (or `folder` itself, an O_PATH one too, when that is ""), called
 * `name`. Attributes are those at hand: no file server is asked for fresh ones, no automount
 * triggered. Returns what the entry says about itself: 0, or the -errno of its stat or readlink. */
int answer_entry(struct answer *answer, int folder, const char *at_name, const char *name);

/* Pages of a listing. A full page is sent on the way. */
void answer_page_begin(struct answer *answer);
int answer_page_entry(struct answer *answer, int folder, const char *name);
int answer_page_send(struct answer *answer, unsigned flags); /* enum place_page */
