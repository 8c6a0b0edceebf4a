/* The switches of one function that the row wants to stay off: what turns it on or off, and where.
 * Private to policies/rules/match_functions*.c. */
#pragma once
#include "policies/rules/match_case.h"

struct function {
	struct match_case *one;
	const char *text;  /* as the row writes it: "screen-live-view:staff" */
	const char *word;  /* the ability alone */
	const char *scope; /* behind the colon, or NULL */
	bool of_place;     /* the scope can be told from a place, or there is none */
};

struct switches {
	bool on, off;      /* where the function must be off, and nothing else allows it */
	bool on_elsewhere; /* where it is allowed as well, or nobody can tell whether it is meant */
	enum confidence on_sure, off_sure;
	const struct finding *finding; /* or NULL: the thing was not seen */
};

void function_look(const struct function *function, struct switches *out);

/* True where something is known by which the function would be seen; a word of the parties' own is
 * never matched (model A18). */
bool function_can_be_seen(const struct function *function);
