/* How much of a rule's scope one collector looked at: devices, networks, pages, days. Private to
 * policies/collectors*.c. */
#pragma once
#include "policies/collectors.h"

struct rule_scope {
	const struct case_file *file;
	const struct rule *rule;
	const struct collector *collector; /* NULL: any */
};

struct device_count {
	int64_t looked, of;           /* distinct devices; `of`: all of the rule's classes */
	const char *const *unseeable; /* classes that are not counted, since no check of the
	                               collector can look there; in the arena, NULL-terminated */
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
bool one_complete_look(const struct rule_scope *scope);
