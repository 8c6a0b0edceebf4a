/* The agreement's words for ways of looking (`needs[].collector`) and the probes behind them, and
 * whether enough was looked at to say that something was not seen (model PR-22: coverage per
 * claim). */
#pragma once
#include "policies/judge.h"

struct collector {
	const char *word;
	const char *const *probes;   /* names, NULL-terminated; empty: no probe serves it yet */
	const char *const *blind_on; /* platforms that none of them can look into, or NULL */
	bool of_traffic;             /* one of its probes is enough; of a device all are needed */
};

const struct collector *collector_find(const char *word); /* NULL: no such word */

/* Whether it could show that for which the rule looks, were it there: a recording of a network
 * shows no software that is silent. `ability` is one word of several that the rule names, or NULL.
 */
bool collector_can_show(const char *collector, const struct rule *rule, const char *ability);

/* All that could, by their words; in the arena, NULL-terminated; NULL on no memory. */
const char *const *collectors_for(const struct rule *rule, const char *ability,
                                  struct arena *arena);

/* False where a rule names what has to be looked at, and nothing of it could show the subject: then
 * nothing is claimed of what was not seen. */
bool needs_can_show(const struct rule *rule, const char *ability);

/* True for the kinds of rule that look for something. */
bool rule_looks(const struct rule *rule);

enum shortfall_kind {
	SHORTFALL_NONE,
	SHORTFALL_NOTHING,   /* no place within the rule's scope was looked at */
	SHORTFALL_NOT_RUN,   /* the collector did not run anywhere */
	SHORTFALL_DEVICES,   /* looked, of, needed per cent */
	SHORTFALL_DAYS,      /* looked = days, needed = days */
	SHORTFALL_UNNAMED,   /* looked = per cent of connections with a name, needed = per cent */
	SHORTFALL_TARGETS,   /* looked = hosts asked at one place, needed = hosts */
	SHORTFALL_NETWORKS,  /* looked, of, needed per cent */
	SHORTFALL_PAGES,     /* looked, of, needed per cent */
	SHORTFALL_UNSEEABLE, /* on no device of the rule's scope could the collector see it */
	SHORTFALL_UNCOUNTED, /* looked: how many devices the rule speaks of is not recorded */
	SHORTFALL_OPEN,  /* looked: a share is asked for, and the agreement does not say of how many
	                  */
	SHORTFALL_BLIND, /* nothing that the rule asks to be looked at could show it */
};

enum coverage_measure { OVER_DEVICES, OVER_DAYS, OVER_NETWORKS, OVER_PAGES };

struct coverage_answer {
	enum shortfall_kind shortfall;
	const char *collector;      /* the first one that falls short, or NULL */
	enum coverage_measure over; /* what `looked` and `of` count when nothing falls short */
	int64_t looked, of; /* `of`: all devices of the rule's classes, all its networks, all pages;
	                       nothing for days */
	int64_t needed;
	const char *const *unseeable; /* device classes that are not among `of`, since the collector
	                                 cannot see it there (PR-22); NULL-terminated, or NULL */
	bool at_most;                 /* `of` is the most devices that the rule can speak of */
	bool is_open; /* of how many devices, the agreement does not say: `of` says no more than
	                 `looked` */
	const char *const *uncounted; /* the device classes of which it does not; or NULL */
};

/* Whether the rule's needs are met over the places of its scope. A rule without needs still needs
 * one complete look. */
/* 0 or -ENOMEM. */
int coverage_of_rule(const struct case_file *file, const struct rule *rule,
                     struct coverage_answer *out);

/* Says so in a negative verdict: not-observed, insufficient-coverage, or not-observable where no
 * check could see it on any device that the rule speaks of. 0 or -ENOMEM. */
int verdict_of_absence(const struct case_file *file, struct verdict *verdict);
