/* Two agreements, field by field: what was added, removed and changed, in rules, technology list,
 * dates, permission and all else. Rows are met by their id, whatever their order; lists of words by
 * their words. The log is compared row by row, since rows are only ever added to it.
 *
 * Strings live as long as both agreements and the arena. 0 or -ENOMEM. */
#pragma once
#include "policies/agreement.h"
#include "probes/base/arena.h"

enum agreement_change_kind {
	ROW_ADDED, /* a rule, a technology, a question ... */
	ROW_REMOVED,
	FIELD_ADDED, /* not recorded before */
	FIELD_REMOVED,
	FIELD_CHANGED,
	WORD_ADDED, /* to a list of words */
	WORD_REMOVED,
	AGREEMENT_CHANGE_KINDS
};

struct agreement_change {
	enum agreement_change_kind kind;
	const char *area;           /* "rules", "register", "authorisation", "log", "scope" ... */
	const char *id, *name;      /* of the row, or NULL; name: its sentence, name or text */
	const char *field;          /* "dates.next_review"; "" for a whole row */
	const char *before, *after; /* as text, or NULL */
};

struct agreement_changes {
	struct agreement_change *items; /* in the order of the files */
	size_t count, room;
};

const char *agreement_change_word(enum agreement_change_kind kind); /* "field-changed" */

int agreement_compare(const struct agreement *before, const struct agreement *after,
                      struct arena *arena, struct agreement_changes *out);
