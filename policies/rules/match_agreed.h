/* `match-agreed` looks at one row of the technology list from four sides: where it was seen, which
 * of its functions are on, what its baseline lacks, which of its abilities the row does not
 * mention. Each takes the words of `compare` that are its own. Private to policies/rules/match_*.c.
 */
#pragma once
#include "policies/rules/match_case.h"

/* 0 or -ENOMEM. */
int match_places(struct match_case *one);    /* groups, device_classes, networks */
int match_functions(struct match_case *one); /* functions_off */
int match_baseline(struct match_case *one);  /* capabilities, permissions, organisations,
                                                countries */
int match_unmentioned(struct match_case *one);
