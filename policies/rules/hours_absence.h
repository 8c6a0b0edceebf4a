/* What `hours` says of things that it saw nothing of outside the agreed hours: the network is the
 * subject, since that is where it was looked for. Recordings of which no hours were kept say
 * nothing (model CHK17, PR-22). Private to policies/rules/hours*.c. */
#pragma once
#include "policies/rules/rule.h"

struct hours_absence {
	const struct case_file *file;
	const struct rule *rule;
	int64_t days; /* that the rule asks for */
	bool raised;  /* something else was seen outside the hours */
};

/* A verdict on each network of the rule's scope. 0 or -ENOMEM. */
int hours_not_seen(const struct hours_absence *absence, struct verdict_list *out);
