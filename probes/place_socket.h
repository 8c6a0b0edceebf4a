/* The worker's end of the opener's socket: one message out, one answer in. The grammar is that of
 * probes/place_message.h; for probes/place.c and place_run.c alone. */
#pragma once
#include "probes/base/cursor.h"
#include "probes/place.h"
#include "probes/place_message.h"

/* 0; -EXDEV: the message did not fit; -EPIPE: the opener is gone. */
int place_say(struct place *place, const struct place_message *message);

/* One answer into `message`; `*in` stands behind its error word, `*fd` (or NULL) is its descriptor
 * or as before. Returns that error, negative, or 0. */
int place_hear(struct place *place, struct place_message *message, struct cursor *in, int *fd);
