/* A newer major version than the baseline's. With abilities that the catalogue knows now, and that
 * the baseline lacks, it is a change of what was agreed (model CHK08); any other major version is
 * told apart, for information. Where either version is unknown nothing is said. Private to
 * policies/rules/match_*.c. */
#pragma once
#include "policies/rules/match_changes.h"

struct version_look {
	bool same;                    /* the version of then was seen */
	struct changes newer;         /* a change of what was agreed */
	struct changes others;        /* for information */
	const char *const *abilities; /* that the catalogue lists since, NULL-terminated */
};

/* 0 or -ENOMEM. */
int version_look(struct match_case *one, const struct baseline *baseline, struct version_look *out);

/* A verdict for information on the other versions, if any. 0 or -ENOMEM. */
int version_say_others(struct match_case *one, const struct baseline *baseline,
                       const struct version_look *look);
