/* The agreement's words for ways of looking (`needs[].collector`) and the probes behind them, and
 * whether enough was looked at to say that something was not seen (model PR-22: coverage per
 * claim). */
#pragma once
#include "policies/judge.h"

struct collector {
	const char *word;
	const char *const *probes; /* names, NULL-terminated; empty: no probe serves it yet */
	bool of_traffic;           /* one of its probes is enough; of a device all are needed */
};

const struct collector *collector_find(const char *word); /* NULL: no such word */

enum shortfall_kind {
	SHORTFALL_NONE,
	SHORTFALL_NOTHING, /* no place within the rule's scope was looked at */
	SHORTFALL_NOT_RUN, /* the collector did not run anywhere */
	SHORTFALL_DEVICES, /* looked, of, needed per cent */
	SHORTFALL_DAYS,    /* looked = days, needed = days */
	SHORTFALL_UNNAMED, /* looked = per cent of connections with a name, needed = per cent */
};

struct coverage_answer {
	enum shortfall_kind shortfall;
	const char *collector; /* the first one that falls short, or NULL */
	int64_t looked, of;    /* devices, also when nothing falls short; `of`: all devices of the
	                          rule's classes */
	int64_t needed;
	int64_t days; /* of traffic, where the rule needs that and no devices; else 0 */
};

/* Whether the rule's needs are met over the places of its scope. A rule without needs still needs
 * one complete look. */
void coverage_of_rule(const struct case_file *file, const struct rule *rule,
                      struct coverage_answer *out);

/* Says so in a negative verdict: not-observed or insufficient-coverage. 0 or -ENOMEM. */
int verdict_of_absence(const struct case_file *file, struct verdict *verdict);
