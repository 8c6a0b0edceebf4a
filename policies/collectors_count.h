/* How much of a rule's scope one collector looked at: devices, networks, pages, days. Private to
 * policies/collectors*.c. */
#pragma once
#include "policies/collectors.h"

struct rule_scope {
	const struct case_file *file;
	const struct rule *rule;
	const struct collector *collector; /* NULL: any */
};

/* Of what a rule is limited to, the agreement need not say how many devices there are. */
enum number {
	NUMBER_KNOWN,
	NUMBER_AT_MOST, /* `of` is the most that there can be */
	NUMBER_OPEN,    /* all that were looked at are meant; of how many, nobody wrote down */
	NUMBER_UNKNOWN, /* nor which of the devices that were looked at are meant */
};

struct device_count {
	int64_t looked, of; /* distinct devices; `of`: all of the rule's classes */
	enum number number;
	const char *const *unseeable; /* classes that are not counted, since no check of the
	                               collector can look there; in the arena, NULL-terminated */
	const char *const *uncounted; /* classes without a number; in the arena, NULL-terminated */
};

/* 0 or -ENOMEM. With a collector `looked` counts the devices on which it saw all. */
int count_devices_of(const struct rule_scope *scope, struct device_count *out);

/* Networks of the agreement that the rule speaks of, and those where the collector looked at
 * `least` targets or more at one place. */
struct share {
	int64_t looked, of;
};
void count_networks_of(const struct rule_scope *scope, int64_t least, struct share *out);

/* Pages that staff must use, and the most of them that one place looked at. */
void count_pages_of(const struct rule_scope *scope, struct share *out);

/* The most targets of one place. */
int64_t most_targets_of(const struct rule_scope *scope);

/* A recording: its days, and the share of its connections that a name or program stands behind (-1:
 * it does not say). */
struct recording {
	int64_t days, attributed;
};

/* The one that comes nearest to what is needed: a poor recording takes nothing from a good one. */
void best_recording_of(const struct rule_scope *scope, const struct recording *needed,
                       struct recording *out);

bool ran_somewhere(const struct rule_scope *scope);
/* By a collector that could have shown it. */
bool one_complete_look(const struct rule_scope *scope, const char *ability);

/* The place within the rule's scope, or NULL. */
const struct observations *place_at(const struct rule_scope *scope, size_t i);
/* Model PR-22: a check cannot vouch for devices on which it could not see the thing whatever
 * happened. */
bool is_unseeable(const struct rule_scope *scope, const char *class);
/* complete: every probe (or, for some collectors, one) saw all that it looks at; else: at least one
 * of them ran. */
bool place_has(const struct observations *place, const struct collector *collector, bool complete);
